//! The order in which things are written.

use serde_json::{Map, Value};

use super::kind::{Held, Kind};
use super::presence::{NOTES, OTHERWISE, VALUE_NOTES};

/// Where the notes of editions stand in an order.
const NOTED: &str = "(notes)";
/// Where the notes of the values of an enum stand.
const VALUES_NOTED: &str = "(notes of values)";

/// The order of the keys of a schema; the notes of the merge come after what is said to everybody.
const SCHEMA: [&str; 30] = [
    "$ref",
    "type",
    "format",
    "title",
    "description",
    NOTED,
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "enum",
    "x-enum-descriptions",
    VALUES_NOTED,
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "items",
    "additionalProperties",
    "required",
    "properties",
];

const OPERATION: [&str; 10] = [
    "tags",
    "summary",
    "description",
    "operationId",
    NOTED,
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "security",
];

const OTHER: [&str; 24] = [
    "openapi",
    "info",
    "externalDocs",
    "servers",
    "security",
    "tags",
    "paths",
    "components",
    "securitySchemes",
    "$ref",
    "name",
    "in",
    "type",
    "scheme",
    "bearerFormat",
    "description",
    NOTED,
    "headers",
    "content",
    "required",
    "schema",
    "example",
    "schemas",
    "responses",
];

/// Puts the keys of a node in their order; keys that have none keep theirs, at the end, the notes of the merge last.
pub(super) fn sort_keys(kind: Kind, node: &mut Map<String, Value>) {
    let order: &[&str] = match kind {
        Kind::Schema => &SCHEMA,
        Kind::Operation => &OPERATION,
        _ => &OTHER,
    };
    let place = |key: &str| {
        let (slot, notes): (&str, &[&str]) = match key {
            note if NOTES.contains(&note) => (NOTED, &NOTES),
            note if VALUE_NOTES.contains(&note) => (VALUES_NOTED, &VALUE_NOTES),
            other => (other, &[]),
        };
        let known = order.iter().position(|other| *other == slot).unwrap_or(order.len());
        let note = notes.iter().position(|other| *other == key);
        (OTHERWISE.contains(&key), known, note, key.to_owned())
    };
    let mut entries: Vec<(String, Value)> = std::mem::take(node).into_iter().collect();
    entries.sort_by_cached_key(|(key, _)| place(key));
    *node = entries.into_iter().collect();
}

/// How the things in a map are ordered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Things {
    AsTheyAre,
    ByName,
}

/// Puts a whole tree into the form that the merge gives to nodes: keys in their order, `required` in that of the properties.
pub(super) fn tidy(kind: Kind, node: &mut Value, things: Things) {
    let Value::Object(map) = node else { return };
    for (key, value) in map.iter_mut() {
        match (kind.held(key, value), value) {
            (Held::Map(inner), Value::Object(nodes)) => {
                nodes.values_mut().for_each(|node| tidy(inner, node, things));
                if things == Things::ByName {
                    nodes.sort_keys();
                }
            }
            (Held::One(inner), node) => tidy(inner, node, things),
            (Held::List(inner), Value::Array(items)) => items.iter_mut().for_each(|item| tidy(inner, item, things)),
            (Held::Parts, Value::Array(parts)) => parts.iter_mut().for_each(|part| tidy(Kind::Schema, part, things)),
            (Held::Values, Value::Array(values)) if things == Things::ByName => {
                values.sort_by_cached_key(ToString::to_string);
            }
            _ => {}
        }
    }
    if let (Some(Value::Array(required)), Some(Value::Object(properties))) =
        (map.get("required").cloned(), map.get("properties"))
    {
        let place = |name: &Value| properties.keys().position(|key| name == key).unwrap_or(properties.len());
        let mut sorted = required;
        sorted.sort_by_cached_key(|name| (place(name), name.to_string()));
        map.insert("required".to_owned(), Value::Array(sorted));
    }
    sort_keys(kind, map);
}
