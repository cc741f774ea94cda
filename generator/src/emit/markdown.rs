//! Text of a document as Markdown that rustdoc takes without a warning, and that stays inside its comment.

use std::borrow::Cow;

use super::blocks::{Blocks, hanging};

/// The text with what would trip rustdoc mended: bare URLs, brackets and angle brackets that are none of Markdown's,
/// unbalanced backticks, code that would be run as a test, control and direction characters.
pub(crate) fn clean(text: &str) -> String {
    let mut in_fence = false;
    let mut lines = Vec::new();
    let mut blocks = Blocks::default();
    for line in text.trim().lines() {
        let line = harmless(line);
        if let Some(fence) = fence(&line) {
            blocks = Blocks::default();
            lines.push(if in_fence { fence.to_owned() } else { format!("{fence}text") });
            in_fence = !in_fence;
        } else if in_fence {
            lines.push(line.trim_end().to_owned());
        } else {
            // Four spaces make a code block, which would be run as a test.
            let indent = line.len() - line.trim_start().len();
            lines.push(blocks.next(&format!("{}{}", &"   "[..indent.min(3)], clean_line(line.trim()))));
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// The text in one line, without what is no letter or sign.
pub(crate) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let text: String = spaced.filter(|c| is_harmless(*c)).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The line with spaces for tabs, without what is no letter or sign.
fn harmless(line: &str) -> Cow<'_, str> {
    if line.chars().all(is_harmless) {
        return line.into();
    }
    line.replace('\t', "    ").chars().filter(|c| is_harmless(*c)).collect()
}

/// Whether a character only shows itself: it ends no line, and turns no text around.
pub(crate) fn is_harmless(c: char) -> bool {
    let directs = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !directs && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    if line.starts_with("```") {
        Some("```")
    } else if line.starts_with("~~~") {
        Some("~~~")
    } else {
        None
    }
}

fn clean_line(line: &str) -> String {
    let mut cleaned = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(sign) = rest.find(['`', 'h', '<', '[', '>', ']', '\\']) {
        cleaned.push_str(&rest[..sign]);
        rest = &rest[sign..];
        let whole = match rest.as_bytes()[0] {
            b'`' => code_span(rest),
            b'<' => autolink(rest),
            b'[' => link(rest),
            b'\\' => escape(rest),
            b'>' if cleaned.trim().is_empty() => Some(&rest[..1]),
            b'h' if starts_url(&cleaned, rest) => {
                let url = url(rest);
                cleaned.extend(["<", url, ">"]);
                rest = &rest[url.len()..];
                continue;
            }
            b'h' => Some(&rest[..1]),
            _ => None,
        };
        let taken = whole.unwrap_or(&rest[..1]);
        if whole.is_none() {
            cleaned.push('\\');
        }
        cleaned.push_str(taken);
        rest = &rest[taken.len()..];
    }
    cleaned + rest
}

/// The backslash that `text` starts with and the sign that it escapes, if it does.
fn escape(text: &str) -> Option<&str> {
    text[1..].starts_with(|next: char| next.is_ascii_punctuation()).then(|| &text[..2])
}

/// The code span that `text` starts with: as many backticks at its end as at its start.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (mark, body) = text.split_at(ticks);
    let mut searched = 0;
    while let Some(found) = body[searched..].find(mark) {
        let end = searched + found;
        let run = body[end..].len() - body[end..].trim_start_matches('`').len();
        if run == ticks {
            return Some(&text[..ticks + end + ticks]);
        }
        searched = end + run;
    }
    None
}

fn starts_url(before: &str, rest: &str) -> bool {
    (rest.starts_with("http://") || rest.starts_with("https://"))
        && !before.ends_with(|c: char| c.is_alphanumeric())
        && url(rest).split_once("://").is_some_and(|(_, host)| host.starts_with(|c: char| c.is_alphanumeric()))
}

fn url(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || "<>\"`|\\^{}[]()'".contains(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_'])
}

fn autolink(text: &str) -> Option<&str> {
    let (inner, _) = text[1..].split_once('>')?;
    (inner.starts_with("http") && starts_url("", inner) && url(inner) == inner).then(|| &text[..inner.len() + 2])
}

/// The link `[text](https://…)` that `text` starts with.
fn link(text: &str) -> Option<&str> {
    let (label, rest) = text[1..].split_once("](")?;
    let (target, _) = rest.split_once(')')?;
    let plain = !label.is_empty() && !label.contains(['[', ']', '<', '>', '`', '\\']);
    let whole = starts_url("", target) && url(target) == target;
    (plain && whole).then(|| &text[..label.len() + target.len() + 4])
}

/// The text with what stands in its code spans replaced, where `replace` knows better. It gets the text between the
/// backticks, and returns what is to stand there, backticks included.
pub(crate) fn replace_code(text: &str, replace: &dyn Fn(&str) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (before, at_tick) = rest.split_at(start);
        let span = match code_span(at_tick) {
            Some(span) if !before.ends_with(['\\', '[']) => span,
            _ => &at_tick[..1],
        };
        replaced.push_str(before);
        replaced.push_str(&replace(span.trim_matches('`')).unwrap_or_else(|| span.to_owned()));
        rest = &at_tick[span.len()..];
    }
    replaced + rest
}

/// The text with its paragraphs broken into lines of at most `width` characters, where they have places to break.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let mut in_fence = false;
    let lines = text.lines().map(|line| {
        let is_fence = fence(line).is_some();
        in_fence ^= is_fence;
        if is_fence || in_fence || line.starts_with('|') { line.to_owned() } else { wrap_line(line, width) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn wrap_line(line: &str, width: usize) -> String {
    let hang = hanging(line);
    let indent = hang.chars().count();
    let (start, text) = line.split_at(line.len() - line.trim_start().len());
    let mut wrapped = start.to_owned();
    let mut column = start.len();
    for (index, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if column > indent && column + 1 + length > width && !starts_block(word) {
            wrapped.push('\n');
            wrapped.push_str(&hang);
            column = indent;
        } else if index > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

/// Whether a line that starts with this word would start something else than text.
fn starts_block(word: &str) -> bool {
    word.is_empty()
        || word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~'])
        || word.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_trips_rustdoc_is_mended() {
        for (text, expected) in [
            ("see https://airbyte.io/docs.", "see <https://airbyte.io/docs>."),
            ("[docs](https://airbyte.io) and [x]", "[docs](https://airbyte.io) and \\[x\\]"),
            ("a <b> `<c>` <https://d.e>", "a \\<b\\> `<c>` <https://d.e>"),
            ("an `open tick", "an \\`open tick"),
            ("    let x = 1;", "let x = 1;"),
            ("```\ncode [x]\n", "```text\ncode [x]\n```"),
            ("right\u{202e}left\u{7}", "rightleft"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn lines_break_where_nothing_else_starts() {
        assert_eq!(wrap("one two three - four", 5), "one\ntwo\nthree -\nfour");
        assert_eq!(wrap("- one two three", 10), "- one two\n  three");
    }
}
