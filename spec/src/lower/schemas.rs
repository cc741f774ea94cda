//! Schemas: the named ones, the types of values, and what becomes a named type on the way.

use std::collections::HashMap;

use serde_json::Value;

use super::facts::Facts;
use super::node::{Node, Place};
use super::{Lowering, circles, direction, settle};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Constraints, Docs, Operation, Origin, Schema, SchemaId, Shape, Step, Type};
use crate::resolve;

/// How deep merged schemas may be inside each other before they are taken for free JSON.
const DEPTH: usize = 64;

impl<'d> Lowering<'d> {
    /// Lowers every named schema, in document order, and those outside the components that references lead to.
    pub(super) fn named_schemas(&mut self) {
        while let Some((pointer, id)) = self.named.get_index(self.lowered).map(|(pointer, id)| (pointer.clone(), *id)) {
            self.lowered += 1;
            let place = self.place_of(&pointer);
            let schema = match self.node_at(place.clone()) {
                Some(node) => self.named_schema(id, node),
                None => Schema {
                    origin: place.origin,
                    docs: Docs::default(),
                    shape: Shape::Alias(Type::Json),
                    secret: false,
                    constraints: Constraints::default(),
                    example: None,
                },
            };
            self.schemas[id.0] = Some(schema);
        }
    }

    /// The lowered schemas; an id is an index among them.
    pub(super) fn finish_schemas(mut self, operations: &[Operation]) -> Vec<Schema> {
        // Operations may have references to places that nothing else refers to.
        self.named_schemas();
        let mut schemas: Vec<Schema> = self.schemas.into_iter().flatten().collect();
        settle::settle(&mut schemas);
        self.found.extend(circles::break_up(&mut schemas));
        direction::relax(&mut schemas, operations);
        number(&mut schemas);
        schemas
    }

    fn named_schema(&mut self, id: SchemaId, node: Node<'d>) -> Schema {
        let place = node.place.clone();
        let (docs, constraints, example) = (node.docs(), node.constraints(), node.example());
        let nodes = vec![node.clone()];
        let is_subtype = self.inheritance.is_subtype(&place.pointer);
        let shape = if let Some(shape) = self.base(&node) {
            shape
        } else if let Some(target) = self.only_reference(&nodes).filter(|_| !is_subtype || node.reference().is_some()) {
            Shape::Alias(self.reference(&target).non_null().clone())
        } else {
            self.shape(&nodes, &place)
        };
        let shape = match shape {
            Shape::Newtype(ty) if self.is_secret(&nodes) => Shape::Alias(secret_if(true, ty)),
            // A property's type is what it is; only schemas that have a name in the document get one for a scalar.
            Shape::Newtype(ty) if id.0 >= self.components => Shape::Alias(ty),
            Shape::Alias(ty) => Shape::Alias(secret_if(self.is_secret(&nodes), ty)),
            shape => shape,
        };
        let secret = self.is_hidden(&nodes, &shape);
        Schema { origin: place.origin, docs, shape, secret, constraints, example }
    }

    /// The type of the values of the schema at `place`; an inline object, enum or union becomes a schema of its own.
    pub(super) fn value_type(&mut self, place: Place) -> Type {
        match self.node_at(place.clone()) {
            Some(node) => self.conjunction(&[node], &place),
            None => Type::Json,
        }
    }

