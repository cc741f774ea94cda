//! An `enum` of strings that does not say `type: string`. The values say it.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Pointer) -> Vec<Diagnostic> {
    let of_strings = match schema.get("enum") {
        Some(Value::Array(values)) => !values.is_empty() && values.iter().all(Value::is_string),
        _ => false,
    };
    if of_strings && !schema.contains_key("type") {
        schema.insert("type".to_owned(), Value::from("string"));
    }
    Vec::new()
}
