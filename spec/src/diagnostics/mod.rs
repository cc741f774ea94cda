//! What is wrong or odd in a document, and where.

mod pointer;
mod positions;
mod render;
mod report;
mod source;

use std::ops::Range;

use serde::Serialize;

pub use pointer::Pointer;
pub(crate) use pointer::{Step, Trail, escaped, unescaped, value_at};
pub use report::{Location, Report};
pub use source::Source;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used, with what the diagnostic says ignored or worked around.
    Warning,
}

/// One thing that is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of thing it is.
    pub code: &'static str,
    /// What it is, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    place: Place,
    /// Other places that have to do with it, each with what it is.
    related: Vec<(Place, String)>,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// A node of the tree.
    Node(Pointer),
    /// Bytes of the text, for text that has no tree.
    Bytes(Range<usize>),
}

impl Diagnostic {
    /// An error about the document as a whole.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let place = Place::Node(Pointer::root());
        Self { severity: Severity::Error, code, message: message.into(), help: None, place, related: Vec::new() }
    }

    /// A warning about the document as a whole.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same about the node at `pointer`.
    pub fn at(self, pointer: Pointer) -> Self {
        Self { place: Place::Node(pointer), ..self }
    }

    /// The same about these bytes of the text, for text that has no nodes yet.
    pub fn at_bytes(self, range: Range<usize>) -> Self {
        Self { place: Place::Bytes(range), ..self }
    }

    /// The same with another place that has to do with it, such as the first of two things that are the same.
    pub fn related(mut self, pointer: Pointer, what: impl Into<String>) -> Self {
        self.related.push((Place::Node(pointer), what.into()));
        self
    }

    /// The same with other bytes of the text that have to do with it.
    pub fn related_bytes(mut self, range: Range<usize>, what: impl Into<String>) -> Self {
        self.related.push((Place::Bytes(range), what.into()));
        self
    }

    /// The same with advice.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same with the advice to write what was probably meant, where something known is near.
    pub(crate) fn did_you_mean<'k>(self, written: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        match nearest(written, known) {
            Some(known) => {
                let help = format!("did you mean `{}`?", shortened(known));
                self.help(help)
            }
            None => self,
        }
    }

    /// The node that it is about; the root for what is about bytes of the text.
    pub fn pointer(&self) -> Pointer {
        match &self.place {
            Place::Node(pointer) => pointer.clone(),
            Place::Bytes(_) => Pointer::root(),
        }
    }
}

/// The one of `known` that was probably meant: a third of its letters are different at most, case and separators aside.
pub(crate) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LONG: usize = 200;
    let plain = |text: &str| text.replace(['_', '-', ' '], "").to_lowercase();
    let wanted = plain(written);
    let near = known.into_iter().filter(|known| known.len() < LONG && written.len() < LONG && *known != written);
    near.map(|known| (strsim::damerau_levenshtein(&wanted, &plain(known)), known))
        .filter(|(steps, known)| *steps <= known.chars().count().min(wanted.chars().count()).div_ceil(3))
        .min()
        .map(|(_, known)| known)
}

/// `text` in a length that a message can hold.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The start of the character that the byte at `place` belongs to, or the end of the text.
pub(crate) fn start_of_character(text: &str, place: usize) -> usize {
    let place = place.min(text.len());
    (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
}

/// The end of the character that the byte before `place` belongs to.
fn end_of_character(text: &str, place: usize) -> usize {
    (place..text.len()).find(|place| text.is_char_boundary(*place)).unwrap_or(text.len())
}
