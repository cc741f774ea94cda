//! The keywords of a schema: those of OpenAPI 3.0, and those that 3.1 has from JSON Schema.

use super::kind::{Kind, Object, Part, field, required};

static SCHEMAS: Kind = Kind::List(&Kind::Schema);
static BY_NAME: Kind = Kind::Map(&Kind::Schema);
/// Some write it in the property itself, as a flag.
static REQUIRED: Kind = Kind::Either(&Kind::List(&Kind::Text), &Kind::Flag);
static BOUND: Kind = Kind::Either(&Kind::Flag, &Kind::Number);

/// The types that a schema can have.
pub(super) const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "array", "object", "null"];

pub(super) static SCHEMA: Object = Object {
    what: "a schema",
    part: Part::Schema,
    fields: &[
        field("$ref", &Kind::Text),
        field("title", &Kind::Text),
        field("description", &Kind::Text),
        field("type", &Kind::Types),
        field("format", &Kind::Text),
        field("enum", &Kind::List(&Kind::Any)),
        field("const", &Kind::Any),
        field("default", &Kind::Any),
        field("example", &Kind::Any),
        field("examples", &Kind::Any),
        field("nullable", &Kind::Flag),
        field("readOnly", &Kind::Flag),
        field("writeOnly", &Kind::Flag),
        field("deprecated", &Kind::Flag),
        field("discriminator", &Kind::Object(&DISCRIMINATOR)),
        field("xml", &Kind::Object(&XML)),
        field("externalDocs", &Kind::Any),
        field("properties", &BY_NAME),
        field("required", &REQUIRED),
        field("additionalProperties", &Kind::Schema),
        field("minProperties", &Kind::Count),
        field("maxProperties", &Kind::Count),
        field("items", &Kind::Either(&Kind::Schema, &SCHEMAS)),
        field("minItems", &Kind::Count),
        field("maxItems", &Kind::Count),
        field("uniqueItems", &Kind::Flag),
        field("minLength", &Kind::Count),
        field("maxLength", &Kind::Count),
        field("pattern", &Kind::Text),
        field("minimum", &Kind::Number),
        field("maximum", &Kind::Number),
        field("exclusiveMinimum", &BOUND),
        field("exclusiveMaximum", &BOUND),
        field("multipleOf", &Kind::Number),
        field("allOf", &SCHEMAS),
        field("oneOf", &SCHEMAS),
        field("anyOf", &SCHEMAS),
        field("not", &Kind::Schema),
        field("$anchor", &Kind::Text),
        field("$comment", &Kind::Text),
        field("$defs", &BY_NAME),
        field("definitions", &BY_NAME),
        field("$dynamicAnchor", &Kind::Text),
        field("$dynamicRef", &Kind::Text),
        field("$id", &Kind::Text),
        field("$schema", &Kind::Text),
        field("contains", &Kind::Schema),
        field("contentEncoding", &Kind::Text),
        field("contentMediaType", &Kind::Text),
        field("contentSchema", &Kind::Schema),
        field("dependentRequired", &Kind::Any),
        field("dependentSchemas", &BY_NAME),
        field("else", &Kind::Schema),
        field("if", &Kind::Schema),
        field("maxContains", &Kind::Count),
        field("minContains", &Kind::Count),
        field("patternProperties", &BY_NAME),
        field("prefixItems", &SCHEMAS),
        field("propertyNames", &Kind::Schema),
        field("then", &Kind::Schema),
        field("unevaluatedItems", &Kind::Schema),
        field("unevaluatedProperties", &Kind::Schema),
    ],
};

static DISCRIMINATOR: Object = Object {
    what: "a discriminator",
    part: Part::Other,
    fields: &[
        required("propertyName", &Kind::Text),
        field("mapping", &Kind::Map(&Kind::Text)),
        field("defaultMapping", &Kind::Text),
    ],
};

static XML: Object = Object {
    what: "the XML of a schema",
    part: Part::Other,
    fields: &[
        field("name", &Kind::Text),
        field("namespace", &Kind::Text),
        field("prefix", &Kind::Text),
        field("attribute", &Kind::Flag),
        field("wrapped", &Kind::Flag),
        field("nodeType", &Kind::Text),
    ],
};
