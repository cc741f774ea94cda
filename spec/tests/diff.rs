//! What is told of two documents that differ in one thing: which change it is, where, and what it means.

use std::fmt::Write;

use spec::Source;
use spec::diff::{Diff, Side, Verdict, diff};

const BASE: &str = r##"openapi: 3.0.0
info: {title: Things, version: "1"}
servers: [{url: "https://things.test/api"}]
paths:
  /v1/things/create:
    post:
      operationId: createThing
      tags: [thing]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/ThingCreate"}}}
      responses:
        "200": {description: Done., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
  /v1/health:
    get: {operationId: getHealth, tags: [health], responses: {"204": {description: It works.}}}
components:
  schemas:
    ThingCreate:
      type: object
      required: [name]
      properties:
        name: {type: string}
        size: {type: integer}
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid}
        status: {$ref: "#/components/schemas/Status"}
    Status: {type: string, enum: [new, old]}
"##;

/// What is edited, the text before and after, and whether programs break.
const EDITS: [(&str, &str, &str, bool); 14] = [
    ("an enum value is new", "[new, old]", "[new, old, lost]", false),
    ("an enum value is gone", "[new, old]", "[new]", true),
    (
        "an optional property is new",
        "size: {type: integer}",
        "size: {type: integer}\n        color: {type: string}",
        false,
    ),
    ("a property is gone", "        size: {type: integer}\n", "", true),
    ("a property of a request became required", "required: [name]", "required: [name, size]", true),
    ("a property of an answer is no longer required", "      required: [id]\n", "", true),
    ("a type is another", "size: {type: integer}", "size: {type: string}", true),
    ("a default is new", "size: {type: integer}", "size: {type: integer, default: 1}", false),
    ("an operation is called otherwise", "createThing", "makeThing", true),
    ("a path is another", "/v1/things/create", "/v2/things/create", true),
    ("operations are below another path", "[{url: \"https://things.test/api\"}]", "[{url: /api/v2}]", true),
    ("the document is of another server", "https://things.test", "https://test.things", false),
    (
        "an operation has a server of its own",
        "tags: [thing]",
        "tags: [thing]\n      servers: [{url: \"https://files.test\"}]",
        true,
    ),
    (
        "an operation is deprecated",
        "operationId: createThing",
        "operationId: createThing\n      deprecated: true",
        false,
    ),
];

fn side(text: &str) -> Side {
    Side::read(Source::new("things.yaml", text), None).unwrap_or_else(|report| panic!("{report}"))
}

fn edited(before: &str, after: &str) -> Diff {
    assert!(BASE.contains(before), "{before}");
    diff(&side(BASE), &side(&BASE.replacen(before, after, 1)))
}

