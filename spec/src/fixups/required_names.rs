//! `required` that names no property, as `json_schema` in `AirbyteStream`, whose property is `jsonSchema`.
//!
//! Taken literally no instance would be valid. The name is reported and ignored: the property that was probably meant
//! stays optional, because servers do leave it out.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer};

pub(super) fn fix(schema: &mut Map<String, Value>, pointer: &Pointer) -> Vec<Diagnostic> {
    let properties: Vec<String> = match schema.get("properties") {
        Some(Value::Object(properties)) => properties.keys().cloned().collect(),
        // A part of an `allOf` may well require a property that another part has.
        _ => return Vec::new(),
    };
    let Some(Value::Array(required)) = schema.get_mut("required") else { return Vec::new() };
    let mut found = Vec::new();
    let known: HashSet<&str> = properties.iter().map(String::as_str).collect();
    for (index, name) in required.iter().enumerate() {
        if name.as_str().is_some_and(|name| !known.contains(name)) {
            found.push(unknown(name, &properties, pointer.child("required").child(index)));
        }
    }
    required.retain(|name| name.as_str().is_none_or(|name| known.contains(name)));
    found
}

fn unknown(name: &Value, properties: &[String], pointer: Pointer) -> Diagnostic {
    let name = name.as_str().unwrap_or_default();
    Diagnostic::warning("required-without-property", format!("`{name}` is required but is no property; ignored"))
        .at(pointer)
        .help("remove it, or add the property")
        .did_you_mean(name, properties.iter().map(String::as_str))
}
