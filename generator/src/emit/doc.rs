//! Doc comments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Docs, Editions};

use super::markdown;
use crate::format::LINE_BREAK;

/// The columns that a line of a doc comment has for text.
const WIDTH: usize = 92;

/// How a wire name in a text is spelled in Rust, backticks included.
pub(crate) type Spell<'s> = &'s dyn Fn(&str) -> Option<String>;

/// The text of a doc comment, built up from paragraphs.
#[derive(Default)]
pub(crate) struct Doc {
    text: String,
}

impl Doc {
    /// A doc comment that starts with the words of the document, or with `otherwise` where it has none. `spell` says how
    /// the wire names in them are spelled in Rust.
    pub(crate) fn of(docs: &Docs, otherwise: &str, spell: Spell<'_>) -> Self {
        let mut doc = Self::default();
        match (&docs.summary, &docs.description) {
            (None, None) => doc.paragraph(otherwise),
            (summary, description) => {
                let sentence = summary.as_deref().map(|summary| with_full_stop(&markdown::clean(summary)));
                let description = description.as_deref().map(markdown::clean);
                doc.paragraph(&markdown::replace_code(&sentence.unwrap_or_default(), spell));
                doc.paragraph(&markdown::replace_code(&description.unwrap_or_default(), spell));
            }
        }
        doc.paragraph(&editions(docs));
        doc
    }

    /// Adds a paragraph, or anything else that stands between blank lines.
    pub(crate) fn paragraph(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&markdown::wrap(text, WIDTH));
    }

    /// Adds lines that stay as they are.
    pub(crate) fn verbatim(&mut self, text: &str) {
        self.text.push_str("\n\n");
        self.text.push_str(text.trim_end());
    }

    /// The text, for a module's own documentation.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// The comment as one attribute, which is laid out as lines of `///`.
    pub(crate) fn tokens(&self) -> TokenStream {
        if self.text.is_empty() {
            return TokenStream::new();
        }
        let text = literal(&format!(" {}", self.text.replace('\n', LINE_BREAK)));
        quote!(#[doc = #text])
    }
}

/// The text as a raw string: nothing in it has to be escaped, and read again by what lays it out.
fn literal(text: &str) -> Literal {
    let after_quotes = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let hashes = "#".repeat(after_quotes.max().map_or(0, |most| most + 1));
    // What no raw string can hold, such as a carriage return, is escaped after all.
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}

/// One paragraph as doc attributes.
pub(crate) fn line(text: &str) -> TokenStream {
    let mut doc = Doc::default();
    doc.paragraph(text);
    doc.tokens()
}

/// `#[deprecated]` where the document says so.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    match &docs.deprecation {
        _ if !docs.deprecated => TokenStream::new(),
        Some(note) => {
            let note = markdown::clean(note).replace('\n', " ");
            quote!(#[deprecated(note = #note)])
        }
        None => quote!(#[deprecated]),
    }
}

/// The text with a full stop at its end, unless it has a mark there already.
pub(crate) fn with_full_stop(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', ':', ';']) || text.is_empty() { text.to_owned() } else { format!("{text}.") }
}

/// Which editions have a thing and which require it: `Since edition 0.50.`
fn editions(docs: &Docs) -> String {
    let mut sentences = present(&docs.editions);
    if let Some(required) = &docs.required_in {
        let required = span(required);
        sentences.push(format!("Required {required}; optional, because other editions do without."));
    }
    sentences.join(" ")
}

/// Which editions have a thing, in sentences.
pub(crate) fn present(editions: &Editions) -> Vec<String> {
    if *editions == Editions::default() {
        return Vec::new();
    }
    let span = span(editions);
    let (first, rest) = span.split_at(span.chars().next().map_or(0, char::len_utf8));
    vec![format!("{}{rest}.", first.to_uppercase())]
}

/// `since edition 0.50, until edition 1.6, but not in 1.0`.
fn span(editions: &Editions) -> String {
    let mut parts = Vec::new();
    if let Some(since) = &editions.since {
        parts.push(format!("since edition {}", markdown::clean(since)));
    }
    if let Some(until) = &editions.until {
        parts.push(format!("until edition {}", markdown::clean(until)));
    }
    if !editions.not_in.is_empty() {
        let but = if parts.is_empty() { "not" } else { "but not" };
        parts.push(format!("{but} in {}", markdown::clean(&editions.not_in.join(", "))));
    }
    parts.join(", ")
}

/// The first sentence of a text.
pub(crate) fn first_sentence(text: &str) -> String {
    let text = markdown::clean(text);
    let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let mut in_code = false;
    for (index, c) in paragraph.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '.' | '!' | '?' if !in_code && ends_sentence(&paragraph[..index], &paragraph[index + 1..]) => {
                return paragraph[..=index].to_owned();
            }
            _ => {}
        }
    }
    with_full_stop(&paragraph)
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let abbreviated = ["e.g", "i.e", "etc", "vs", "cf"].iter().any(|short| before.ends_with(short));
    !abbreviated && (after.is_empty() || after.starts_with(' '))
}
