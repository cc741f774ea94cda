//! Which editions have a thing, and how a document says it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Editions, by their place in the order of dates.
pub(super) type Set = BTreeSet<usize>;

/// The keys that say which editions have a thing, and which require it.
pub(super) const NOTES: [&str; 6] =
    ["x-since", "x-until", "x-not-in", "x-required-since", "x-required-until", "x-required-not-in"];

/// The keys that say which editions have a value of an enum.
pub(super) const VALUE_NOTES: [&str; 3] = ["x-enum-since", "x-enum-until", "x-enum-not-in"];

/// The keys that say what editions have in place of what is there.
pub(super) const OTHERWISE: [&str; 3] = ["x-was", "x-forms", "x-conflict"];

/// Whether the merge writes the key.
pub(super) fn is_note(key: &str) -> bool {
    NOTES.contains(&key) || VALUE_NOTES.contains(&key) || OTHERWISE.contains(&key)
}

/// The ends and the gaps of a set of editions within those that it could hold.
pub(super) struct Span {
    pub(super) since: Option<usize>,
    pub(super) until: Option<usize>,
    pub(super) not_in: Vec<usize>,
}

impl Span {
    pub(super) fn of(set: &Set, owner: &Set) -> Self {
        let (first, last) = (set.first().copied(), set.last().copied());
        let inside = |edition: &&usize| Some(**edition) > first && Some(**edition) < last;
        Self {
            since: first.filter(|first| owner.first() != Some(first)),
            until: last.filter(|last| owner.last() != Some(last)),
            not_in: owner.difference(set).filter(inside).copied().collect(),
        }
    }
}

/// Says on a node that only the editions `set` of those that have its owner have it.
pub(super) fn say_presence(node: &mut Map<String, Value>, set: &Set, owner: &Set, names: &[String]) {
    say(node, "x-", Span::of(set, owner), names);
}

/// Says on a node that only the editions `set` of those that have it, which are `present`, require it.
pub(super) fn say_required(node: &mut Map<String, Value>, set: &Set, present: &Set, names: &[String]) {
    let span = Span::of(set, present);
    // Said even where all that have it require it: that there is a note at all says that not all editions do.
    say(node, "x-required-", Span { since: set.first().copied(), ..span }, names);
}

fn say(node: &mut Map<String, Value>, prefix: &str, span: Span, names: &[String]) {
    let name = |edition: usize| Value::from(names[edition].as_str());
    if let Some(since) = span.since {
        node.insert(format!("{prefix}since"), name(since));
    }
    if let Some(until) = span.until {
        node.insert(format!("{prefix}until"), name(until));
    }
    if !span.not_in.is_empty() {
        node.insert(format!("{prefix}not-in"), span.not_in.into_iter().map(name).collect());
    }
}

/// Whether an edition has the node.
pub(super) fn has(node: &Value, edition: usize, names: &[String]) -> bool {
    let part = |key: &str| node.get(key);
    within(part("x-since"), part("x-until"), part("x-not-in"), edition, names)
}

/// Whether an edition requires the node, as far as the node says.
pub(super) fn requires(node: &Map<String, Value>, edition: usize, names: &[String]) -> bool {
    let since = node.get("x-required-since");
    since.is_some() && within(since, node.get("x-required-until"), node.get("x-required-not-in"), edition, names)
}

/// Whether an edition has the value of an enum.
pub(super) fn has_value(schema: &Map<String, Value>, value: &Value, edition: usize, names: &[String]) -> bool {
    let key = value_key(value);
    let part = |name: &str| schema.get(name)?.get(&key);
    within(part("x-enum-since"), part("x-enum-until"), part("x-enum-not-in"), edition, names)
}

/// The name of an enum's value in the notes about it.
pub(super) fn value_key(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn within(
    since: Option<&Value>,
    until: Option<&Value>,
    not_in: Option<&Value>,
    edition: usize,
    names: &[String],
) -> bool {
    let index = |value: &Value| names.iter().position(|name| value.as_str() == Some(name));
    let after = since.and_then(index).is_none_or(|since| since <= edition);
    let before = until.and_then(index).is_none_or(|until| edition <= until);
    let missing = not_in.and_then(Value::as_array).is_some_and(|gaps| is_listed(gaps, edition, names));
    after && before && !missing
}

/// Whether a list of names has that of the edition.
pub(super) fn is_listed(list: &[Value], edition: usize, names: &[String]) -> bool {
    list.iter().any(|name| name.as_str() == names.get(edition).map(String::as_str))
}
