//! Media types: which of several is taken, and what it holds.

use openapiv3::{Content, MediaType, ReferenceOr};

use crate::ir;
use crate::lower::Lowering;
use crate::lower::facts::{self, Facts};
use crate::lower::node::Place;

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

impl<'d> Lowering<'d> {
    /// Whether the schema at `place` is of text that stands for bytes.
    pub(super) fn is_binary(&self, place: &Place) -> bool {
        self.facts_at(place).is_some_and(|facts| is_binary(&facts))
    }

    /// Whether the schema at `place` is of text.
    pub(super) fn is_string(&self, place: &Place) -> bool {
        self.facts_at(place).is_some_and(|facts| is_of(&facts, facts::Kind::String))
    }

    /// All that the schema at `place` says, references followed.
    pub(super) fn facts_at(&self, place: &Place) -> Option<Facts<'d>> {
        Some(self.flattened(&[self.node_at(place.clone())?]).0)
    }
}

/// Whether a schema is of this type.
pub(super) fn is_of(facts: &Facts<'_>, kind: facts::Kind) -> bool {
    facts.kind().is_ok_and(|stated| stated == Some(kind))
}

/// Whether a schema is of text that stands for bytes.
pub(super) fn is_binary(facts: &Facts<'_>) -> bool {
    is_of(facts, facts::Kind::String) && facts.format().is_some_and(|(format, _)| format == "binary")
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
