//! Parameters: what a caller passes in the path, the query, a header or a cookie.

use serde::Serialize;
use serde_json::Value;

use super::{Docs, Type};

/// One parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// The name on the wire; in the path, the name between the braces.
    pub name: String,
    /// Where in the request it stands.
    pub location: Location,
    /// Whether the call is invalid without it; those in the path always are required.
    pub required: bool,
    /// The type of its value, without `null`, which no parameter can say.
    #[serde(rename = "type")]
    pub ty: Type,
    /// How the value is written.
    pub style: Style,
    /// Whether each item of a list, and each property of an object, stands for itself.
    pub explode: bool,
    /// Whether `/`, `?` and the like stand in the query as they are (`allowReserved`).
    #[serde(skip_serializing_if = "super::is_false")]
    pub reserved: bool,
    /// Its words.
    pub docs: Docs,
    /// The value that the server assumes when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// A value that makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// Where in a request a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// In the path, in place of `{name}`.
    Path,
    /// Behind the question mark.
    Query,
    /// In a header of its own.
    Header,
    /// Among the cookies.
    Cookie,
}

/// How a value becomes text, as OpenAPI's `style` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `a,b`, in the path and in headers.
    Simple,
    /// `.a.b`, in the path.
    Label,
    /// `;name=a,b`, in the path.
    Matrix,
    /// `name=a,b` or `name=a&name=b`, in the query, in cookies and in form bodies.
    Form,
    /// `name=a%20b`, in the query.
    SpaceDelimited,
    /// `name=a|b`, in the query.
    PipeDelimited,
    /// `name[key]=a`, in the query and in form bodies.
    DeepObject,
    /// The value as JSON text (a parameter with a JSON `content`).
    Json,
}