#[test]
fn each_edit_is_told_with_its_place_and_its_meaning() {
    let mut told = String::new();
    for (what, before, after, breaks) in EDITS {
        let diff = edited(before, after);
        assert_eq!(diff.is_breaking(), breaks, "{what}: {}", diff.text());
        // Writing to a `String` does not fail.
        let _ = writeln!(told, "## {what}\n{}", diff.text());
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_same_document_has_no_changes() {
    let diff = diff(&side(BASE), &side(BASE));
    assert!(!diff.is_breaking() && diff.changes.is_empty(), "{}", diff.text());
}

/// What changes, where in the base document, what stands there before and after, and what is told of each direction.
type BothWays = (&'static str, &'static str, [&'static str; 2], [(Verdict, &'static str); 2]);

const BOTH_WAYS: [BothWays; 8] = [
    (
        "the order of the parts of a body",
        r##"{application/json: {schema: {$ref: "#/components/schemas/ThingCreate"}}}"##,
        [
            "{multipart/form-data: {schema: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}}}",
            "{multipart/form-data: {schema: {type: object, required: [a, b], properties: {b: {type: string}, a: {type: string}}}}}",
        ],
        [(Verdict::BreaksAtRunTime, "its required parts come in another order"); 2],
    ),
    (
        "an error among others",
        "      responses:\n        \"200\": {description: Done.",
        [
            "      responses:\n        default: {description: Bad., content: {application/json: {schema: {$ref: \"#/components/schemas/Status\"}}}}\n        \"200\": {description: Done.",
            "      responses:\n        default: {description: Bad., content: {application/json: {schema: {$ref: \"#/components/schemas/Status\"}}}}\n        \"404\": {description: Bad., content: {application/json: {schema: {$ref: \"#/components/schemas/Thing\"}}}}\n        \"200\": {description: Done.",
        ],
        [(Verdict::BreaksAtRunTime, "the answer 404 is"); 2],
    ),
    (
        "an error of its own",
        "      responses:\n        \"200\": {description: Done.",
        [
            "      responses:\n        \"200\": {description: Done.",
            "      responses:\n        \"404\": {description: Bad., content: {application/json: {schema: {$ref: \"#/components/schemas/Thing\"}}}}\n        \"200\": {description: Done.",
        ],
        [
            (Verdict::Additive, "the answer 404 is documented"),
            (Verdict::BreaksAtRunTime, "the answer 404 is no longer documented"),
        ],
    ),
    (
        "what a discriminator takes for a variant",
        "{type: string, enum: [new, old]}",
        [
            r##"{oneOf: [{$ref: "#/components/schemas/Thing"}, {$ref: "#/components/schemas/ThingCreate"}], discriminator: {propertyName: id, mapping: {a: "#/components/schemas/Thing", b: "#/components/schemas/ThingCreate"}}}"##,
            r##"{oneOf: [{$ref: "#/components/schemas/Thing"}, {$ref: "#/components/schemas/ThingCreate"}], discriminator: {propertyName: id, mapping: {a: "#/components/schemas/ThingCreate", b: "#/components/schemas/Thing"}}}"##,
        ],
        [
            (Verdict::BreaksAtRunTime, "takes `\"b\"` for `Thing` in place of `\"a\"`"),
            (Verdict::BreaksAtRunTime, "takes `\"a\"` for `Thing` in place of `\"b\"`"),
        ],
    ),
    (
        "what else a discriminator takes for a variant",
        "{type: string, enum: [new, old]}",
        [
            r##"{oneOf: [{$ref: "#/components/schemas/Thing"}, {$ref: "#/components/schemas/ThingCreate"}], discriminator: {propertyName: id, mapping: {a: "#/components/schemas/Thing", b: "#/components/schemas/ThingCreate"}}}"##,
            r##"{oneOf: [{$ref: "#/components/schemas/Thing"}, {$ref: "#/components/schemas/ThingCreate"}], discriminator: {propertyName: id, mapping: {a: "#/components/schemas/Thing", b: "#/components/schemas/ThingCreate", c: "#/components/schemas/Thing"}}}"##,
        ],
        [(Verdict::Additive, "for `Thing`"), (Verdict::BreaksAtRunTime, "for `Thing`")],
    ),
    (
        "the title of a variant",
        "{type: string, enum: [new, old]}",
        [
            "{oneOf: [{title: Cat, type: object, properties: {a: {type: string}}}, {type: string}]}",
            "{oneOf: [{title: Kitten, type: object, properties: {a: {type: string}}}, {type: string}]}",
        ],
        [(Verdict::BreaksAtCompileTime, "what its inline variants are called"); 2],
    ),
    (
        "an object beside the only one",
        "{type: string, enum: [new, old]}",
        [
            "{oneOf: [{type: string}, {type: object, properties: {a: {type: string}, b: {type: string}}}]}",
            "{oneOf: [{type: string}, {type: object, properties: {a: {type: string}, b: {type: string}}}, {type: object, properties: {c: {type: string}, d: {type: string}}}]}",
        ],
        [(Verdict::BreaksAtCompileTime, "what its inline variants are called"); 2],
    ),
    (
        "a variant without a name",
        "{type: string, enum: [new, old]}",
        [
            "{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}",
            "{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}, {type: object, properties: {c: {type: string}}}]}",
        ],
        [
            (Verdict::Additive, "may be an object of its own"),
            (Verdict::BreaksAtCompileTime, "is no longer an object of its own"),
        ],
    ),
];

#[test]
fn bodies_of_different_errors_are_told_apart() {
    let text = BASE.replace(
        "      responses:\n        \"200\": {description: Done.",
        "      responses:\n        \"400\": {description: Bad., content: {application/json: {schema: {type: object, properties: {code: {type: string}}}}}}\n        \"404\": {description: None., content: {application/json: {schema: {type: object, properties: {code: {type: string}}}}}}\n        \"200\": {description: Done.",
    );
    let same = diff(&side(&text), &side(&text));
    assert!(same.changes.is_empty(), "{}", same.text());
    let less = diff(&side(&text), &side(&text.replacen("properties: {code: {type: string}}", "properties: {}", 1)));
    assert!(less.is_breaking(), "{}", less.text());
}

#[test]
fn what_is_told_of_a_change_depends_on_its_direction() {
    for (what, place, texts, told) in BOTH_WAYS {
        assert_eq!(BASE.matches(place).count(), 1, "{what}");
        let [one, other] = texts.map(|text| side(&BASE.replace(place, text)));
        for (diff, (verdict, message)) in [diff(&one, &other), diff(&other, &one)].iter().zip(told) {
            let is_told =
                diff.changes.iter().any(|change| change.verdict == verdict && change.message.contains(message));
            assert!(is_told, "{what}: {}", diff.text());
        }
    }
}
