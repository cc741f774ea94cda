//! Nodes that editions build differently: what some of them have in place of the merged node.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::facts;
use super::kind::{Held, Kind};
use super::node::{Merge, Variant};
use super::order::{self, Things};
use super::presence::Set;
use super::project::Projection;

impl Merge<'_> {
    /// A node that some editions say in place, or by references to different components: the newest reference, where all
    /// come to the same, or else what they refer to, merged in place.
    pub(super) fn referenced(&self, kind: Kind, at: &str, variants: &[Variant<'_>], owner: &Set) -> Map<String, Value> {
        let variants = &self.in_fixed_order(kind, variants);
        let resolved: Vec<Variant<'_>> = variants.iter().map(|variant| self.resolve(variant)).collect();
        let facts = |variant: &Variant<'_>| facts::canonical(kind, &variant.node);
        let alike = resolved.iter().all(|variant| facts(variant) == facts(&resolved[0]));
        let named = variants.iter().filter(|variant| variant.node.get("$ref").is_some());
        let mut merged = match named.max_by_key(|variant| variant.edition) {
            Some(newest) if alike => self.structure(kind, at, std::slice::from_ref(newest), owner),
            _ => self.structure(kind, at, &resolved, owner),
        };
        self.note_forms(kind, &mut merged, variants);
        merged
    }

    /// What a response or body is in its edition, its reference followed.
    fn resolve<'v>(&self, variant: &Variant<'v>) -> Variant<'v> {
        let pointer =
            variant.node.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        let target = pointer.and_then(|pointer| self.editions[variant.edition].tree.pointer(pointer));
        target.map_or_else(
            || variant.clone(),
            |target| Variant { edition: variant.edition, node: Cow::Owned(target.clone()) },
        )
    }

    /// Notes the whole form of the node for each edition that the merged node does not give back.
    pub(super) fn note_forms(&self, kind: Kind, merged: &mut Map<String, Value>, variants: &[Variant<'_>]) {
        let node = Value::Object(merged.clone());
        let mut forms: Vec<(Value, Value, Vec<&str>)> = Vec::new();
        for variant in self.ranked(variants) {
            let facts = facts::canonical(kind, &variant.node);
            let projection = Projection { names: &self.names, edition: variant.edition };
            if facts::canonical(kind, &projection.node(kind, &node)) == facts {
                continue;
            }
            let name = self.names[variant.edition].as_str();
            match forms.iter_mut().find(|(other, ..)| *other == facts) {
                Some((.., editions)) => editions.push(name),
                None => forms.push((facts, Self::form(kind, variant), vec![name])),
            }
        }
        if !forms.is_empty() {
            let notes = forms.into_iter().map(|(_, form, editions)| json!({ "in": editions, "is": form }));
            merged.insert("x-forms".to_owned(), notes.collect());
            order::sort_keys(kind, merged);
        }
    }

    /// What an edition says of a node. The node's own words have a place in the merged node.
    fn form(kind: Kind, variant: &Variant<'_>) -> Value {
        let mut form = variant.node.clone().into_owned();
        if let Value::Object(form) = &mut form {
            form.retain(|key, value| kind.held(key, value) != Held::Words);
        }
        order::tidy(kind, &mut form, Things::AsTheyAre);
        form
    }
}

/// Whether the variants are not all references to the same, nor all said in place.
pub(super) fn has_references(variants: &[Variant<'_>]) -> bool {
    let target = |variant: &Variant<'_>| variant.node.get("$ref").cloned();
    variants.iter().any(|variant| target(variant) != target(&variants[0]))
}
