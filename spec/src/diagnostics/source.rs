//! The text of a document.

use super::{Diagnostic, Report};

/// A document's text and the name to report it under.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// The most bytes that a document may have; about ten times what the largest published ones have.
    pub const LARGEST: usize = 128 << 20;

    /// A document of this name (a path, usually) and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// A document of this name and the text that `bytes` are: UTF-8, or UTF-16 that starts with its byte order mark.
    ///
    /// # Errors
    ///
    /// A [`Report`] of the place at which the bytes stop being text, or of a document that is too large.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Report> {
        let name = name.into();
        if bytes.len() > Self::LARGEST {
            let message = format!("the document has more than {} MiB", Self::LARGEST >> 20);
            let error = Diagnostic::error("too-large", message).help("split it, or leave out what is not needed");
            return Err(Report::new(Self::new(name, ""), vec![error]));
        }
        match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => from_utf16(name, rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => from_utf16(name, rest, u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => from_utf8(name, rest.to_vec()),
            _ => from_utf8(name, bytes),
        }
    }

    /// The name that diagnostics show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn from_utf8(name: String, bytes: Vec<u8>) -> Result<Source, Report> {
    String::from_utf8(bytes).map(|text| Source::new(name.as_str(), text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        // What comes before the place is the same in the lossy text, so the place is as well.
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        not_text("this is not UTF-8 text", Source::new(name.as_str(), text), valid)
    })
}

fn from_utf16(name: String, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Source, Report> {
    let units = bytes.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or_default()]));
    let mut text = String::new();
    let mut wrong = None;
    for character in char::decode_utf16(units) {
        if character.is_err() {
            wrong.get_or_insert(text.len());
        }
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let source = Source::new(name, text);
    wrong.map_or(Ok(source.clone()), |place| Err(not_text("this is not UTF-16 text", source, place)))
}

fn not_text(message: &str, source: Source, place: usize) -> Report {
    let error = Diagnostic::error("encoding", message).at_bytes(place..place + 1).help("save the document as UTF-8");
    Report::new(source, vec![error])
}
