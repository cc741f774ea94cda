//! Edits of what operations take: parameters and bodies.

use super::Edit;

const CREATE: &str = "let _: Thing = client.thing().create(ThingCreate::new(\"n\", \"c\")).await?;";
const PING: &str = "let _: Receipt = client.note().ping().await?;";
const LIST: &str = "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1).after(\"a\")).await?;";
const TOUCH: &str = "let _: TouchThingAnswer = client.thing().touch(ThingId(Uuid::nil())).await?;";
const DELETE: &str = "let _: () = client.thing().delete(ThingId(Uuid::nil())).await?;";
const UPLOAD: &str = "let _: () = client.thing().upload(UploadThingForm::new(b\"f\".to_vec()).note(\"n\")).await?;";
const WRITE: &str = "let _: String = client.note().write(\"w\").await?;";

pub(super) const EDITS: [Edit; 30] = [
    Edit {
        what: "an optional parameter beside others",
        texts: &[(
            "{name: after, in: query",
            "{name: until, in: query, schema: {type: string}}\n        - {name: after, in: query",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1).until(\"a\")).await?;",
    },
    Edit {
        what: "the only parameter, which is optional",
        texts: &[(
            "operationId: pingNote",
            "operationId: pingNote\n      parameters: [{name: text, in: query, schema: {type: string}}]",
        )],
        before: PING,
        after: "let _: Receipt = client.note().ping(PingNoteParameters::new().text(\"t\")).await?;",
    },
    Edit {
        what: "the only parameter, which is required",
        texts: &[(
            "operationId: pingNote",
            "operationId: pingNote\n      parameters: [{name: text, in: header, required: true, schema: {type: string}}]",
        )],
        before: PING,
        after: "let _: Receipt = client.note().ping(PingNoteParameters::new(\"t\")).await?;",
    },
    Edit {
        what: "a required parameter beside others",
        texts: &[(
            "{name: after, in: query",
            "{name: until, in: query, required: true, schema: {type: string}}\n        - {name: after, in: query",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1, \"u\")).await?;",
    },
    Edit {
        what: "a parameter that is required",
        texts: &[("{name: after, in: query, schema", "{name: after, in: query, required: true, schema")],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1, \"a\")).await?;",
    },
    Edit {
        what: "the first parameter that is required",
        texts: &[("{name: text, in: query, schema", "{name: text, in: query, required: true, schema")],
        before: "let _ = client.thing().search(None).await?;",
        after: "let _ = client.thing().search(SearchThingsParameters::new(\"t\")).await?;",
    },
    Edit {
        what: "required parameters of several types in another order",
        texts: &[(
            "        - {name: kind, in: query, required: true, schema: {type: string}}\n        - {name: size, in: query, required: true, schema: {type: integer}}",
            "        - {name: size, in: query, required: true, schema: {type: integer}}\n        - {name: kind, in: query, required: true, schema: {type: string}}",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(1, \"k\")).await?;",
    },
    Edit {
        what: "a required parameter of the same type before another",
        texts: &[(
            "        - {name: kind, in: query, required: true, schema: {type: string}}\n        - {name: size, in: query, required: true, schema: {type: integer}}",
            "        - {name: size, in: query, required: true, schema: {type: integer}}\n        - {name: kind, in: header, required: true, schema: {type: string}}",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(1, \"k\").after(\"a\")).await?;",
    },
    Edit {
        what: "optional parameters in another order",
        texts: &[(
            "        - {name: text, in: query, schema: {type: string}}",
            "        - {name: less, in: query, schema: {type: string}}\n        - {name: text, in: query, schema: {type: string}}",
        )],
        before: "let _ = client.thing().search(SearchThingsParameters::new().text(\"t\")).await?;",
        after: "let _ = client.thing().search(SearchThingsParameters::new().less(\"t\")).await?;",
    },
    Edit {
        what: "the type of a parameter",
        texts: &[(
            "{name: after, in: query, schema: {type: string}}",
            "{name: after, in: query, schema: {type: integer}}",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1).after(1)).await?;",
    },
    Edit {
        what: "a parameter that is an enum",
        texts: &[(
            "{name: after, in: query, schema: {type: string}}",
            "{name: after, in: query, schema: {type: string, enum: [now]}}",
        )],
        before: LIST,
        after: "let _ = client.thing().list(ListThingsParameters::new(\"k\", 1).after(ListThingsAfter::Now)).await?;",
    },
    Edit {
        what: "the style of a parameter",
        texts: &[(
            "{name: after, in: query, schema: {type: string}}",
            "{name: after, in: query, explode: false, schema: {type: string}}",
        )],
        before: LIST,
        after: LIST,
    },
    Edit {
        what: "the default of a parameter",
        texts: &[(
            "{name: after, in: query, schema: {type: string}}",
            "{name: after, in: query, schema: {type: string, default: a}}",
        )],
        before: LIST,
        after: LIST,
    },
    Edit {
        what: "a parameter that is deprecated",
        texts: &[("{name: after, in: query, schema", "{name: after, in: query, deprecated: true, schema")],
        before: LIST,
        after: LIST,
    },
    Edit {
        what: "the name of a parameter of the path",
        texts: &[
            ("/v1/things/{thingId}/touch", "/v1/things/{id}/touch"),
            ("{name: thingId, in: path", "{name: id, in: path"),
        ],
        before: TOUCH,
        after: TOUCH,
    },
    Edit {
        what: "a parameter of the path",
        texts: &[(
            "  /v1/notes/ping:\n    get:",
            "  /v1/notes/ping/{note}:\n    get:\n      parameters: [{name: note, in: path, required: true, schema: {type: integer}}]",
        )],
        before: PING,
        after: "let _: Receipt = client.note().ping(1).await?;",
    },
    Edit {
        what: "the type of a parameter of the path",
        texts: &[(
            "{name: thingId, in: path, required: true, schema: {$ref: \"#/components/schemas/ThingId\"}}",
            "{name: thingId, in: path, required: true, schema: {type: integer}}",
        )],
        before: TOUCH,
        after: "let _: TouchThingAnswer = client.thing().touch(1).await?;",
    },
    Edit {
        what: "a body",
        texts: &[(
            "operationId: pingNote",
            "operationId: pingNote\n      requestBody: {required: true, content: {application/json: {schema: {$ref: \"#/components/schemas/Page\"}}}}",
        )],
        before: PING,
        after: "let _: Receipt = client.note().ping(Page::new()).await?;",
    },
    Edit {
        what: "a body that may be left out, and is made of one field",
        texts: &[(
            "        required: true\n        content: {application/json: {schema: {$ref: \"#/components/schemas/ThingRequest\"}}}",
            "        content: {application/json: {schema: {$ref: \"#/components/schemas/ThingRequest\"}}}",
        )],
        before: DELETE,
        after: "let _: () = client.thing().delete(None).await?;",
    },
    Edit {
        what: "a body that may be left out, and is made of itself alone",
        texts: &[(
            "        required: true\n        content: {application/json: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
            "        content: {application/json: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
        )],
        before: CREATE,
        after: "let _: Thing = client.thing().create(None).await?;",
    },
    Edit {
        what: "text that may be left out",
        texts: &[("requestBody: {required: true, content: {text/plain", "requestBody: {content: {text/plain")],
        before: WRITE,
        after: "let _: String = client.note().write(None).await?;",
    },
    Edit {
        what: "parts that may be left out",
        texts: &[(
            "        required: true\n        content:\n          multipart",
            "        content:\n          multipart",
        )],
        before: UPLOAD,
        after: "let _: () = client.thing().upload(None).await?;",
    },
    Edit {
        what: "the type of a body",
        texts: &[(
            "application/json: {schema: {$ref: \"#/components/schemas/ThingRequest\"}}",
            "application/json: {schema: {$ref: \"#/components/schemas/Part\"}}",
        )],
        before: DELETE,
        after: "let _: () = client.thing().delete(Part::new()).await?;",
    },
    Edit {
        what: "the media type of a body",
        texts: &[(
            "{application/json: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
            "{application/x+json: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
        )],
        before: CREATE,
        after: CREATE,
    },
    Edit {
        what: "text that is bytes",
        texts: &[(
            "requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}",
            "requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}",
        )],
        before: WRITE,
        after: "let _: String = client.note().write(Upload::from(b\"w\".to_vec())).await?;",
    },
    Edit {
        what: "a body in a form",
        texts: &[(
            "{application/json: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
            "{application/x-www-form-urlencoded: {schema: {$ref: \"#/components/schemas/ThingCreate\"}}}",
        )],
        before: CREATE,
        after: CREATE,
    },
    Edit {
        what: "an optional part",
        texts: &[("note: {type: string}}}", "note: {type: string}, tone: {type: string}}}")],
        before: UPLOAD,
        after: "let _: () = client.thing().upload(UploadThingForm::new(b\"f\".to_vec()).tone(\"n\")).await?;",
    },
    Edit {
        what: "a required part",
        texts: &[("required: [file], properties: {", "required: [file, tone], properties: {tone: {type: string}, ")],
        before: UPLOAD,
        after: "let _: () = client.thing().upload(UploadThingForm::new(\"t\", b\"f\".to_vec())).await?;",
    },
    Edit {
        what: "a part that is required",
        texts: &[("required: [file], properties: {", "required: [file, note], properties: {")],
        before: UPLOAD,
        after: "let _: () = client.thing().upload(UploadThingForm::new(b\"f\".to_vec(), \"n\")).await?;",
    },
    Edit {
        what: "the type of a part",
        texts: &[("note: {type: string}}}", "note: {type: integer}}}")],
        before: UPLOAD,
        after: "let _: () = client.thing().upload(UploadThingForm::new(b\"f\".to_vec()).note(1)).await?;",
    },
];
