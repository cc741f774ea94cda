//! Unions: what their variants are called, and how values find theirs.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;

use serde_json::Value;
use spec::ir::{Api, Nesting, SchemaId, Shape, Type, Union, UnionVariant};

use super::models::claim_all;
use super::types::RustType;
use crate::names::{self, Published, Scope};

/// A union in Rust.
pub(crate) struct UnionPlan<'a> {
    /// The field that tells what an object is.
    pub(crate) tag: Option<&'a str>,
    pub(crate) variants: Vec<Branch<'a>>,
    /// The variant for what is of no other.
    pub(crate) unknown: String,
}

/// A variant of a union.
pub(crate) struct Branch<'a> {
    pub(crate) name: String,
    /// What it is, in words that stay the same.
    pub(crate) wire: String,
    pub(crate) value: RustType,
    /// The values of the union's tag that stand for it.
    pub(crate) tags: &'a [Value],
    /// What JSON it can be.
    pub(crate) fits: Fits,
    /// Whether a value of its type is this variant, and no other.
    pub(crate) is_unambiguous: bool,
    pub(crate) ty: &'a Type,
}

/// What JSON a variant can be, seen from outside.
pub(crate) enum Fits {
    Boolean,
    Number,
    String,
    Array,
    Object,
    /// An object with the fields of the struct of this name.
    Model(String),
    /// What an enum or a union takes, which is everything.
    Known,
    Any,
}

impl Fits {
    fn of(api: &Api, ty: &Type, all: &[String]) -> Self {
        match inside(api, ty) {
            Type::Boolean => Self::Boolean,
            Type::Integer(_) | Type::Number => Self::Number,
            Type::String(_) => Self::String,
            Type::List(_) => Self::Array,
            Type::Map(_) => Self::Object,
            Type::Schema(id) => match &api.schema(*id).shape {
                Shape::Struct(_) => Self::Model(all[id.0].clone()),
                _ => Self::Known,
            },
            _ => Self::Any,
        }
    }

    /// Whether a JSON value of an example is of this kind.
    pub(crate) fn admits(&self, example: &Value) -> bool {
        match self {
            Self::Boolean => example.is_boolean(),
            Self::Number => example.is_number(),
            Self::String => example.is_string(),
            Self::Array => example.is_array(),
            Self::Object | Self::Model(_) | Self::Any => example.is_object(),
            Self::Known => false,
        }
    }
}

/// As a `union!` table says it.
impl fmt::Display for Fits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("boolean"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::Array => f.write_str("array"),
            Self::Object => f.write_str("object"),
            Self::Model(name) => write!(f, "model {name}"),
            Self::Known => f.write_str("known"),
            Self::Any => f.write_str("any"),
        }
    }
}

/// Plans the union with this id.
pub(crate) fn union<'a>(
    (api, nesting): (&'a Api, &Nesting),
    id: SchemaId,
    union: &'a Union,
    (all, published): (&[String], Published<'_>),
) -> UnionPlan<'a> {
    let name_of = |id: SchemaId| all[id.0].clone();
    let origin = names::origin_text(&api.schema(id).origin);
    let wires = wire_names(api, &union.variants);
    let wanted = wires.iter().zip(wanted_names(&union.variants, &all[id.0], all));
    let wanted = wanted.map(|(wire, wanted)| (("variant", names::inside(&origin, wire)), wanted));
    let others = (("unknown", origin.clone()), "Unrecognized");
    let (named, unknown) = claim_all(published, &mut Scope::of(&[]), wanted, others);
    let in_rust = in_rust(api, &union.variants);
    let counts = counts(&in_rust);
    let variants = union.variants.iter().zip(&in_rust).zip(named.into_iter().zip(wires));
    let variants = variants.map(|((variant, in_rust), (name, wire))| {
        let mut value = RustType::new(&variant.ty, &name_of);
        if nesting.leads_back(&variant.ty, id) {
            value = RustType::Boxed(Box::new(value));
        }
        Branch {
            name,
            wire,
            value,
            tags: &variant.tags,
            fits: Fits::of(api, &variant.ty, all),
            is_unambiguous: counts.get(in_rust) == Some(&1),
            ty: &variant.ty,
        }
    });
    let variants = variants.collect();
    UnionPlan { tag: union.tag.as_deref(), variants, unknown }
}

/// The variants' types as Rust tells them apart: text of several formats is one.
fn in_rust(api: &Api, variants: &[UnionVariant]) -> Vec<RustType> {
    let bare = variants.iter().map(|variant| variant.ty.without_aliases(&api.schemas));
    bare.map(|ty| RustType::new(&ty, &|id| format!("#{}", id.0))).collect()
}

