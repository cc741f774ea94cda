//! From JSON pointers to places in the text. Scanned only when there is something to report.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

use crate::diagnostics::Pointer;

/// Where each node of a document stands, as byte ranges of its text.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    spans: HashMap<String, Range<usize>>,
}

/// A collection that is open while the events come by.
enum Frame {
    Mapping { key: Option<String> },
    Sequence { next: usize },
}

impl Positions {
    /// Scans `text`; what cannot be scanned is left out.
    pub(crate) fn scan(text: &str) -> Self {
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let byte = |index: usize| bytes.get(index).copied().unwrap_or(text.len());
        let mut positions = Self::default();
        let mut stack: Vec<Frame> = Vec::new();
        let mut path = vec![Pointer::root()];
        for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
            let range = byte(span.start.index())..byte(span.end.index());
            match event {
                Event::Scalar(text, ..) => {
                    if let Some(Frame::Mapping { key: key @ None }) = stack.last_mut() {
                        *key = Some(text.into_owned());
                        let pointer = pointer_of(&stack, &path);
                        positions.spans.insert(pointer.to_string(), range);
                    } else {
                        positions.enter_node(&stack, &path, range);
                        close_node(&mut stack);
                    }
                }
                Event::Alias(_) => close_node(&mut stack),
                Event::MappingStart(..) => {
                    path.push(positions.enter_node(&stack, &path, range));
                    stack.push(Frame::Mapping { key: None });
                }
                Event::SequenceStart(..) => {
                    path.push(positions.enter_node(&stack, &path, range));
                    stack.push(Frame::Sequence { next: 0 });
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    stack.pop();
                    path.pop();
                    close_node(&mut stack);
                }
                _ => {}
            }
        }
        positions
    }

    /// The range of the node that `pointer` leads to, or of the nearest one above it that the text has.
    pub(crate) fn locate(&self, pointer: &Pointer) -> Range<usize> {
        let mut text = pointer.to_string();
        loop {
            if let Some(range) = self.spans.get(&text) {
                return range.clone();
            }
            match text.rfind('/') {
                Some(cut) => text.truncate(cut),
                None => return 0..0,
            }
        }
    }

    /// Notes where a value starts, unless its key was noted already, and returns its pointer.
    fn enter_node(&mut self, stack: &[Frame], path: &[Pointer], range: Range<usize>) -> Pointer {
        let pointer = pointer_of(stack, path);
        self.spans.entry(pointer.to_string()).or_insert(range);
        pointer
    }
}

fn pointer_of(stack: &[Frame], path: &[Pointer]) -> Pointer {
    let parent = path.last().cloned().unwrap_or_default();
    match stack.last() {
        Some(Frame::Mapping { key: Some(key) }) => parent.child(key),
        Some(Frame::Sequence { next }) => parent.child(next),
        Some(Frame::Mapping { key: None }) | None => parent,
    }
}

fn close_node(stack: &mut [Frame]) {
    match stack.last_mut() {
        Some(Frame::Mapping { key }) => *key = None,
        Some(Frame::Sequence { next }) => *next += 1,
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_items_and_missing_nodes_are_located() {
        let text = "ä: 1\nlist:\n  - a\n  - b: {c/d: 2}\n";
        let positions = Positions::scan(text);
        let at = |pointer: Pointer| &text[positions.locate(&pointer)];
        let list = Pointer::root().child("list");
        assert_eq!(at(Pointer::root().child("ä")), "ä");
        assert_eq!(at(list.child(0)), "a");
        assert_eq!(at(list.child(1).child("b").child("c/d")), "c/d");
        assert_eq!(at(list.child(1).child("b").child("none")), "b");
    }
}
