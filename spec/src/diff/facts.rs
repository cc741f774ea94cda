//! What the representation does not hold: facts of the documents that make no difference to the types.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::merge;

use super::{Change, Kind, Verdict};

/// The differences between the facts of two documents that no change speaks of.
pub(super) fn unsaid(old: &Value, new: &Value, said: &[Change]) -> Vec<Change> {
    let mut found = Vec::new();
    merge::differences(old, new, &mut |steps, was, is| {
        let pointer = steps.iter().fold(Pointer::root(), |pointer, step| pointer.child(step));
        if is_said(&pointer, steps.last().map(String::as_str).unwrap_or_default(), said) {
            return;
        }
        let (kind, message) = match (was, is) {
            (Some(was), Some(is)) => (Kind::Changed, format!("is `{}` in place of `{}`", short(is), short(was))),
            (None, Some(is)) => (Kind::Added, format!("says `{}`", short(is))),
            (Some(was), None) => (Kind::Removed, format!("no longer says `{}`", short(was))),
            (None, None) => return,
        };
        let place = |value: Option<&Value>| value.map(|_| pointer.clone());
        let change = Change::new(subject(steps), kind, Verdict::Documentation, message);
        found.push(change.at(place(was), place(is)));
    });
    found
}

/// Whether a change speaks of a fact: one of the place that the fact is about, or of what that is in as a whole.
fn is_said(pointer: &Pointer, key: &str, said: &[Change]) -> bool {
    const SHAPE: [&str; 8] = ["type", "format", "$ref", "nullable", "schema", "oneOf", "anyOf", "allOf"];
    let fact = pointer.to_string();
    said.iter().any(|change| {
        let about = change.aspect.is_empty()
            || change.aspect == key
            || (change.aspect == "type" && SHAPE.contains(&key))
            || (change.aspect == "schema" && key != "required");
        let above = |place: &Option<Pointer>| {
            place.as_ref().is_some_and(|place| {
                fact.strip_prefix(&place.to_string()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        about && (above(&change.old) || above(&change.new))
    })
}

/// A name for a place that people can find: the way to it without what is the same for all.
fn subject(steps: &[String]) -> String {
    let way = match steps {
        [first, second, rest @ ..] if first == "components" && second == "schemas" => rest,
        [first, rest @ ..] if first == "paths" => rest,
        other => other,
    };
    way.iter().filter(|step| *step != "properties").map(String::as_str).collect::<Vec<_>>().join(".")
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
