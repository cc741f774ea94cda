//! One schema of the untyped tree, and the words that stand in it.

use serde_json::{Map, Number, Value};

use super::editions;
use crate::diagnostics::Pointer;
use crate::ir::{Bound, Constraints, Docs, Origin, Step};

/// Where lowering stands: the place in the document, and the origin that an inline schema found here has.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) pointer: Pointer,
    pub(super) origin: Origin,
}

impl Place {
    /// The place one step further down.
    pub(super) fn step(&self, pointer: Pointer, step: Step) -> Self {
        let mut origin = self.origin.clone();
        origin.steps.push(step);
        Self { pointer, origin }
    }

    /// The place of a part of the same schema, such as one of its `allOf`.
    pub(super) fn part(&self, key: &str, index: usize) -> Self {
        Self { pointer: self.pointer.child(key).child(index), origin: self.origin.clone() }
    }
}

/// A schema and its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'d> {
    pub(super) map: &'d Map<String, Value>,
    pub(super) place: Place,
    /// Whether its own `oneOf` and `anyOf` are out of consideration, because a branch of them is being looked at.
    pub(super) without_branches: bool,
}

/// The words that say nothing of a value's form.
const ANNOTATIONS: [&str; 12] = [
    "$comment",
    "$id",
    "$schema",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "title",
    "xml",
];

impl<'d> Node<'d> {
    pub(super) fn get(&self, key: &str) -> Option<&'d Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.get(key).and_then(Value::as_str)
    }

    pub(super) fn is_set(&self, key: &str) -> bool {
        self.map.get(key) == Some(&Value::Bool(true))
    }

    pub(super) fn list(&self, key: &str) -> &'d [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The reference that the node consists of.
    pub(super) fn reference(&self) -> Option<&'d str> {
        self.text("$ref")
    }

    /// The parts that all hold, with their places.
    pub(super) fn parts(&self) -> impl DoubleEndedIterator<Item = (&'d Map<String, Value>, Place)> + use<'_, 'd> {
        let parts = self.list("allOf").iter().enumerate();
        parts.filter_map(|(index, part)| Some((part.as_object()?, self.place.part("allOf", index))))
    }

    /// The keyword and the list of the branches of which one holds.
    pub(super) fn branches(&self) -> Option<(&'static str, &'d [Value])> {
        if self.without_branches {
            return None;
        }
        ["oneOf", "anyOf"].into_iter().map(|key| (key, self.list(key))).find(|(_, branches)| !branches.is_empty())
    }

    /// Whether the node says what form a value has, beyond naming a type and demanding this and that of it.
    pub(super) fn has_form(&self) -> bool {
        self.map.iter().any(|(key, value)| match key.as_str() {
            "items" | "enum" | "patternProperties" => true,
            "additionalProperties" => value.is_object(),
            "properties" => value.as_object().is_some_and(|map| !map.is_empty()),
            "required" => value.as_array().is_some_and(|list| !list.is_empty()),
            "oneOf" | "anyOf" => self.branches().is_some(),
            _ => false,
        })
    }

    /// Whether it says nothing at all of a value: words for people only.
    pub(super) fn is_empty(&self) -> bool {
        self.map.iter().all(|(key, value)| {
            ANNOTATIONS.contains(&key.as_str())
                || key.starts_with("x-")
                || ["nullable", "readOnly", "writeOnly"].contains(&key.as_str())
                || value.is_null()
        })
    }

    /// What the schema says of itself in words.
    pub(super) fn docs(&self) -> Docs {
        let words = |key: &str| {
            let text = match self.get(key)? {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Some(text).filter(|text| !text.trim().is_empty())
        };
        Docs {
            summary: words("title"),
            description: words("description"),
            deprecated: self.is_set("deprecated"),
            deprecation: deprecation(self.map),
            editions: editions::present(|key| self.get(key)),
            required_in: editions::required(|key| self.get(key)),
        }
    }

    pub(super) fn example(&self) -> Option<Value> {
        self.get("example").cloned()
    }

    /// What the schema demands of its values beside their type.
    pub(super) fn constraints(&self) -> Constraints {
        let number = |key: &str| self.get(key).and_then(number);
        let bound =
            |key: &str, exclusive: &str| number(key).map(|value| Bound { value, exclusive: self.is_set(exclusive) });
        let count = |key: &str| number(key).and_then(|number| number.as_u64());
        Constraints {
            minimum: bound("minimum", "exclusiveMinimum"),
            maximum: bound("maximum", "exclusiveMaximum"),
            multiple_of: number("multipleOf"),
            min_length: count("minLength"),
            max_length: count("maxLength"),
            pattern: self.text("pattern").map(str::to_owned),
            min_items: count("minItems"),
            max_items: count("maxItems"),
            unique_items: self.is_set("uniqueItems"),
            min_properties: count("minProperties"),
            max_properties: count("maxProperties"),
        }
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}

/// What to use instead of something deprecated: `x-deprecation-message`, and what else people call it.
pub(super) fn deprecation<'v>(entries: impl IntoIterator<Item = (&'v String, &'v Value)>) -> Option<String> {
    entries.into_iter().find_map(|(key, value)| {
        let about = key.starts_with("x-") && key.to_ascii_lowercase().contains("deprecat");
        value.as_str().filter(|text| about && !text.trim().is_empty()).map(str::to_owned)
    })
}
