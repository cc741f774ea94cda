//! The diagnostics of one document, with their places.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use super::positions::Positions;
use super::{Diagnostic, Place, Severity, Source, end_of_character, render, start_of_character};

/// The diagnostics of one document, in the order of their places. Shows them as compilers do: the file, line and column,
/// the line itself, the advice.
#[derive(Clone, Debug)]
pub struct Report {
    source: Source,
    /// What was found, in any order.
    found: Vec<Diagnostic>,
    /// The same with its places in the text, which are looked for when somebody asks.
    located: OnceLock<Box<Located>>,
}

/// Diagnostics in the order of their places, each once.
#[derive(Clone, Debug)]
struct Located {
    diagnostics: Vec<Diagnostic>,
    /// For each diagnostic its place, then those that are related.
    places: Vec<Vec<Location>>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes.
    pub range: Range<usize>,
}

impl Report {
    /// A report of what was found in a document.
    pub fn new(source: Source, found: Vec<Diagnostic>) -> Self {
        Self { source, found, located: OnceLock::new() }
    }

    fn in_order(&self) -> &Located {
        self.located.get_or_init(|| {
            let mut found = located(&self.source, self.found.clone());
            found.sort_by_key(|(_, places)| places.first().map(|place| place.range.start));
            found.dedup_by(|(a, _), (b, _)| a == b);
            let (diagnostics, places) = found.into_iter().unzip();
            Box::new(Located { diagnostics, places })
        })
    }

    /// The document that it is about.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The diagnostics, in the order of their places.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.in_order().diagnostics
    }

    /// The diagnostics, each with its place.
    pub fn located(&self) -> impl Iterator<Item = (&Diagnostic, &Location)> {
        let Located { diagnostics, places } = self.in_order();
        diagnostics.iter().zip(places).filter_map(|(found, places)| Some((found, places.first()?)))
    }

    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many of the diagnostics are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics().iter().filter(|found| found.severity == severity).count()
    }
}

impl std::error::Error for Report {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Located { diagnostics, places } = self.in_order();
        render::render(&self.source, diagnostics.iter().zip(places), f)
    }
}

fn located(source: &Source, found: Vec<Diagnostic>) -> Vec<(Diagnostic, Vec<Location>)> {
    if found.is_empty() {
        return Vec::new();
    }
    let text = source.text();
    let nodes = found.iter().flat_map(Diagnostic::places).filter_map(|place| match place {
        Place::Node(pointer) => Some(pointer),
        Place::Bytes(_) => None,
    });
    let positions = Positions::scan(text, nodes);
    let lines = Lines::of(text);
    let locate = |place: &Place| match place {
        Place::Node(pointer) => lines.location(text, positions.locate(pointer)),
        Place::Bytes(range) => lines.location(text, range.clone()),
    };
    let locate_all = |found: Diagnostic| {
        let places = found.places().map(locate).collect();
        (found, places)
    };
    found.into_iter().map(locate_all).collect()
}

impl Diagnostic {
    fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(self.related.iter().map(|(place, _)| place))
    }
}

/// The starts of the lines of a text.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(place, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(place + 1) != Some(&b'\n'),
            _ => false,
        });
        Self(std::iter::once(0).chain(ends.map(|(place, _)| place + 1)).collect())
    }

    /// The place of these bytes, brought to whole characters of the text.
    fn location(&self, text: &str, range: Range<usize>) -> Location {
        let start = start_of_character(text, range.start);
        let end = end_of_character(text, range.end.max(start));
        let line = self.0.partition_point(|line| *line <= start).max(1);
        let column = text[self.0[line - 1]..start].chars().count() + 1;
        Location { line, column, range: start..end }
    }
}
