//! Which editions have a thing: the notes that taking editions in leaves in a document.

use serde_json::Value;

use crate::ir::{Editions, EnumValue};

/// The editions that have a thing.
pub(super) fn present<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> Editions {
    span(|key| get(&format!("x-{key}")))
}

/// The editions that require it, where that is said.
pub(super) fn required<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> Option<Editions> {
    get("x-required-since")?;
    Some(span(|key| get(&format!("x-required-{key}"))))
}

/// The editions that have a value of an enum.
pub(super) fn of_value<'v>(value: &EnumValue, get: impl Fn(&str) -> Option<&'v Value>) -> Editions {
    span(|key| get(&format!("x-enum-{key}"))?.get(value.text()))
}

fn span<'v>(part: impl Fn(&str) -> Option<&'v Value>) -> Editions {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let gaps = part("not-in").and_then(Value::as_array).into_iter().flatten();
    Editions { since: part("since").map(text), until: part("until").map(text), not_in: gaps.map(text).collect() }
}
