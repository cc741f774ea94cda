//! Schemas: the named types, and the types that refer to them.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::{Docs, Editions, Type, is_false};

/// A schema that becomes a named type: a component, or an inline schema that needs a name.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Where the document has it.
    pub origin: Origin,
    /// Its words.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// Whether its values must not be shown (`x-secret`). A scalar is a [`Type::Secret`] in place of this.
    #[serde(skip_serializing_if = "is_false")]
    pub secret: bool,
    /// What the document demands of its values beside their type.
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
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
    /// The request body of the operation with this id, or the component request body of this name.
    Request(String),
    /// A successful response of the operation with this id, or the component response of this name.
    Response(String),
    /// An error response of the operation with this id.
    Error(String),
    /// The parameters of the operation with this id; the first step leads to one of them.
    Parameters(String),
    /// The component parameter of this name.
    Parameter(String),
    /// A place outside the component schemas that references lead to; its name is made of the way there.
    Elsewhere(String),
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
    /// To a branch of a union: what the document calls it, or its number.
    Branch(String),
    /// To another schema of which the steps say the same, such as the body of another error: its number, from 2.
    Number(usize),
}

/// The step as a part of a path: `.name` for a property, `[]` for items.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) => write!(f, ".{name}"),
            Self::Item => f.write_str("[]"),
            Self::Value => f.write_str(".*"),
            Self::Branch(name) => write!(f, "|{name}"),
            Self::Number(number) => write!(f, " {number}"),
        }
    }
}

/// What a named type is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An object with properties.
    Struct(Struct),
    /// A value out of a list.
    Enum(Vec<EnumValue>),
    /// One of several types.
    Union(Union),
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
    /// Whether every instance has it. What only servers set is not required in what callers build, nor what only callers
    /// set in what servers answer.
    pub required: bool,
    /// Whether only servers set it (`readOnly`).
    #[serde(skip_serializing_if = "is_false")]
    pub read_only: bool,
    /// Whether only callers set it (`writeOnly`).
    #[serde(skip_serializing_if = "is_false")]
    pub write_only: bool,
    /// Its words. Empty for a bare reference, which is described by the schema it refers to.
    pub docs: Docs,
    /// What the document demands of its value beside the type.
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// The value that the server assumes when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The only value that it has, where the document says so in place (`const`, an `enum` of one).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Value>,
    /// A value that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// One of several types (`oneOf`, `anyOf`, `type` with several types).
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// The property whose value tells which variant an object is; none where the value itself has to be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The variants, in document order.
    pub variants: Vec<UnionVariant>,
}

/// One type of a union.
#[derive(Clone, Debug, Serialize)]
pub struct UnionVariant {
    /// The type; never [`Type::Nullable`], since a union with `null` is nullable as a whole.
    #[serde(rename = "type")]
    pub ty: Type,
    /// The values of the union's tag that stand for it. A variant of a union with a tag that has none is for all other
    /// values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Value>,
    /// What the document calls it (`title`), where that is no schema's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What a document demands of values beside their type. Servers check it; here it is for people to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named as JSON Schema names them")]
pub struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    #[serde(skip_serializing_if = "is_false")]
    pub unique_items: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_properties: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_properties: Option<u64>,
}

impl Constraints {
    /// Whether the document demands nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An end of a range of numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// The number at the end.
    pub value: Number,
    /// Whether the number itself is outside.
    #[serde(skip_serializing_if = "is_false")]
    pub exclusive: bool,
}

/// One value of an enum.
#[derive(Clone, Debug, Serialize)]
pub struct EnumValue {
    /// The value on the wire; never `null`, since an enum with `null` is nullable.
    pub value: Value,
    /// What it is called (`x-enum-varnames`, a `title`), where the document gives it a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means (`x-enum-descriptions`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Which editions have it.
    #[serde(flatten)]
    pub editions: Editions,
}

impl EnumValue {
    /// A value of which nothing else is known.
    pub fn new(value: Value) -> Self {
        Self { value, name: None, description: None, editions: Editions::default() }
    }

    /// The value as text: a string as it is, anything else as JSON.
    pub fn text(&self) -> String {
        self.value.as_str().map_or_else(|| self.value.to_string(), str::to_owned)
    }
}
