//! Text to an untyped tree: the one place that knows of YAML.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Source};

/// Parses the text of a document, YAML or JSON, into a tree in document order.
pub(crate) fn load(source: &Source) -> Result<Value, Box<Diagnostic>> {
    let tree: Value = serde_yaml::from_str(source.text()).map_err(|error| {
        let place = error.location().map(|location| location.index());
        Box::new(Diagnostic::error("syntax", error.to_string()).at_offset(place.unwrap_or_default()))
    })?;
    if !tree.is_object() {
        return Err(Box::new(
            Diagnostic::error("not-a-mapping", "the top level is not a mapping")
                .help("an OpenAPI document starts with `openapi: 3.0.0`, an overlay with `overlay: 1.0.0`"),
        ));
    }
    Ok(tree)
}