/// How often each of several things is there.
fn counts<T: Eq + Hash>(things: &[T]) -> HashMap<&T, usize> {
    let mut counts = HashMap::new();
    things.iter().for_each(|thing| *counts.entry(thing).or_default() += 1);
    counts
}

/// What tells the variants apart, in words that stay the same: what they are, and how many before them are that, too.
fn wire_names(api: &Api, variants: &[UnionVariant]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for variant in variants {
        let text = type_text(api, &variant.ty);
        let count = (1..).find(|count| !known.contains(&counted(&text, *count))).unwrap_or(1);
        known.push(counted(&text, count));
    }
    known
}

fn counted(text: &str, count: usize) -> String {
    if count == 1 { text.to_owned() } else { format!("{text} {count}") }
}

fn type_text(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Schema(id) => names::origin_text(&api.schema(*id).origin),
        Type::List(inner) => format!("list of {}", type_text(api, inner)),
        Type::Map(inner) => format!("map of {}", type_text(api, inner)),
        Type::Nullable(inner) | Type::Secret(inner) => type_text(api, inner),
        scalar => kind_name(scalar).to_lowercase(),
    }
}

/// What the variants should be called: the shortest name that tells one from the others.
fn wanted_names(variants: &[UnionVariant], union: &str, all: &[String]) -> Vec<String> {
    let short: Vec<String> = variants.iter().map(|variant| short_name(variant, union, all)).collect();
    let counts = counts(&short);
    let names = variants.iter().zip(&short).map(|(variant, name)| {
        if counts.get(name) == Some(&1) {
            return name.clone();
        }
        long_name(&variant.ty, all)
    });
    names.collect()
}

fn short_name(variant: &UnionVariant, union: &str, all: &[String]) -> String {
    match (variant.ty.non_null(), &variant.title) {
        (Type::Schema(id), _) => {
            let name = &all[id.0];
            match name.strip_prefix(union) {
                Some(rest) if rest.starts_with(char::is_uppercase) => rest.to_owned(),
                _ => name.clone(),
            }
        }
        (_, Some(title)) if title.len() <= 40 && !names::words(title).is_empty() => names::type_name(title),
        (ty, _) => kind_name(ty).to_owned(),
    }
}

/// `StringList` for a list of strings.
fn long_name(ty: &Type, all: &[String]) -> String {
    match ty {
        Type::List(inner) => long_name(inner, all) + "List",
        Type::Map(inner) => long_name(inner, all) + "Map",
        Type::Nullable(inner) | Type::Secret(inner) => long_name(inner, all),
        Type::Schema(id) => all[id.0].clone(),
        scalar => kind_name(scalar).to_owned(),
    }
}

fn kind_name(ty: &Type) -> &'static str {
    use spec::ir::StringFormat::{Binary, Byte, Date, DateTime, Plain, Uri, Uuid};
    match ty {
        Type::Boolean => "Boolean",
        Type::Integer(_) => "Integer",
        Type::Number => "Number",
        Type::String(Plain | Binary) => "String",
        Type::String(Byte) => "Base64",
        Type::String(Uuid) => "Uuid",
        Type::String(Uri) => "Uri",
        Type::String(Date) => "Date",
        Type::String(DateTime) => "DateTime",
        Type::List(_) => "List",
        Type::Map(_) => "Map",
        Type::Secret(inner) | Type::Nullable(inner) => kind_name(inner),
        Type::Json | Type::Schema(_) => "Value",
    }
}

/// The structs that unions tell by their fields.
pub(super) fn candidates(api: &Api) -> HashSet<SchemaId> {
    let unions = api.schemas.iter().filter_map(|schema| match &schema.shape {
        Shape::Union(union) if union.tag.is_none() => Some(union),
        _ => None,
    });
    let types = unions.flat_map(|union| &union.variants).map(|variant| inside(api, &variant.ty));
    let structs = types.filter_map(|ty| match ty {
        Type::Schema(id) if matches!(api.schema(*id).shape, Shape::Struct(_)) => Some(*id),
        _ => None,
    });
    structs.collect()
}

/// What stands in the JSON of a type: the type inside secrets, nullable types, aliases and newtypes.
fn inside<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    match ty {
        Type::Secret(inner) | Type::Nullable(inner) => inside(api, inner),
        Type::Schema(id) => match &api.schema(*id).shape {
            Shape::Newtype(inner) | Shape::Alias(inner) => inside(api, inner),
            _ => ty,
        },
        _ => ty,
    }
}
