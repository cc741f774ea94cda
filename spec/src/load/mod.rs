//! Text to an untyped tree: the one place that knows of YAML and JSON.

mod events;
mod json;
mod scan;
mod syntax;
mod yaml;

use serde_json::Value;

pub(crate) use events::{Event, events};
pub(crate) use json::scannable;

use crate::diagnostics::{Diagnostic, Source};

/// The levels that a document may nest; what is deeper is no API, and would exhaust the stack of what reads it.
pub(crate) const DEEPEST: usize = 64;

/// Parses the text of a document, YAML or JSON, into a tree in document order; or tells all that stops it.
pub(crate) fn load(source: &Source) -> Result<Value, Vec<Diagnostic>> {
    let text = source.text();
    if text.trim().is_empty() {
        let error = Diagnostic::error("empty", "the document is empty");
        return Err(vec![error.help("an OpenAPI document starts with `openapi: 3.0.0`")]);
    }
    let tree = match json::load(text) {
        Some(Ok(tree)) => tree,
        Some(Err(found)) if json::is_meant(source) => return Err(found),
        _ => yaml::load(text)?,
    };
    if !tree.is_object() {
        let error = Diagnostic::error("not-a-mapping", "the top level is not a mapping");
        let help = "an OpenAPI document starts with `openapi: 3.0.0`, an overlay with `overlay: 1.0.0`";
        return Err(vec![error.help(help)]);
    }
    Ok(tree)
}
