//! `required` that names no property, as `json_schema` in `AirbyteStream`, whose property is `jsonSchema`.
//!
//! Taken literally no instance would be valid. The name is reported and ignored: the property that was probably meant
//! stays optional, because servers do leave it out.

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
    for (index, name) in required.iter().enumerate() {
        if name.as_str().is_some_and(|name| !properties.iter().any(|property| property == name)) {
            found.push(unknown(name, &properties, pointer.child("required").child(index)));
        }
    }
    required.retain(|name| name.as_str().is_none_or(|name| properties.iter().any(|property| property == name)));
    found
}

fn unknown(name: &Value, properties: &[String], pointer: Pointer) -> Diagnostic {
    let name = name.as_str().unwrap_or_default();
    let help = properties
        .iter()
        .map(|property| (strsim::damerau_levenshtein(&plain(name), &plain(property)), property))
        .min()
        .filter(|(steps, _)| *steps <= 2)
        .map_or("remove it, or add the property".to_owned(), |(_, property)| format!("did you mean `{property}`?"));
    Diagnostic::warning("required-without-property", format!("`{name}` is required but is no property; ignored"))
        .at(pointer)
        .help(help)
}

/// The name without what casing adds to it.
fn plain(name: &str) -> String {
    name.replace(['_', '-'], "").to_lowercase()
}
