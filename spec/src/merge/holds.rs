//! Whether the Rust type of one schema takes every value of another.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::kind::Kind;
use super::{Edition, facts};

/// What a schema is, as far as its values are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Free,
    Boolean,
    Integer,
    Number,
    Text,
    Enum,
    Array,
    Object,
    Union,
    Composition,
}

impl Class {
    /// The class of a schema that is not a reference.
    pub(super) fn of(schema: &Value) -> Self {
        if schema.get("oneOf").or_else(|| schema.get("anyOf")).is_some() {
            return Self::Union;
        }
        if schema.get("allOf").is_some() {
            return Self::Composition;
        }
        if schema.get("enum").is_some() {
            return Self::Enum;
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("boolean") => Self::Boolean,
            Some("integer") => Self::Integer,
            Some("number") => Self::Number,
            Some("string") => Self::Text,
            Some("array") => Self::Array,
            Some("object") => Self::Object,
            _ if schema.get("properties").is_some() => Self::Object,
            _ => Self::Free,
        }
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Enum)
    }
}

/// The schemas that references lead to, in all editions.
pub(super) struct Components<'e> {
    pub(super) editions: &'e [Edition],
}

/// How deep schemas are compared; what is deeper is taken to be alike.
const DEPTH: usize = 5;

impl<'e> Components<'e> {
    /// What a schema is once its references are followed; the newest edition's word counts.
    pub(super) fn resolve<'s>(&self, schema: &'s Value) -> &'s Value
    where
        'e: 's,
    {
        let mut schema = schema;
        for _ in 0..DEPTH {
            let Some(target) = self.target(schema) else { break };
            schema = target;
        }
        schema
    }

    fn target(&self, schema: &Value) -> Option<&'e Value> {
        let name = reference(schema)?;
        self.definitions(name).last()
    }

    fn definitions(&self, name: &str) -> impl DoubleEndedIterator<Item = &'e Value> {
        let name = name.to_owned();
        self.editions.iter().filter_map(move |edition| edition.tree["components"]["schemas"].get(&name))
    }

    pub(super) fn class(&self, schema: &Value) -> Class {
        Class::of(self.resolve(schema))
    }

    /// The properties of an object and of the parts that it is composed of; the newest edition's for a reference.
    pub(super) fn properties(&self, schema: &Value, depth: usize) -> Map<String, Value> {
        let resolved = self.resolve(schema);
        let mut all = Map::new();
        if depth > 0 {
            for part in resolved.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                all.extend(self.properties(part, depth - 1));
            }
        }
        // The words of what is referred to stay there.
        let is_elsewhere = reference(schema).is_some();
        let words = |node: &Value| if is_elsewhere { facts::bare(Kind::Schema, node) } else { node.clone() };
        let own = resolved.get("properties").and_then(Value::as_object).into_iter().flatten();
        all.extend(own.map(|(name, property)| (name.clone(), words(property))));
        all
    }

    /// The properties that every edition requires of the schema.
    pub(super) fn required(&self, schema: &Value, depth: usize) -> BTreeSet<String> {
        if let Some(name) = reference(schema) {
            let sets = self.definitions(name).map(|definition| self.required(definition, depth.saturating_sub(1)));
            return sets.reduce(|all, set| all.intersection(&set).cloned().collect()).unwrap_or_default();
        }
        let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let mut required: BTreeSet<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        if depth > 0 {
            for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                required.extend(self.required(part, depth - 1));
            }
        }
        required
    }

    /// Whether the type of `one` takes every value of `other`.
    pub(super) fn holds(&self, one: &Value, other: &Value) -> bool {
        self.holds_within(one, other, DEPTH)
    }

    fn holds_within(&self, one: &Value, other: &Value, depth: usize) -> bool {
        if depth == 0 || (reference(one).is_some() && reference(one) == reference(other)) {
            return true;
        }
        let (a, b) = (self.resolve(one), self.resolve(other));
        let deeper = |a: &Value, b: &Value| self.holds_within(a, b, depth - 1);
        match (Class::of(a), Class::of(b)) {
            (Class::Free, _) | (Class::Boolean, Class::Boolean) | (Class::Number, Class::Integer | Class::Number) => {
                true
            }
            // Enums are open: any text is a value of them.
            (Class::Enum, class) => class.is_text(),
            (Class::Text, Class::Text) => text_format(a).is_none() || text_format(a) == text_format(b),
            (Class::Text, Class::Enum) => text_format(a).is_none(),
            (Class::Integer, Class::Integer) => is_wide(a) || !is_wide(b),
            (Class::Array, Class::Array) => match (a.get("items"), b.get("items")) {
                (None, _) => true,
                (Some(a), Some(b)) => deeper(a, b),
                (Some(_), None) => false,
            },
            (Class::Object | Class::Composition, Class::Object | Class::Composition) => {
                self.object_holds(one, other, depth)
            }
            (Class::Union, Class::Union) => parts(b).all(|part| parts(a).any(|other| other == part)),
            (Class::Union, _) => parts(a).any(|part| part == other),
            _ => false,
        }
    }

    fn object_holds(&self, one: &Value, other: &Value, depth: usize) -> bool {
        let (a, b) = (self.properties(one, depth), self.properties(other, depth));
        let (needs, given) = (self.required(one, depth), self.required(other, depth));
        if a.is_empty() {
            return match (
                self.resolve(one).get("additionalProperties"),
                self.resolve(other).get("additionalProperties"),
            ) {
                (Some(a @ Value::Object(_)), Some(b)) => self.holds_within(a, b, depth - 1),
                (Some(Value::Object(_)), None) => false,
                _ => true,
            };
        }
        let nothing_lost = reference(other).is_some() || b.keys().all(|name| a.contains_key(name));
        // What is known of an object without properties is that it is one.
        let known = !b.is_empty() || needs.is_empty();
        nothing_lost
            && known
            && needs.is_subset(&given)
            && a.iter()
                .all(|(name, property)| b.get(name).is_none_or(|other| self.holds_within(property, other, depth - 1)))
    }
}

/// The name of the component that a schema refers to. A composition of one reference is that reference.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    let schema = match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) if schema.get("properties").is_none() => only,
        _ => schema,
    };
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}

pub(super) fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten()
}

/// The format of a text that has a type of its own.
pub(super) fn text_format(schema: &Value) -> Option<String> {
    let format = schema.get("format")?.as_str()?.to_ascii_lowercase();
    match format.as_str() {
        "url" | "uri" => Some("uri".to_owned()),
        "uuid" | "date" | "date-time" => Some(format),
        _ => None,
    }
}

fn is_wide(integer: &Value) -> bool {
    integer.get("format").and_then(Value::as_str).is_none_or(|format| format != "int32")
}
