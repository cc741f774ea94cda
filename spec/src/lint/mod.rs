//! What is wrong or odd in what a document says, beyond its form. One file per lint or small group of them.

mod components;
mod fit;
mod formats;
mod operations;
mod paths;
mod references;
mod responses;
mod schemas;
mod security;
mod tags;
mod values;

use serde_json::{Map, Value};

use crate::check::{Checked, Node, Part};
use crate::diagnostics::{Diagnostic, Pointer, Severity, unescaped, value_at};

/// A lint: looks at the whole document and tells what it found.
type Lint = fn(&View<'_>, &mut Vec<Diagnostic>);

/// Those that may find what stops everything.
const ERRORS: [Lint; 4] = [references::lint, operations::lint, paths::lint, schemas::lint];

/// Those that find oddities only.
const ODDITIES: [Lint; 7] = [
    tags::lint,
    security::lint,
    responses::lint,
    components::lint,
    formats::lint,
    values::lint,
    references::lint_siblings,
];

/// Everything that any lint finds.
pub(crate) fn all(tree: &Value, checked: &Checked<'_>) -> Vec<Diagnostic> {
    run(&[ERRORS.as_slice(), &ODDITIES].concat(), tree, checked)
}

/// What stops everything.
pub(crate) fn errors(tree: &Value, checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut found = run(&ERRORS, tree, checked);
    found.retain(|found| found.severity == Severity::Error);
    found
}

fn run(lints: &[Lint], tree: &Value, checked: &Checked<'_>) -> Vec<Diagnostic> {
    let operations = operations_of(checked);
    let view = View { tree, nodes: &checked.nodes, references: &checked.references, operations };
    let mut found = Vec::new();
    lints.iter().for_each(|lint| lint(&view, &mut found));
    found
}

/// The document as lints see it.
struct View<'t> {
    tree: &'t Value,
    nodes: &'t [Node<'t>],
    references: &'t [(Pointer, &'t str)],
    operations: Vec<Operation<'t>>,
}

/// An operation with its path.
struct Operation<'t> {
    path: String,
    /// The path item that it is in.
    item: &'t Map<String, Value>,
    map: &'t Map<String, Value>,
    at: Pointer,
    item_at: Pointer,
}

/// The most references that are followed from one to the next.
const LONGEST_CHAIN: usize = 32;

impl<'t> View<'t> {
    /// The objects of one kind.
    fn of(&self, part: Part) -> impl Iterator<Item = &'t Node<'t>> {
        self.nodes.iter().filter(move |node| node.part == part)
    }

    /// What a reference inside the document leads to.
    fn target(&self, reference: &str) -> Option<&'t Value> {
        value_at(self.tree, reference.strip_prefix('#')?)
    }

    /// The value itself, or what its reference leads to in the end, with its place where that is another.
    fn resolve(&self, value: &'t Value) -> Option<(&'t Value, Option<Pointer>)> {
        let (mut value, mut place) = (value, None);
        for _ in 0..LONGEST_CHAIN {
            let Some(Value::String(reference)) = value.get("$ref") else { return Some((value, place)) };
            value = self.target(reference)?;
            place = Some(pointer_of(reference));
        }
        None
    }
}

/// The pointer that a reference inside the document has behind its `#`.
fn pointer_of(reference: &str) -> Pointer {
    let steps = reference.trim_start_matches('#').split('/').skip(1);
    steps.fold(Pointer::root(), |pointer, step| pointer.child(unescaped(step)))
}

fn operations_of<'t>(checked: &Checked<'t>) -> Vec<Operation<'t>> {
    let items = checked.nodes.iter().filter(|node| node.part == Part::PathItem);
    let in_paths = items.filter_map(|item| {
        let mut steps = item.at.steps();
        let path = (steps.next()? == "paths").then(|| steps.next()).flatten()?;
        steps.next().is_none().then_some((path, item))
    });
    let mut operations = Vec::new();
    for (path, item) in in_paths {
        for method in ["get", "put", "post", "delete", "options", "head", "patch", "trace"] {
            if let Some(Value::Object(map)) = item.map.get(method) {
                let (at, item_at) = (item.at.child(method), item.at.clone());
                operations.push(Operation { path: path.clone(), item: item.map, map, at, item_at });
            }
        }
    }
    operations
}

/// The text under `key`.
fn text<'t>(map: &'t Map<String, Value>, key: &str) -> Option<&'t str> {
    map.get(key)?.as_str()
}

/// The items of the list under `key`.
fn list<'t>(map: &'t Map<String, Value>, key: &str) -> &'t [Value] {
    map.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The entries of the mapping under `key`.
fn entries<'t>(map: &'t Map<String, Value>, key: &str) -> impl Iterator<Item = (&'t String, &'t Value)> {
    map.get(key).and_then(Value::as_object).into_iter().flatten()
}
