//! What the nodes of a document are, and how each kind of node holds what.

use serde_json::Value;

/// A kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Tag,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    Media,
    Schema,
    /// What is kept or dropped as a whole.
    Opaque,
}

/// How the value of a key is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// It is ours, and no fact.
    Words,
    /// Named nodes.
    Map(Kind),
    /// One node.
    One(Kind),
    /// A list of nodes, told apart by what they say of themselves.
    List(Kind),
    /// The parts of a union or a composition: schemas in an order.
    Parts,
    /// The values of an enum.
    Values,
    /// Whether, or which, is required.
    Required,
    /// A fact that is taken whole.
    Atom,
    /// Written by the merge.
    Annotation,
}

/// The HTTP methods of a path item, in the order in which they are written.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Kind {
    /// How a node of this kind holds the value of `key`.
    pub(super) fn held(self, key: &str, value: &Value) -> Held {
        if super::presence::is_note(key) {
            return Held::Annotation;
        }
        if key.starts_with("x-") || matches!(key, "summary" | "description" | "example" | "examples" | "externalDocs") {
            return Held::Words;
        }
        match self {
            Self::Document => match key {
                "tags" => Held::List(Self::Tag),
                "paths" => Held::Map(Self::PathItem),
                "components" => Held::One(Self::Components),
                _ => Held::Words,
            },
            Self::Components => match key {
                "schemas" => Held::Map(Self::Schema),
                "responses" => Held::Map(Self::Response),
                "parameters" | "headers" => Held::Map(Self::Parameter),
                "requestBodies" => Held::Map(Self::Body),
                "securitySchemes" => Held::Map(Self::Opaque),
                _ => Held::Words,
            },
            Self::PathItem if METHODS.contains(&key) => Held::One(Self::Operation),
            Self::PathItem if key == "parameters" => Held::List(Self::Parameter),
            Self::Operation => match key {
                "parameters" => Held::List(Self::Parameter),
                "requestBody" => Held::One(Self::Body),
                "responses" => Held::Map(Self::Response),
                "callbacks" => Held::Words,
                _ => Held::Atom,
            },
            Self::Parameter | Self::Body | Self::Response | Self::Media => match key {
                "schema" => Held::One(Self::Schema),
                "content" => Held::Map(Self::Media),
                "headers" => Held::Map(Self::Parameter),
                "required" => Held::Required,
                "links" => Held::Words,
                _ => Held::Atom,
            },
            Self::Schema => match key {
                "properties" => Held::Map(Self::Schema),
                "items" | "not" => Held::One(Self::Schema),
                "additionalProperties" if value.is_object() => Held::One(Self::Schema),
                "oneOf" | "anyOf" | "allOf" => Held::Parts,
                "enum" => Held::Values,
                "required" => Held::Required,
                "title" | "xml" => Held::Words,
                _ => Held::Atom,
            },
            Self::PathItem | Self::Tag | Self::Opaque => Held::Atom,
        }
    }
}
