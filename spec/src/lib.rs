//! Reads an OpenAPI document and lowers it to [`ir::Api`], the representation that the generator works from.
//!
//! ```text
//! Source ─ load ─ fix up ─ parse ─ lower ─▶ ir::Api
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

/// Reads `source` and lowers it to the representation; `name` becomes [`ir::Api::name`].
///
/// # Errors
///
/// A [`Report`] of everything that makes the document unusable, each with its place.
#[cfg(feature = "read")]
pub fn read(name: &str, source: Source) -> Result<Document, Report> {
    let mut found = Vec::new();
    match lower_source(name, &source, &mut found) {
        Some(api) if found.iter().all(|diagnostic| diagnostic.severity == Severity::Warning) => {
            Ok(Document { api, warnings: Report::new(source, found) })
        }
        _ => Err(Report::new(source, found)),
    }
}

#[cfg(feature = "read")]
fn lower_source(name: &str, source: &Source, found: &mut Vec<Diagnostic>) -> Option<ir::Api> {
    let mut tree = load::load(source).map_err(|error| found.push(*error)).ok()?;
    found.extend(fixups::apply(&mut tree));
    let document = parse::parse(&tree).map_err(|error| found.push(*error)).ok()?;
    Some(lower::lower(name, &document, found))
}
