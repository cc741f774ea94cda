//! What tells the branches of a choice apart: a discriminator, or a property that has other constants in each.

use serde_json::Value;

use super::Lowering;
use super::facts::Kind;
use super::node::Node;
use super::unions::Branch;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::resolve;

/// How many choices inside choices are looked into for the values of a tag.
const DEPTH: usize = 8;

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
            for branch in &mut branches {
                branch.tags = self.tags(&branch.node, tag, discriminator, &choice.place.pointer);
            }
            return (Some(tag.to_owned()), branches);
        }
        let Some(first) = branches.first() else { return (None, branches) };
        let names: Vec<String> = self.properties_of(&first.node);
        for name in names {
            let values: Vec<Vec<Value>> =
                branches.iter().map(|branch| self.tag_values(&branch.node, base, &name, 0)).collect();
            let apart = values.iter().enumerate().all(|(index, own)| {
                !own.is_empty() && values[..index].iter().flatten().all(|other| !own.contains(other))
            });
            if apart && branches.len() > 1 {
                branches.iter_mut().zip(values).for_each(|(branch, values)| branch.tags = values);
                return (Some(name), branches);
            }
        }
        (None, branches)
    }

    /// Adds the schemas that only a discriminator's mapping names.
    fn add_mapped(&mut self, choice: &Node<'d>, discriminator: &'d Value, branches: &mut Vec<Branch<'d>>) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        for (value, target) in mapping.into_iter().flatten() {
            let at = choice.place.pointer.child("discriminator").child("mapping").child(value);
            let located = target.as_str().and_then(|target| self.mapped(target, &at));
            let Some(pointer) = located else {
                let message = format!("the mapping of `{value}` leads to no schema; ignored");
                self.report(Diagnostic::warning("reference", message).at(at));
                continue;
            };
            let known = branches.iter().any(|branch| {
                branch.node.reference().is_some()
                    && self.target(&branch.node).is_ok_and(|target| target.place.pointer == pointer)
            });
            if !known && let Some(node) = self.node_at(self.place_of(&pointer.to_string())) {
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

    /// The values of a tag that stand for a schema: those that the mapping has for it, those that the schema itself
    /// allows, or else its name.
    pub(super) fn tags(&self, node: &Node<'d>, tag: &str, discriminator: &Value, at: &Pointer) -> Vec<Value> {
        let target = if node.reference().is_some() { self.target(node).ok() } else { Some(node.clone()) };
        let pointer = target.map(|target| target.place.pointer);
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapped = mapping.into_iter().flatten().filter(|(_, target)| {
            target.as_str().and_then(|target| self.mapped(target, at)).is_some_and(|found| Some(found) == pointer)
        });
        let mut tags: Vec<Value> = mapped.map(|(value, _)| Value::from(value.as_str())).collect();
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
        if let Some(property) = facts.properties().get(name) {
            let (facts, _) = self.flattened(property);
            if let Ok(Some(values)) = facts.values() {
                let scalar = |value: &&&Value| value.is_string() || value.is_boolean() || value.as_i64().is_some();
                return values.iter().filter(scalar).map(|value| (*value).clone()).collect();
            }
        }
        let Some(choice) = facts.nodes.iter().find(|node| node.branches().is_some()) else { return Vec::new() };
        if depth >= DEPTH {
            return Vec::new();
        }
        let mut values = Vec::new();
        for branch in self.branches(choice) {
            let of_branch = match choice.get("discriminator") {
                Some(own) if own.get("propertyName").and_then(Value::as_str) == Some(name) => {
                    self.tags(&branch.node, name, own, &choice.place.pointer)
                }
                _ => self.tag_values(&branch.node, &[], name, depth + 1),
            };
            if of_branch.is_empty() {
                return Vec::new();
            }
            values.extend(of_branch);
        }
        values
    }
}
