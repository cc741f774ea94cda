//! Fields that have one value, which `new` sets by itself.

use std::collections::HashSet;

use serde_json::Value;
use spec::ir::{Api, Property, SchemaId, Shape, Type};

use super::models::variants;
use crate::names::{self, Published};

/// The value that a field has whenever its struct is made.
pub(crate) enum Constant {
    Flag(bool),
    /// A variant of an enum, by the names of both.
    Variant(String, String),
}

/// The fields that are the tag of a union, by the schema that they are in.
pub(crate) struct Tags<'a>(HashSet<(SchemaId, &'a str)>);

impl<'a> Tags<'a> {
    /// Looks through the unions of an API.
    pub(crate) fn of(api: &'a Api) -> Self {
        let unions = api.schemas.iter().filter_map(|schema| match &schema.shape {
            Shape::Union(union) => union.tag.as_deref().map(|tag| (tag, &union.variants)),
            _ => None,
        });
        let tags = unions.flat_map(|(tag, variants)| {
            variants.iter().filter_map(move |variant| match api.behind_aliases(&variant.ty) {
                Type::Schema(id) => Some((*id, tag)),
                _ => None,
            })
        });
        Self(tags.collect())
    }

    /// The value that a field has whenever its struct is made, if it is always the same.
    pub(crate) fn constant(
        &self,
        api: &Api,
        owner: SchemaId,
        property: &Property,
        (models, published): (&[String], Published<'_>),
    ) -> Option<Constant> {
        let is_tag = self.0.contains(&(owner, property.name.as_str()));
        if !property.required && !is_tag {
            return None;
        }
        match (api.behind_aliases(property.ty.non_null()), api.fixed_value(property)?) {
            (Type::Boolean, Value::Bool(value)) => Some(Constant::Flag(*value)),
            (Type::Schema(id), value) => {
                let Shape::Enum(values) = &api.schema(*id).shape else { return None };
                let origin = names::origin_text(&api.schema(*id).origin);
                let (known, _) = variants(values, &origin, published);
                let variant = known.iter().find(|variant| variant.value.value == *value)?;
                Some(Constant::Variant(models[id.0].clone(), variant.name.clone()))
            }
            _ => None,
        }
    }
}
