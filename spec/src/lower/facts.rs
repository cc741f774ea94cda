//! What several schemas that all hold say together: the parts of an `allOf`, and what stands beside them.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::node::{Node, Place};
use crate::diagnostics::Pointer;
use crate::ir::Step;

/// The types that JSON Schema has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    Null,
}

/// Schemas without references and parts of their own, bases before what extends them.
#[derive(Clone, Debug)]
pub(super) struct Facts<'d> {
    pub(super) nodes: Vec<Node<'d>>,
}

/// Two schemas that no value is valid for.
pub(super) struct Contradiction {
    pub(super) message: String,
    pub(super) at: Pointer,
}

impl<'d> Facts<'d> {
    /// The type that all agree on; none where no schema says any.
    pub(super) fn kind(&self) -> Result<Option<Kind>, Contradiction> {
        let mut agreed: Option<Kind> = None;
        for node in &self.nodes {
            let Some(kind) = stated_kind(node) else { continue };
            agreed = Some(match agreed {
                None => kind,
                Some(before) if before == kind => kind,
                Some(Kind::Integer | Kind::Number) if matches!(kind, Kind::Integer | Kind::Number) => Kind::Integer,
                Some(before) => {
                    return Err(Contradiction {
                        message: format!(
                            "no value is both {} and {}, which parts of one schema demand; it is free JSON",
                            in_words(before),
                            in_words(kind)
                        ),
                        at: node.place.pointer.child("type"),
                    });
                }
            });
        }
        Ok(agreed.or_else(|| self.nodes.iter().find_map(implied_kind)))
    }

    /// The values that are allowed, `null` among them; none where any are.
    pub(super) fn values(&self) -> Result<Option<Vec<&'d Value>>, Contradiction> {
        let mut allowed: Option<Vec<&Value>> = None;
        for node in &self.nodes {
            let values = node.list("enum");
            if values.is_empty() {
                continue;
            }
            allowed = Some(match allowed {
                None => values.iter().collect(),
                Some(before) => {
                    let values: HashSet<&Value> = values.iter().collect();
                    let both: Vec<&Value> = before.into_iter().filter(|value| values.contains(value)).collect();
                    if both.is_empty() {
                        let message =
                            "no value is in all the enums that parts of one schema have; they are ignored".to_owned();
                        return Err(Contradiction { message, at: node.place.pointer.child("enum") });
                    }
                    both
                }
            });
        }
        Ok(allowed)
    }

    /// The format, of the schema that says it last.
    pub(super) fn format(&self) -> Option<(&'d str, Pointer)> {
        let stated = |node: &Node<'d>| Some((node.text("format")?, node.place.pointer.child("format")));
        self.nodes.iter().rev().find_map(stated)
    }

    /// The schemas of each property, by name.
    pub(super) fn properties(&self) -> IndexMap<&'d str, Vec<Node<'d>>> {
        let mut properties: IndexMap<&str, Vec<Node<'_>>> = IndexMap::new();
        for node in &self.nodes {
            let Some(Value::Object(named)) = node.get("properties") else { continue };
            for (name, schema) in named {
                let pointer = node.place.pointer.child("properties").child(name);
                let place = node.place.step(pointer, Step::Property(name.clone()));
                properties.entry(name).or_default().extend(child(schema, place));
            }
        }
        properties
    }

    /// The schemas of one property; none where there is no such property.
    pub(super) fn property(&self, name: &str) -> Vec<Node<'d>> {
        let stated = |node: &Node<'d>| {
            let schema = node.get("properties")?.get(name)?;
            let pointer = node.place.pointer.child("properties").child(name);
            child(schema, node.place.step(pointer, Step::Property(name.to_owned())))
        };
        self.nodes.iter().filter_map(stated).collect()
    }

    /// The names that are required, each with its place.
    pub(super) fn required(&self) -> impl Iterator<Item = (&'d str, Pointer)> {
        self.nodes.iter().flat_map(|node| {
            let place = node.place.pointer.child("required");
            let names = node.list("required").iter().enumerate();
            names.filter_map(move |(index, name)| Some((name.as_str()?, place.child(index))))
        })
    }

    /// The schemas of the properties that have no name in the document.
    pub(super) fn additional(&self) -> Vec<Node<'d>> {
        let stated = |node: &Node<'d>| {
            let place = || node.place.step(node.place.pointer.child("additionalProperties"), Step::Value);
            child(node.map.get("additionalProperties")?, place())
        };
        let patterns = |node: &Node<'d>| {
            let mut patterns = node.get("patternProperties")?.as_object()?.iter();
            let (Some((pattern, schema)), None) = (patterns.next(), patterns.next()) else { return None };
            let pointer = node.place.pointer.child("patternProperties").child(pattern);
            child(schema, node.place.step(pointer, Step::Value))
        };
        let stated: Vec<_> = self.nodes.iter().filter_map(stated).collect();
        if stated.is_empty() { self.nodes.iter().filter_map(patterns).collect() } else { stated }
    }

    /// The schemas of an array's items.
    pub(super) fn items(&self) -> Vec<Node<'d>> {
        let stated = |node: &Node<'d>| {
            child(node.map.get("items")?, node.place.step(node.place.pointer.child("items"), Step::Item))
        };
        self.nodes.iter().filter_map(stated).collect()
    }
}

fn child(schema: &Value, place: Place) -> Option<Node<'_>> {
    Some(Node { map: schema.as_object()?, place, without_branches: false })
}

fn stated_kind(node: &Node<'_>) -> Option<Kind> {
    Some(match node.text("type")? {
        "object" => Kind::Object,
        "array" => Kind::Array,
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "null" => Kind::Null,
        _ => return None,
    })
}

/// The type that a schema's keywords are about, where it does not say one.
fn implied_kind(node: &Node<'_>) -> Option<Kind> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    if has(&["properties", "additionalProperties", "required", "minProperties", "maxProperties", "patternProperties"]) {
        Some(Kind::Object)
    } else if has(&["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]) {
        Some(Kind::Array)
    } else if has(&["pattern", "minLength", "maxLength"]) {
        Some(Kind::String)
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        Some(Kind::Number)
    } else {
        match node.text("format")? {
            "int32" | "int64" => Some(Kind::Integer),
            "float" | "double" => Some(Kind::Number),
            "date" | "date-time" | "uuid" | "uri" | "email" | "byte" | "binary" | "password" => Some(Kind::String),
            _ => None,
        }
    }
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Integer => "an integer",
        Kind::Number => "a number",
        Kind::Boolean => "a boolean",
        Kind::Null => "null",
    }
}
