//! What is inside what: which schemas lead back to themselves, and which hold secrets.

use super::{Api, Schema, SchemaId, Shape, Type};

/// How the schemas of an API are inside each other, found out once for all of them.
#[derive(Clone, Debug)]
pub struct Nesting {
    /// For each schema a mark that those have in common which hold each other in place.
    circles: Vec<usize>,
    /// Whether each schema can hold something that must not be shown.
    secrets: Vec<bool>,
}

impl Nesting {
    /// The nesting of an API's schemas.
    pub fn of(api: &Api) -> Self {
        let inside: Vec<Vec<usize>> = api
            .schemas
            .iter()
            .map(|schema| parts(&schema.shape).filter_map(in_place).map(|SchemaId(index)| index).collect())
            .collect();
        Self { circles: circles(&inside), secrets: secrets(&api.schemas) }
    }

    /// Whether a value of `ty`, which is a part of `owner`, holds one of `owner` in turn, in place: lists and maps hold
    /// theirs elsewhere.
    pub fn leads_back(&self, ty: &Type, owner: SchemaId) -> bool {
        in_place(ty).is_some_and(|inner| self.circles[inner.0] == self.circles[owner.0])
    }

    /// Whether a value of the type can hold something that must not be shown.
    pub fn holds_secret(&self, ty: &Type) -> bool {
        match held(ty) {
            Type::Secret(_) => true,
            Type::Schema(id) => self.secrets[id.0],
            _ => false,
        }
    }
}

/// Which schemas values of the types are made of.
#[cfg(feature = "read")]
pub(crate) fn reached<'a>(schemas: &[Schema], types: impl Iterator<Item = &'a Type>) -> Vec<bool> {
    let named = |ty: &Type| match ty.innermost() {
        Type::Schema(id) => Some(id.0),
        _ => None,
    };
    let mut reached = vec![false; schemas.len()];
    let mut open: Vec<usize> = types.filter_map(named).collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            open.extend(all(&schemas[index].shape).into_iter().filter_map(named));
        }
    }
    reached
}

/// The types of what a shape has in place.
fn parts(shape: &Shape) -> impl Iterator<Item = &Type> {
    let (object, union, only) = match shape {
        Shape::Struct(object) => (Some(object), None, None),
        Shape::Union(union) => (None, Some(union), None),
        Shape::Newtype(ty) | Shape::Alias(ty) => (None, None, Some(ty)),
        Shape::Enum(_) => (None, None, None),
    };
    let properties = object.into_iter().flat_map(|object| &object.properties).map(|property| &property.ty);
    let variants = union.into_iter().flat_map(|union| &union.variants).map(|variant| &variant.ty);
    properties.chain(variants).chain(only)
}

/// The types in all that a shape has, in place or in lists and maps.
fn all(shape: &Shape) -> Vec<&Type> {
    let additional = match shape {
        Shape::Struct(object) => Some(&object.additional),
        _ => None,
    };
    parts(shape).chain(additional).collect()
}

/// The schema that a value of the type holds in place.
fn in_place(ty: &Type) -> Option<SchemaId> {
    match ty {
        Type::Schema(id) => Some(*id),
        Type::Nullable(inner) | Type::Secret(inner) => in_place(inner),
        _ => None,
    }
}

/// The type in lists, maps and what may be `null`.
fn held(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => held(inner),
        other => other,
    }
}

/// Marks the strongly connected components of a graph, as Kosaraju does: from what is left last, back along the edges.
fn circles(inside: &[Vec<usize>]) -> Vec<usize> {
    let around = reversed(inside);
    let (mut seen, mut left) = (vec![false; inside.len()], Vec::with_capacity(inside.len()));
    for start in 0..inside.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut way = vec![(start, inside[start].iter())];
        while let Some((at, inner)) = way.last_mut() {
            match inner.next() {
                Some(inner) if !std::mem::replace(&mut seen[*inner], true) => way.push((*inner, inside[*inner].iter())),
                Some(_) => {}
                None => {
                    left.push(*at);
                    way.pop();
                }
            }
        }
    }
    let mut marks = vec![None; inside.len()];
    for mark in left.into_iter().rev() {
        let mut open = vec![mark];
        while let Some(at) = open.pop() {
            if marks[at].is_none() {
                marks[at] = Some(mark);
                open.extend(&around[at]);
            }
        }
    }
    marks.into_iter().flatten().collect()
}

/// The schemas that hold a secret, and those that hold these.
fn secrets(schemas: &[Schema]) -> Vec<bool> {
    let inside: Vec<Vec<&Type>> =
        schemas.iter().map(|schema| all(&schema.shape).into_iter().map(held).collect()).collect();
    let of_schema = |ty: &&Type| match ty {
        Type::Schema(id) => Some(id.0),
        _ => None,
    };
    let around = reversed(&inside.iter().map(|types| types.iter().filter_map(of_schema).collect()).collect::<Vec<_>>());
    let is_secret =
        |index: &usize| schemas[*index].secret || inside[*index].iter().any(|ty| matches!(ty, Type::Secret(_)));
    let mut open: Vec<usize> = (0..schemas.len()).filter(is_secret).collect();
    let mut secrets = vec![false; schemas.len()];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut secrets[at], true) {
            open.extend(&around[at]);
        }
    }
    secrets
}

fn reversed(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, all) in edges.iter().enumerate() {
        all.iter().for_each(|to| reversed[*to].push(from));
    }
    reversed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_has_one_mark() {
        // 0 ⇄ 1 → 2 → 3 → 2, 4 alone, 5 → 5.
        let marks = circles(&[vec![1], vec![0, 2], vec![3], vec![2], vec![0], vec![5]]);
        let same = |one: usize, other: usize| marks[one] == marks[other];
        assert!(same(0, 1) && same(2, 3));
        assert!([(0, 2), (0, 4), (2, 4), (0, 5), (2, 5), (4, 5)].iter().all(|(one, other)| !same(*one, *other)));
        let long: Vec<Vec<usize>> = (0..100_000).map(|index| vec![(index + 1) % 100_000]).collect();
        assert!(circles(&long).windows(2).all(|pair| pair[0] == pair[1]));
    }
}
