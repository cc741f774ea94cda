//! Objects: structs with their properties, and maps.

use std::collections::HashSet;

use serde_json::Value;

use super::Lowering;
use super::facts::Facts;
use super::node::{Node, Place};
use super::schemas::atoms;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Constraints, Docs, Property, Shape, Step, Struct, Type};

impl<'d> Lowering<'d> {
    /// An object: a struct where it has properties, else a map or free JSON.
    pub(super) fn object(&mut self, facts: &Facts<'d>, place: &Place) -> Shape {
        let additional = facts.additional();
        let values = match additional.as_slice() {
            [] => Type::Json,
            [only] => self.conjunction(&additional, &only.place),
            _ => {
                let place = place.step(place.pointer.child("additionalProperties"), Step::Value);
                self.conjunction(&additional, &place)
            }
        };
        let properties = facts.properties();
        if properties.is_empty() {
            return Shape::Alias(match values {
                Type::Json => Type::Json,
                values => Type::Map(Box::new(values)),
            });
        }
        let names: Vec<&str> = properties.keys().copied().collect();
        for (name, pointer) in facts.required().filter(|(name, _)| !properties.contains_key(name)) {
            self.report(required_without_property(name, &names, pointer));
        }
        let required: HashSet<&str> = facts.required().map(|(name, _)| name).collect();
        let properties =
            properties.into_iter().map(|(name, nodes)| self.property(name, &nodes, required.contains(name), place));
        Shape::Struct(Struct { properties: properties.collect(), additional: values })
    }

    pub(super) fn property(&mut self, name: &str, nodes: &[Node<'d>], required: bool, place: &Place) -> Property {
        let place = match nodes {
            [only] => only.place.clone(),
            _ => place.step(place.pointer.child("properties").child(name), Step::Property(name.to_owned())),
        };
        let ty = if nodes.is_empty() { Type::Json } else { self.conjunction(nodes, &place) };
        let own = atoms(&nodes.iter().rev().cloned().collect::<Vec<_>>());
        // What extends has the last word, and of its parts the outermost.
        let own = || own.iter().filter(|node| node.reference().is_none());
        let is_set = |key: &str| nodes.iter().any(|node| node.is_set(key) || self.target_is_set(node, key));
        Property {
            name: name.to_owned(),
            required,
            read_only: is_set("readOnly"),
            write_only: is_set("writeOnly"),
            docs: own().map(Node::docs).find(|docs| docs.summary.is_some() || docs.description.is_some()).map_or_else(
                || own().next().map(Node::docs).unwrap_or_default(),
                |docs| Docs { deprecated: own().any(|node| node.is_set("deprecated")), ..docs },
            ),
            constraints: own()
                .map(Node::constraints)
                .find(|constraints| !constraints.is_empty())
                .unwrap_or_else(Constraints::default),
            default: own().find_map(|node| node.get("default").cloned()),
            constant: self.constant(nodes),
            example: own().find_map(Node::example),
            ty,
        }
    }

    /// Whether the schema that a property consists of by reference says so.
    fn target_is_set(&self, node: &Node<'d>, key: &str) -> bool {
        node.reference().is_some() && self.target(node).is_ok_and(|target| target.is_set(key))
    }

    /// The one value that a property has, where its own schema says so.
    fn constant(&self, nodes: &[Node<'d>]) -> Option<Value> {
        let in_place = atoms(nodes).iter().any(|atom| atom.list("enum").len() == 1);
        let (facts, _) = if in_place { self.flattened(nodes) } else { return None };
        match facts.values().ok()??.as_slice() {
            [Value::Null | Value::Object(_) | Value::Array(_)] => None,
            [only] => Some((*only).clone()),
            _ => None,
        }
    }
}

/// `required` that names no property, as `json_schema` in `AirbyteStream`, whose property is `jsonSchema`.
///
/// Taken literally no instance would be valid. The name is reported and ignored: the property that was probably meant
/// stays optional, because servers do leave it out.
fn required_without_property(name: &str, properties: &[&str], pointer: Pointer) -> Diagnostic {
    Diagnostic::warning("required-without-property", format!("`{name}` is required but is no property; ignored"))
        .at(pointer)
        .help("remove it, or add the property")
        .did_you_mean(name, properties.iter().copied())
}
