//! `contentEncoding` and `contentMediaType`, which OpenAPI 3.1 has for the formats `byte` and `binary` of 3.0.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Pointer) -> Vec<Diagnostic> {
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some(encoding), _) if encoding.to_ascii_lowercase().starts_with("base64") => "byte",
        (None, Some("application/octet-stream")) => "binary",
        _ => return Vec::new(),
    };
    schema.entry("format").or_insert_with(|| format.into());
    schema.entry("type").or_insert_with(|| "string".into());
    Vec::new()
}
