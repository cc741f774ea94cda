//! JSON, which is YAML but for a few escapes, and has better words for what is wrong with it.

use std::borrow::Cow;

use serde_json::Value;

use super::scan;
use crate::diagnostics::{Diagnostic, Source, start_of_character};

/// The tree of a text that starts as JSON does, or what is wrong with it; none for other text.
pub(super) fn load(text: &str) -> Option<Result<Value, Vec<Diagnostic>>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let tree = serde_json::from_str(text);
    Some(match tree {
        // The parser of JSON takes the last of two values for one key without a word.
        Ok(tree) => match scan::repeated_keys(&scannable(text)) {
            found if found.is_empty() => Ok(tree),
            found => Err(found),
        },
        Err(error) => Err(vec![syntax(text, &error)]),
    })
}

/// Whether a text that is no JSON was meant to be, rather than the flow style of YAML.
pub(super) fn is_meant(source: &Source) -> bool {
    let inside = source.text().trim_start().trim_start_matches(['{', '[']).trim_start();
    let is_named = |ending| source.name().to_ascii_lowercase().ends_with(ending);
    is_named(".json") || (inside.starts_with(['"', '}', ']']) && !is_named(".yaml") && !is_named(".yml"))
}

/// The text with other escapes of the same length for halves of characters, which only JSON has: a different one for each, so
/// that different keys stay different.
pub(crate) fn scannable(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("\\u") {
        let (before, escape) = rest.split_at(place);
        let escape = escape.get(..6).unwrap_or("\\u");
        let is_half = matches!(escape.as_bytes(), [_, _, b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
        masked.push_str(before);
        if is_half {
            masked.push_str("\\ue");
            masked.push_str(&escape[3..]);
        } else {
            masked.push_str(escape);
        }
        rest = &rest[place + escape.len()..];
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

fn syntax(text: &str, error: &serde_json::Error) -> Diagnostic {
    let words = error.to_string();
    let message = words.rsplit_once(" at line ").map_or(words.as_str(), |(message, _)| message);
    let noticed = byte_of(text, error.line(), error.column());
    if message.contains("recursion limit") {
        return scan::too_deep(noticed);
    }
    let start_of_line = text[..noticed].rfind('\n').map_or(0, |end| end + 1);
    let at_start = text[start_of_line..noticed].trim().is_empty();
    let before = text[..noticed].trim_end();
    let last = before.char_indices().next_back().map_or(0, |(place, _)| place);
    let (place, message, help) = match message {
        "EOF while parsing an object" | "EOF while parsing a list" => {
            let open = unclosed(text).unwrap_or(last);
            (open, "this is opened and never closed", "close it where it ends")
        }
        "control character (\\u0000-\\u001F) found while parsing a string" | "EOF while parsing a string" => {
            (opening_quote(text, noticed), "this string is not closed on its line", "close it with `\"`")
        }
        // The comma is missing, or one too many, behind what stands before; that may well be on a line before.
        "expected `,` or `}`" | "expected `,` or `]`" if at_start => (last, message, "put a `,` behind it"),
        "trailing comma" => (last, message, "remove the last comma"),
        "expected `:`" if at_start => (last, message, "a key is followed by `:` and its value"),
        "key must be a string" => (noticed, message, "put the key in quotes"),
        _ => (noticed, message, "this is no JSON from here on"),
    };
    Diagnostic::error("syntax", message.to_owned()).at_bytes(place..place + 1).help(help)
}

/// The byte that the parser stopped at: it counts lines from 1, and bytes from 1 in them.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start_of_character(text, start + column.saturating_sub(1))
}

/// The last quote before the end of the line that a string runs over.
fn opening_quote(text: &str, noticed: usize) -> usize {
    text[..noticed].trim_end().rfind('"').unwrap_or(noticed)
}

/// The bracket that was probably not closed: the innermost whose line is indented other than that of what closes it, or
/// else the innermost that is open at the end.
fn unclosed(text: &str) -> Option<usize> {
    let (mut open, mut in_string, mut escaped, mut indent, mut at_start) = (Vec::new(), false, false, 0, true);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (indent, at_start, in_string) = (0, true, false),
            _ if in_string => {
                in_string = escaped || byte != b'"';
                escaped = byte == b'\\' && !escaped;
            }
            b' ' | b'\t' if at_start => indent += 1,
            b'{' | b'[' => {
                open.push((place, indent));
                at_start = false;
            }
            b'}' | b']' => {
                let (opened, of) = open.pop()?;
                if at_start && of > indent {
                    return Some(opened);
                }
                at_start = false;
            }
            _ => {
                in_string = byte == b'"';
                at_start = false;
            }
        }
    }
    open.pop().map(|(place, _)| place)
}
