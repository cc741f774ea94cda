//! Paths and their parameters.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Operation, View, list, text};
use crate::check::{Node, Part};
use crate::diagnostics::{Diagnostic, Pointer, shortened};
use crate::ir::PathTemplate;

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    same_paths(view, found);
    servers(view, found);
    let lists = view.nodes.iter().filter(|node| matches!(node.part, Part::PathItem | Part::Operation));
    lists.for_each(|node| repeated(view, node, found));
    view.operations.iter().for_each(|operation| declared(view, operation, found));
}

/// A parameter with its place.
struct Parameter<'t> {
    map: &'t Map<String, Value>,
    at: Pointer,
}

fn parameters<'t>(view: &View<'t>, owner: &'t Map<String, Value>, at: &Pointer) -> Vec<Parameter<'t>> {
    let places = list(owner, "parameters").iter().enumerate();
    let resolved = places.filter_map(|(index, parameter)| {
        let (value, _) = view.resolve(parameter)?;
        Some(Parameter { map: value.as_object()?, at: at.child("parameters").child(index) })
    });
    resolved.collect()
}

/// The path's parameters are declared, and what is declared is in the path.
fn declared(view: &View<'_>, operation: &Operation<'_>, found: &mut Vec<Diagnostic>) {
    let template = PathTemplate::parse(&operation.path);
    let in_path: Vec<&str> = template.parameters().collect();
    let own = parameters(view, operation.map, &operation.at);
    let shared = parameters(view, operation.item, &operation.item_at);
    let declared: Vec<&Parameter<'_>> =
        own.iter().chain(&shared).filter(|parameter| text(parameter.map, "in") == Some("path")).collect();
    let name_of = |parameter: &Parameter<'_>| text(parameter.map, "name").unwrap_or_default().to_owned();
    for name in &in_path {
        if !declared.iter().any(|parameter| name_of(parameter) == *name) {
            let message = format!("the path parameter `{}` is not declared; it is taken for text", shortened(name));
            let error = Diagnostic::warning("path-parameter", message).at(operation.item_at.clone());
            let unused: Vec<String> = declared.iter().map(|parameter| name_of(parameter)).collect();
            let unused = unused.iter().map(String::as_str).filter(|name| !in_path.contains(name));
            let help = format!("add it to the `parameters` of the path or of the operation, with `in: path`: {name}");
            let error = error.help(help).did_you_mean(name, unused);
            let is_told = found.iter().any(|told| told.message == error.message && told.pointer() == operation.item_at);
            if !is_told {
                found.push(error.related(operation.at.clone(), "this operation needs it"));
            }
        }
    }
    for parameter in &declared {
        let name = name_of(parameter);
        if !in_path.contains(&name.as_str()) {
            let message = format!("the path has no `{{{}}}`; the parameter is ignored", shortened(&name));
            let warning = Diagnostic::warning("parameter-not-in-path", message).at(parameter.at.child("name"));
            found.push(warning.help("put it into the path, or remove it").did_you_mean(&name, in_path.iter().copied()));
        }
        if parameter.map.get("required") != Some(&Value::Bool(true)) {
            let message = format!("the path parameter `{}` is not `required`; taken as if it were", shortened(&name));
            let warning = Diagnostic::warning("optional-path-parameter", message).at(parameter.at.child("required"));
            found.push(warning.help("add `required: true`"));
        }
    }
}

/// Two parameters of the same name in the same place.
fn repeated<'t>(view: &View<'t>, node: &Node<'t>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(&str, &str), Pointer> = HashMap::new();
    for parameter in parameters(view, node.map, &node.at) {
        let (Some(name), Some(place)) = (text(parameter.map, "name"), text(parameter.map, "in")) else { continue };
        if let Some(first) = first.get(&(name, place)) {
            let message = format!("a second parameter has the name `{}` in `{place}`", shortened(name));
            let error = Diagnostic::error("duplicate-parameter", message).at(parameter.at.clone());
            found.push(error.related(first.clone(), "the first one is here").help("rename or remove one of the two"));
        }
        first.entry((name, place)).or_insert(parameter.at);
    }
}

/// Two paths that differ in the names of their parameters only.
fn same_paths(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &Pointer> = HashMap::new();
    let mut last: Option<&Pointer> = None;
    for operation in &view.operations {
        if last.replace(&operation.item_at) == Some(&operation.item_at) {
            continue;
        }
        let pieces = PathTemplate::parse(&operation.path).segments;
        let bare: String = pieces
            .iter()
            .map(|piece| match piece {
                crate::ir::PathSegment::Literal(text) => text.as_str(),
                crate::ir::PathSegment::Parameter(_) => "{}",
            })
            .collect();
        if let Some(first) = first.get(&bare) {
            let message = format!("`{}` is another path but for the names in braces", shortened(&operation.path));
            let warning = Diagnostic::warning("duplicate-path", message).at(operation.item_at.clone());
            found.push(warning.related((*first).clone(), "the first one is here").help("make them one path"));
        }
        first.entry(bare).or_insert(&operation.item_at);
    }
}

/// Variables of servers' URLs without a default.
fn servers(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for server in view.of(Part::Server) {
        for name in PathTemplate::parse(text(server.map, "url").unwrap_or_default()).parameters() {
            if server.map.get("variables").and_then(|variables| variables.get(name)).is_none() {
                let message = format!("the server variable `{}` is not declared", shortened(name));
                let warning = Diagnostic::warning("server-variable", message).at(server.at.child("url"));
                found.push(warning.help("add it to the `variables` of the server, with a default"));
            }
        }
    }
}
