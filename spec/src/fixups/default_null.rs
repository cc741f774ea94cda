//! `default: null` on a schema that is not nullable, as on every `namespaceFormat` of Airbyte's documents.
//!
//! Absence already means that there is no value, so the default says nothing; taken literally, it contradicts the type.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    if schema.get("default").is_some_and(Value::is_null) {
        schema.shift_remove("default");
    }
    Vec::new()
}
