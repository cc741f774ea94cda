//! What a schema becomes: a struct, an enum, a union, a list, a map or a scalar.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::facts::{Contradiction, Facts, Kind};
use super::node::{Node, Place};
use super::{Lowering, editions, formats};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Editions, EnumValue, Shape, Type};

impl<'d> Lowering<'d> {
    /// What the values are that all of `nodes` hold for.
    pub(super) fn shape(&mut self, nodes: &[Node<'d>], place: &Place) -> Shape {
        let (facts, found) = self.flattened(nodes);
        if !found.is_empty() {
            found.into_iter().for_each(|diagnostic| self.report(diagnostic));
            return Shape::Alias(Type::Json);
        }
        let values = facts.values().unwrap_or_else(|contradiction| {
            self.contradiction(contradiction);
            None
        });
        let kind = facts.kind().unwrap_or_else(|contradiction| {
            self.contradiction(contradiction);
            None
        });
        if let Some(shape) = values.and_then(|values| self.enumeration(&values, kind, &facts, place)) {
            return shape;
        }
        if let Some(shape) = self.union(&facts, place) {
            return shape;
        }
        self.empty_enum(&facts);
        match kind {
            Some(Kind::Object) => self.object(&facts, place),
            Some(Kind::Array) => Shape::Alias(self.list(&facts, place)),
            Some(Kind::String) => Shape::Newtype(Type::String(self.string_format(&facts))),
            Some(Kind::Integer) => Shape::Newtype(Type::Integer(self.integer_format(&facts))),
            Some(Kind::Number) => {
                self.number_format(&facts);
                Shape::Newtype(Type::Number)
            }
            Some(Kind::Boolean) => Shape::Newtype(Type::Boolean),
            Some(Kind::Null) | None => {
                self.negated(&facts);
                Shape::Alias(Type::Json)
            }
        }
    }

    /// A value out of a list; none where the list says nothing that the type does not.
    fn enumeration(
        &mut self,
        values: &[&'d Value],
        kind: Option<Kind>,
        facts: &Facts<'d>,
        place: &Place,
    ) -> Option<Shape> {
        let (mut known, mut seen): (Vec<EnumValue>, HashSet<&Value>) = Default::default();
        for value in values.iter().filter(|value| !value.is_null()) {
            if value.is_object() || value.is_array() {
                self.odd("an enum of objects or lists", &place.pointer.child("enum"));
                return matches!(kind, None | Some(Kind::Null)).then_some(Shape::Alias(Type::Json));
            }
            if seen.insert(*value) {
                known.push(EnumValue::new((*value).clone()));
            }
        }
        match kind {
            _ if known.is_empty() => return None,
            Some(Kind::Object | Kind::Array) => {
                self.odd("an enum of scalars where the type is another", &place.pointer.child("enum"));
                return None;
            }
            _ if known.iter().all(|known| known.value.is_boolean()) => return Some(Shape::Newtype(Type::Boolean)),
            _ => {}
        }
        for node in &facts.nodes {
            describe(&mut known, node);
        }
        Some(Shape::Enum(known))
    }

    fn list(&mut self, facts: &Facts<'d>, place: &Place) -> Type {
        self.tuple(facts);
        let items = facts.items();
        let place = match items.as_slice() {
            [only] => only.place.clone(),
            _ => place.step(place.pointer.child("items"), crate::ir::Step::Item),
        };
        Type::List(Box::new(if items.is_empty() { Type::Json } else { self.conjunction(&items, &place) }))
    }

    /// Refuses an array whose places have a type each.
    fn tuple(&mut self, facts: &Facts<'d>) {
        for node in &facts.nodes {
            let Some(key) = ["prefixItems", "items"].into_iter().find(|key| !node.list(key).is_empty()) else {
                continue;
            };
            let error = Diagnostic::error("tuple", "an array whose places have a type each cannot be generated");
            let help = "give `items` one schema that fits all places: a `oneOf` of them, or `{}`";
            self.report(error.at(node.place.pointer.child(key)).help(help));
        }
    }

    fn empty_enum(&mut self, facts: &Facts<'d>) {
        let empty =
            facts.nodes.iter().find(|node| node.get("enum").is_some_and(|values| *values == Value::Array(vec![])));
        if let Some(node) = empty {
            let warning = Diagnostic::warning("empty-enum", "an enum without values allows none; it is ignored");
            self.report(warning.at(node.place.pointer.child("enum")).help("remove it, or name the values"));
        }
    }

    /// A schema of which all is known that it is not.
    fn negated(&mut self, facts: &Facts<'d>) {
        if let Some(node) = facts.nodes.iter().find(|node| node.get("not").is_some()) {
            self.odd("a schema that says only what a value is not (`not`)", &node.place.pointer.child("not"));
        }
    }

    fn string_format(&mut self, facts: &Facts<'d>) -> crate::ir::StringFormat {
        let Some((format, pointer)) = facts.format() else { return crate::ir::StringFormat::Plain };
        formats::of_string(format).unwrap_or_else(|| {
            self.unknown_format(format, &pointer, "a string");
            crate::ir::StringFormat::Plain
        })
    }

    fn integer_format(&mut self, facts: &Facts<'d>) -> crate::ir::IntegerFormat {
        if let Some((format, pointer)) = facts.format()
            && !formats::is_known_for_numbers(format)
        {
            self.unknown_format(format, &pointer, "an integer of 64 bits");
        }
        formats::of_integer(facts.format().map(|(format, _)| format), facts)
    }

    fn number_format(&mut self, facts: &Facts<'d>) {
        if let Some((format, pointer)) = facts.format()
            && !formats::is_known_for_numbers(format)
        {
            self.unknown_format(format, &pointer, "a number");
        }
    }

    fn unknown_format(&mut self, format: &str, pointer: &Pointer, taken_for: &str) {
        if !self.unknown_formats.insert(format.to_owned()) {
            return;
        }
        let message = format!("nobody knows the format `{format}`; taken for {taken_for}");
        self.report(Diagnostic::warning("unknown-format", message).at(pointer.clone()));
    }

    pub(super) fn contradiction(&mut self, found: Contradiction) {
        let error = Diagnostic::error("contradiction", found.message).at(found.at);
        self.report(error.help("see the parts of its `allOf`, and the properties that they share"));
    }

    /// Reports what has no type in Rust, and is kept as free JSON.
    pub(super) fn odd(&mut self, what: &str, at: &Pointer) {
        let warning = Diagnostic::warning("odd-schema", format!("{what}: kept as free JSON")).at(at.clone());
        self.report(warning);
    }
}

/// Adds what a schema says of its enum's values, each by its name or in a list of the same order.
fn describe(known: &mut [EnumValue], node: &Node<'_>) {
    // Of equal values the first counts.
    let places: HashMap<&Value, usize> =
        node.list("enum").iter().enumerate().rev().map(|(at, value)| (value, at)).collect();
    let say = |keys: &[&str], value: &EnumValue| {
        let words = keys.iter().find_map(|key| node.get(key))?;
        let word = match words {
            Value::Array(list) => list.get(*places.get(&value.value)?)?,
            words => words.get(value.text())?,
        };
        word.as_str().filter(|word| !word.trim().is_empty()).map(str::to_owned)
    };
    for value in known {
        if value.editions == Editions::default() {
            value.editions = editions::of_value(value, |key| node.get(key));
        }
        value.description = value
            .description
            .take()
            .or_else(|| say(&["x-enum-descriptions", "x-enumDescriptions", "x-enum-description"], value));
        value.name = value.name.take().or_else(|| say(&["x-enum-varnames", "x-enumNames", "x-enum-names"], value));
    }
}
