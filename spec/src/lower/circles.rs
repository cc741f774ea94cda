//! Schemas that contain themselves without an object between: an array of itself, a name for itself.

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Owner, Schema, SchemaId, Shape, Type};

/// Reports each component that is another name for something that contains the same name.
pub(super) fn find(schemas: &[Schema]) -> Vec<Diagnostic> {
    let circular = (0..schemas.len()).map(SchemaId).filter(|id| contains_itself(schemas, *id));
    circular
        .filter_map(|id| match &schemas[id.0].origin.owner {
            Owner::Component(name) => {
                let pointer = Pointer::root().child("components").child("schemas").child(name);
                Some(super::unsupported("a schema that contains itself without an object between", &pointer))
            }
            _ => None,
        })
        .collect()
}

fn contains_itself(schemas: &[Schema], start: SchemaId) -> bool {
    let mut seen = vec![false; schemas.len()];
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let Shape::Alias(target) = &schemas[id.0].shape else { continue };
        match innermost(target) {
            Type::Schema(next) if *next == start => return true,
            Type::Schema(next) if !std::mem::replace(&mut seen[next.0], true) => open.push(*next),
            _ => {}
        }
    }
    false
}

/// The type inside all lists, maps and the like.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Secret(inner) => innermost(inner),
        other => other,
    }
}
