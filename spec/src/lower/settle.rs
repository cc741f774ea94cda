//! Unions once all schemas are known: branches that are the same type are one variant, and a choice of one is none.

use crate::ir::{Schema, SchemaId, Shape, StringFormat, Type, Union, UnionVariant};

/// Settles the unions of a document.
pub(super) fn settle(schemas: &mut [Schema]) {
    for index in 0..schemas.len() {
        let Shape::Union(union) = &schemas[index].shape else { continue };
        let variants = distinct(schemas, SchemaId(index), &union.variants);
        // A tag without values tells nothing.
        let tag = union.tag.clone().filter(|_| variants.iter().any(|variant| !variant.tags.is_empty()));
        let single = variants.len() == 1 && tag.is_none();
        schemas[index].shape = match variants.first() {
            Some(only) if single && schemas[index].secret => Shape::Alias(Type::Secret(Box::new(only.ty.clone()))),
            Some(only) if single => Shape::Alias(only.ty.clone()),
            _ => Shape::Union(Union { tag, variants }),
        };
    }
}

/// The variants of different types; those of the same type share its tags. No tag stands for two.
fn distinct(schemas: &[Schema], union: SchemaId, variants: &[UnionVariant]) -> Vec<UnionVariant> {
    let mut distinct: Vec<(Type, UnionVariant)> = Vec::new();
    for variant in variants {
        let mut variant = variant.clone();
        let had_tags = !variant.tags.is_empty();
        variant.tags.retain(|tag| !distinct.iter().any(|(_, known)| known.tags.contains(tag)));
        let bare = variant.ty.without_aliases(schemas);
        // What the union itself is says nothing new; and where any text will do, so does that of a list.
        let any_text = distinct.iter().any(|(known, _)| *known == Type::String(StringFormat::Plain));
        if bare == Type::Schema(union) || (any_text && is_text(schemas, &bare)) {
            continue;
        }
        match distinct.iter_mut().find(|(known, _)| *known == bare) {
            Some((_, known)) => known.tags.append(&mut variant.tags),
            // All its values are for others, so that it would never be met.
            None if had_tags && variant.tags.is_empty() => {}
            None => distinct.push((bare, variant)),
        }
    }
    distinct.into_iter().map(|(_, variant)| variant).collect()
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
