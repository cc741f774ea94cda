//! `contentEncoding` and `contentMediaType`, which OpenAPI 3.1 has for the formats `byte` and `binary` of 3.0.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    let format = match (text("contentEncoding").as_deref(), text("contentMediaType")) {
        (Some(encoding), _) if encoding.starts_with("base64") => "byte",
        (Some("binary"), _) => "binary",
        (None, Some(media_type)) if !is_text(&media_type) => "binary",
        _ => return Vec::new(),
    };
    schema.entry("format").or_insert_with(|| format.into());
    schema.entry("type").or_insert_with(|| "string".into());
    Vec::new()
}

/// Whether what is of a media type can stand in a text as it is.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    let words = ["json", "xml", "yaml", "html", "javascript", "graphql", "sql", "x-www-form-urlencoded"];
    essence.starts_with("text/")
        || words.iter().any(|word| subtype.split(['+', '-', '.']).any(|part| part == *word) || subtype == *word)
}
