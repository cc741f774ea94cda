//! From schemas of several parts to their parts: `allOf` taken apart, references followed.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use super::facts::Facts;
use super::node::Node;
use super::schemas::{is_null, only_branch};
use crate::diagnostics::Diagnostic;
use crate::resolve;

/// How many schemas may be parts of each other in a row.
const DEPTH: usize = 50;

enum Work<'d> {
    /// Take the node apart.
    Open(Node<'d>),
    /// Its parts are done; the node itself comes behind them.
    Close(Node<'d>),
}

/// What a schema by itself says of `null`.
enum Null<'d> {
    Accepted,
    /// It is a value if it is one of any of these.
    AsIn(Vec<Node<'d>>),
}

impl<'d> Lowering<'d> {
    /// Everything that `nodes` say together, and what is wrong with their references.
    pub(super) fn flattened(&self, nodes: &[Node<'d>]) -> (Facts<'d>, Vec<Diagnostic>) {
        let mut work: Vec<Work<'d>> = nodes.iter().rev().cloned().map(Work::Open).collect();
        let mut seen: HashSet<String> = HashSet::new();
        let mut open: HashSet<String> = HashSet::new();
        let mut followed: HashSet<String> = HashSet::new();
        let (mut flat, mut found) = (Vec::new(), Vec::new());
        while let Some(next) = work.pop() {
            let mut node = match next {
                Work::Close(node) => {
                    open.remove(&node.place.pointer.to_string());
                    flat.push(node);
                    continue;
                }
                Work::Open(node) => node,
            };
            if node.reference().is_some() {
                // References that lead in a circle lead to nothing.
                if !followed.insert(node.place.pointer.to_string()) {
                    continue;
                }
                match self.target(&node) {
                    Ok(target) if open.contains(&target.place.pointer.to_string()) => {
                        let error = Diagnostic::error("circular", "this schema is a part of itself");
                        found.push(error.at(node.place.pointer.child("$ref")));
                    }
                    Ok(_) if open.len() > DEPTH => {
                        let error = Diagnostic::error(
                            "too-deep",
                            format!("here are parts in parts in more than {DEPTH} levels"),
                        );
                        found
                            .push(error.at(node.place.pointer.child("$ref")).help("put the innermost into one schema"));
                    }
                    Ok(mut target) => {
                        target.without_branches = self.leads_back(&target, &seen);
                        work.push(Work::Open(target));
                    }
                    Err(error) => found.push(*error),
                }
                continue;
            }
            let pointer = node.place.pointer.to_string();
            if !seen.insert(pointer.clone()) {
                continue;
            }
            open.insert(pointer);
            let only = only_branch(&node);
            node.without_branches |= only.is_some();
            let parts = node.parts().map(|(map, place)| Node { map, place, without_branches: false });
            let parts: Vec<Node<'d>> = parts.chain(only).collect();
            work.push(Work::Close(node));
            work.extend(parts.into_iter().rev().map(Work::Open));
        }
        (Facts { nodes: flat }, found)
    }

    /// Whether the branches of a base are, among others, what is being looked at: they say what extends it, and not what
    /// all that do have in common.
    fn leads_back(&self, base: &Node<'d>, seen: &HashSet<String>) -> bool {
        let Some((_, branches)) = base.branches() else { return false };
        base.get("discriminator").is_some()
            || branches.iter().any(|branch| {
                let reference = branch.get("$ref").and_then(Value::as_str);
                let target = reference.and_then(|text| resolve::locate(self.tree, text, &base.place.pointer).ok());
                target.is_some_and(|(_, pointer)| seen.contains(&pointer.to_string()))
            })
    }

    /// Whether `null` is one of the values of a schema.
    pub(super) fn accepts_null(&mut self, node: &Node<'d>) -> bool {
        let mut seen: IndexMap<String, Option<usize>> = IndexMap::new();
        let mut open = vec![(node.clone(), None)];
        let mut accepted = None;
        while let Some((node, from)) = open.pop() {
            let pointer = node.place.pointer.to_string();
            if seen.contains_key(&pointer) {
                continue;
            }
            let known = self.nullable.get(&pointer).copied().filter(|_| !node.without_branches);
            let (index, _) = seen.insert_full(pointer, from);
            let null = match known {
                Some(true) => Null::Accepted,
                Some(false) => continue,
                None => self.null_from(&node),
            };
            match null {
                Null::Accepted => {
                    accepted = Some(index);
                    break;
                }
                Null::AsIn(others) => open.extend(others.into_iter().map(|other| (other, Some(index)))),
            }
        }
        self.remember(node, &seen, accepted);
        accepted.is_some()
    }

    /// Keeps what was found out about the schemas on the way, so that long chains are walked once.
    fn remember(&mut self, start: &Node<'d>, seen: &IndexMap<String, Option<usize>>, accepted: Option<usize>) {
        let first = usize::from(start.without_branches);
        let Some(mut index) = accepted else {
            self.nullable.extend(seen.keys().skip(first).map(|pointer| (pointer.clone(), false)));
            return;
        };
        while let Some((pointer, from)) = seen.get_index(index).filter(|_| index >= first) {
            self.nullable.insert(pointer.clone(), true);
            let Some(from) = from else { break };
            index = *from;
        }
    }

    /// Whether a schema says that it may be null, or what others would have to.
    fn null_from(&self, node: &Node<'d>) -> Null<'d> {
        if node.reference().is_some() {
            return Null::AsIn(self.target(node).into_iter().collect());
        }
        if node.is_set("nullable") || node.text("type") == Some("null") || node.list("enum").contains(&Value::Null) {
            return Null::Accepted;
        }
        let mut others = Vec::new();
        if let Some((key, branches)) = node.branches() {
            if branches.iter().any(is_null) {
                return Null::Accepted;
            }
            others.extend(branches.iter().enumerate().filter_map(|(index, branch)| {
                let place = node.place.part(key, index);
                Some(Node { map: branch.as_object()?, place, without_branches: false })
            }));
        }
        // Of several parts, all would have to; one that only adds words has no say, unless it says so itself.
        let parts = node.parts().map(|(map, place)| Node { map, place, without_branches: false });
        let (words, parts): (Vec<_>, Vec<_>) = parts.partition(Node::is_empty);
        if words.iter().any(|part| part.is_set("nullable")) {
            return Null::Accepted;
        }
        if let ([only], false) = (parts.as_slice(), node.has_form()) {
            others.push(only.clone());
        }
        Null::AsIn(others)
    }
}
