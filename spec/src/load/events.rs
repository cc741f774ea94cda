//! The text as a parser of YAML sees it: its scalars and collections, each with its bytes.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Parser, ScanError, StrInput};

/// A piece of a document's structure.
pub(crate) enum Event<'t> {
    /// Text, a number, a flag or null.
    Scalar { text: Cow<'t, str>, anchor: usize },
    /// What the anchor of this number stands for.
    Alias(usize),
    /// A mapping starts; it may have an anchor, whose number is not zero then.
    Mapping(usize),
    /// A sequence starts.
    Sequence(usize),
    /// The innermost collection ends.
    End,
    /// A document starts.
    Document,
}

/// What stops the parser: the byte at which it noticed, and its words for it.
#[derive(Debug)]
pub(crate) struct Noticed {
    pub(crate) byte: usize,
    pub(crate) words: String,
}

/// The events of `text`, up to the first place at which it is no YAML.
pub(crate) fn events(text: &str) -> impl Iterator<Item = Result<(Event<'_>, Range<usize>), Noticed>> {
    Events { parser: Parser::new_from_str(text), characters: Characters::of(text), failed: false }
}

struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    characters: Characters<'t>,
    failed: bool,
}

impl<'t> Iterator for Events<'t> {
    type Item = Result<(Event<'t>, Range<usize>), Noticed>;

    fn next(&mut self) -> Option<Self::Item> {
        use saphyr_parser::Event as Parsed;
        while !self.failed {
            let (event, span) = match self.parser.next()? {
                Ok(next) => next,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(self.noticed(&error)));
                }
            };
            let event = match event {
                Parsed::Scalar(text, _, anchor, _) => Event::Scalar { text, anchor },
                Parsed::Alias(anchor) => Event::Alias(anchor),
                Parsed::MappingStart(anchor, _) => Event::Mapping(anchor),
                Parsed::SequenceStart(anchor, _) => Event::Sequence(anchor),
                Parsed::MappingEnd | Parsed::SequenceEnd => Event::End,
                Parsed::DocumentStart(_) => Event::Document,
                _ => continue,
            };
            let range = self.characters.byte(span.start.index())..self.characters.byte(span.end.index());
            return Some(Ok((event, range)));
        }
        None
    }
}

impl Events<'_> {
    fn noticed(&self, error: &ScanError) -> Noticed {
        Noticed { byte: self.characters.byte(error.marker().index()), words: error.info().to_owned() }
    }
}

/// From the number of a character, which is what the parser counts, to its byte.
struct Characters<'t> {
    text: &'t str,
    /// The byte of every [`Self::STRIDE`]th character; empty for text that is all ASCII.
    bytes: Vec<usize>,
}

impl<'t> Characters<'t> {
    const STRIDE: usize = 64;

    fn of(text: &'t str) -> Self {
        let bytes = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().step_by(Self::STRIDE).map(|(byte, _)| byte).collect(),
        };
        Self { text, bytes }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            return character.min(self.text.len());
        }
        let Some(start) = self.bytes.get(character / Self::STRIDE) else { return self.text.len() };
        let mut rest = self.text[*start..].char_indices();
        rest.nth(character % Self::STRIDE).map_or(self.text.len(), |(byte, _)| start + byte)
    }
}
