//! Words beside a `$ref`, which OpenAPI 3.0 says to ignore and people write all the same.
//!
//! `{$ref, description}` becomes `{allOf: [{$ref}], description}`, the form that 3.0 has for it; a sibling that the schema
//! would not gain anything from is dropped.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Diagnostic, Pointer};

const KEPT: [&str; 6] = ["description", "deprecated", "nullable", "example", "default", "title"];

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Pointer) -> Vec<Diagnostic> {
    if schema.len() < 2 || !schema.get("$ref").is_some_and(Value::is_string) {
        return Vec::new();
    }
    let Some(reference) = schema.shift_remove("$ref") else { return Vec::new() };
    schema.retain(|key, _| KEPT.contains(&key.as_str()) || key.starts_with("x-"));
    if schema.is_empty() {
        schema.insert("$ref".to_owned(), reference);
    } else {
        schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    Vec::new()
}
