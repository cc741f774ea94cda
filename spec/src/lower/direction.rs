//! What only servers set, and what only callers do.
//!
//! A property that is required and `readOnly` is required of answers, but a caller who builds a request has no value for
//! it; one that is required and `writeOnly` does not come back. Where a schema goes both ways, such properties are optional.

use crate::ir::{Operation, Schema, Shape, Type};

/// Makes optional what one of the two sides does not set.
pub(super) fn relax(schemas: &mut [Schema], operations: &[Operation]) {
    let sent = reached(schemas, operations.iter().flat_map(Operation::sent_types));
    let received = reached(schemas, operations.iter().flat_map(Operation::received_types));
    for (index, schema) in schemas.iter_mut().enumerate() {
        let Shape::Struct(object) = &mut schema.shape else { continue };
        for property in &mut object.properties {
            let left_out = (property.read_only && sent[index]) || (property.write_only && received[index]);
            property.required &= !left_out;
        }
    }
}

/// Which schemas values of the types are made of.
fn reached<'a>(schemas: &[Schema], types: impl Iterator<Item = &'a Type>) -> Vec<bool> {
    let mut reached = vec![false; schemas.len()];
    let mut open: Vec<usize> = types.filter_map(named).collect();
    while let Some(index) = open.pop() {
        if std::mem::replace(&mut reached[index], true) {
            continue;
        }
        match &schemas[index].shape {
            Shape::Struct(object) => {
                open.extend(object.properties.iter().filter_map(|property| named(&property.ty)));
                open.extend(named(&object.additional));
            }
            Shape::Union(union) => open.extend(union.variants.iter().filter_map(|variant| named(&variant.ty))),
            Shape::Newtype(ty) | Shape::Alias(ty) => open.extend(named(ty)),
            Shape::Enum(_) => {}
        }
    }
    reached
}

fn named(ty: &Type) -> Option<usize> {
    match ty.innermost() {
        Type::Schema(id) => Some(id.0),
        _ => None,
    }
}
