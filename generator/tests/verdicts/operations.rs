//! Edits of operations: what they are, and what they answer.

use super::Edit;

const CREATE: &str = "let _: Thing = client.thing().create(ThingCreate::new(\"n\", \"c\")).await?;";
const PING: &str = "let _: Receipt = client.note().ping().await?;";
const DELETE: &str = "let _: () = client.thing().delete(ThingId(Uuid::nil())).await?;";
const WRITE: &str = "let _: String = client.note().write(\"w\").await?;";
const FETCH: &str = "let _: Download = client.note().fetch().await?;";
const PAGE: &str = "let _: Things = client.thing().page(Page::new().limit(1)).await?;";
const MATCH: &str = "let answer = client.thing().touch(ThingId(Uuid::nil())).await?; let _ = match answer { TouchThingAnswer::Ok(_) => 1, TouchThingAnswer::Accepted(_) => 2, _ => 3 };";

pub(super) const EDITS: [Edit; 27] = [
    Edit {
        what: "an operation",
        texts: &[(
            "  /v1/notes/ping:",
            "  /v1/notes/pong: {get: {operationId: pongNote, tags: [note], responses: {\"204\": {description: Done.}}}}\n  /v1/notes/ping:",
        )],
        before: PING,
        after: "let _: () = client.note().pong().await?;",
    },
    Edit {
        what: "an id",
        texts: &[("createThing", "makeThing")],
        before: CREATE,
        after: "let _: Thing = client.thing().make(ThingCreate::new(\"n\", \"c\")).await?;",
    },
    Edit { what: "a path", texts: &[("/v1/notes/ping", "/v2/notes/ping")], before: PING, after: PING },
    Edit { what: "a method of HTTP", texts: &[("ping:\n    get:", "ping:\n    post:")], before: PING, after: PING },
    Edit {
        what: "a tag",
        texts: &[("operationId: pingNote\n      tags: [note]", "operationId: pingNote\n      tags: [thing]")],
        before: PING,
        after: "let _: Receipt = client.thing().ping().await?;",
    },
    Edit {
        what: "an operation that is deprecated",
        texts: &[("operationId: pingNote", "operationId: pingNote\n      deprecated: true")],
        before: PING,
        after: PING,
    },
    Edit {
        what: "the name of a method",
        texts: &[("operationId: pingNote", "operationId: pingNote\n      x-method-name: knock")],
        before: PING,
        after: "let _: Receipt = client.note().knock().await?;",
    },
    Edit {
        what: "an id behind the name of a method",
        texts: &[("operationId: fetchNote", "operationId: getNote")],
        before: FETCH,
        after: FETCH,
    },
    Edit {
        what: "pages",
        texts: &[("      x-pagination: {style: offset, limit: limit, offset: offset, items: things}\n", "")],
        before: "let _ = client.thing().page(Page::new()).items();",
        after: PAGE,
    },
    Edit {
        what: "pages by another property",
        texts: &[
            ("offset: {type: integer}}}", "offset: {type: integer}, start: {type: integer}}}"),
            ("offset: offset", "offset: start"),
        ],
        before: "let _ = client.thing().page(Page::new()).items();",
        after: "let _ = client.thing().page(Page::new().start(1)).items();",
    },
    Edit {
        what: "a job",
        texts: &[(
            "operationId: createThing",
            "operationId: createThing\n      x-job: {id: thingId, status: status, succeeded: [new], unsuccessful: [old], info: {operation: createThing, id: name}}",
        )],
        before: CREATE,
        after: "let _ = client.thing().create(ThingCreate::new(\"n\", \"c\")).wait();",
    },
    Edit {
        what: "an answer where there was nothing",
        texts: &[(
            "responses: {\"204\": {description: Done.}}\n  /v1/things/list",
            "responses: {\"200\": {description: Done., content: {application/json: {schema: {$ref: \"#/components/schemas/Receipt\"}}}}}\n  /v1/things/list",
        )],
        before: DELETE,
        after: "let _: Receipt = client.thing().delete(ThingId(Uuid::nil())).await?;",
    },
    Edit {
        what: "another answer",
        texts: &[(
            "fetch:\n    get:\n      operationId: fetchNote\n      x-method-name: fetch\n      tags: [note]\n      responses: {\"200\": {description: Done., content: {application/octet-stream: {schema: {type: string, format: binary}}}}}",
            "fetch:\n    get:\n      operationId: fetchNote\n      x-method-name: fetch\n      tags: [note]\n      responses: {\"200\": {description: Done., content: {application/json: {schema: {$ref: \"#/components/schemas/Receipt\"}}}}}",
        )],
        before: FETCH,
        after: "let _: Receipt = client.note().fetch().await?;",
    },
    Edit {
        what: "an answer or nothing",
        texts: &[(
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {",
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {\"204\": {description: Done.}, ",
        )],
        before: PING,
        after: "let _: Option<Receipt> = client.note().ping().await?;",
    },
    Edit {
        what: "the same answer with another status",
        texts: &[(
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {\"200\"",
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {\"201\"",
        )],
        before: PING,
        after: PING,
    },
    Edit {
        what: "the same answer with a second status",
        texts: &[(
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {",
            "get:\n      operationId: pingNote\n      tags: [note]\n      responses: {\"201\": {description: Done., content: {application/json: {schema: {$ref: \"#/components/schemas/Receipt\"}}}}, ",
        )],
        before: PING,
        after: PING,
    },
    Edit {
        what: "the status of one of two answers",
        texts: &[("\"202\": {description: Begun.", "\"201\": {description: Begun.")],
        before: MATCH,
        after: "let answer = client.thing().touch(ThingId(Uuid::nil())).await?; let _ = match answer { TouchThingAnswer::Created(_) => 2, _ => 3 };",
    },
    Edit {
        what: "a third answer",
        texts: &[(
            "        \"202\": {description: Begun.",
            "        \"203\": {description: Made., content: {application/json: {schema: {$ref: \"#/components/schemas/Part\"}}}}\n        \"202\": {description: Begun.",
        )],
        before: MATCH,
        after: "let answer = client.thing().touch(ThingId(Uuid::nil())).await?; let _ = match answer { TouchThingAnswer::NonAuthoritative(_) => 2, _ => 3 };",
    },
    Edit {
        what: "one of two answers",
        texts: &[(
            "\n        \"202\": {description: Begun., content: {application/json: {schema: {$ref: \"#/components/schemas/Receipt\"}}}}",
            "",
        )],
        before: MATCH,
        after: "let _: Thing = client.thing().touch(ThingId(Uuid::nil())).await?;",
    },
    Edit {
        what: "text that is JSON",
        texts: &[(
            "responses: {\"200\": {description: Done., content: {text/plain",
            "responses: {\"200\": {description: Done., content: {application/json",
        )],
        before: WRITE,
        after: WRITE,
    },
    Edit {
        what: "the body of an error",
        texts: &[(
            "\"404\": {description: None., content: {application/json: {schema: {$ref: \"#/components/schemas/Problem\"}}}}",
            "\"404\": {description: None., content: {application/json: {schema: {$ref: \"#/components/schemas/Receipt\"}}}}",
        )],
        before: "if let Err(error) = client.thing().create(ThingCreate::new(\"n\", \"c\")).await { let _: Option<&Problem> = error.body::<Problem>(); }",
        after: "if let Err(error) = client.thing().create(ThingCreate::new(\"n\", \"c\")).await { let _: Option<&Receipt> = error.body::<Receipt>(); }",
    },
    Edit {
        what: "an error",
        texts: &[(
            "\"404\": {description: None.",
            "\"422\": {description: Bad.}\n        \"404\": {description: None.",
        )],
        before: CREATE,
        after: CREATE,
    },
    Edit {
        what: "what is said of an answer alone",
        texts: &[(
            "\"404\": {description: None., ",
            "\"404\": {description: None., headers: {x-a: {schema: {type: string}}}, ",
        )],
        before: CREATE,
        after: CREATE,
    },
    Edit {
        what: "a second key",
        texts: &[("name: X-Key}", "name: X-Key}\n    other: {type: apiKey, in: query, name: key}")],
        before: "let _ = Client::builder(\"http://localhost\").api_key(\"k\").build()?;",
        after: "let _ = Client::builder(\"http://localhost\").other(\"k\").build()?;",
    },
    Edit {
        what: "the place of a key",
        texts: &[("name: X-Key}", "name: X-Other}")],
        before: "let _ = Client::builder(\"http://localhost\").api_key(\"k\").build()?;",
        after: "let _ = Client::builder(\"http://localhost\").api_key(\"k\").build()?;",
    },
    Edit {
        what: "a key that is a token",
        texts: &[(
            "key: {type: apiKey, in: header, name: X-Key}",
            "key: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}",
        )],
        before: "let _ = Client::builder(\"http://localhost\").api_key(\"k\").build()?;",
        after: "let _ = Client::builder(\"http://localhost\").client_credentials(\"i\", \"s\").build()?;",
    },
    Edit {
        what: "an operation without credentials",
        texts: &[
            ("operationId: pingNote", "operationId: pingNote\n      security: []"),
            ("components:\n", "security: [{key: []}]\ncomponents:\n"),
        ],
        before: PING,
        after: PING,
    },
];
