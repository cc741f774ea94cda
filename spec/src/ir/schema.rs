//! Schemas: the named types, and the types that refer to them.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Docs;

/// A schema that becomes a named type: a component, or an inline schema that needs a name.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Where the document has it.
    pub origin: Origin,
    /// Its words.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// A value that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// The index of a schema in [`super::Api::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

impl Serialize for SchemaId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("#{}", self.0))
    }
}

/// Where the document has a schema: the component or operation that it is in, and the way down from there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Origin {
    /// The component or operation.
    pub owner: Owner,
    /// The way from the owner to the schema; empty for a component itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// What an origin starts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The component schema of this name.
    Component(String),
    /// The request body of the operation with this id.
    Request(String),
    /// A response of the operation with this id.
    Response(String),
}

/// One step from a schema to one inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// To the property of this name.
    Property(String),
    /// To an array's items.
    Item,
    /// To the values of a map.
    Value,
}

/// What a named type is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An object with properties.
    Struct(Struct),
    /// A string out of a list.
    Enum(Vec<EnumValue>),
    /// A scalar with a name of its own, such as an id.
    Newtype(Type),
    /// Another name for a type.
    Alias(Type),
}

/// An object with properties.
#[derive(Clone, Debug, Serialize)]
pub struct Struct {
    /// The properties in document order.
    pub properties: Vec<Property>,
    /// The type of the properties that the document does not name; free JSON where it says nothing of them.
    pub additional: Type,
}

/// One property of an object.
#[derive(Clone, Debug, Serialize)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// The type of its value; [`Type::Nullable`] where `null` is one of them.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether every instance has it.
    pub required: bool,
    /// Its words. Empty for a bare reference, which is described by the schema it refers to.
    pub docs: Docs,
    /// The value that the server assumes when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// A value that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// One value of an enum.
#[derive(Clone, Debug, Serialize)]
pub struct EnumValue {
    /// The value on the wire.
    pub value: String,
    /// What it means (`x-enum-descriptions`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

    /// The type without `null`.
    pub fn non_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntegerFormat {
    /// 32 bits.
    Int32,
    /// 64 bits; also where the document does not say.
    Int64,
}

/// What a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StringFormat {
    /// Text of no particular kind, or of one that needs no type of its own (`email`).
    Plain,
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// A calendar date.
    Date,
    /// A point in time.
    DateTime,
}
