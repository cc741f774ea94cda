//! Which fields have to be boxed, because their type contains the struct that they are in.

use spec::ir::{Api, SchemaId, Shape, Type};

/// Whether a value of `ty` inside the struct `owner` contains an `owner` itself, by value.
pub(crate) fn needs_box(api: &Api, owner: SchemaId, ty: &Type) -> bool {
    let Some(start) = held_by_value(ty) else { return false };
    let mut seen = vec![false; api.schemas.len()];
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if id == owner {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            open.extend(children(&api.schema(id).shape));
        }
    }
    false
}

/// The schemas that a value of this shape holds by value; lists and maps hold theirs on the heap.
fn children(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Struct(object) => object.properties.iter().filter_map(|property| held_by_value(&property.ty)).collect(),
        Shape::Newtype(ty) | Shape::Alias(ty) => held_by_value(ty).into_iter().collect(),
        Shape::Union(union) => union.variants.iter().filter_map(|variant| held_by_value(&variant.ty)).collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

fn held_by_value(ty: &Type) -> Option<SchemaId> {
    match ty {
        Type::Schema(id) => Some(*id),
        Type::Nullable(inner) | Type::Secret(inner) => held_by_value(inner),
        _ => None,
    }
}
