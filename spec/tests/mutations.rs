//! Kinds of breakage, each applied to a good document, and the line that each is reported on.

use spec::{Source, lint};

/// A document in which nothing is wrong or odd.
const GOOD: &str = include_str!("mutations/good.yaml");
/// The same in JSON.
const GOOD_JSON: &str = include_str!("mutations/good.json");

/// A text of the good document, what takes its place, and the code of the diagnostic that this gives. The line that has
/// to be reported is that of the mark `§`, which is taken out.
type Mutation = (&'static str, &'static str, &'static str);

const SYNTAX: [Mutation; 16] = [
    ("title: Good", "§title: \"Good", "syntax"),
    ("title: Good", "§title: 'Good", "syntax"),
    ("title: Good", "§title Good", "syntax"),
    ("title: Good", "§title:Good", "syntax"),
    ("title: Good", "§title: Good: API", "syntax"),
    ("  title: Good", "§\ttitle: Good", "syntax"),
    ("      summary: Lists", "§\t\t\tsummary: Lists", "syntax"),
    ("tags: [thing]\n      summary: Lists", "§tags: [thing\n      summary: Lists", "syntax"),
    ("schema: {type: integer, minimum: 1}", "§schema: {type: integer, minimum: 1", "syntax"),
    ("schema: {type: integer, minimum: 1}", "§schema: {type: integer minimum: 1}", "syntax"),
    ("      summary: Lists things", "§     summary: Lists things", "syntax"),
    ("      summary: Lists things", "§        summary: Lists things", "syntax"),
    ("summary: Lists things", "§summary: @Lists things", "syntax"),
    ("summary: Lists things", "§summary: \"Lists \\query\"", "syntax"),
    ("summary: Lists things", "§summary: *nothing", "syntax"),
    ("      summary: Lists things", "      summary: Lists things\n§      summary: Lists them", "duplicate-key"),
];

const FORM: [Mutation; 37] = [
    ("openapi: 3.0.3", "§openapi: 4.0.0", "version"),
    ("title: Good", "§titel: Good", "unknown-field"),
    ("info:\n  title: Good\n", "§info:\n", "missing-field"),
    ("version: \"1\"", "§version: 1.0", "loose-type"),
    ("    get:\n      operationId: listThings", "§    gett:\n      operationId: listThings", "unknown-field"),
    ("operationId: listThings", "§operationid: listThings", "unknown-field"),
    ("operationId: listThings", "§operationId: [listThings]", "wrong-type"),
    ("tags: [thing]\n      summary: Lists", "§tags: thing\n      summary: Lists", "wrong-type"),
    ("  /things:\n", "§  things:\n", "path"),
    ("in: query", "§in: qery", "unknown-word"),
    ("- name: limit\n          in", "- §in", "missing-field"),
    ("style: form", "§style: from", "unknown-word"),
    ("required: false", "§required: \"false\"", "loose-type"),
    ("required: false", "§requierd: false", "unknown-field"),
    ("\"200\":\n          description: The things", "§\"2000\":\n          description: The things", "status-code"),
    ("\"200\":\n          description: The things.\n", "§\"200\":\n", "missing-field"),
    (
        "application/json:\n              schema: {$ref: \"#/components/schemas/Things\"}",
        "§application/json: []",
        "wrong-type",
    ),
    (
        "      responses:\n        \"200\":\n          description: The things",
        "§      respones:\n        \"200\":\n          description: The things",
        "unknown-field",
    ),
    ("type: object\n      required: [id, name]", "§type: objekt\n      required: [id, name]", "unknown-word"),
    ("required: [id, name]", "§required: id", "wrong-type"),
    ("      properties:\n        id:", "§      propertis:\n        id:", "unknown-field"),
    ("        size: {$ref: \"#/components/schemas/Size\"}", "§        size: Size", "wrong-type"),
    ("minLength: 1", "§minLength: -1", "wrong-type"),
    ("minLength: 1", "§minLength: one", "wrong-type"),
    ("minLength: 1", "§minLength: \"1\"", "loose-type"),
    ("minLength: 1", "§minLength: \"1.5\"", "wrong-type"),
    ("minLength: 1", "minLength: 1\n§          exclusiveMinimum: \"true\"", "loose-type"),
    ("minLength: 1", "§minLenght: 1", "unknown-field"),
    ("nullable: true", "§nullable: \"yes\"", "loose-type"),
    ("enum: [small, large]", "§enum: small", "wrong-type"),
    ("items: {$ref: \"#/components/schemas/Thing\"}", "§items: Thing", "wrong-type"),
    (
        "content:\n          application/json:\n            schema: {$ref: \"#/components/schemas/Thing\"}",
        "§contents: {}",
        "unknown-field",
    ),
    ("requestBody:\n", "§requestBody: 1\n      x-was:\n", "wrong-type"),
    ("type: http", "§type: htpp", "unknown-word"),
    ("additionalProperties: false", "§additionalProperties: none", "wrong-type"),
    ("format: int32", "§format: 32", "loose-type"),
    ("security:\n  - bearer: []", "security:\n  §- bearer", "wrong-type"),
];

const SENSE: [Mutation; 32] = [
    (
        "schema: {$ref: \"#/components/schemas/Things\"}",
        "§schema: {$ref: \"#/components/schemas/Thinks\"}",
        "reference",
    ),
    ("schema: {$ref: \"#/components/schemas/Things\"}", "§schema: {$ref: \"#/definitions/Things\"}", "reference"),
    ("schema: {$ref: \"#/components/schemas/Things\"}", "§schema: {$ref: \"other.yaml#/Things\"}", "reference"),
    (
        "    Size:\n      type: string\n      enum: [small, large]",
        "    Size:\n      §$ref: \"#/components/schemas/Size\"",
        "reference",
    ),
    ("operationId: makeThing", "§operationId: listThings", "duplicate-operation"),
    ("    post:\n      operationId: makeThing\n", "§    post:\n", "operation-without-id"),
    ("  /things/{thingId}:", "§  /things/{id}:", "path-parameter"),
    ("name: thingId", "§name: thingsId", "parameter-not-in-path"),
    ("required: [id, name]", "§required: [id, nmae]", "required-without-property"),
    ("required: [id, name]", "§required: [id, name, id]", "duplicate-required"),
    ("enum: [small, large]", "§enum: [small, large, small]", "duplicate-enum-value"),
    ("enum: [small, large]", "§enum: [small, 7]", "enum-mismatch"),
    ("type: string\n      enum: [small, large]", "§enum: [small, large]", "enum-without-type"),
    ("default: small", "§default: medium", "default-mismatch"),
    ("default: 10", "§default: ten", "default-mismatch"),
    ("example: 5f", "§example: 7, x-was: 5f", "example-mismatch"),
    ("example: {id:", "§example: {idd: 1, id:", "example-mismatch"),
    ("minLength: 1", "§minLength: 90", "empty-range"),
    ("format: uuid", "§format: uid", "unknown-format"),
    ("format: uuid", "§format: UUID", "format-spelling"),
    ("security:\n  - bearer: []", "security:\n  §- baerer: []", "unknown-security-scheme"),
    ("tags: [thing]\n      summary: Makes", "§tags: [things]\n      summary: Makes", "undeclared-tag"),
    (
        "- name: thing\n    description: Things.",
        "- name: thing\n    description: Things.\n  §- name: thing",
        "duplicate-tag",
    ),
    (
        "    Things:\n      type: array\n      items: {$ref: \"#/components/schemas/Thing\"}",
        "§    Things:\n      type: array",
        "array-without-items",
    ),
    (
        "          in: path\n          required: true",
        "          in: path\n          §required: false",
        "optional-path-parameter",
    ),
    ("    Things:", "§    Un used: {type: string}\n    Things:", "component-name"),
    ("items: {$ref: \"#/components/schemas/Thing\"}", "items: {type: string}\n      §enum: [one, two]", "enum-of-list"),
    ("    Things:", "§    Unused: {type: string}\n    Things:", "unused-component"),
    (
        "  /things:\n",
        "§  /things/{other}: {delete: {responses: {\"204\": {description: Gone.}}}}\n  /things:\n",
        "path-parameter",
    ),
    ("url: https://example.com/api", "§url: https://{host}/api", "server-variable"),
    (
        "          schema: {type: string}",
        "          schema: {type: string}\n        §- {name: thingId, in: path, required: true, schema: {type: string}}",
        "duplicate-parameter",
    ),
    (
        "application/json:\n            schema: {$ref: \"#/components/schemas/Thing\"}",
        "§application/json: {}",
        "body-without-schema",
    ),
];

#[test]
fn a_good_document_is_left_in_peace() {
    for (name, text) in [("good.yaml", GOOD), ("good.json", GOOD_JSON)] {
        let report = lint(Source::new(name, text), None);
        assert!(report.diagnostics().iter().all(|found| found.code == "unsupported"), "{report}");
    }
}

#[test]
fn what_breaks_the_syntax_is_reported_on_its_line() {
    check("good.yaml", GOOD, &SYNTAX);
}

#[test]
fn what_breaks_the_form_is_reported_on_its_line() {
    check("good.yaml", GOOD, &FORM);
}

#[test]
fn what_makes_no_sense_is_reported_on_its_line() {
    check("good.yaml", GOOD, &SENSE);
}

#[test]
fn what_breaks_json_is_reported_on_its_line() {
    let mutations: [Mutation; 12] = [
        ("\"title\": \"Good\"", "§\"title\": \"Good", "syntax"),
        ("\"title\": \"Good\"", "§\"title: \"Good\"", "syntax"),
        ("\"title\": \"Good\"", "§title: \"Good\"", "syntax"),
        ("\"title\": \"Good\"", "§\"title\" \"Good\"", "syntax"),
        ("\"title\": \"Good\",", "§\"title\": \"Good\"", "syntax"),
        ("\"version\": \"1\"", "§\"version\": \"1\",", "syntax"),
        ("\"version\": \"1\"", "§\"version\": 'one'", "syntax"),
        ("\"version\": \"1\"", "§\"version\": 1", "loose-type"),
        ("\"title\": \"Good\",", "\"title\": \"Good\",\n§\"title\": \"Better\",", "duplicate-key"),
        ("\"in\": \"query\"", "§\"in\": \"qery\"", "unknown-word"),
        ("\"operationId\": \"makeThing\"", "§\"operationId\": \"listThings\"", "duplicate-operation"),
        ("\"info\": {", "§\"info\": {{", "syntax"),
    ];
    check("good.json", GOOD_JSON, &mutations);
}

#[test]
fn several_are_reported_in_one_run() {
    let text = GOOD.replace("in: query", "in: qery").replace("minLength: 1", "minLength: -1");
    let text = text.replace("operationId: makeThing", "operationId: listThings");
    let report = spec::read("good", Source::new("good.yaml", text), None).expect_err("the document is broken");
    let codes: Vec<&str> = report.diagnostics().iter().map(|found| found.code).collect();
    assert_eq!(codes, ["unknown-word", "duplicate-operation", "wrong-type"], "{report}");
}

fn check(name: &str, good: &str, mutations: &[Mutation]) {
    let missed: Vec<String> = mutations.iter().filter_map(|mutation| missed(name, good, mutation)).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// What is told of a mutation whose line is not.
fn missed(name: &str, good: &str, (from, to, code): &Mutation) -> Option<String> {
    assert_eq!(good.matches(from).count(), 1, "`{from}` is not there once");
    let marked = good.replacen(from, to, 1);
    let (before, after) = marked.split_once('§').unwrap_or_else(|| panic!("no mark in `{to}`"));
    let line = before.matches('\n').count() + 1;
    let report = lint(Source::new(name, format!("{before}{after}")), None);
    let found = report.located().any(|(found, place)| found.code == *code && place.line == line);
    (!found).then(|| format!("`{from}` became `{to}`, which is no `{code}` on line {line}:\n{report}"))
}
