//! Names that were published stay, whatever comes beside what has them, or before it.

use generator::{Layout, Names, Options};
use spec::Source;

const BASE: &str = include_str!("verdicts/base.yaml");

/// What comes, each with the text that it comes before.
const NEWCOMERS: [(&str, &str, &str); 13] = [
    (
        "a component with the name of an object in place",
        "    Unused: {",
        "ThingCreateOwner: {type: object, properties: {a: {type: string}}}",
    ),
    ("a component with the name of parameters", "    Names: {", "ListThingsParameters: {type: object}"),
    (
        "a component with the name of an answer",
        "    Names: {",
        "TouchThingAnswer: {type: object, properties: {a: {type: string}}}",
    ),
    (
        "a component with the name of parts",
        "    Unused: {",
        "UploadThingForm: {type: object, properties: {a: {type: string}}}",
    ),
    (
        "a component with the name of a handle",
        "    ThingId: {",
        "Note: {type: object, properties: {a: {type: string}}}",
    ),
    ("a property with the name of what takes the others", "        weight: {", "extra: {type: string}"),
    ("a property that is another in one case", "        weight: {", "Weight: {type: string}"),
    ("a value with the name of those that nobody knows", "[new, old]", "[unrecognized, new, old]"),
    ("a value that is another in one case", "enum: [admin, guest]", "enum: [ADMIN, admin, guest]"),
    (
        "a variant of the same kind",
        "{oneOf: [{type: string}",
        "{oneOf: [{type: array, items: {type: boolean}}, {type: string}",
    ),
    ("a parameter of the same name", "        - {name: after, ", "- {name: after, in: header, schema: {type: string}}"),
    ("a part with the name of what takes the others", "{file: {type", "{others: {type: string}, file: {type"),
    ("a second key", "    key: {", "first: {type: apiKey, in: query, name: k}"),
];

fn edited(text: &str, before: &str, newcomer: &str) -> String {
    assert_eq!(text.matches(before).count(), 1, "{before}");
    // What stands on lines of its own comes on a line before.
    let indent = &before[..before.len() - before.trim_start().len()];
    let replacement = if indent.is_empty() { newcomer.to_owned() } else { format!("{indent}{newcomer}\n{before}") };
    text.replace(before, &replacement)
}

fn names(text: &str, published: &str) -> String {
    let source = Source::new("things.yaml", text);
    let api = spec::read("things", source, None).unwrap_or_else(|report| panic!("{report}")).api;
    let options = Options {
        crate_name: "things".to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Root,
        guide: None,
        names: Names::parse(published),
    };
    let files = generator::generate(&[api], &options).expect("the crate is generated");
    files.get(Names::PATH).expect("the crate has names").to_owned()
}

#[test]
fn what_comes_takes_no_name_from_what_is_there() {
    let published = names(BASE, "");
    let mut all = BASE.to_owned();
    for (what, before, newcomer) in NEWCOMERS {
        let alone = edited(BASE, before, newcomer);
        keeps(&published, &alone, what);
        let moved = names(&alone, "");
        assert!(published.lines().any(|line| !moved.lines().any(|other| other == line)), "{what}: nothing would move");
        all = edited(&all, before, newcomer);
    }
    keeps(&published, &all, "all of them");
}

fn keeps(published: &str, text: &str, what: &str) {
    let now = names(text, published);
    let lost: Vec<&str> = published.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
    assert!(lost.is_empty(), "{what} renames {lost:#?}");
    assert_eq!(names(text, &now), now, "{what}: the names are not kept");
}

#[test]
fn everything_that_users_name_is_published() {
    insta::assert_snapshot!(names(BASE, ""));
}

/// Two of everything: what a document has at one place, and says in one way.
const TWINS: &str = r#"openapi: 3.0.0
info: {title: Twins, version: "1"}
paths:
  /things:
    get:
      operationId: getThings
      parameters:
        - {name: kind, in: query, schema: {type: string, enum: [a]}}
        - {name: kind, in: header, schema: {type: string, enum: [b]}}
      responses:
        "200": {description: Old., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        "201": {description: New., content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}
        "400": {description: Bad., content: {application/json: {schema: {type: object, properties: {c: {type: string}}}}}}
        "404": {description: None., content: {application/json: {schema: {type: object, properties: {d: {type: string}}}}}}
components:
  schemas:
    Level: {enum: [1, "1", true, "true"]}
    Choice:
      oneOf:
        - {title: One, type: object, properties: {a: {type: string}}}
        - {title: One, type: object, properties: {b: {type: string}}}
"#;

#[test]
fn twins_do_not_change_places() {
    let published = names(TWINS, "");
    for name in ["GetThingsError2", "GetThingsResponse2", "GetThingsKind2", "ChoiceOne2", "N12"] {
        assert!(published.lines().any(|line| line.ends_with(&format!(" = {name}"))), "{name} in {published}");
    }
    assert_eq!(names(TWINS, &published), published);
}
