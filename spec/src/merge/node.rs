//! Editions of one node into one node.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::kind::{Held, Kind};
use super::order::{self, Things};
use super::presence::{self, Set};
use super::{Edition, atoms, forms, ids, lists};
use crate::diagnostics::escaped;

/// What one edition says of a node.
#[derive(Clone)]
pub(super) struct Variant<'v> {
    pub(super) edition: usize,
    pub(super) node: Cow<'v, Value>,
}

impl<'v> Variant<'v> {
    pub(super) fn of(edition: usize, node: &'v Value) -> Self {
        Self { edition, node: Cow::Borrowed(node) }
    }
}

/// The editions that have the node of some variants.
pub(super) fn editions(variants: &[Variant<'_>]) -> Set {
    variants.iter().map(|variant| variant.edition).collect()
}

/// A run of the merge.
pub(super) struct Merge<'e> {
    pub(super) editions: &'e [Edition],
    pub(super) names: Vec<String>,
    /// The edition whose order counts.
    base: usize,
    /// The id of each operation, by its place.
    ids: HashMap<String, String>,
}

impl<'e> Merge<'e> {
    pub(super) fn new(editions: &'e [Edition], base: usize) -> Self {
        let names = editions.iter().map(|edition| edition.name.clone()).collect();
        Self { editions, names, base, ids: ids::operation_ids(editions, base) }
    }

    pub(super) fn document(&self) -> Value {
        let trees = self.editions.iter().enumerate();
        let variants: Vec<Variant<'_>> = trees.map(|(index, edition)| Variant::of(index, &edition.tree)).collect();
        self.node(Kind::Document, "", &variants, &editions(&variants))
    }

