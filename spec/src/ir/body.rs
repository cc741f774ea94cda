//! Bodies: what an operation takes and what it answers.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Docs, Style, Type};

/// The body that an operation takes.
#[derive(Clone, Debug, Serialize)]
pub struct RequestBody {
    /// What the document says of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the call is invalid without it.
    pub required: bool,
    /// The media type that it is sent as.
    pub media_type: String,
    /// What it is made of.
    pub content: Content,
    /// A body that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The other media types that the document allows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

impl RequestBody {
    /// The type of the value that the body is made of; none where it is text, bytes or parts.
    pub fn ty(&self) -> Option<&Type> {
        match &self.content {
            Content::Json(ty) | Content::Form { ty, .. } => Some(ty),
            Content::Multipart(_) | Content::Text | Content::Bytes => None,
        }
    }
}

/// What a request body is made of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// JSON of this type.
    Json(Type),
    /// The properties of an object as `name=value`, joined by `&`.
    Form {
        /// The object.
        #[serde(rename = "type")]
        ty: Type,
        /// The properties that are not written as the form style has it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        styles: Vec<PropertyStyle>,
    },
    /// Parts with names, such as files. No parts where the document does not name them.
    Multipart(Vec<Part>),
    /// Text.
    Text,
    /// Bytes of the media type.
    Bytes,
}

/// How a property of a form is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PropertyStyle {
    /// The property's name on the wire.
    pub name: String,
    /// How its value becomes text.
    pub style: Style,
    /// Whether each item or property stands for itself.
    pub explode: bool,
}

/// A part of a multipart body.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The name on the wire.
    pub name: String,
    /// What it holds.
    pub kind: PartKind,
    /// Whether there may be several of this name.
    pub repeated: bool,
    /// Whether the body is invalid without it.
    pub required: bool,
    /// The media type that the document wants of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Its words.
    pub docs: Docs,
    /// A value that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// What a part holds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A file, or other bytes.
    File,
    /// A value: a scalar as text, anything else as JSON.
    Value(Type),
}

/// One documented response.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Which status codes it is for.
    pub status: Status,
    /// What the document says of it.
    pub description: String,
    /// What it carries.
    pub body: ResponseBody,
    /// The other media types that it may come as.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// The headers that come with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
}

/// A documented header of a response.
#[derive(Clone, Debug, Serialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What the document says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The status codes that a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One code, such as 404.
    Code(u16),
    /// A hundred of them, such as `4XX`; holds the first digit.
    Range(u8),
    /// All that no other response is for.
    Default,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a response carries.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseBody {
    /// Nothing that the document speaks of.
    Empty,
    /// JSON of this type.
    Json(Type),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type, which need not fit in memory.
    Stream(String),
}
