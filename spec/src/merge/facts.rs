//! What an edition's document says, without its words and in one form.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::kind::{Held, Kind};
use super::lists;

/// The facts of a document: what it says of paths, names and types, without summaries, descriptions, examples and
/// extensions, which are somebody's words.
pub fn facts(document: &Value) -> Value {
    let mut tree = bare(Kind::Document, document);
    drop_unknown_names(Kind::Document, &mut tree, false);
    share_parameters(&mut tree);
    declare_tags(&mut tree);
    tree
}

/// Tags that operations have and the document does not declare are as good as those that it does.
fn declare_tags(tree: &mut Value) {
    let items = tree["paths"].as_object().into_iter().flatten().filter_map(|(_, item)| item.as_object());
    let tags = items.flatten().filter_map(|(_, operation)| operation.get("tags")?.as_array()).flatten();
    let used: Vec<Value> = tags.cloned().collect();
    let Some(document) = tree.as_object_mut().filter(|_| !used.is_empty()) else { return };
    let declared = document.entry("tags").or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(declared) = declared else { return };
    for tag in used {
        if !declared.iter().any(|other| other.get("name") == Some(&tag)) {
            declared.push(serde_json::json!({ "name": tag }));
        }
    }
}

/// The facts of one node.
pub(super) fn bare(kind: Kind, node: &Value) -> Value {
    let Value::Object(map) = node else { return node.clone() };
    let mut facts = Map::new();
    for (key, value) in map {
        let value = match kind.held(key, value) {
            Held::Words | Held::Annotation => continue,
            Held::Map(inner) => without_empty_paths(inner, map_values(value, |value| bare(inner, value))),
            Held::One(inner) => bare(inner, value),
            Held::List(inner) => list_values(value, |value| bare(inner, value)),
            Held::Parts => list_values(value, |value| bare(Kind::Schema, value)),
            Held::Required => match required(value) {
                Some(required) => required,
                None => continue,
            },
            Held::Atom if says_nothing(kind, key, value) => continue,
            Held::Values => distinct(value),
            Held::Atom => value.clone(),
        };
        if !is_empty(kind, key, &value) {
            facts.insert(key.clone(), value);
        }
    }
    Value::Object(facts)
}

/// The facts in an order of their own, so that two nodes that say the same are equal.
pub(super) fn canonical(kind: Kind, node: &Value) -> Value {
    let mut node = bare(kind, node);
    sort_lists(kind, &mut node);
    node
}

/// The facts of an atom, or of the parts of a schema, in an order of their own.
pub(super) fn canonical_parts(value: &Value) -> Value {
    list_values(value, |part| canonical(Kind::Schema, part))
}

fn sort_lists(kind: Kind, node: &mut Value) {
    let Value::Object(map) = node else { return };
    for (key, value) in map {
        match (kind.held(key, value), value) {
            (Held::Map(inner), Value::Object(nodes)) => nodes.values_mut().for_each(|node| sort_lists(inner, node)),
            (Held::One(inner), node) => sort_lists(inner, node),
            (Held::List(inner), Value::Array(items)) => {
                items.iter_mut().for_each(|item| sort_lists(inner, item));
                items.sort_by_key(|item| lists::identity(inner, item));
            }
            (Held::Parts, Value::Array(parts)) => parts.iter_mut().for_each(|part| sort_lists(Kind::Schema, part)),
            (Held::Values | Held::Required, Value::Array(values)) => values.sort_by_key(ToString::to_string),
            _ => {}
        }
    }
}

/// A path without operations is none.
pub(super) fn without_empty_paths(kind: Kind, mut map: Value) -> Value {
    if let (Kind::PathItem, Value::Object(paths)) = (kind, &mut map) {
        let is_operation = |(key, value): (&String, &Value)| kind.held(key, value) == Held::One(Kind::Operation);
        paths.retain(|_, item| item.as_object().is_some_and(|item| item.iter().any(is_operation)));
    }
    map
}

/// Whether there is nothing in a map or list of nodes: that it is there says nothing then.
pub(super) fn is_empty(kind: Kind, key: &str, value: &Value) -> bool {
    let nothing = match (kind.held(key, value), value) {
        (Held::Map(_), Value::Object(map)) => map.is_empty(),
        (Held::List(_) | Held::Values, Value::Array(items)) => items.is_empty(),
        _ => false,
    };
    nothing && !matches!((kind, key), (Kind::Document, "paths") | (Kind::Operation, "responses"))
}

