//! Diagnostics as compilers show them.

use std::fmt;
use std::ops::Range;

use ariadne::{CharSet, Config, IndexType, Label, ReportKind};

use super::{Diagnostic, Location, Place, Severity, Source, end_of_character, shortened, start_of_character};

/// The characters that a line may have to be shown whole.
const LONGEST_LINE: usize = 400;

/// Writes the diagnostics, each with its place and those that are related.
pub(super) fn render<'r>(
    source: &Source,
    found: impl Iterator<Item = (&'r Diagnostic, &'r Vec<Location>)>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let text = printable(source.text());
    let lines = ariadne::Source::from(text.as_str());
    for (diagnostic, places) in found {
        if places.iter().all(|place| line_range(&text, place.range.start).len() <= LONGEST_LINE) {
            let mut bytes = Vec::new();
            let written = annotated(diagnostic, places, source.name(), &lines, &mut bytes);
            written.map_err(|_| fmt::Error)?;
            f.write_str(&String::from_utf8_lossy(&bytes))?;
        } else {
            excerpt(diagnostic, places, source.name(), &text, f)?;
        }
    }
    Ok(())
}

/// The lines with the places marked in them.
fn annotated(
    found: &Diagnostic,
    places: &[Location],
    name: &str,
    lines: &ariadne::Source<&str>,
    out: &mut Vec<u8>,
) -> std::io::Result<()> {
    let kind = match found.severity {
        Severity::Error => ReportKind::Error,
        Severity::Warning => ReportKind::Warning,
    };
    let config = Config::default().with_color(false).with_char_set(CharSet::Ascii).with_index_type(IndexType::Byte);
    let range = places.first().map_or(0..0, |place| one_line(lines.text(), &place.range));
    let mut report = ariadne::Report::build(kind, (name, range.clone()))
        .with_config(config)
        .with_code(found.code)
        .with_message(printable(&found.message));
    let related = found.related.iter().zip(places.iter().skip(1));
    let mut labels: Vec<(Range<usize>, String)> =
        related.map(|((_, what), place)| (one_line(lines.text(), &place.range), printable(what))).collect();
    labels.push((range, printable(&label(&found.place))));
    // In the order of the text, or else it is shown in pieces.
    labels.sort_by_key(|(range, _)| range.start);
    for (range, what) in labels {
        report = report.with_label(Label::new((name, range)).with_message(what));
    }
    if let Some(help) = &found.help {
        report = report.with_help(printable(help));
    }
    report.finish().write((name, lines), out)
}

/// A part of a line that is too long to be shown.
fn excerpt(found: &Diagnostic, places: &[Location], name: &str, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let severity = match found.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    writeln!(f, "[{}] {severity}: {}", found.code, printable(&found.message))?;
    let labels = std::iter::once(label(&found.place)).chain(found.related.iter().map(|(_, what)| what.clone()));
    for (place, label) in places.iter().zip(labels) {
        let line = line_range(text, place.range.start);
        let start = start_of_character(text, place.range.start.saturating_sub(60).max(line.start));
        let end = end_of_character(text, (place.range.start + 120).min(line.end));
        writeln!(f, "   ,-[ {name}:{}:{} ]\n   |", place.line, place.column)?;
        writeln!(f, "{:>2} | …{}…", place.line, &text[start..end])?;
        let before = text[start..place.range.start].chars().count();
        writeln!(f, "   |  {}^-- {}", " ".repeat(before), printable(&label))?;
    }
    match &found.help {
        Some(help) => writeln!(f, "   |\n   | Help: {}\n---'", printable(help)),
        None => f.write_str("---'\n"),
    }
}

fn label(place: &Place) -> String {
    match place {
        Place::Node(pointer) if !pointer.to_string().is_empty() => format!("at {}", shortened(&pointer.to_string())),
        _ => "here".to_owned(),
    }
}

/// The part of a range that is on its first line: the rest would be shown for nothing.
fn one_line(text: &str, range: &Range<usize>) -> Range<usize> {
    range.start..range.end.min(line_range(text, range.start).end.max(range.start))
}

/// The bytes of the line that the byte at `place` is in.
fn line_range(text: &str, place: usize) -> Range<usize> {
    let start = text[..place].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[place..].find(['\n', '\r']).map_or(text.len(), |length| place + length);
    start..end
}

/// The text with something of the same length for what a terminal would obey, or what would break or turn its lines.
fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => c,
        '\0'..='\u{1f}' | '\u{7f}' => '?',
        // Two and three bytes, as what they stand for.
        '\u{80}'..='\u{9f}' | '\u{61c}' => '\u{b7}',
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}
