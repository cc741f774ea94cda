//! Types that JSON Schema does not have, where it is clear what they mean: `date-time` is a string of that format, `list`
//! an array, `file` bytes. What checks the form of a document reports them.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

/// What people write, and the type and format that it stands for. Without a type, any value will do.
const TYPES: [(&str, Option<&str>, Option<&str>); 15] = [
    ("any", None, None),
    ("bool", Some("boolean"), None),
    ("date", Some("string"), Some("date")),
    ("date-time", Some("string"), Some("date-time")),
    ("datetime", Some("string"), Some("date-time")),
    ("dict", Some("object"), None),
    ("double", Some("number"), Some("double")),
    ("file", Some("string"), Some("binary")),
    ("float", Some("number"), Some("float")),
    ("int", Some("integer"), None),
    ("list", Some("array"), None),
    ("long", Some("integer"), Some("int64")),
    ("map", Some("object"), None),
    ("str", Some("string"), None),
    ("uuid", Some("string"), Some("uuid")),
];

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    let Some(name) = schema.get("type").and_then(Value::as_str) else { return Vec::new() };
    let Some((_, ty, format)) = TYPES.iter().find(|(known, ..)| name.eq_ignore_ascii_case(known)) else {
        return Vec::new();
    };
    match ty {
        Some(ty) => schema.insert("type".to_owned(), (*ty).into()),
        None => schema.shift_remove("type"),
    };
    if let Some(format) = format {
        schema.entry("format").or_insert_with(|| (*format).into());
    }
    Vec::new()
}
