//! `x-optional` on a property that its schema requires: what an overlay says of a property that servers leave out.
//!
//! It stays true whatever later editions require, while the removal of a name from the list goes stale with the name.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    let Some(Value::Object(properties)) = schema.get("properties").cloned() else { return Vec::new() };
    let is_optional = |name: &Value| {
        let property = name.as_str().and_then(|name| properties.get(name));
        property.and_then(|property| property.get("x-optional")) == Some(&Value::Bool(true))
    };
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| !is_optional(name));
    }
    Vec::new()
}
