//! An `enum` of strings whose values YAML takes for numbers or booleans: `[1.0, 2.0]`, `[on, off]`.
//!
//! With `type: string` beside them, strings are meant. The value is reported, since its spelling is lost (`1.10` is read
//! as `1.1`).

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, at: &Trail<'_>) -> Vec<Diagnostic> {
    if schema.get("type").and_then(Value::as_str) != Some("string") {
        return Vec::new();
    }
    let Some(Value::Array(values)) = schema.get_mut("enum") else { return Vec::new() };
    let mut found = Vec::new();
    for (index, value) in values.iter_mut().enumerate() {
        if !(value.is_number() || value.is_boolean()) {
            continue;
        }
        let text = value.to_string();
        let message = format!("`{text}` is no string, as the type says; taken for the string \"{text}\"");
        let warning = Diagnostic::warning("enum-type", message).at(at.child("enum").child(index).pointer());
        found.push(warning.help("put the value in quotes"));
        *value = Value::String(text);
    }
    found
}
