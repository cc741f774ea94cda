//! Words beside a `$ref`, which OpenAPI 3.0 says to ignore and people write all the same; in 3.1 they count.
//!
//! `{$ref, description}` becomes `{allOf: [{$ref}], description}`, the form that 3.0 has for it. The type beside a
//! reference is dropped: the schema that it leads to says it better.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    if schema.len() < 2 || !schema.get("$ref").is_some_and(Value::is_string) {
        return Vec::new();
    }
    let Some(reference) = schema.shift_remove("$ref") else { return Vec::new() };
    schema.retain(|key, _| key != "type" && key != "format");
    if schema.is_empty() {
        schema.insert("$ref".to_owned(), reference);
        return Vec::new();
    }
    match schema.get_mut("allOf") {
        Some(Value::Array(parts)) => parts.insert(0, json!({ "$ref": reference })),
        _ => {
            schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        }
    }
    Vec::new()
}
