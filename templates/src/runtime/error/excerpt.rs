//! Parts of bodies and advice, for messages.

use std::fmt;

use reqwest::Url;

/// A hundred characters or so of a body, from `start`.
pub(super) fn excerpt(body: &[u8], start: usize) -> String {
    const LENGTH: usize = 120;
    let text = String::from_utf8_lossy(&body[start.min(body.len())..body.len().min(start + LENGTH)]).into_owned();
    if body.len() > start + LENGTH { format!("{text}…") } else { text }
}

/// JSON, or a part of it, with its strings hidden but for the names of objects' fields.
pub(super) fn without_strings(json: &str) -> String {
    let mut shown = String::new();
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        let (before, string) = rest.split_at(start);
        let end = string_end(string);
        shown.push_str(before);
        let is_name = string[end..].trim_start().starts_with(':');
        shown.push_str(if is_name { &string[..end] } else { "\"***\"" });
        rest = &string[end..];
    }
    shown + rest
}

/// What has to stand before a text that goes on where `json` ends, so that its strings are found: the quotation mark of one
/// that is open there, and the backslash of an escape.
pub(super) fn opening(json: &[u8]) -> &'static str {
    let (mut open, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if open => escaped = true,
            b'"' => open = !open,
            _ => {}
        }
    }
    match (open, escaped) {
        (false, _) => "",
        (true, false) => "\"",
        (true, true) => "\"\\",
    }
}

/// The byte behind the string that `text` starts with.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place + 1,
            _ => {}
        }
    }
    text.len()
}

/// What to do about an answer that is a web page.
pub(super) fn base_url_hint(alternative: Option<&Url>) -> String {
    match alternative {
        Some(url) => format!("the base URL is probably wrong, try `{url}`"),
        None => "the base URL is probably that of something else than the API".to_owned(),
    }
}

/// Texts that are not to be shown, because whoever knows them can act for the caller.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// These and another one. A very short text is left out: to hide it would garble every message, and it protects
    /// nothing.
    pub(crate) fn and(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if text.len() > 3 {
            self.0.push(text);
        }
        self
    }

    /// Whether one of them stands in a text.
    pub(super) fn are_in(&self, text: &[u8]) -> bool {
        let text = String::from_utf8_lossy(text);
        self.0.iter().any(|secret| text.contains(secret))
    }

    /// The text with each secret in it replaced; servers do repeat what they were sent.
    pub(crate) fn hide(&self, text: String) -> String {
        self.0.iter().fold(text, |text, secret| if text.contains(secret) { text.replace(secret, "***") } else { text })
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_hidden_and_names_are_not() {
        let json = r#"{"token": "a\"b", "list": ["x", 7, true], "open": "never closed"#;
        assert_eq!(without_strings(json), r#"{"token": "***", "list": ["***", 7, true], "open": "***""#);
        let places = ["token", "a", "b", "list", "7", "open", "never"].map(|text| json.find(text).unwrap_or_default());
        let within = places.map(|place| !opening(&json.as_bytes()[..place]).is_empty());
        assert_eq!(within, [true, true, true, true, false, true, true]);
        // Wherever it is cut, nothing of a string shows.
        let json = r#"{"key": "s\"3\\c", "n": "\"{\"3\":\"c\"}"}"#;
        for start in 0..json.len() {
            let shown = without_strings(&format!("{}{}", opening(&json.as_bytes()[..start]), &json[start..]));
            assert!(!shown.contains(['3', 'c']), "{start}: {shown}");
        }
    }

    #[test]
    fn secrets_are_hidden_wherever_they_stand() {
        let secrets = Secrets::default().and("hunter2").and("no");
        assert_eq!(secrets.hide("no: hunter2 and hunter2".to_owned()), "no: *** and ***");
    }
}
