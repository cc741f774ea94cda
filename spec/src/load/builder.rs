//! A tree out of the events of a text.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Map, Value};

use super::{DEEPEST, Event, events, scalar, syntax};
use crate::diagnostics::{Diagnostic, shortened};

/// The nodes that aliases may add to a document by being written out.
const MOST_ALIASED: usize = 1_000_000;
/// The bytes of text that they may add.
const MOST_ALIASED_BYTES: usize = 64 << 20;

/// The tree of `text`, or all that is wrong with it as YAML.
pub(super) fn build(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let mut builder = Builder::default();
    for event in events(text) {
        match event {
            Ok((event, range)) => {
                if let Err(error) = builder.take(event, range) {
                    builder.found.push(*error);
                    return Err(builder.found);
                }
            }
            Err(noticed) => {
                let open = builder.stack.iter().rev().map(|open| open.range.start);
                builder.found.push(syntax::explain(text, &noticed, open));
                return Err(builder.found);
            }
        }
    }
    if builder.found.is_empty() { Ok(builder.root.unwrap_or_default()) } else { Err(builder.found) }
}

/// The keys that stand twice in a mapping of `text`, which is known to be a document.
pub(super) fn repeated_keys(text: &str) -> Vec<Diagnostic> {
    let mut builder = Builder::default();
    for (event, range) in events(text).map_while(Result::ok) {
        if builder.take(event, range).is_err() {
            break;
        }
    }
    builder.found.retain(|found| found.code == "duplicate-key");
    builder.found
}

/// The error for a node that is nested too deeply.
pub(super) fn too_deep(place: usize) -> Diagnostic {
    Diagnostic::error("too-deep", format!("this is nested in more than {DEEPEST} levels"))
        .at_bytes(place..place + 1)
        .help("give the inner parts names under `components`, and refer to them")
}

/// The state of building a tree.
#[derive(Default)]
struct Builder {
    /// The collections that are open, from the top.
    stack: Vec<Open>,
    root: Option<Value>,
    documents: usize,
    /// What each anchor stands for, once it is complete.
    anchors: HashMap<usize, Value>,
    aliased: usize,
    aliased_bytes: usize,
    found: Vec<Diagnostic>,
}

/// A collection that is not complete.
struct Open {
    anchor: usize,
    range: Range<usize>,
    content: Content,
}

enum Content {
    Mapping {
        entries: Map<String, Value>,
        /// The key whose value comes next.
        key: Option<String>,
        places: HashMap<String, Range<usize>>,
        /// What `<<` brings in, behind what the mapping says itself.
        merged: Vec<Value>,
    },
    Sequence(Vec<Value>),
}

impl Builder {
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
            Event::Scalar { text, plain, anchor } => {
                if self.takes_key() {
                    return self.key(text.into_owned(), range);
                }
                let value = if plain { scalar::plain(&text) } else { Value::String(text.into_owned()) };
                self.complete(value, anchor)
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::Mapping(anchor) => {
                let (entries, key, places, merged) = Default::default();
                self.open(anchor, range, Content::Mapping { entries, key, places, merged })
            }
            Event::Sequence(anchor) => self.open(anchor, range, Content::Sequence(Vec::new())),
            Event::End => self.end(),
        }
    }

    fn takes_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open { content: Content::Mapping { key: None, .. }, .. }))
    }

    fn key(&mut self, text: String, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let Some(Open { content: Content::Mapping { key, places, .. }, .. }) = self.stack.last_mut() else {
            return Ok(());
        };
        match places.get(&text) {
            Some(first) if text != "<<" => {
                let message = format!("the key `{}` stands twice in this mapping", shortened(&text));
                let error = Diagnostic::error("duplicate-key", message).at_bytes(range);
                let error = error.related_bytes(first.clone(), "it stands here first");
                self.found.push(error.help("remove one of the two, or rename it"));
            }
            _ => {
                places.insert(text.clone(), range);
            }
        }
        *key = Some(text);
        Ok(())
    }

    fn open(&mut self, anchor: usize, range: Range<usize>, content: Content) -> Result<(), Box<Diagnostic>> {
        if self.takes_key() {
            let error = Diagnostic::error("syntax", "a key is text, and this is a collection").at_bytes(range);
            return Err(Box::new(error.help("put it in quotes, if it is meant as text")));
        }
        if self.stack.len() >= DEEPEST {
            return Err(Box::new(too_deep(range.start)));
        }
        self.stack.push(Open { anchor, range, content });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Box<Diagnostic>> {
        let Some(Open { anchor, content, .. }) = self.stack.pop() else { return Ok(()) };
        let value = match content {
            Content::Sequence(items) => Value::Array(items),
            Content::Mapping { mut entries, merged, .. } => {
                for (key, value) in merged.into_iter().flat_map(entries_of) {
                    entries.entry(key).or_insert(value);
                }
                Value::Object(entries)
            }
        };
        self.complete(value, anchor)
    }

    fn complete(&mut self, value: Value, anchor: usize) -> Result<(), Box<Diagnostic>> {
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.stack.last_mut().map(|open| &mut open.content) {
            Some(Content::Sequence(items)) => items.push(value),
            Some(Content::Mapping { entries, key, merged, .. }) => match key.take() {
                Some(key) if key == "<<" && !entries_of(value.clone()).is_empty() => merged.push(value),
                Some(key) => {
                    entries.insert(key, value);
                }
                None => {}
            },
            None => self.root = Some(value),
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let error = |code, message: &str, help: &str| {
            Box::new(Diagnostic::error(code, message).at_bytes(range.clone()).help(help))
        };
        let Some(value) = self.anchors.get(&anchor) else {
            return Err(error("syntax", "this alias stands for something that contains it", "use a `$ref`"));
        };
        let size = Size::of(value);
        self.aliased += size.nodes;
        self.aliased_bytes += size.bytes;
        if self.aliased > MOST_ALIASED || self.aliased_bytes > MOST_ALIASED_BYTES {
            return Err(error("too-large", "the aliases up to here stand for too much", "use `$ref`s"));
        }
        if self.stack.len() + size.depth > DEEPEST {
            return Err(Box::new(too_deep(range.start)));
        }
        let value = value.clone();
        match (self.takes_key(), value) {
            (true, Value::String(text)) => self.key(text, range),
            (true, _) => Err(error("syntax", "a key is text, and this is an alias for something else", "write it out")),
            (false, value) => self.complete(value, 0),
        }
    }
}

/// The entries of the mapping, or of the mappings in the list, that `<<` merges in.
fn entries_of(value: Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(entries) => entries.into_iter().collect(),
        Value::Array(items) if items.iter().all(Value::is_object) => items.into_iter().flat_map(entries_of).collect(),
        _ => Vec::new(),
    }
}

/// How much a value is.
struct Size {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

impl Size {
    fn of(value: &Value) -> Self {
        let mut size = Self { nodes: 1, bytes: 0, depth: 0 };
        match value {
            Value::String(text) => size.bytes = text.len(),
            Value::Array(items) => items.iter().for_each(|item| size.add(&Self::of(item))),
            Value::Object(entries) => {
                for (key, value) in entries {
                    size.bytes += key.len();
                    size.add(&Self::of(value));
                }
            }
            _ => {}
        }
        size
    }

    fn add(&mut self, inner: &Self) {
        self.nodes += inner.nodes;
        self.bytes += inner.bytes;
        self.depth = self.depth.max(inner.depth + 1);
    }
}
