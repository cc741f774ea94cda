//! References that lead nowhere, or round in a circle, and what stands beside them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{View, pointer_of};
use crate::check::Part;
use crate::diagnostics::{Diagnostic, Pointer, shortened, unescaped};
use crate::resolve;

/// The broken references that are compared with the names of every component.
const MOST: usize = 100;

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let circular = circular(view);
    for (at, reference) in view.references {
        if let Some(error) = broken(view, at, reference, found.len() < MOST) {
            found.push(error.at(at.child("$ref")));
        } else if circular.contains(at) {
            let error = Diagnostic::error("reference", "this reference leads back to itself").at(at.child("$ref"));
            found.push(error.help("one of the references on the way has to be what it refers to"));
        }
    }
}

/// What is beside a `$ref` counts in 3.1; in 3.0 only its words do.
pub(super) fn lint_siblings(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    const WORDS: [&str; 9] =
        ["$ref", "description", "summary", "title", "deprecated", "nullable", "example", "default", "readOnly"];
    if view.tree["openapi"].as_str().is_some_and(|version| !version.starts_with("3.0")) {
        return;
    }
    for schema in view.of(Part::Schema).filter(|schema| schema.map.get("$ref").is_some_and(Value::is_string)) {
        for key in schema.map.keys().filter(|key| !WORDS.contains(&key.as_str()) && !key.starts_with("x-")) {
            let message = format!("`{}` beside a `$ref` is ignored", shortened(key));
            let warning = Diagnostic::warning("reference-sibling", message).at(schema.at.child(key));
            found.push(warning.help("remove it, or put both into an `allOf`"));
        }
    }
}

fn broken(view: &View<'_>, at: &Pointer, reference: &str, with_advice: bool) -> Option<Diagnostic> {
    let error = |message: String| Some(Diagnostic::error("reference", message));
    let Some(path) = reference.strip_prefix("#/") else {
        let message = format!("`{}` does not lead to a place in this document", shortened(reference));
        let help = match reference.contains(".yaml") || reference.contains(".json") || reference.contains("://") {
            true => "bundle the documents into one first",
            false => "references have the form `#/components/schemas/Name`",
        };
        return error(message).map(|error| error.help(help));
    };
    // Escapes of URLs are for what reads the reference in the end.
    let leads_somewhere = || resolve::locate(view.tree, reference, at).is_ok();
    if path.contains('%') || view.target(reference).is_some() || leads_somewhere() {
        return None;
    }
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !with_advice {
        return error(format!("`{}` does not lead to a place in this document", shortened(reference)));
    }
    let section = parent.strip_prefix("components/").unwrap_or(parent);
    let name = unescaped(name);
    let message = match view.tree.pointer(&format!("/{parent}")) {
        Some(Value::Object(siblings)) if !parent.is_empty() => {
            let message = format!("there is no `{}` among the {}", shortened(&name), shortened(section));
            let near = Diagnostic::error("reference", message).help(elsewhere(view, &name));
            return Some(near.did_you_mean(&name, siblings.keys().map(String::as_str)));
        }
        _ => format!("`{}` does not lead to a place in this document", shortened(reference)),
    };
    let is_schema = view.of(Part::Schema).any(|schema| schema.at == *at);
    let known = view.tree.pointer("/components/schemas").and_then(Value::as_object).filter(|_| is_schema);
    let known: Vec<String> =
        known.into_iter().flat_map(|known| known.keys()).map(|name| format!("#/components/schemas/{name}")).collect();
    let near = known.iter().find(|known| known.rsplit('/').next() == Some(&name));
    error(message).map(|error| match near {
        Some(near) => error.help(format!("did you mean `{}`?", shortened(near))),
        None => error
            .help("references have the form `#/components/schemas/Name`")
            .did_you_mean(reference, known.iter().map(String::as_str)),
    })
}

/// Where else there is a component of this name.
fn elsewhere(view: &View<'_>, name: &str) -> String {
    let sections = view.tree.get("components").and_then(Value::as_object);
    let section = sections.into_iter().flatten().find(|(_, components)| components.get(name).is_some());
    match section {
        Some((section, _)) => format!("did you mean `#/components/{section}/{}`?", shortened(name)),
        None => "define it, or refer to one that is there".to_owned(),
    }
}

/// The nodes that are references and lead back to themselves.
fn circular<'t>(view: &View<'t>) -> HashSet<&'t Pointer> {
    let targets: HashMap<&Pointer, Pointer> = view.references.iter().map(|(at, to)| (at, pointer_of(to))).collect();
    let (mut settled, mut circular) = (HashSet::new(), HashSet::new());
    for (start, _) in view.references {
        let (mut chain, mut next) = (Vec::new(), start);
        while let Some((at, target)) = targets.get_key_value(next).filter(|_| settled.insert(next.clone())) {
            chain.push(*at);
            next = target;
        }
        // It came back into the chain of this start, or ran into what is settled.
        if let Some(first) = chain.iter().position(|at| *at == next) {
            circular.extend(chain.drain(first..));
        }
    }
    circular
}
