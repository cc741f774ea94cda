//! An `enum` of scalars beside `type: array`: the values are those of the items, and not of the array.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, at: &Trail<'_>) -> Vec<Diagnostic> {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    let values = schema.get("enum").and_then(Value::as_array);
    let of_items = values.is_some_and(|values| !values.is_empty() && values.iter().all(is_scalar));
    if !of_items || schema.get("type").and_then(Value::as_str) != Some("array") {
        return Vec::new();
    }
    let Some(Value::Object(items)) = schema.get("items") else { return Vec::new() };
    if ["$ref", "enum", "allOf", "anyOf", "oneOf"].iter().any(|key| items.contains_key(*key)) {
        return Vec::new();
    }
    if let (Some(values), Some(Value::Object(items))) = (schema.shift_remove("enum"), schema.get_mut("items")) {
        items.insert("enum".to_owned(), values);
    }
    let message = "the values of this array's `enum` are no arrays; they are taken for those of its items";
    vec![
        Diagnostic::warning("enum-of-list", message)
            .at(at.child("enum").pointer())
            .help("move the `enum` into `items`"),
    ]
}