    /// The base first, then from the oldest on: whose words and whose order count.
    pub(super) fn ranked<'a, 'v>(&self, variants: &'a [Variant<'v>]) -> Vec<&'a Variant<'v>> {
        let mut ranked: Vec<&Variant<'_>> = variants.iter().collect();
        ranked.sort_by_key(|variant| (variant.edition != self.base, variant.edition));
        ranked
    }

    /// Merges what editions say of a node; `owner` are the editions that have what it is in.
    pub(super) fn node(&self, kind: Kind, at: &str, variants: &[Variant<'_>], owner: &Set) -> Value {
        let merged = match kind {
            Kind::Schema => self.schema(at, variants),
            _ if forms::has_references(variants) => self.referenced(kind, at, variants, owner),
            _ => self.structure(kind, at, variants, owner),
        };
        Value::Object(merged)
    }

    /// The variants with what they hold by name, but for the first in rank: its order is the only one that can be had back
    /// from the merged document whichever editions it holds.
    pub(super) fn in_fixed_order<'v>(&self, kind: Kind, variants: &[Variant<'v>]) -> Vec<Variant<'v>> {
        let ranked = self.ranked(variants).into_iter().cloned();
        let fixed = ranked.enumerate().map(|(rank, mut variant)| {
            if rank > 0 {
                order::tidy(kind, variant.node.to_mut(), Things::ByName);
            }
            variant
        });
        fixed.collect()
    }

    /// Merges nodes that are built alike, key by key.
    pub(super) fn structure(&self, kind: Kind, at: &str, variants: &[Variant<'_>], owner: &Set) -> Map<String, Value> {
        let ranked = self.ranked(variants);
        let mut merged = Map::new();
        for key in keys(&ranked) {
            let having: Vec<Variant<'_>> = ranked.iter().filter_map(|variant| child(variant, &key)).collect();
            let at = format!("{at}/{}", escaped(&key));
            if key == "additionalProperties" && !variants.iter().all(|v| v.node[&key].is_object()) {
                continue;
            }
            let value = match kind.held(&key, &having[0].node) {
                Held::Annotation | Held::Atom | Held::Required => continue,
                Held::Words => match having.iter().find(|variant| *variant.node != "") {
                    Some(words) => words.node.clone().into_owned(),
                    None => continue,
                },
                Held::Map(inner) => self.map(inner, &at, &having, &editions(variants)),
                // Paths come and go with their operations.
                Held::One(inner) if kind == Kind::PathItem => self.one(inner, &at, &having, owner),
                Held::One(inner) => self.one(inner, &at, &having, &editions(variants)),
                Held::List(inner) => self.list(inner, &at, &having, &editions(variants)),
                Held::Parts => self.parts(&at, &having),
                Held::Values => self.values(&having, &editions(variants), &mut merged),
            };
            merged.insert(key, value);
        }
        let untold = self.require(kind, variants, owner, &mut merged);
        let id = self.ids.get(at).map(String::as_str);
        atoms::merge(kind, variants, self.base, id, (&self.names, &untold), &mut merged);
        if kind == Kind::Response && !merged.contains_key("$ref") {
            // OpenAPI wants one, and those of editions are not ours.
            merged.entry("description").or_insert_with(|| Value::from(""));
        }
        order::sort_keys(kind, &mut merged);
        merged
    }

    fn one(&self, kind: Kind, at: &str, variants: &[Variant<'_>], owner: &Set) -> Value {
        let mut node = self.node(kind, at, variants, owner);
        self.say_presence(kind, &mut node, &editions(variants), owner);
        node
    }

    fn map(&self, kind: Kind, at: &str, maps: &[Variant<'_>], owner: &Set) -> Value {
        let names =
            self.in_order(maps, |map| map.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect());
        let nodes = names.into_iter().map(|name| {
            let variants: Vec<Variant<'_>> = maps.iter().filter_map(|map| child(map, &name)).collect();
            let at = format!("{at}/{}", escaped(&name));
            let node = match kind {
                Kind::PathItem => self.node(kind, &at, &variants, owner),
                _ => self.one(kind, &at, &variants, owner),
            };
            (name, node)
        });
        Value::Object(nodes.collect())
    }

    fn list(&self, kind: Kind, at: &str, lists: &[Variant<'_>], owner: &Set) -> Value {
        let items = |list: &Value| list.as_array().cloned().unwrap_or_default();
        let names = self.in_order(lists, |list| items(list).iter().map(|item| lists::identity(kind, item)).collect());
        let nodes = names.into_iter().enumerate().map(|(index, name)| {
            let of = |list: &Variant<'_>| {
                let found = items(&list.node).into_iter().find(|item| lists::identity(kind, item) == name)?;
                Some(Variant { edition: list.edition, node: Cow::Owned(found) })
            };
            let variants: Vec<Variant<'_>> = lists.iter().filter_map(of).collect();
            self.one(kind, &format!("{at}/{index}"), &variants, owner)
        });
        nodes.collect()
    }

    /// The parts of schemas that have the same parts.
    fn parts(&self, at: &str, lists: &[Variant<'_>]) -> Value {
        let count = lists[0].node.as_array().map_or(0, Vec::len);
        let parts = (0..count).map(|index| {
            let part = |list: &Variant<'_>| {
                Some(Variant { edition: list.edition, node: Cow::Owned(list.node.get(index)?.clone()) })
            };
            let variants: Vec<Variant<'_>> = lists.iter().filter_map(part).collect();
            self.node(Kind::Schema, &format!("{at}/{index}"), &variants, &editions(&variants))
        });
        parts.collect()
    }

    fn values(&self, lists: &[Variant<'_>], owner: &Set, schema: &mut Map<String, Value>) -> Value {
        // By their JSON text, since values have no order of their own.
        let texts = self.in_order(lists, |list| list.as_array().into_iter().flatten().map(Value::to_string).collect());
        let values: Vec<Value> = texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
        for value in &values {
            let has = |list: &&Variant<'_>| list.node.as_array().is_some_and(|values| values.contains(value));
            let set: Set = lists.iter().filter(has).map(|list| list.edition).collect();
            let mut note = Map::new();
            presence::say_presence(&mut note, &set, owner, &self.names);
            for (key, editions) in note {
                let key = key.replace("x-", "x-enum-");
                let notes = schema.entry(key).or_insert_with(|| json!({}));
                if let Value::Object(notes) = notes {
                    notes.insert(presence::value_key(value), editions);
                }
            }
        }
        values.into()
    }

    fn say_presence(&self, kind: Kind, node: &mut Value, set: &Set, owner: &Set) {
        if let Value::Object(node) = node {
            presence::say_presence(node, set, owner, &self.names);
            order::sort_keys(kind, node);
        }
    }

    /// The things of all variants: those of the first in rank in its order, then the others by name.
    fn in_order<T: Ord + Clone>(&self, variants: &[Variant<'_>], of: impl Fn(&Value) -> Vec<T>) -> Vec<T> {
        let ranked = self.ranked(variants);
        let mut things: Vec<T> = Vec::new();
        let mut others = std::collections::BTreeSet::new();
        for (index, variant) in ranked.iter().enumerate() {
            for thing in of(&variant.node) {
                if index == 0 && !things.contains(&thing) {
                    things.push(thing);
                } else {
                    others.insert(thing);
                }
            }
        }
        let others: Vec<T> = others.into_iter().filter(|other| !things.contains(other)).collect();
        things.extend(others);
        things
    }
}

/// The keys of some nodes, each once.
fn keys(variants: &[&Variant<'_>]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (key, _) in variants.iter().filter_map(|variant| variant.node.as_object()).flatten() {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    keys
}

/// What the edition of a variant says of the node below `key`.
pub(super) fn child<'v>(variant: &'v Variant<'_>, key: &str) -> Option<Variant<'v>> {
    variant.node.get(key).map(|node| Variant::of(variant.edition, node))
}