    /// The type of the values that all of `nodes` hold for; what becomes a schema of its own has its origin at `place`.
    pub(super) fn conjunction(&mut self, nodes: &[Node<'d>], place: &Place) -> Type {
        let nodes = distinct(nodes);
        if let [only] = nodes.as_slice() {
            if let Some(id) = self.named.get(&only.place.pointer.to_string()).copied()
                && !only.without_branches
            {
                return nullable_if(self.accepts_null(only), Type::Schema(id));
            }
            if only.reference().is_some() {
                return self.reference(only);
            }
        }
        let nullable = nodes.iter().any(|node| self.accepts_null(node));
        let ty = match self.only_reference(&nodes) {
            Some(target) => self.reference(&target),
            None => self.lifted(&nodes, place),
        };
        nullable_if(nullable, secret_if(self.is_secret(&nodes), ty))
    }

    /// The type of an inline schema. One that is met again inside itself becomes a schema of its own, whatever it is.
    pub(super) fn lifted(&mut self, nodes: &[Node<'d>], place: &Place) -> Type {
        let key =
            nodes.iter().map(|node| format!("{}{}", node.place.pointer, node.without_branches)).collect::<String>();
        if let Some(ty) = self.lifted.get(&key) {
            return ty.clone();
        }
        if let Some(reserved) = self.open.get(&key) {
            let id = reserved.unwrap_or_else(|| {
                self.schemas.push(None);
                SchemaId(self.schemas.len() - 1)
            });
            self.open.insert(key, Some(id));
            return Type::Schema(id);
        }
        if self.open.len() > DEPTH {
            self.odd("schemas inside schemas, deeper than anybody reads", &place.pointer);
            return Type::Json;
        }
        self.open.insert(key.clone(), None);
        let shape = self.shape(nodes, place);
        let reserved = self.open.shift_remove(&key).flatten();
        let ty = match (shape, reserved) {
            (Shape::Newtype(ty) | Shape::Alias(ty), None) => ty,
            (shape, reserved) => Type::Schema(self.lift(shape, nodes, place, reserved)),
        };
        self.lifted.insert(key, ty.clone());
        ty
    }

    /// Adds an inline schema to the named ones.
    fn lift(&mut self, shape: Shape, nodes: &[Node<'d>], place: &Place, reserved: Option<SchemaId>) -> SchemaId {
        let id = reserved.unwrap_or_else(|| {
            self.schemas.push(None);
            SchemaId(self.schemas.len() - 1)
        });
        let last = nodes.last();
        let secret = self.is_hidden(nodes, &shape);
        self.schemas[id.0] = Some(Schema {
            origin: place.origin.clone(),
            docs: last.map(Node::docs).unwrap_or_default(),
            shape,
            secret,
            constraints: last.map(Node::constraints).unwrap_or_default(),
            example: last.and_then(Node::example),
        });
        id
    }

    /// The type of the schema that a reference leads to.
    pub(super) fn reference(&mut self, node: &Node<'d>) -> Type {
        match self.target(node) {
            Ok(target) => {
                let id = self.name(&target.place.pointer);
                // Its own type does not say that it may be null: references to it do.
                nullable_if(self.accepts_null(&target), Type::Schema(id))
            }
            Err(error) => {
                self.report(*error);
                Type::Json
            }
        }
    }

    /// The schema that a reference leads to.
    pub(super) fn target(&self, node: &Node<'d>) -> Result<Node<'d>, Box<Diagnostic>> {
        let (value, pointer) = resolve::locate(self.tree, node.reference().unwrap_or_default(), &node.place.pointer)?;
        let place = self.place_of(&pointer.to_string());
        let not_a_schema = || {
            let error = Diagnostic::error("reference", "this reference does not lead to a schema");
            Box::new(error.at(node.place.pointer.child("$ref")))
        };
        Ok(Node { map: value.as_object().ok_or_else(not_a_schema)?, place, without_branches: false })
    }

    /// The id of the schema at `pointer`, which gets one now if it has none.
    pub(super) fn name(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.named.get(&pointer.to_string()) {
            return *id;
        }
        let id = SchemaId(self.schemas.len());
        self.schemas.push(None);
        self.named.insert(pointer.to_string(), id);
        id
    }

    pub(super) fn node_at(&self, place: Place) -> Option<Node<'d>> {
        let map = place.pointer.find(self.tree)?.as_object()?;
        Some(Node { map, place, without_branches: false })
    }

    /// The one reference that `nodes` come down to: all else in them are words, or demands that it meets as well.
    pub(super) fn only_reference(&self, nodes: &[Node<'d>]) -> Option<Node<'d>> {
        let atoms = atoms(nodes);
        let (references, others): (Vec<_>, Vec<_>) = atoms.into_iter().partition(|atom| atom.reference().is_some());
        let first = references.first()?;
        let same = references.iter().all(|other| other.reference() == first.reference());
        if same {
            return others.iter().all(|other| !other.has_form()).then(|| first.clone());
        }
        if others.iter().any(Node::has_form) {
            return None;
        }
        // One of several that says all that the others say.
        let facts: Vec<Facts<'d>> =
            references.iter().map(|node| self.flattened(std::slice::from_ref(node)).0).collect();
        let has = |facts: &Facts<'d>, node: &Node<'d>| {
            facts.nodes.iter().any(|known| known.place.pointer == node.place.pointer)
        };
        let covers = |one: &Facts<'d>| facts.iter().all(|other| other.nodes.iter().all(|node| has(one, node)));
        facts.iter().position(covers).map(|index| references[index].clone())
    }

    /// Whether the values of a struct, an enum or a union must not be shown: a part of it says so.
    fn is_hidden(&self, nodes: &[Node<'d>], shape: &Shape) -> bool {
        matches!(shape, Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_))
            && self.flattened(nodes).0.nodes.iter().any(|node| node.is_set("x-secret"))
    }

    fn is_secret(&self, nodes: &[Node<'d>]) -> bool {
        atoms(nodes).iter().any(|node| node.text("format") == Some("password") || node.is_set("x-secret"))
    }
}

/// The parts that `nodes` consist of, references not followed.
pub(super) fn atoms<'d>(nodes: &[Node<'d>]) -> Vec<Node<'d>> {
    let mut open: Vec<Node<'d>> = nodes.iter().rev().cloned().collect();
    let mut atoms = Vec::new();
    while let Some(mut node) = open.pop() {
        let parts = node.parts().rev().map(|(map, place)| Node { map, place, without_branches: false });
        open.extend(parts);
        if let Some(only) = only_branch(&node) {
            node.without_branches = true;
            open.push(only);
        }
        atoms.push(node);
    }
    atoms
}

/// The branch of a choice that has no other, but for `null`: it simply holds.
pub(super) fn only_branch<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let (key, branches) = node.branches()?;
    let mut left = branches.iter().enumerate().filter(|(_, branch)| !is_null(branch));
    let (Some((index, branch)), None) = (left.next(), left.next()) else { return None };
    Some(Node { map: branch.as_object()?, place: node.place.part(key, index), without_branches: false })
}

/// Whether a branch is for `null` and nothing else.
pub(super) fn is_null(branch: &Value) -> bool {
    let Some(map) = branch.as_object() else { return false };
    let only_null =
        |value: &Value| value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_null));
    map.get("type").and_then(Value::as_str) == Some("null")
        || map.get("enum").is_some_and(only_null)
        || (map.len() == 1 && map.get("nullable") == Some(&Value::Bool(true)))
}

fn distinct<'d>(nodes: &[Node<'d>]) -> Vec<Node<'d>> {
    let mut distinct: Vec<Node<'d>> = Vec::new();
    for node in nodes {
        if !distinct.iter().any(|known| known.map == node.map && known.without_branches == node.without_branches) {
            distinct.push(node.clone());
        }
    }
    distinct
}

pub(super) fn nullable_if(nullable: bool, ty: Type) -> Type {
    // Free JSON has a null of its own.
    if nullable && ty != Type::Json && !matches!(ty, Type::Nullable(_)) { Type::Nullable(Box::new(ty)) } else { ty }
}

pub(super) fn secret_if(secret: bool, ty: Type) -> Type {
    if secret && !matches!(ty, Type::Secret(_)) { Type::Secret(Box::new(ty)) } else { ty }
}

/// Numbers the schemas of one origin, so that each has its own.
fn number(schemas: &mut [Schema]) {
    let mut counts: HashMap<Origin, usize> = HashMap::new();
    for schema in schemas {
        let count = counts.entry(schema.origin.clone()).or_default();
        *count += 1;
        if *count > 1 {
            schema.origin.steps.push(Step::Number(*count));
        }
    }
}
