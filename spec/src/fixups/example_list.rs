//! `examples` of a schema, which OpenAPI 3.1 has in place of `example`. The first is as good as any.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    if let Some(Value::Array(examples)) = schema.get("examples")
        && let Some(first) = examples.first().cloned()
    {
        schema.entry("example").or_insert(first);
    }
    Vec::new()
}
