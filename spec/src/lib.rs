//! Reads an OpenAPI document and lowers it to [`ir::Api`], the representation that the generator works from.
//!
//! ```text
//! Source ─ load ─ overlay ─ fix up ─ parse ─ lower ─▶ ir::Api
//! ```
//!
//! [`read`] runs the whole line. Without the feature `read` this crate is the representation alone.

pub mod ir;

#[cfg(feature = "read")]
pub mod diagnostics;
#[cfg(feature = "read")]
mod fixups;
#[cfg(feature = "read")]
mod load;
#[cfg(feature = "read")]
mod lower;
#[cfg(feature = "read")]
mod overlay;
#[cfg(feature = "read")]
mod parse;
#[cfg(feature = "read")]
mod positions;
#[cfg(feature = "read")]
mod resolve;

#[cfg(feature = "read")]
pub use diagnostics::{Diagnostic, Report, Severity, Source};

/// A document that was read: what it says, and what is odd about it.
#[cfg(feature = "read")]
#[derive(Debug)]
pub struct Document {
    /// What the document says.
    pub api: ir::Api,
    /// Oddities that were worked around. None of them stops the generator.
    pub warnings: Report,
}

/// Reads `source` and lowers it to the representation; `name` becomes [`ir::Api::name`]. An overlay changes the document
/// before anything is made of it.
///
/// # Errors
///
/// A [`Report`] of everything that makes the document or its overlay unusable, each with its place.
#[cfg(feature = "read")]
pub fn read(name: &str, source: Source, overlay: Option<Source>) -> Result<Document, Report> {
    let mut tree = tree(&source, overlay)?;
    let mut found = fixups::apply(&mut tree);
    let api = parse::parse(&tree).map(|document| lower::lower(name, &document, &mut found));
    match api {
        Ok(api) if found.iter().all(|diagnostic| diagnostic.severity == Severity::Warning) => {
            Ok(Document { api, warnings: Report::new(source, found) })
        }
        Ok(_) => Err(Report::new(source, found)),
        Err(error) => Err(Report::new(source, found.into_iter().chain([*error]).collect())),
    }
}

/// The document as an untyped tree, with the overlay's changes and nothing else: what other tools are given to read.
///
/// # Errors
///
/// A [`Report`] of what makes the text no tree, or the overlay inapplicable.
#[cfg(feature = "read")]
pub fn tree(source: &Source, overlay: Option<Source>) -> Result<serde_json::Value, Report> {
    let mut tree = load::load(source).map_err(|error| Report::new(source.clone(), vec![*error]))?;
    if let Some(overlay) = overlay {
        let found = match load::load(&overlay) {
            Ok(actions) => overlay::apply(&mut tree, &actions),
            Err(error) => vec![*error],
        };
        if !found.is_empty() {
            return Err(Report::new(overlay, found));
        }
    }
    Ok(tree)
}
