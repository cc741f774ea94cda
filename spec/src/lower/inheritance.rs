//! Inheritance: a base with a discriminator, and the schemas that extend it with `allOf`.

use std::collections::HashMap;

use indexmap::IndexSet;
use serde_json::Value;

use super::Lowering;
use super::node::Node;
use crate::diagnostics::Pointer;
use crate::ir::{Shape, Step, Type, Union, UnionVariant};
use crate::resolve;

/// Which components extend which.
#[derive(Debug, Default)]
pub(super) struct Inheritance {
    /// The components whose `allOf` refers to the base, by its pointer.
    children: HashMap<String, Vec<Pointer>>,
    /// Those that extend a base with a discriminator.
    subtypes: std::collections::HashSet<String>,
}

impl Inheritance {
    /// Looks through the component schemas.
    pub(super) fn of(tree: &Value) -> Self {
        let mut inheritance = Self::default();
        let section = Pointer::root().child("components").child("schemas");
        let components = section.find(tree).and_then(Value::as_object);
        for (name, schema) in components.into_iter().flatten() {
            let pointer = section.child(name);
            for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                let Some(reference) = part.get("$ref").and_then(Value::as_str) else { continue };
                let Ok((base, at)) = resolve::locate(tree, reference, &pointer) else { continue };
                if base.get("discriminator").is_some() && at.to_string() != pointer.to_string() {
                    inheritance.subtypes.insert(pointer.to_string());
                }
                inheritance.children.entry(at.to_string()).or_default().push(pointer.clone());
            }
        }
        inheritance
    }

    /// Whether the schema at `pointer` extends a base that has a discriminator.
    pub(super) fn is_subtype(&self, pointer: &Pointer) -> bool {
        self.subtypes.contains(&pointer.to_string())
    }

    /// What extends the base, directly or through others, in document order.
    fn descendants(&self, base: &Pointer) -> IndexSet<Pointer> {
        let mut found: IndexSet<Pointer> = IndexSet::new();
        let mut open = vec![base.clone()];
        while let Some(next) = open.pop() {
            for child in self.children.get(&next.to_string()).into_iter().flatten() {
                if child != base && found.insert(child.clone()) {
                    open.push(child.clone());
                }
            }
        }
        found
    }
}

impl<'d> Lowering<'d> {
    /// The union that a base with a discriminator is: what extends it, and the base itself for all else.
    pub(super) fn base(&mut self, node: &Node<'d>) -> Option<Shape> {
        let discriminator = node.get("discriminator")?;
        if node.branches().is_some() {
            return None;
        }
        let tag = discriminator.get("propertyName").and_then(Value::as_str)?;
        let descendants = self.inheritance.descendants(&node.place.pointer);
        let descendants: Vec<Node<'d>> =
            descendants.iter().filter_map(|pointer| self.node_at(self.place_of(&pointer.to_string()))).collect();
        if descendants.is_empty() {
            return None;
        }
        let mut variants = Vec::new();
        let mapping = self.mapping(discriminator, &node.place.pointer);
        for descendant in descendants {
            let tags = self.tags(&descendant, tag, &mapping);
            let id = *self.named.get(&descendant.place.pointer.to_string())?;
            variants.push(UnionVariant { ty: Type::Schema(id), tags, title: None });
        }
        let place = node.place.step(node.place.pointer.clone(), Step::Branch("base".to_owned()));
        match self.lifted(std::slice::from_ref(node), &place) {
            Type::Json => {}
            ty => variants.push(UnionVariant { ty, tags: Vec::new(), title: Some("base".to_owned()) }),
        }
        Some(Shape::Union(Union { tag: Some(tag.to_owned()), variants }))
    }
}
