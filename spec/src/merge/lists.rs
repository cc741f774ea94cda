//! Lists whose items are told apart by what they say of themselves: tags, parameters.

use serde_json::Value;

use super::kind::Kind;

/// What tells an item of a list from the others.
pub(super) fn identity(kind: Kind, item: &Value) -> String {
    let part = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
    match (kind, item.get("$ref").and_then(Value::as_str)) {
        (_, Some(reference)) => reference.to_owned(),
        (Kind::Parameter, None) => format!("{} {}", part("in"), part("name")),
        _ => part("name").to_owned(),
    }
}
