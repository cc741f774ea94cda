//! Unions once all schemas are known: branches that are the same type are one variant, and a choice of one is none.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::ir::{Schema, SchemaId, Shape, StringFormat, Type, Union, UnionVariant};

/// How often the unions are gone through: one that turns out to be something simpler changes those that it is a branch of.
const PASSES: usize = 4;

/// Settles the unions of a document.
pub(super) fn settle(schemas: &mut [Schema]) {
    for _ in 0..PASSES {
        if !pass(schemas) {
            break;
        }
    }
}

/// Settles each union once, and returns whether one has become something else.
fn pass(schemas: &mut [Schema]) -> bool {
    let mut simplified = false;
    for index in 0..schemas.len() {
        let Shape::Union(union) = &schemas[index].shape else { continue };
        let variants = distinct(schemas, SchemaId(index), &union.variants);
        // A tag without values tells nothing.
        let tag = union.tag.clone().filter(|_| variants.iter().any(|variant| !variant.tags.is_empty()));
        let shape = match variants.as_slice() {
            [] => Shape::Alias(Type::Json),
            [only] if tag.is_none() && schemas[index].secret => Shape::Alias(Type::Secret(Box::new(only.ty.clone()))),
            [only] if tag.is_none() => Shape::Alias(only.ty.clone()),
            _ => Shape::Union(Union { tag, variants }),
        };
        simplified |= matches!(shape, Shape::Alias(_));
        schemas[index].shape = shape;
    }
    simplified
}

/// The variants of different types; those of the same type share its tags. No tag stands for two.
fn distinct(schemas: &[Schema], union: SchemaId, variants: &[UnionVariant]) -> Vec<UnionVariant> {
    let mut distinct: IndexMap<Type, UnionVariant> = IndexMap::new();
    let mut tags: HashSet<Value> = HashSet::new();
    for variant in variants {
        let mut variant = variant.clone();
        let had_tags = !variant.tags.is_empty();
        variant.tags.retain(|tag| !tags.contains(tag));
        let bare = variant.ty.without_aliases(schemas);
        // What the union itself is says nothing new; and where any text will do, so does that of a list.
        let any_text = distinct.contains_key(&Type::String(StringFormat::Plain));
        // Free JSON is what a union keeps of itself, unless its tag says that it is this.
        let is_free = variant.tags.is_empty() && *bare.without_wrappers() == Type::Json;
        if bare == Type::Schema(union) || is_free || (any_text && is_text(schemas, &bare)) {
            continue;
        }
        tags.extend(variant.tags.iter().cloned());
        match distinct.get_mut(&bare) {
            Some(known) => known.tags.append(&mut variant.tags),
            // All its values are for others, so that it would never be met.
            None if had_tags && variant.tags.is_empty() => {}
            None => {
                distinct.insert(bare, variant);
            }
        }
    }
    distinct.into_values().collect()
}

/// Whether all values of a type are text.
fn is_text(schemas: &[Schema], ty: &Type) -> bool {
    match ty {
        Type::String(_) => true,
        Type::Schema(id) => match &schemas[id.0].shape {
            Shape::Enum(values) => values.iter().all(|value| value.value.is_string()),
            Shape::Newtype(inner) => matches!(inner, Type::String(_)),
            _ => false,
        },
        _ => false,
    }
}
