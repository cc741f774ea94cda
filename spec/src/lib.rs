//! Reads an OpenAPI document and lowers it to [`ir::Api`], the representation that the generator works from.
//!
//! ```text
//! Source ─ load ─ overlay ─ fix up ─ parse ─ lower ─▶ ir::Api
//! ```
//!
//! [`read`] runs the whole line. Without the feature `read` this crate is the representation alone.

pub mod ir;

#[cfg(feature = "read")]
mod check;
#[cfg(feature = "read")]
pub mod diagnostics;
#[cfg(feature = "read")]
pub mod diff;
#[cfg(feature = "read")]
mod fixups;
#[cfg(feature = "read")]
mod lint;
#[cfg(feature = "read")]
mod load;
#[cfg(feature = "read")]
mod lower;
#[cfg(feature = "read")]
pub mod merge;
#[cfg(feature = "read")]
mod overlay;
#[cfg(feature = "read")]
mod parse;
#[cfg(feature = "read")]
mod resolve;
#[cfg(feature = "read")]
mod threads;
#[cfg(feature = "read")]
mod walk;
#[cfg(feature = "read")]
mod write;

#[cfg(feature = "read")]
pub use diagnostics::{Diagnostic, Pointer, Report, Severity, Source};
#[cfg(feature = "read")]
pub use overlay::stale_actions;
#[cfg(feature = "read")]
pub use write::{kept_form, rewrite, write};

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
    let tree = tree(&source, overlay)?;
    let (api, found) = examine(name, tree, Purpose::Making);
    match api {
        Some(api) if found.iter().all(|diagnostic| diagnostic.severity == Severity::Warning) => {
            Ok(Document { api, warnings: Report::new(source, found) })
        }
        _ => Err(Report::new(source, found)),
    }
}

/// Everything that is wrong or odd in a document, the oddities included that make no difference to what is made of it.
#[cfg(feature = "read")]
pub fn lint(source: Source, overlay: Option<Source>) -> Report {
    match tree(&source, overlay) {
        Ok(tree) => Report::new(source, examine("document", tree, Purpose::Linting).1),
        Err(report) => report,
    }
}

/// What a document is looked at for.
#[cfg(feature = "read")]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To make something of it: of the lints, only what stops that is told.
    Making,
    /// To tell all that is wrong or odd.
    Linting,
}

/// Lowers a tree and tells what is wrong or odd in it.
#[cfg(feature = "read")]
fn examine(name: &str, mut tree: serde_json::Value, purpose: Purpose) -> (Option<ir::Api>, Vec<Diagnostic>) {
    if let Err(error) = parse::check_version(&tree) {
        return (None, vec![*error]);
    }
    let checked = check::check(&tree);
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    let is_malformed = checked.found.iter().any(is_error);
    let lint = || match purpose {
        Purpose::Making => lint::errors(&tree, &checked),
        Purpose::Linting => lint::all(&tree, &checked),
    };
    let (linted, broken) = match threads::beside(lint, || fixups::broken(&tree, &checked.references)) {
        Ok(both) => both,
        Err(error) => return (None, vec![*error]),
    };
    let check::Checked { mut found, mends, .. } = checked;
    found.extend(linted);
    let mut fixed = fixups::apply(&mut tree, mends, broken);
    if purpose == Purpose::Making {
        // What is worked around stops nothing, though it is an error of the document. A lint knows better what to do.
        for new in fixed.iter_mut().filter(|new| !is_error(new)) {
            let place = (new.code, new.pointer());
            if let Some(old) = found.iter().position(|old| (old.code, old.pointer()) == place) {
                new.help = found.remove(old).help.or(new.help.take());
            }
        }
    }
    let mut lowered = Vec::new();
    let api = if is_malformed {
        None
    } else {
        let lower = || lower::lower(name, &tree, &mut lowered);
        let api = threads::beside(lower, || ()).and_then(|(api, ())| api);
        api.map_err(|error| lowered = vec![*error]).ok()
    };
    // To take a large tree apart takes longer than to start a thread for it.
    let _ = std::thread::Builder::new().spawn(move || drop(tree));
    if purpose == Purpose::Making {
        // Parts that no value fulfils are free JSON, or text; only a lint takes them for an error.
        let contradictions = lowered.iter_mut().filter(|found| found.code == "contradiction");
        contradictions.for_each(|found| found.severity = Severity::Warning);
    }
    // What a lint has said at a place need not be said again.
    let told: std::collections::HashSet<_> = found.iter().map(|old| (old.code, old.pointer())).collect();
    let news = fixed.into_iter().chain(lowered).filter(|new| !told.contains(&(new.code, new.pointer())));
    let news: Vec<Diagnostic> = news.collect();
    found.extend(news);
    (api, found)
}

/// The document as an untyped tree, with the overlay's changes and nothing else: what other tools are given to read.
///
/// # Errors
///
/// A [`Report`] of what makes the text no tree, or the overlay inapplicable.
#[cfg(feature = "read")]
pub fn tree(source: &Source, overlay: Option<Source>) -> Result<serde_json::Value, Report> {
    let mut tree = load::load(source).map_err(|found| Report::new(source.clone(), found))?;
    if let Some(overlay) = overlay {
        let found = match load::load(&overlay) {
            Ok(actions) => overlay::apply(&mut tree, &actions),
            Err(found) => found,
        };
        if !found.is_empty() {
            return Err(Report::new(overlay, found));
        }
        fixups::drop_optional(&mut tree);
    }
    Ok(tree)
}
