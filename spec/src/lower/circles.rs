//! Schemas that are other names for something that contains the same name: an array of itself, a name for itself.

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Owner, Schema, SchemaId, Shape, Type};

/// Makes a type of its own of each alias that contains itself inside a list or a map, and reports those that are
/// nothing but themselves.
pub(super) fn break_up(schemas: &mut [Schema]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for index in 0..schemas.len() {
        let Some(finite) = contains_itself(schemas, SchemaId(index)) else { continue };
        let Shape::Alias(target) = &schemas[index].shape else { continue };
        if finite {
            // Of those in the circle, the one that is the list or map.
            if is_container(target) {
                schemas[index].shape = Shape::Newtype(target.clone());
            }
            continue;
        }
        schemas[index].shape = Shape::Alias(Type::Json);
        if let (Owner::Component(name), []) = (&schemas[index].origin.owner, schemas[index].origin.steps.as_slice()) {
            let pointer = Pointer::root().child("components").child("schemas").child(name);
            let error = Diagnostic::error("circular", "this schema is nothing but another name for itself");
            found.push(error.at(pointer).help("give it a type, or let the reference lead elsewhere"));
        }
    }
    found
}

fn is_container(ty: &Type) -> bool {
    matches!(ty.non_null(), Type::List(_) | Type::Map(_))
}

/// Whether an alias contains itself, and if so, whether a list or a map stands between, which can be empty.
fn contains_itself(schemas: &[Schema], start: SchemaId) -> Option<bool> {
    let mut seen = vec![false; schemas.len()];
    let mut finite = false;
    let mut next = start;
    loop {
        let Shape::Alias(target) = &schemas[next.0].shape else { return None };
        finite |= is_container(target);
        match target.innermost() {
            Type::Schema(id) if *id == start => return Some(finite),
            Type::Schema(id) if !std::mem::replace(&mut seen[id.0], true) => next = *id,
            _ => return None,
        }
    }
}
