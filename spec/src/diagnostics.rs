//! What is wrong or odd in a document, and where.

use std::fmt;
use std::ops::Range;

use ariadne::{CharSet, Config, IndexType, Label, ReportKind};

use crate::positions::Positions;

/// A document's text and the name to report it under.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A document of this name (a path, usually) and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
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

/// The way from the top of a document to a node: a JSON pointer as in RFC 6901.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The node named `key` below this one.
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let key = key.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{key}", self.0))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used, with what the diagnostic says ignored or worked around.
    Warning,
}

/// One thing that is wrong or odd.
#[derive(Clone, Debug)]
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
}

#[derive(Clone, Debug)]
enum Place {
    Node(Pointer),
    Offset(usize),
}

impl Diagnostic {
    /// An error about the document as a whole.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let place = Place::Node(Pointer::root());
        Self { severity: Severity::Error, code, message: message.into(), help: None, place }
    }

    /// A warning about the document as a whole.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same about the node at `pointer`.
    pub fn at(self, pointer: Pointer) -> Self {
        Self { place: Place::Node(pointer), ..self }
    }

    /// The same about the byte at `offset` of the text, for text that has no nodes yet.
    pub fn at_offset(self, offset: usize) -> Self {
        Self { place: Place::Offset(offset), ..self }
    }

    /// The same with advice.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The diagnostics of one document. Shows them as compilers do: the file, line and column, the line itself, the advice.
#[derive(Clone, Debug)]
pub struct Report {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn new(source: Source, diagnostics: Vec<Diagnostic>) -> Self {
        Self { source, diagnostics }
    }

    /// The diagnostics, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

impl std::error::Error for Report {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let positions = Positions::scan(self.source.text());
        self.diagnostics.iter().try_for_each(|diagnostic| {
            let mut bytes = Vec::new();
            render(diagnostic, &self.source, &positions, &mut bytes).map_err(|_| fmt::Error)?;
            f.write_str(&String::from_utf8_lossy(&bytes))
        })
    }
}

fn render(found: &Diagnostic, source: &Source, positions: &Positions, out: &mut Vec<u8>) -> std::io::Result<()> {
    let (range, pointer) = match &found.place {
        Place::Node(pointer) => (positions.locate(pointer), pointer.to_string()),
        Place::Offset(offset) => (offset_range(source.text(), *offset), String::new()),
    };
    let kind = match found.severity {
        Severity::Error => ReportKind::Error,
        Severity::Warning => ReportKind::Warning,
    };
    let label = if pointer.is_empty() { "here".to_owned() } else { format!("at {pointer}") };
    let config = Config::default().with_color(false).with_char_set(CharSet::Ascii).with_index_type(IndexType::Byte);
    let mut report = ariadne::Report::build(kind, (source.name(), range.clone()))
        .with_config(config)
        .with_code(found.code)
        .with_message(&found.message)
        .with_label(Label::new((source.name(), range)).with_message(label));
    if let Some(help) = &found.help {
        report = report.with_help(help);
    }
    report.finish().write((source.name(), ariadne::Source::from(source.text())), out)
}

/// The character that the byte at `offset` belongs to; the last one where the text is shorter.
fn offset_range(text: &str, offset: usize) -> Range<usize> {
    let start =
        text.char_indices().map(|(start, _)| start).take_while(|start| *start <= offset).last().unwrap_or_default();
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}
