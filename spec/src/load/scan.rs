//! A look at the structure of a text before a tree is made of it: what it must not have, and how much there is of it.

use std::collections::HashMap;
use std::ops::Range;

use super::{DEEPEST, Event, events, syntax};
use crate::diagnostics::{Diagnostic, shortened};

/// The nodes that aliases may add to a document by being written out.
const MOST_ALIASED: usize = 1_000_000;
/// The bytes of text that they may add.
const MOST_ALIASED_BYTES: usize = 64 << 20;

/// All that is wrong with `text` as YAML: what is no YAML, what is nested too deeply, what aliases blow up, and keys that
/// stand twice in their mapping.
pub(super) fn check(text: &str) -> Vec<Diagnostic> {
    let mut scan = Scan::default();
    for event in events(text) {
        match event {
            Ok((event, range)) => {
                if let Err(error) = scan.take(event, range) {
                    scan.found.push(*error);
                    break;
                }
            }
            Err(noticed) => {
                let open = scan.stack.iter().rev().map(|open| open.range.start);
                scan.found.push(syntax::explain(text, &noticed, open));
                break;
            }
        }
    }
    scan.found
}

/// The keys that stand twice in a mapping of `text`, which is known to be a document.
pub(super) fn repeated_keys(text: &str) -> Vec<Diagnostic> {
    let mut found = check(text);
    found.retain(|found| found.code == "duplicate-key");
    found
}

/// The error for a node that is nested too deeply.
pub(super) fn too_deep(place: usize) -> Diagnostic {
    Diagnostic::error("too-deep", format!("this is nested in more than {DEEPEST} levels"))
        .at_bytes(place..place + 1)
        .help("give the inner parts names under `components`, and refer to them")
}

/// The state of looking through a text.
#[derive(Default)]
struct Scan {
    /// The collections that are open, from the top.
    stack: Vec<Open>,
    documents: usize,
    /// How much each anchor stands for, once it is complete.
    anchors: HashMap<usize, Size>,
    aliased: usize,
    aliased_bytes: usize,
    found: Vec<Diagnostic>,
}

/// A collection that is not complete.
struct Open {
    anchor: usize,
    range: Range<usize>,
    /// How much of it there is so far.
    size: Size,
    /// The keys of a mapping; none for a sequence.
    keys: Option<Keys>,
}

#[derive(Default)]
struct Keys {
    places: HashMap<String, Range<usize>>,
    /// Whether the value of a key comes next.
    is_value_next: bool,
}

/// How much a node is.
#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    bytes: usize,
    depth: usize,
    /// Whether it is text, and can be a key.
    is_scalar: bool,
}

impl Size {
    fn scalar(bytes: usize) -> Self {
        Self { nodes: 1, bytes, depth: 0, is_scalar: true }
    }

    fn collection() -> Self {
        Self { nodes: 1, bytes: 0, depth: 0, is_scalar: false }
    }

    fn add(&mut self, inner: Self) {
        self.nodes = self.nodes.saturating_add(inner.nodes);
        self.bytes = self.bytes.saturating_add(inner.bytes);
        self.depth = self.depth.max(inner.depth + 1);
    }
}

impl Scan {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::Document => {
                self.documents += 1;
                if self.documents > 1 {
                    let error = Diagnostic::error("syntax", "a second document starts here").at_bytes(range);
                    return Err(Box::new(error.help("keep one document to a file")));
                }
                Ok(())
            }
            Event::Scalar { text, anchor } => {
                let size = Size::scalar(text.len());
                if self.takes_key() {
                    self.key(text.into_owned(), range);
                    self.note(size, anchor);
                } else {
                    self.complete(size, anchor);
                }
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::Mapping(anchor) => self.open(anchor, range, Some(Keys::default())),
            Event::Sequence(anchor) => self.open(anchor, range, None),
            Event::End => {
                if let Some(Open { anchor, size, .. }) = self.stack.pop() {
                    self.complete(size, anchor);
                }
                Ok(())
            }
        }
    }

    fn takes_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open { keys: Some(Keys { is_value_next: false, .. }), .. }))
    }

    fn key(&mut self, text: String, range: Range<usize>) {
        let Some(Open { keys: Some(keys), size, .. }) = self.stack.last_mut() else { return };
        keys.is_value_next = true;
        size.bytes += text.len();
        match keys.places.get(&text) {
            Some(first) if text != "<<" => {
                let message = format!("the key `{}` stands twice in this mapping", shortened(&text));
                let error = Diagnostic::error("duplicate-key", message).at_bytes(range);
                let error = error.related_bytes(first.clone(), "it stands here first");
                self.found.push(error.help("remove one of the two, or rename it"));
            }
            _ => {
                keys.places.insert(text, range);
            }
        }
    }

    fn open(&mut self, anchor: usize, range: Range<usize>, keys: Option<Keys>) -> Result<(), Box<Diagnostic>> {
        if self.takes_key() {
            let error = Diagnostic::error("syntax", "a key is text, and this is a collection").at_bytes(range);
            return Err(Box::new(error.help("put it in quotes, if it is meant as text")));
        }
        if self.stack.len() >= DEEPEST {
            return Err(Box::new(too_deep(range.start)));
        }
        self.stack.push(Open { anchor, range, size: Size::collection(), keys });
        Ok(())
    }

    /// Takes note of a node that is complete.
    fn complete(&mut self, size: Size, anchor: usize) {
        self.note(size, anchor);
        if let Some(open) = self.stack.last_mut() {
            open.size.add(size);
            if let Some(keys) = &mut open.keys {
                keys.is_value_next = false;
            }
        }
    }

    fn note(&mut self, size: Size, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, size);
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let error = |code, message: &str, help: &str| {
            Box::new(Diagnostic::error(code, message).at_bytes(range.clone()).help(help))
        };
        let Some(size) = self.anchors.get(&anchor).copied() else {
            return Err(error("syntax", "this alias stands for something that contains it", "use a `$ref`"));
        };
        self.aliased = self.aliased.saturating_add(size.nodes);
        self.aliased_bytes = self.aliased_bytes.saturating_add(size.bytes);
        if self.aliased > MOST_ALIASED || self.aliased_bytes > MOST_ALIASED_BYTES {
            return Err(error("too-large", "the aliases up to here stand for too much", "use `$ref`s"));
        }
        if self.stack.len() + size.depth > DEEPEST {
            return Err(Box::new(too_deep(range.start)));
        }
        match (self.takes_key(), size.is_scalar) {
            (true, true) => {
                if let Some(Open { keys: Some(keys), .. }) = self.stack.last_mut() {
                    keys.is_value_next = true;
                }
                Ok(())
            }
            (true, false) => {
                Err(error("syntax", "a key is text, and this is an alias for something else", "write it out"))
            }
            (false, _) => {
                self.complete(size, 0);
                Ok(())
            }
        }
    }
}