/// Whether an atom is the default that its absence has.
fn says_nothing(kind: Kind, key: &str, value: &Value) -> bool {
    match (kind, key) {
        (Kind::Schema, "default") => value.is_null(),
        (_, "deprecated" | "nullable" | "readOnly" | "writeOnly") => *value == Value::Bool(false),
        _ => false,
    }
}

/// A list without what it says twice.
fn distinct(list: &Value) -> Value {
    let Value::Array(items) = list else { return list.clone() };
    let mut known: Vec<Value> = Vec::new();
    for item in items {
        if !known.contains(item) {
            known.push(item.clone());
        }
    }
    Value::Array(known)
}

fn required(required: &Value) -> Option<Value> {
    match required {
        Value::Bool(false) => None,
        Value::Array(names) if names.is_empty() => None,
        Value::Array(_) => Some(distinct(required)),
        other => Some(other.clone()),
    }
}

/// Drops the required names that no property has, which are a mistake of the document, unless another part may have them.
fn drop_unknown_names(kind: Kind, node: &mut Value, is_part: bool) {
    let Value::Object(map) = node else { return };
    let is_composed = is_part || ["allOf", "anyOf", "oneOf"].iter().any(|key| map.contains_key(*key));
    if kind == Kind::Schema
        && !is_composed
        && let Some(Value::Object(properties)) = map.get("properties")
    {
        let known: HashSet<String> = properties.keys().cloned().collect();
        if let Some(Value::Array(names)) = map.get_mut("required") {
            names.retain(|name| name.as_str().is_some_and(|name| known.contains(name)));
            if names.is_empty() {
                map.shift_remove("required");
            }
        }
    }
    for (key, value) in map {
        match (kind.held(key, value), value) {
            (Held::Map(inner), Value::Object(nodes)) => {
                nodes.values_mut().for_each(|node| drop_unknown_names(inner, node, false));
            }
            (Held::One(inner), node) => drop_unknown_names(inner, node, false),
            (Held::List(inner), Value::Array(items)) => {
                items.iter_mut().for_each(|item| drop_unknown_names(inner, item, false));
            }
            (Held::Parts, Value::Array(parts)) => {
                parts.iter_mut().for_each(|part| drop_unknown_names(Kind::Schema, part, true));
            }
            _ => {}
        }
    }
}

/// Parameters of a path are parameters of each of its operations, and those of components are said in place, so that
/// each is told from the others by its name.
fn share_parameters(tree: &mut Value) {
    let components = tree["components"]["parameters"].clone();
    let resolve = |parameter: &Value| {
        let name = parameter.get("$ref").and_then(Value::as_str);
        let name = name.and_then(|reference| reference.strip_prefix("#/components/parameters/"));
        name.and_then(|name| components.get(name)).unwrap_or(parameter).clone()
    };
    let Some(Value::Object(paths)) = tree.get_mut("paths") else { return };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        let shared = item.shift_remove("parameters").unwrap_or_default();
        let operations =
            item.iter_mut().filter(|(key, value)| Kind::PathItem.held(key, value) == Held::One(Kind::Operation));
        for operation in operations.filter_map(|(_, operation)| operation.as_object_mut()) {
            let own = operation.shift_remove("parameters").unwrap_or_default();
            let mut parameters: Vec<Value> = Vec::new();
            // An operation's own parameter stands in for the path's of the same name.
            for parameter in [&own, &shared].into_iter().filter_map(Value::as_array).flatten().map(&resolve) {
                let identity = lists::identity(Kind::Parameter, &parameter);
                if !parameters.iter().any(|other| lists::identity(Kind::Parameter, other) == identity) {
                    parameters.push(parameter);
                }
            }
            if !parameters.is_empty() {
                operation.insert("parameters".to_owned(), Value::Array(parameters));
            }
        }
    }
}

fn map_values(value: &Value, each: impl Fn(&Value) -> Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), each(value))).collect()),
        other => other.clone(),
    }
}

fn list_values(value: &Value, each: impl Fn(&Value) -> Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(each).collect(),
        other => other.clone(),
    }
}
