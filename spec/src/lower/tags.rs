//! What tells the branches of a choice apart: a discriminator, or a property that has other constants in each.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Lowering;
use super::facts::Kind;
use super::node::Node;
use super::unions::Branch;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::resolve;

/// How many choices inside choices are looked into for the values of a tag.
const DEPTH: usize = 8;

/// The values of a tag that a discriminator's mapping has for each schema, by its pointer.
pub(super) type Mapping<'d> = HashMap<Pointer, Vec<&'d str>>;

impl<'d> Lowering<'d> {
    /// The property that tells the branches apart, if there is one, and the branches with its values.
    pub(super) fn tagged(
        &mut self,
        choice: &Node<'d>,
        base: &[Node<'d>],
        mut branches: Vec<Branch<'d>>,
    ) -> (Option<String>, Vec<Branch<'d>>) {
        let objects = |this: &Self, branches: &[Branch<'d>]| {
            branches.iter().any(|branch| matches!(this.kind_of(&branch.node), Some(Kind::Object) | None))
        };
        if let Some(discriminator) = choice.get("discriminator")
            && let Some(tag) = discriminator.get("propertyName").and_then(Value::as_str)
            && objects(self, &branches)
        {
            self.add_mapped(choice, discriminator, &mut branches);
            let mapping = self.mapping(discriminator, &choice.place.pointer);
            for branch in &mut branches {
                branch.tags = self.tags(&branch.node, tag, &mapping);
            }
            return (Some(tag.to_owned()), branches);
        }
        let Some(first) = branches.first() else { return (None, branches) };
        let names: Vec<String> = self.properties_of(&first.node);
        for name in names {
            let values = branches.iter().map(|branch| {
                let values = self.tag_values(&branch.node, base, &name, 0);
                (!values.is_empty()).then_some(values)
            });
            // The first branch without a value settles it.
            let Some(values) = values.collect::<Option<Vec<Vec<Value>>>>() else { continue };
            if branches.len() > 1 && are_apart(&values) {
                branches.iter_mut().zip(values).for_each(|(branch, values)| branch.tags = values);
                return (Some(name), branches);
            }
        }
        (None, branches)
    }

    /// Adds the schemas that only a discriminator's mapping names.
    fn add_mapped(&mut self, choice: &Node<'d>, discriminator: &'d Value, branches: &mut Vec<Branch<'d>>) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let references = branches.iter().filter(|branch| branch.node.reference().is_some());
        let mut known: HashSet<Pointer> =
            references.filter_map(|branch| self.target(&branch.node).ok()).map(|target| target.place.pointer).collect();
        for (value, target) in mapping.into_iter().flatten() {
            let at = choice.place.pointer.child("discriminator").child("mapping").child(value);
            let located = target.as_str().and_then(|target| self.mapped(target, &at));
            let Some(pointer) = located else {
                let message = format!("the mapping of `{value}` leads to no schema; ignored");
                self.report(Diagnostic::warning("reference", message).at(at));
                continue;
            };
            if !known.contains(&pointer)
                && let Some(node) = self.node_at(self.place_of(&pointer.to_string()))
            {
                known.insert(pointer);
                branches.push(Branch { node, tags: Vec::new() });
            }
        }
    }

    /// The schema that a mapping leads to: by reference, or by the bare name of a component.
    fn mapped(&self, target: &str, at: &Pointer) -> Option<Pointer> {
        let reference =
            if target.starts_with('#') { target.to_owned() } else { format!("#/components/schemas/{target}") };
        resolve::locate(self.tree, &reference, at).ok().map(|(_, pointer)| pointer)
    }

    /// What a discriminator's mapping says, turned round.
    pub(super) fn mapping(&self, discriminator: &'d Value, at: &Pointer) -> Mapping<'d> {
        let mut values = Mapping::new();
        for (value, target) in discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten() {
            if let Some(pointer) = target.as_str().and_then(|target| self.mapped(target, at)) {
                values.entry(pointer).or_default().push(value.as_str());
            }
        }
        values
    }

    /// The values of a tag that stand for a schema: those that the mapping has for it, those that the schema itself
    /// allows, or else its name.
    pub(super) fn tags(&self, node: &Node<'d>, tag: &str, mapping: &Mapping<'_>) -> Vec<Value> {
        let target = if node.reference().is_some() { self.target(node).ok() } else { Some(node.clone()) };
        let pointer = target.map(|target| target.place.pointer);
        let mapped = pointer.as_ref().and_then(|pointer| mapping.get(pointer));
        let mut tags: Vec<Value> = mapped.into_iter().flatten().map(|value| Value::from(*value)).collect();
        for value in self.tag_values(node, &[], tag, 0) {
            if !tags.contains(&value) {
                tags.push(value);
            }
        }
        if tags.is_empty()
            && let Some(pointer) = pointer
            && let [first, second, name] = pointer.steps().collect::<Vec<_>>().as_slice()
            && first == "components"
            && second == "schemas"
        {
            tags.push(Value::from(name.as_str()));
        }
        tags
    }

    /// The values that a property has in a schema, where there are only so many.
    fn tag_values(&self, node: &Node<'d>, base: &[Node<'d>], name: &str, depth: usize) -> Vec<Value> {
        let nodes: Vec<Node<'d>> = base.iter().cloned().chain([node.clone()]).collect();
        let (facts, _) = self.flattened(&nodes);
        let property = facts.property(name);
        if !property.is_empty() {
            let (facts, _) = self.flattened(&property);
            if let Ok(Some(values)) = facts.values() {
                let scalar = |value: &&&Value| value.is_string() || value.is_boolean() || value.as_i64().is_some();
                return values.iter().filter(scalar).map(|value| (*value).clone()).collect();
            }
        }
        let Some(choice) = facts.nodes.iter().find(|node| node.branches().is_some()) else { return Vec::new() };
        if depth >= DEPTH {
            return Vec::new();
        }
        let own = choice.get("discriminator");
        let own = own.filter(|own| own.get("propertyName").and_then(Value::as_str) == Some(name));
        let mapping = own.map(|own| self.mapping(own, &choice.place.pointer));
        let mut values = Vec::new();
        for branch in self.branches(choice) {
            let of_branch = match &mapping {
                Some(mapping) => self.tags(&branch.node, name, mapping),
                None => self.tag_values(&branch.node, &[], name, depth + 1),
            };
            if of_branch.is_empty() {
                return Vec::new();
            }
            values.extend(of_branch);
        }
        values
    }
}

/// Whether no value stands in two of the lists.
fn are_apart(lists: &[Vec<Value>]) -> bool {
    let mut seen: HashMap<&Value, usize> = HashMap::new();
    lists.iter().enumerate().all(|(index, list)| list.iter().all(|value| *seen.entry(value).or_insert(index) == index))
}
