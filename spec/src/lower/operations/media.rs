//! Media types: which of several is taken, and what it holds.

use openapiv3::{Content, MediaType, ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use crate::diagnostics::Pointer;
use crate::lower::schemas::Place;
use crate::lower::{Lowering, component_schemas};
use crate::{ir, resolve};

/// What a media type holds, as far as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Other,
}

impl Kind {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "text/json" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            // A stream of events has no end, and is no text to wait for.
            "text/event-stream" => Self::Other,
            _ if essence.ends_with("+json") => Self::Json,
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if essence.starts_with("text/") => Self::Text,
            _ => Self::Other,
        }
    }
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The media type to use: JSON before anything else, and `application/json` before other JSON.
pub(super) fn preferred(content: &Content) -> Option<(&String, &MediaType)> {
    let rank = |media_type: &str| match Kind::of(media_type) {
        // `application/json;stream=watch` is something else than `application/json`.
        Kind::Json if media_type.eq_ignore_ascii_case("application/json") => 0,
        Kind::Json if essence(media_type) == "application/json" => 1,
        Kind::Json => 2,
        Kind::Multipart => 3,
        Kind::Form => 4,
        Kind::Text | Kind::Other => 5,
    };
    content.iter().min_by_key(|(media_type, _)| rank(media_type))
}

/// The media types beside the one that is used.
pub(super) fn others(content: &Content, used: &str) -> Vec<String> {
    content.keys().filter(|media_type| *media_type != used).cloned().collect()
}

/// A schema where the document has one: a reference, or the schema itself.
#[derive(Clone, Copy)]
pub(super) enum Node<'d> {
    Reference(&'d str),
    Schema(&'d Schema),
}

impl<'d> From<&'d ReferenceOr<Schema>> for Node<'d> {
    fn from(node: &'d ReferenceOr<Schema>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'d> From<&'d ReferenceOr<Box<Schema>>> for Node<'d> {
    fn from(node: &'d ReferenceOr<Box<Schema>>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'d> Lowering<'d> {
    /// The type of a schema in an operation. What several operations share is lowered once.
    pub(super) fn shared_type(&mut self, node: impl Into<Node<'d>>, place: Place) -> ir::Type {
        let key = place.pointer.to_string();
        if let Some(ty) = self.shared.get(&key) {
            return ty.clone();
        }
        let ty = match node.into() {
            Node::Reference(reference) => self.reference(reference, &place.pointer),
            Node::Schema(schema) => self.inline_type(schema, place),
        };
        self.shared.insert(key, ty.clone());
        ty
    }

    /// Whether the schema is of text that stands for bytes.
    pub(super) fn is_binary(&self, node: impl Into<Node<'d>>) -> bool {
        self.string_format(node).is_some_and(|format| *format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary))
    }

    /// Whether the schema is of text.
    pub(super) fn is_string(&self, node: impl Into<Node<'d>>) -> bool {
        self.string_format(node).is_some()
    }

    fn string_format(&self, node: impl Into<Node<'d>>) -> Option<&'d VariantOrUnknownOrEmpty<StringFormat>> {
        match &self.schema_behind(node)?.schema_kind {
            SchemaKind::Type(Type::String(string)) => Some(&string.format),
            _ => None,
        }
    }

    /// The schema that a node is or refers to, where it exists; through `allOf` of one part, too.
    pub(super) fn schema_behind(&self, node: impl Into<Node<'d>>) -> Option<&'d Schema> {
        let (document, root) = (self.document, Pointer::root());
        let components = component_schemas(document);
        let mut node = node.into();
        for _ in 0..=components.len() {
            let schema = match node {
                Node::Schema(schema) => schema,
                Node::Reference(reference) => {
                    let name = resolve::component_name(reference, "schemas", &root).ok()?;
                    resolve::resolve(components.get(name.as_ref())?, "schemas", components, &root).ok()?.0
                }
            };
            match &schema.schema_kind {
                SchemaKind::AllOf { all_of } if all_of.len() == 1 => node = all_of.first()?.into(),
                _ => return Some(schema),
            }
        }
        None
    }
}

/// The example beside a media type's schema, or the first of its `examples`.
pub(super) fn example(media: &MediaType) -> Option<serde_json::Value> {
    first_example(media.example.as_ref(), &media.examples)
}

/// `example`, or the first of `examples` that is written out.
pub(super) fn first_example(
    example: Option<&serde_json::Value>,
    examples: &indexmap::IndexMap<String, ReferenceOr<openapiv3::Example>>,
) -> Option<serde_json::Value> {
    example.cloned().or_else(|| examples.values().find_map(|example| example.as_item()?.value.clone()))
}

/// The type without `null`, which parameters and bodies do not have.
pub(super) fn without_null(ty: ir::Type) -> ir::Type {
    match ty {
        ir::Type::Nullable(inner) => *inner,
        other => other,
    }
}
