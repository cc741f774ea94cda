//! Schemas that are other names for something that contains the same name: an array of itself, a name for itself.

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Owner, Schema, SchemaId, Shape, Type};

/// Makes a type of its own of each alias that contains itself inside a list or a map, and reports those that are
/// nothing but themselves.
pub(super) fn break_up(schemas: &mut [Schema]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut settled = vec![false; schemas.len()];
    for start in 0..schemas.len() {
        let Some(circle) = circle(schemas, start, &mut settled) else { continue };
        let containers = circle.iter().filter_map(|index| Some((*index, container(&schemas[*index])?.clone())));
        if let Some((index, target)) = containers.min_by_key(|(index, _)| *index) {
            // A list or a map can be empty, so that its values end somewhere.
            schemas[index].shape = Shape::Newtype(target);
            continue;
        }
        let Some(index) = circle.into_iter().min() else { continue };
        schemas[index].shape = Shape::Alias(Type::Json);
        if let (Owner::Component(name), []) = (&schemas[index].origin.owner, schemas[index].origin.steps.as_slice()) {
            let pointer = Pointer::root().child("components").child("schemas").child(name);
            let error = Diagnostic::error("circular", "this schema is nothing but another name for itself");
            found.push(error.at(pointer).help("give it a type, or let the reference lead elsewhere"));
        }
    }
    found
}

/// The list or map that a schema is another name for.
fn container(schema: &Schema) -> Option<&Type> {
    match &schema.shape {
        Shape::Alias(target) if matches!(target.non_null(), Type::List(_) | Type::Map(_)) => Some(target),
        _ => None,
    }
}

/// The aliases that lead back to themselves on the way from `start`, unless an earlier way has met them.
fn circle(schemas: &[Schema], start: usize, settled: &mut [bool]) -> Option<Vec<usize>> {
    let (mut chain, mut next) = (Vec::new(), start);
    while !std::mem::replace(&mut settled[next], true) {
        chain.push(next);
        let Shape::Alias(target) = &schemas[next].shape else { return None };
        let Type::Schema(SchemaId(target)) = target.innermost() else { return None };
        next = *target;
    }
    let first = chain.iter().position(|at| *at == next)?;
    Some(chain.split_off(first))
}
