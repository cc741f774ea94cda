//! `const`, which OpenAPI 3.1 has for an `enum` of one value.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    if let Some(constant) = schema.shift_remove("const")
        && !schema.contains_key("enum")
    {
        schema.insert("enum".to_owned(), Value::Array(vec![constant]));
    }
    Vec::new()
}
