//! An untyped tree to text, in the form in which documents are kept.
//!
//! There is one way to write each tree, so that the difference between two texts is the difference between what they say.
//! Every value reads the same in YAML 1.1 and 1.2: what either would take for something else than text is quoted.

mod scalar;

use serde_json::{Map, Value};

use self::scalar::{is_printable, quoted_if_needed};
use crate::diagnostics::{Report, Source};

/// The columns of a line, where words can be wrapped.
const WIDTH: usize = 100;

/// Writes a tree as YAML: two spaces a level, words wrapped, no anchors, no flow but for what is empty.
pub fn write(tree: &Value) -> String {
    let mut out = String::new();
    match tree {
        Value::Object(map) if !map.is_empty() => write_mapping(&mut out, map, 0),
        Value::Array(items) if !items.is_empty() => write_list(&mut out, items, 0),
        scalar => {
            out.push_str(&inline(scalar, 0, 0));
            out.push('\n');
        }
    }
    out
}

/// Writes a tree below the comment that `text` starts with: the one comment that documents keep.
pub fn rewrite(text: &str, tree: &Value) -> String {
    let comment = text.split_inclusive('\n').take_while(|line| line.starts_with('#'));
    comment.collect::<String>() + &write(tree)
}

/// The text of a document in the form in which it is kept, its words as they are.
///
/// # Errors
///
/// A [`Report`] of what makes the text no document.
pub fn kept_form(source: &Source) -> Result<String, Report> {
    let mut tree = crate::tree(source, None)?;
    crate::merge::tidy(&mut tree);
    Ok(rewrite(source.text(), &tree))
}

fn write_mapping(out: &mut String, map: &Map<String, Value>, indent: usize) {
    for (index, (key, value)) in map.iter().enumerate() {
        // The first key of a mapping in a list stands behind the dash.
        if index > 0 || !out.ends_with("- ") {
            out.push_str(&" ".repeat(indent));
        }
        let key = quoted_if_needed(key);
        out.push_str(&key);
        out.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                write_mapping(out, inner, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                write_list(out, items, indent + 2);
            }
            scalar => {
                out.push(' ');
                out.push_str(&inline(scalar, indent, indent + key.chars().count() + 2));
                out.push('\n');
            }
        }
    }
}

fn write_list(out: &mut String, items: &[Value], indent: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 || !out.ends_with("- ") {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str("- ");
        match item {
            Value::Object(inner) if !inner.is_empty() => write_mapping(out, inner, indent + 2),
            Value::Array(inner) if !inner.is_empty() => write_list(out, inner, indent + 2),
            scalar => {
                out.push_str(&inline(scalar, indent, indent + 2));
                out.push('\n');
            }
        }
    }
}

/// What stands behind a key or a dash: `indent` is that of its line, `column` where it starts.
fn inline(value: &Value, indent: usize, column: usize) -> String {
    match value {
        Value::String(text) => write_text(text, indent, column),
        other => other.to_string(),
    }
}

fn write_text(text: &str, indent: usize, column: usize) -> String {
    if text.contains('\n') && is_literal(text) {
        return literal(text, indent + 2);
    }
    let short = quoted_if_needed(text);
    if column + short.chars().count() > WIDTH && is_foldable(text) { folded(text, indent + 2) } else { short }
}

/// Whether a text of several lines can stand in a block that keeps them.
fn is_literal(text: &str) -> bool {
    let starts_plain = text.chars().next().is_some_and(|c| !c.is_whitespace());
    starts_plain && text.split('\n').all(|line| line.chars().all(is_printable))
}

fn literal(text: &str, indent: usize) -> String {
    let body = text.trim_end_matches('\n');
    let chomping = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let lines = lines.map(|line| if line.is_empty() { String::new() } else { " ".repeat(indent) + line });
    format!("|{chomping}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Whether a text of one line can be wrapped at its spaces and read back as it was.
fn is_foldable(text: &str) -> bool {
    let words_stand_apart = text.split(' ').all(|word| !word.is_empty());
    words_stand_apart && text.contains(' ') && text.chars().all(|c| c != '\t' && is_printable(c))
}

fn folded(text: &str, indent: usize) -> String {
    let mut out = ">-".to_owned();
    let mut column = usize::MAX;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column.saturating_add(1 + width) > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent + width;
        } else {
            out.push(' ');
            column += 1 + width;
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Source;

    fn reread(text: &str) -> Value {
        crate::load::load(&Source::new("written.yaml", text)).expect("what was written can be read")
    }

    #[test]
    fn every_text_reads_back_as_it_was() {
        let words = "word ".repeat(60);
        let texts = [
            "",
            " ",
            "a",
            "yes",
            "No",
            "null",
            "~",
            "1",
            "-1",
            "1.0",
            "1e3",
            "0x1f",
            "1_000",
            "12:30",
            "2021-05-27",
            "2021-05-27T10:00:00Z",
            "a: b",
            "a #b",
            "a:",
            "#a",
            "- a",
            "-a",
            "?",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "{a}",
            "[a]",
            "'a'",
            "\"a\"",
            "a'b",
            "a\\b",
            "|",
            ">",
            "a\nb",
            "a\nb\n",
            "a\nb\n\n",
            "\na",
            " a\nb",
            "a\n\n b",
            "a\tb",
            "a\r\nb",
            "\u{1}",
            "ä ö",
            "\u{a0}",
            "\u{feff}a",
            "\u{2028}",
            "😀",
            "=",
            ".5",
            "on",
            words.trim(),
            &words,
            "a  b",
            "0o17",
            "1:",
            "...",
            "---",
            "--- a",
            "a\n...\nb",
        ];
        for text in texts {
            for tree in
                [json!({ "key": text }), json!({ "list": [text, [text]] }), json!({ text: { text: [{ "a": text }] } })]
            {
                let written = write(&tree);
                assert_eq!(reread(&written), tree, "{text:?} was written as {written}");
            }
        }
    }

    #[test]
    fn collections_and_scalars_have_one_form() {
        let tree = json!({
            "a": { "b": [], "c": {}, "d": null, "e": true, "f": 1.5 },
            "list": [{ "x": 1, "z": [2, [3, 4]] }, [], {}, "text"],
            "200": "two hundred",
        });
        let written = "a:\n  b: []\n  c: {}\n  d: null\n  e: true\n  f: 1.5\nlist:\n  - x: 1\n    z:\n      - 2\n      \
                       - - 3\n        - 4\n  - []\n  - {}\n  - text\n'200': two hundred\n";
        assert_eq!(write(&tree), written);
        assert_eq!(reread(written), tree);
    }

    #[test]
    fn the_comment_at_the_top_stays() {
        assert_eq!(rewrite("# one\n#\n# two\na: 1\n", &json!({ "a": 2 })), "# one\n#\n# two\na: 2\n");
    }
}
