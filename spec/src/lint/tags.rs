//! Tags: each declared once, before it is used.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{View, list, text};
use crate::diagnostics::{Diagnostic, Pointer, shortened};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut declared: HashMap<&str, Pointer> = HashMap::new();
    let Value::Object(document) = view.tree else { return };
    for (index, tag) in list(document, "tags").iter().enumerate() {
        let at = Pointer::root().child("tags").child(index).child("name");
        let Some(name) = tag.as_object().and_then(|tag| text(tag, "name")) else { continue };
        if let Some(first) = declared.get(name) {
            let message = format!("the tag `{}` is declared twice", shortened(name));
            let warning = Diagnostic::warning("duplicate-tag", message).at(at.clone()).help("remove one of the two");
            found.push(warning.related(first.clone(), "the first one is here"));
        }
        declared.entry(name).or_insert(at);
    }
    // A document that declares no tags at all does without their descriptions.
    if !declared.is_empty() {
        undeclared(view, &declared, found);
    }
}

fn undeclared(view: &View<'_>, declared: &HashMap<&str, Pointer>, found: &mut Vec<Diagnostic>) {
    let mut known: Vec<&str> = declared.keys().copied().collect();
    known.sort_unstable();
    let mut reported = HashSet::new();
    for operation in &view.operations {
        for (index, tag) in list(operation.map, "tags").iter().enumerate() {
            let Some(name) = tag.as_str().filter(|name| !declared.contains_key(name)) else { continue };
            if reported.insert(name) {
                let message = format!("the tag `{}` is not declared in `tags`", shortened(name));
                let at = operation.at.child("tags").child(index);
                let warning = Diagnostic::warning("undeclared-tag", message).at(at);
                let help = "declare it with a description, which becomes the documentation of its handle";
                found.push(warning.help(help).did_you_mean(name, known.iter().copied()));
            }
        }
    }
}
