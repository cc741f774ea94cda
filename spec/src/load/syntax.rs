//! Where a text stops being YAML, as its author sees it.
//!
//! A parser notices late: at the end of the string whose quote is missing, at the line below the key without a colon.
//! What is reported is the line that has to be changed.

use super::events::Noticed;
use crate::diagnostics::{Diagnostic, start_of_character};

/// The error for what the parser noticed; `open` are the starts of the collections that are open, from the innermost.
pub(super) fn explain(text: &str, noticed: &Noticed, mut open: impl Iterator<Item = usize>) -> Diagnostic {
    let place = start_of_character(text, noticed.byte);
    if noticed.words.contains("recursion limit") {
        return super::scan::too_deep(place);
    }
    let (place, message, help) = tab(text, place)
        .or_else(|| quote(text, place, &noticed.words))
        .or_else(|| colon(text, place, &noticed.words))
        .or_else(|| bracket(text, place, &noticed.words, &mut open))
        .unwrap_or_else(|| (place, noticed.words.clone(), help(&noticed.words)));
    let end = text[place..].chars().next().map_or(place, |c| place + c.len_utf8());
    Diagnostic::error("syntax", message).at_bytes(place..end).help(help)
}

type Explained = (usize, String, &'static str);

/// A tab in the indentation of this line, or of the next that has text.
fn tab(text: &str, place: usize) -> Option<Explained> {
    let start = line_start(text, place);
    let lines = text[start..].split_inclusive('\n').scan(start, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let near = lines.filter(|(_, line)| !line.trim().is_empty()).take(2);
    near.filter_map(|(start, line)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        indent.find('\t').map(|column| start + column)
    })
    .next()
    .map(|place| (place, "a tab in the indentation".to_owned(), "YAML is indented with spaces"))
}

/// A quoted text without its end: the parser names its start.
fn quote(text: &str, place: usize, words: &str) -> Option<Explained> {
    let help = "close it with the quote that it starts with";
    if words.contains("quoted scalar") && !words.contains("escape") {
        return Some((place, "this quoted text is not closed".to_owned(), help));
    }
    // It was closed by the first quote of another text, further down, behind which the parser was lost.
    let line = &text[line_start(text, place)..place];
    let quote = line.char_indices().rev().find(|(_, c)| matches!(c, '"' | '\''));
    let (_, quote) = quote.filter(|(at, c)| line[..*at].matches(*c).count() % 2 == 0 && line.contains(*c))?;
    let earlier = text[..line_start(text, place)].lines().rev().take(50).find(|line| {
        let count = line.matches(quote).count();
        count % 2 == 1 && (line.contains(&format!(": {quote}")) || line.contains(&format!("- {quote}")))
    })?;
    let start = earlier.as_ptr().addr() - text.as_ptr().addr();
    Some((start + earlier.rfind(quote)?, "this quoted text is not closed".to_owned(), help))
}

/// A key without its colon, or without the space behind it, on the line before.
fn colon(text: &str, place: usize, words: &str) -> Option<Explained> {
    if !words.contains("simple key") && !words.contains("mapping values are not allowed") {
        return None;
    }
    let start = line_start(text, place);
    let before = text[..start].trim_end();
    let above_start = line_start(text, before.len());
    let above = before[above_start..].trim_start();
    let column = before.len() - above.len();
    let bare = above.strip_prefix("- ").unwrap_or(above).trim_start();
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-./$".contains(c));
    match bare.split_once(':') {
        Some((key, value)) if is_word(key) && !value.is_empty() && !value.starts_with(' ') => {
            Some((column, "a space is missing behind this colon".to_owned(), "write `key: value`"))
        }
        None if words.contains("simple key") || is_word(bare.split(' ').next().unwrap_or_default()) => {
            let help = "a key is followed by `:` and its value; a long text is indented below its key";
            Some((column, "a colon is missing behind this key".to_owned(), help))
        }
        _ => None,
    }
}

/// A bracket that is not closed where its text ends, by the indentation of what follows; or a comma that is missing.
fn bracket(text: &str, place: usize, words: &str, open: &mut impl Iterator<Item = usize>) -> Option<Explained> {
    let in_flow = words.contains("flow") || words.contains("',' or") || words.contains("illegal placement of ':'");
    if !in_flow {
        return None;
    }
    let start = open.find(|start| text[*start..].starts_with(['{', '[']))?;
    let indent = |place: usize| {
        let line = &text[line_start(text, place)..];
        line.len() - line.trim_start_matches(' ').len()
    };
    let last_line = line_start(text, place);
    if start < last_line && indent(place) <= indent(start) {
        return Some((start, "this bracket is not closed".to_owned(), "close it with `}` or `]`"));
    }
    let before = text[..last_line].trim_end();
    let at_start = text[last_line..place].trim().is_empty();
    let last = before.char_indices().next_back().map_or(0, |(place, _)| place);
    (at_start && words.contains("',' or"))
        .then(|| (last, "a comma is missing behind this".to_owned(), "put a `,` behind it"))
}

fn help(words: &str) -> &'static str {
    match words {
        words if words.contains("mapping values are not allowed") => {
            "indent it as its neighbours are, or put text that has `: ` in it in quotes"
        }
        words if words.contains("did not find expected key") || words.contains("'-' indicator") => {
            "indent it as its neighbours are"
        }
        words if words.contains("unexpected character") || words.contains("unknown anchor") => {
            "put text that starts with this character in quotes"
        }
        words if words.contains("unknown escape") => "write `\\\\` for a backslash, or use single quotes",
        words if words.contains("unprintable") => "remove the control character; is this a text file?",
        _ => "this is no YAML from here on",
    }
}

fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |end| end + 1)
}
