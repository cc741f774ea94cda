//! `exclusiveMinimum` and `exclusiveMaximum` as numbers, which OpenAPI 3.1 has; in 3.0 they say whether the bound beside
//! them is outside.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(value @ Value::Number(_)) = schema.get_mut(exclusive) {
            let number = std::mem::replace(value, Value::Bool(true));
            schema.insert(bound.to_owned(), number);
        }
    }
    Vec::new()
}
