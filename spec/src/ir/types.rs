//! Types: what values are, and how they hold each other.

use serde::Serialize;
use serde_json::Value;

use super::{Api, Property, Schema, SchemaId, Shape};

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Any JSON.
    Json,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    /// Text.
    String(StringFormat),
    /// An array.
    List(Box<Type>),
    /// An object used as a map: any names, values of one type.
    Map(Box<Type>),
    /// A value that must not be shown (`format: password`, `x-secret`).
    Secret(Box<Type>),
    /// The value or `null`.
    Nullable(Box<Type>),
    /// A named type.
    Schema(SchemaId),
}

impl Type {
    /// Whether this is a single value of JSON's own kinds, rather than a container, a named type or anything at all.
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Boolean | Self::Integer(_) | Self::Number | Self::String(_))
    }

    /// The type inside all lists, maps and the like.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Secret(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The type with what aliases stand for in place of their names.
    pub fn without_aliases(&self, schemas: &[Schema]) -> Self {
        // Aliases that lead in a circle end somewhere in it.
        self.unfolded(schemas, 32)
    }

    fn unfolded(&self, schemas: &[Schema], steps: usize) -> Self {
        let inside = |inner: &Self| Box::new(inner.unfolded(schemas, steps.saturating_sub(1)));
        let mut ty = self;
        // A chain of names may be as long as there are schemas.
        for _ in schemas {
            match ty {
                Self::Schema(id) => match &schemas[id.0].shape {
                    Shape::Alias(target) if steps > 0 => ty = target,
                    _ => break,
                },
                _ => break,
            }
        }
        match ty {
            Self::List(inner) => Self::List(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Secret(inner) => Self::Secret(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            other => other.clone(),
        }
    }

    /// The type without what says that it may be null, or must not be shown.
    pub fn without_wrappers(&self) -> &Self {
        match self {
            Self::Nullable(inner) | Self::Secret(inner) => inner.without_wrappers(),
            other => other,
        }
    }

    /// The type without `null`.
    pub fn non_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntegerFormat {
    /// 32 bits.
    Int32,
    /// 64 bits; also where the document does not say.
    Int64,
    /// 32 bits without a sign.
    Uint32,
    /// 64 bits without a sign.
    Uint64,
}

/// What a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StringFormat {
    /// Text of no particular kind, or of one that needs no type of its own (`email`).
    Plain,
    /// Bytes in base64.
    Byte,
    /// Bytes; in JSON, text.
    Binary,
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// A calendar date.
    Date,
    /// A point in time.
    DateTime,
}

impl Api {
    /// The value that a property always has, where it is of a type of which that value is known.
    pub fn fixed_value<'p>(&self, property: &'p Property) -> Option<&'p Value> {
        let value = property.constant.as_ref()?;
        let is_known = match self.behind_aliases(property.ty.non_null()) {
            Type::Boolean => value.is_boolean(),
            Type::Schema(id) => match &self.schema(*id).shape {
                Shape::Enum(values) => values.iter().any(|known| known.value == *value),
                _ => false,
            },
            _ => false,
        };
        is_known.then_some(value)
    }

    /// Whether whoever makes the object has to say what the property is.
    pub fn is_argument(&self, property: &Property) -> bool {
        property.required && self.fixed_value(property).is_none()
    }
}
