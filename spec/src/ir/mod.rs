//! The intermediate representation: what an OpenAPI document says, with every reference resolved and every inline
//! schema lifted out. Wire names only; what they are called in Rust is the generator's decision.

mod body;
mod job;
mod nesting;
mod operation;
mod pagination;
mod parameter;
mod schema;
mod security;
mod server;
mod types;
mod way;

use serde::Serialize;

pub use body::{Content, Header, Part, PartKind, PropertyStyle, RequestBody, Response, ResponseBody, Status};
pub use job::{Ask, Attempts, Job, Rival, Running};
pub use nesting::Nesting;
#[cfg(feature = "read")]
pub(crate) use nesting::reached;
pub use operation::{Method, Operation, PathSegment, PathTemplate};
pub use pagination::{Pagination, Place};
pub use parameter::{Location, Parameter, Style};
pub use schema::{
    Bound, Constraints, EnumValue, Origin, Owner, Property, Schema, SchemaId, Shape, Step, Struct, Union, UnionVariant,
};
pub use security::{SecurityKind, SecurityScheme, Tokens};
pub use server::Server;
pub use types::{IntegerFormat, StringFormat, Type};

/// One API, as one document describes it.
#[derive(Clone, Debug, Serialize)]
pub struct Api {
    /// What the API is called in the crate: the stem of the document's file name.
    pub name: String,
    /// The document's title.
    pub title: String,
    /// The version that the document gives itself.
    pub version: String,
    /// The document's description, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The first server that the document names; the paths of operations are below it.
    pub server: Server,
    /// The ways in which callers can say who they are, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<SecurityScheme>,
    /// Where clients get tokens for their id and secret, where the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// The tags that have operations, in document order; undeclared ones follow in order of use.
    pub tags: Vec<Tag>,
    /// The operations in document order.
    pub operations: Vec<Operation>,
    /// Component schemas in document order, then the inline schemas inside them and inside operations.
    pub schemas: Vec<Schema>,
}

impl Api {
    /// The schema that `id` stands for.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// The type that `ty` is another name for, or `ty` itself.
    pub fn behind_aliases<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        // As many steps as there are schemas at most: aliases that lead in a circle end somewhere in it.
        for _ in &self.schemas {
            match ty {
                Type::Schema(id) => match &self.schema(*id).shape {
                    Shape::Alias(target) => ty = target,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// What the document says of the schema that `ty` is, or of the one that this is another name for.
    pub fn description<'a>(&'a self, ty: &'a Type) -> Option<&'a str> {
        let mut ty = ty.non_null();
        for _ in &self.schemas {
            let Type::Schema(id) = ty else { return None };
            let schema = self.schema(*id);
            match (&schema.docs.description, &schema.shape) {
                (Some(description), _) => return Some(description),
                (None, Shape::Alias(target)) => ty = target.non_null(),
                (None, _) => return None,
            }
        }
        None
    }

    /// The operations of the tag with this index, in document order.
    pub fn operations_of(&self, tag: usize) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(move |operation| operation.tag == tag)
    }
}

/// A group of operations; it becomes one handle of the client.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// The tag's name in the document, or the first word of its operations' paths where the document has no tags.
    pub name: String,
    /// Whether the name comes from the paths.
    #[serde(skip_serializing_if = "is_false")]
    pub by_path: bool,
    /// The tag's description, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The words that come with a thing, and how long it exists.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Docs {
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the document advises against it.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// What to use instead, where the document says (`x-deprecation-message` and the like).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<String>,
    /// Which editions have it.
    #[serde(flatten)]
    pub editions: Editions,
    /// Which editions require it (`x-required-since` and so on), where some do and some do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_in: Option<Editions>,
}

/// A part of the editions that there are, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Editions {
    /// The first of them (`x-since`); absent means the first that there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The last of them (`x-until`); absent means the newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Those between that are no part of it (`x-not-in`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
}

fn is_false(value: &bool) -> bool {
    !*value
}
