//! One edition, out of a document that holds several.

use serde_json::{Map, Value};

use super::kind::{Held, Kind};
use super::{facts, presence};

/// The view of one edition.
pub(super) struct Projection<'n> {
    pub(super) names: &'n [String],
    pub(super) edition: usize,
}

impl Projection<'_> {
    /// What the edition says of a node that it has, with the node's words.
    pub(super) fn node(&self, kind: Kind, node: &Value) -> Value {
        let Value::Object(map) = node else { return node.clone() };
        if let Some(Value::Object(form)) = self.form(map) {
            let words = map.iter().filter(|(key, value)| kind.held(key, value) == Held::Words);
            let words = words.map(|(key, value)| (key.clone(), value.clone()));
            return Value::Object(form.clone().into_iter().chain(words).collect());
        }
        let mut seen = Map::new();
        for (key, value) in map {
            let value = self.value(kind, key, value, map);
            if let Some(value) = value.filter(|value| !facts::is_empty(kind, key, value)) {
                seen.insert(key.clone(), value);
            }
        }
        self.require(kind, map, &mut seen);
        for (key, value) in self.exceptions(map) {
            match value {
                Value::Null => seen.shift_remove(key),
                value => seen.insert(key.clone(), value.clone()),
            };
        }
        Value::Object(seen)
    }

    fn value(&self, kind: Kind, key: &str, value: &Value, node: &Map<String, Value>) -> Option<Value> {
        match (kind.held(key, value), value) {
            (Held::Annotation | Held::Required, _) => None,
            (Held::Map(inner), Value::Object(nodes)) => {
                let present = nodes.iter().filter(|(_, node)| self.has(node));
                let seen = present.map(|(name, node)| (name.clone(), self.node(inner, node))).collect();
                Some(facts::without_empty_paths(inner, Value::Object(seen)))
            }
            (Held::One(inner), node) => self.has(node).then(|| self.node(inner, node)),
            (Held::List(inner), Value::Array(items)) => {
                Some(items.iter().filter(|item| self.has(item)).map(|item| self.node(inner, item)).collect())
            }
            (Held::Parts, Value::Array(parts)) => {
                Some(parts.iter().map(|part| self.node(Kind::Schema, part)).collect())
            }
            (Held::Values, Value::Array(values)) => {
                let has = |value: &&Value| presence::has_value(node, value, self.edition, self.names);
                Some(values.iter().filter(has).cloned().collect())
            }
            (_, other) => Some(other.clone()),
        }
    }

    /// Says what the edition requires: for a schema its properties, for another node itself.
    fn require(&self, kind: Kind, node: &Map<String, Value>, seen: &mut Map<String, Value>) {
        let properties = node.get("properties").and_then(Value::as_object);
        let Some(properties) = properties.filter(|_| kind == Kind::Schema) else {
            let noted = kind != Kind::Schema && presence::requires(node, self.edition, self.names);
            let required = noted.then_some(Value::Bool(true)).or_else(|| node.get("required").cloned());
            seen.extend(required.map(|required| ("required".to_owned(), required)));
            return;
        };
        let always: Vec<&str> =
            node.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let required = properties.iter().filter(|(name, property)| {
            always.contains(&name.as_str())
                || property
                    .as_object()
                    .is_some_and(|note| self.has(property) && presence::requires(note, self.edition, self.names))
        });
        // Names of properties that another part has.
        let inherited = always.iter().copied().filter(|name| !properties.contains_key(*name));
        let required = required.map(|(name, _)| name.as_str()).chain(inherited);
        let required: Vec<Value> = required.map(Value::from).collect();
        if !required.is_empty() {
            seen.insert("required".to_owned(), Value::Array(required));
        }
    }

    fn has(&self, node: &Value) -> bool {
        presence::has(node, self.edition, self.names)
    }

    /// What the edition says in place of the whole node.
    fn form<'v>(&self, node: &'v Map<String, Value>) -> Option<&'v Value> {
        self.noted(node, "x-forms").next()?.get("is")
    }

    /// The facts of a node that the edition says otherwise; `null` is a fact that it does not have.
    fn exceptions<'v>(&self, node: &'v Map<String, Value>) -> impl Iterator<Item = (&'v String, &'v Value)> {
        self.noted(node, "x-was").flat_map(|note| note.iter().filter(|(key, _)| *key != "in"))
    }

    fn noted<'v>(&self, node: &'v Map<String, Value>, key: &str) -> impl Iterator<Item = &'v Map<String, Value>> {
        let notes = node.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
        notes.filter(|note| {
            let editions = note.get("in").and_then(Value::as_array);
            editions.is_some_and(|editions| presence::is_listed(editions, self.edition, self.names))
        })
    }
}
