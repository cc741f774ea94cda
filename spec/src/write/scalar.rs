//! Texts of one line.

/// A text that can stand on one line: as it is, where every reader takes it for text, and else in quotes.
pub(super) fn quoted_if_needed(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether every reader takes the character for what it is, on a line of its own.
pub(super) fn is_printable(c: char) -> bool {
    let odd = matches!(c, '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    c == '\t' || !(c.is_control() || odd)
}

/// Whether a text needs no quotes to be read as that text.
fn is_plain(text: &str) -> bool {
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=~";
    let Some(first) = text.chars().next() else { return false };
    let one_line = text.chars().all(|c| c != '\t' && is_printable(c)) && text.trim() == text;
    let structure = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    one_line && !structure && !INDICATORS.contains(first) && !text.starts_with("<<") && !is_other_than_text(text)
}

/// Whether a reader of some edition of YAML would take the text for a word of its own, a number or a date.
fn is_other_than_text(text: &str) -> bool {
    const WORDS: [&str; 11] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"];
    let lower = text.to_ascii_lowercase();
    let unsigned = lower.trim_start_matches(['+', '-']);
    let digits = unsigned.replace('_', "");
    let based = ["0x", "0o", "0b"].iter().any(|base| digits.starts_with(base));
    let counted = digits.contains(':') && digits.chars().all(|c| c.is_ascii_digit() || ".:".contains(c));
    WORDS.contains(&unsigned) || based || counted || digits.parse::<f64>().is_ok() || is_date(text)
}

fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let year = parts.next();
    year.is_some_and(|year| year.len() == 4)
        && digits(year)
        && digits(parts.next())
        && parts.next().is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
