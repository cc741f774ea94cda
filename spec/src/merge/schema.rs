//! Schemas that editions build differently: which form counts.
//!
//! The rules, in this order, each for what the ones before leave over:
//! 1. Forms that are built alike are merged part by part.
//! 2. A form whose Rust type takes the values of all others counts: names before forms in place, the newest first.
//! 3. Objects, and compositions of them, become one object with the properties of all; those that have names, a choice.
//! 4. Choices become one choice.
//! 5. Texts of several formats are text; objects and arrays are a choice of both; what else is a container is free JSON.
//! 6. Anything else is a conflict, for an overlay to decide.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::holds::{Class, Components, parts, reference};
use super::kind::{Held, Kind};
use super::node::{Merge, Variant, editions};
use super::{Conflict, Edition, facts, order};
use crate::diagnostics::escaped;

/// The keys of which a schema that has a type has one.
const SHAPES: [&str; 7] = ["type", "$ref", "enum", "oneOf", "anyOf", "allOf", "properties"];

/// What is said of a value beside what it is.
const MANNERS: [&str; 5] = ["nullable", "readOnly", "writeOnly", "default", "deprecated"];

impl Merge<'_> {
    pub(super) fn schema(&self, at: &str, variants: &[Variant<'_>]) -> Map<String, Value> {
        if variants.iter().all(|variant| is_alike(&variant.node, &variants[0].node)) {
            return self.structure(Kind::Schema, at, variants, &editions(variants));
        }
        let variants = &self.in_fixed_order(Kind::Schema, variants);
        let mut merged = self.reconcile(at, variants);
        self.say_manners(at, variants, &mut merged);
        self.note_forms(Kind::Schema, &mut merged, variants);
        order::sort_keys(Kind::Schema, &mut merged);
        merged
    }

    /// The form that counts.
    fn reconcile(&self, at: &str, variants: &[Variant<'_>]) -> Map<String, Value> {
        let components = Components { editions: self.editions };
        let forms = distinct(variants);
        let holds_all = |form: &&Value| forms.iter().all(|other| components.holds(form, other));
        if let Some(form) = forms.iter().copied().find(holds_all) {
            let chosen: Vec<Variant<'_>> =
                variants.iter().filter(|variant| is_alike(&variant.node, form)).cloned().collect();
            return self.structure(Kind::Schema, at, &chosen, &editions(&chosen));
        }
        let classes: Vec<Class> = forms.iter().map(|form| components.class(form)).collect();
        let are = |test: fn(&Class) -> bool| classes.iter().all(test);
        if are(|class| matches!(class, Class::Object | Class::Composition)) {
            if forms.iter().all(|form| reference(form).is_some()) {
                return choice(forms.into_iter().cloned());
            }
            if !forms.iter().any(|form| is_map(components.resolve(form))) {
                let objects: Vec<Variant<'_>> =
                    variants.iter().map(|variant| flatten(self.editions, variant)).collect();
                return self.structure(Kind::Schema, at, &objects, &editions(&objects));
            }
        }
        if are(|class| matches!(class, Class::Union | Class::Object | Class::Composition))
            && classes.contains(&Class::Union)
        {
            return choice_of_all(&components, &forms);
        }
        if are(|class| class.is_text()) {
            return object(json!({ "type": "string" }));
        }
        let structured = |class: &Class| matches!(class, Class::Object | Class::Composition | Class::Array);
        if are(structured) && classes.contains(&Class::Array) && !are(|class| *class == Class::Array) {
            return self.by_kind(at, variants, &components);
        }
        if are(|class| matches!(class, Class::Free | Class::Array | Class::Object | Class::Union | Class::Composition))
        {
            return Map::new();
        }
        object(json!({ "x-conflict": true }))
    }

    /// Objects and arrays: a choice of what the objects are and what the arrays are, which no value can mistake.
    fn by_kind(&self, at: &str, variants: &[Variant<'_>], components: &Components<'_>) -> Map<String, Value> {
        let is_array = |variant: &&Variant<'_>| components.class(&variant.node) == Class::Array;
        let (arrays, objects): (Vec<&Variant<'_>>, Vec<&Variant<'_>>) = variants.iter().partition(is_array);
        let parts = [objects, arrays].into_iter().enumerate().filter(|(_, group)| !group.is_empty());
        let parts = parts.map(|(index, group)| {
            let bare = group.into_iter().map(|variant| {
                let mut node = variant.node.as_object().cloned().unwrap_or_default();
                // What is said of the whole stays with it.
                node.retain(|key, value| {
                    !MANNERS.contains(&key.as_str()) && Kind::Schema.held(key, value) != Held::Words
                });
                Variant { edition: variant.edition, node: Cow::Owned(Value::Object(node)) }
            });
            Value::Object(self.schema(&format!("{at}/anyOf/{index}"), &bare.collect::<Vec<_>>()))
        });
        object(json!({ "anyOf": parts.collect::<Vec<Value>>() }))
    }

    /// Whether it may be null and the like, and the words, come from all variants, whatever the form.
    fn say_manners(&self, at: &str, variants: &[Variant<'_>], merged: &mut Map<String, Value>) {
        let manners: Vec<Variant<'_>> = variants
            .iter()
            .map(|variant| {
                let mut node = variant.node.as_object().cloned().unwrap_or_default();
                node.retain(|key, value| {
                    MANNERS.contains(&key.as_str()) || Kind::Schema.held(key, value) == Held::Words
                });
                Variant { edition: variant.edition, node: Cow::Owned(Value::Object(node)) }
            })
            .collect();
        let said = self.structure(Kind::Schema, at, &manners, &editions(&manners));
        MANNERS.iter().for_each(|key| {
            merged.shift_remove(*key);
        });
        merged.extend(said.into_iter().filter(|(key, _)| key != "x-was"));
    }
}

/// Whether two schemas are built alike, so that they can be merged part by part.
fn is_alike(one: &Value, other: &Value) -> bool {
    let target = |schema: &Value| schema.get("$ref").cloned();
    if target(one).is_some() || target(other).is_some() {
        return target(one) == target(other);
    }
    let class = Class::of(one);
    if class != Class::of(other) {
        return false;
    }
    match class {
        Class::Union | Class::Composition => {
            let lists = |schema: &Value| {
                ["oneOf", "anyOf", "allOf"].map(|key| schema.get(key).and_then(Value::as_array).cloned())
            };
            lists(one).iter().zip(&lists(other)).all(|(one, other)| match (one, other) {
                (Some(one), Some(other)) => {
                    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_alike(one, other))
                }
                (one, other) => one.is_none() && other.is_none(),
            })
        }
        Class::Object => is_map(one) == is_map(other),
        Class::Text => super::holds::text_format(one) == super::holds::text_format(other),
        _ => true,
    }
}

/// Whether an object is used as a map of values of one type.
fn is_map(schema: &Value) -> bool {
    let has_properties = schema.get("properties").and_then(Value::as_object).is_some_and(|map| !map.is_empty());
    !has_properties && schema.get("additionalProperties").is_some_and(Value::is_object)
}

/// The different forms, names first, then the newest first.
fn distinct<'v>(variants: &'v [Variant<'_>]) -> Vec<&'v Value> {
    let mut sorted: Vec<&Variant<'_>> = variants.iter().collect();
    sorted.sort_by_key(|variant| (reference(&variant.node).is_none(), std::cmp::Reverse(variant.edition)));
    let mut forms: Vec<&Value> = Vec::new();
    for variant in sorted {
        let facts = facts::canonical(Kind::Schema, &variant.node);
        if !forms.iter().any(|form| facts::canonical(Kind::Schema, form) == facts) {
            forms.push(&variant.node);
        }
    }
    forms
}

/// An object with the properties of what it refers to and of its parts, as its edition has them.
fn flatten<'v>(editions: &[Edition], variant: &Variant<'v>) -> Variant<'v> {
    const DEPTH: usize = 8;
    if Class::of(&variant.node) == Class::Object && variant.node.get("$ref").is_none() {
        return variant.clone();
    }
    let components = Components { editions: &editions[variant.edition..=variant.edition] };
    let required: Vec<String> = components.required(&variant.node, DEPTH).into_iter().collect();
    let mut node = object(json!({ "type": "object", "properties": components.properties(&variant.node, DEPTH) }));
    if !required.is_empty() {
        node.insert("required".to_owned(), json!(required));
    }
    Variant { edition: variant.edition, node: Cow::Owned(Value::Object(node)) }
}

fn choice(forms: impl Iterator<Item = Value>) -> Map<String, Value> {
    let mut parts: Vec<Value> = Vec::new();
    for form in forms {
        let form = match reference(&form) {
            Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
            None => facts::bare(Kind::Schema, &form),
        };
        if !parts.contains(&form) {
            parts.push(form);
        }
    }
    object(json!({ "anyOf": parts }))
}

/// A choice of what all forms are, choices among them taken apart.
fn choice_of_all(components: &Components<'_>, forms: &[&Value]) -> Map<String, Value> {
    let parts = forms.iter().flat_map(|form| match components.class(form) {
        Class::Union if reference(form).is_none() => parts(form).cloned().collect(),
        _ => vec![(*form).clone()],
    });
    choice(parts)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Finds the conflicts that nothing has decided.
pub(super) fn conflicts(document: &Value, names: &[String]) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((pointer, node)) = open.pop() {
        match node {
            Value::Object(map) => {
                if map.get("x-conflict") == Some(&Value::Bool(true)) && !SHAPES.iter().any(|key| map.contains_key(*key))
                {
                    found.push(Conflict { pointer: pointer.clone(), sides: sides(map, names) });
                }
                let below = map.iter().rev().filter(|(key, _)| *key != "x-forms");
                open.extend(below.map(|(key, value)| (format!("{pointer}/{}", escaped(key)), value)));
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().rev().map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

fn sides(node: &Map<String, Value>, names: &[String]) -> Vec<(String, Value)> {
    let forms = node.get("x-forms").and_then(Value::as_array).into_iter().flatten();
    let side = |form: &Value| {
        let editions = form.get("in")?.as_array()?;
        let first = names.iter().find(|name| editions.iter().any(|edition| edition == *name))?;
        Some((first.clone(), form.get("is")?.clone()))
    };
    forms.filter_map(side).collect()
}
