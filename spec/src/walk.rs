//! The way to every schema of an untyped document.

use serde_json::{Map, Value};

use crate::diagnostics::Trail;

/// What is done at each schema. It may be a boolean, which OpenAPI 3.1 takes for a schema.
type Visitor<'v> = dyn FnMut(&mut Value, &Trail<'_>) + 'v;

/// Keys of OpenAPI's own objects whose value is a map from names that people choose.
const NAMED: [&str; 13] = [
    "callbacks",
    "content",
    "encoding",
    "headers",
    "links",
    "pathItems",
    "paths",
    "requestBodies",
    "responses",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Keys of a schema whose value is a schema.
const SCHEMA: [&str; 11] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keys of a schema whose value is a map from names to schemas.
const SCHEMAS_BY_NAME: [&str; 5] = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// Keys of a schema whose value is a list of schemas.
const SCHEMA_LIST: [&str; 5] = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];

/// Visits every schema of the document, each after the schemas inside it.
pub(crate) fn schemas(tree: &mut Value, visit: &mut Visitor<'_>) {
    node(tree, &Trail::ROOT, visit);
}

/// Looks for schemas in a node of the document that is not a schema itself.
fn node(value: &mut Value, at: &Trail<'_>, visit: &mut Visitor<'_>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let at = at.child(key);
                match (key.as_str(), value) {
                    // A requirement has the names of schemes, which may be any.
                    ("example" | "examples" | "security", _) => {}
                    (key, _) if key.starts_with("x-") => {}
                    ("schema", value) => schema(value, &at, visit),
                    ("schemas" | "definitions", Value::Object(schemas)) => by_name(schemas, &at, visit),
                    (key, Value::Object(map)) if NAMED.contains(&key) || key == "parameters" => {
                        map.iter_mut().for_each(|(name, value)| node(value, &at.child(name), visit));
                    }
                    (_, value) => node(value, &at, visit),
                }
            }
        }
        Value::Array(items) => {
            items.iter_mut().enumerate().for_each(|(index, item)| node(item, &at.child(index), visit));
        }
        _ => {}
    }
}

fn schema(value: &mut Value, at: &Trail<'_>, visit: &mut Visitor<'_>) {
    if let Value::Object(map) = value {
        for (key, value) in map.iter_mut() {
            let at = at.child(key);
            match (key.as_str(), value) {
                (key, Value::Object(schemas)) if SCHEMAS_BY_NAME.contains(&key) => by_name(schemas, &at, visit),
                (key, Value::Array(parts)) if SCHEMA_LIST.contains(&key) => {
                    parts.iter_mut().enumerate().for_each(|(index, part)| schema(part, &at.child(index), visit));
                }
                (key, value) if SCHEMA.contains(&key) => schema(value, &at, visit),
                _ => {}
            }
        }
    }
    visit(value, at);
}

fn by_name(schemas: &mut Map<String, Value>, at: &Trail<'_>, visit: &mut Visitor<'_>) {
    schemas.iter_mut().for_each(|(name, value)| schema(value, &at.child(name), visit));
}
