//! From JSON pointers to places in the text.

use std::collections::HashMap;
use std::ops::Range;

use super::Pointer;
use crate::load::{Event, events, scannable};

/// Where the nodes of a document stand that somebody asked for, as byte ranges of its text.
///
/// Only the ways to those nodes are kept, so that a hundred megabytes of text do not become a table of their size.
#[derive(Debug)]
pub(crate) struct Positions {
    nodes: Vec<Node>,
}

/// A step on the way to a node that was asked for.
#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, usize>,
    range: Option<Range<usize>>,
}

/// A collection that is open while the events come by; with its node, where it is on a way.
struct Frame {
    node: Option<usize>,
    /// The node of the value that comes next.
    next: Option<usize>,
    kind: FrameKind,
}

enum FrameKind {
    /// Whether the next scalar is a key.
    Mapping { at_key: bool },
    /// The index of the next item.
    Sequence { index: usize },
}

impl Positions {
    /// Scans `text` for the nodes of `wanted`; what cannot be scanned is left out.
    pub(crate) fn scan<'p>(text: &str, wanted: impl IntoIterator<Item = &'p Pointer>) -> Self {
        let mut positions = Self { nodes: vec![Node::default()] };
        for pointer in wanted {
            let mut node = 0;
            for step in pointer.steps() {
                let next = positions.nodes.len();
                node = *positions.nodes[node].children.entry(step).or_insert(next);
                if node == next {
                    positions.nodes.push(Node::default());
                }
            }
        }
        if positions.nodes.len() > 1 {
            positions.walk(text);
        }
        positions
    }

    /// The range of the node that `pointer` leads to, or of the nearest one above it that the text has.
    pub(crate) fn locate(&self, pointer: &Pointer) -> Range<usize> {
        let (mut node, mut range) = (0, 0..0);
        for step in pointer.steps() {
            let Some(next) = self.nodes[node].children.get(&step) else { break };
            node = *next;
            range = self.nodes[node].range.clone().unwrap_or(range);
        }
        range
    }

    fn walk(&mut self, text: &str) {
        let mut stack: Vec<Frame> = Vec::new();
        let text = scannable(text);
        for (event, range) in events(&text).map_while(Result::ok) {
            match event {
                Event::Scalar { text, .. } => self.scalar(&mut stack, &text, range),
                Event::Alias(_) => self.close(&mut stack),
                Event::Mapping(_) => self.open(&mut stack, range, FrameKind::Mapping { at_key: true }),
                Event::Sequence(_) => self.open(&mut stack, range, FrameKind::Sequence { index: 0 }),
                Event::End => {
                    stack.pop();
                    self.close(&mut stack);
                }
                Event::Document => {}
            }
        }
    }

    fn scalar(&mut self, stack: &mut [Frame], text: &str, range: Range<usize>) {
        match stack.last_mut() {
            Some(Frame { node, next, kind: FrameKind::Mapping { at_key: at_key @ true } }) => {
                *at_key = false;
                *next = node.and_then(|node| self.nodes[node].children.get(text)).copied();
                if let Some(next) = next {
                    self.nodes[*next].range.get_or_insert(range);
                }
            }
            _ => {
                self.enter(stack, range);
                self.close(stack);
            }
        }
    }

    fn open(&mut self, stack: &mut Vec<Frame>, range: Range<usize>, kind: FrameKind) {
        let node = if stack.is_empty() { Some(0) } else { self.enter(stack, range) };
        stack.push(Frame { node, next: None, kind });
    }

    /// The node of the value that starts here, whose place is noted unless its key has been.
    fn enter(&mut self, stack: &[Frame], range: Range<usize>) -> Option<usize> {
        let frame = stack.last()?;
        let node = match frame.kind {
            FrameKind::Mapping { .. } => frame.next,
            FrameKind::Sequence { index } => {
                frame.node.and_then(|node| self.nodes[node].children.get(&index.to_string()).copied())
            }
        }?;
        self.nodes[node].range.get_or_insert(range);
        Some(node)
    }

    fn close(&mut self, stack: &mut [Frame]) {
        match stack.last_mut() {
            Some(Frame { kind: FrameKind::Mapping { at_key }, .. }) => *at_key = true,
            Some(Frame { kind: FrameKind::Sequence { index }, .. }) => *index += 1,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_items_and_missing_nodes_are_located() {
        let text = "ä: 1\nlist:\n  - a\n  - b: {c/d: 2}\n";
        let list = Pointer::root().child("list");
        let b = list.child(1).child("b");
        let wanted = [Pointer::root().child("ä"), list.child(0), b.child("c/d"), b.child("none")];
        let positions = Positions::scan(text, &wanted);
        let found: Vec<&str> = wanted.iter().map(|pointer| &text[positions.locate(pointer)]).collect();
        assert_eq!(found, ["ä", "a", "c/d", "b"]);
    }

    #[test]
    fn escapes_of_json_move_nothing() {
        let text = r#"{"a": "\ud83d\ude00\/", "b": [1, {"c": 2}]}"#;
        let wanted = Pointer::root().child("b").child(1).child("c");
        assert_eq!(&text[Positions::scan(text, [&wanted]).locate(&wanted)], r#""c""#);
    }
}
