//! Operations: a method and a path, what goes in and what may come out.

mod bodies;
mod media;
mod parameters;
mod responses;
mod security;
mod servers;
mod tags;
mod tokens;

use std::collections::HashMap;

use openapiv3::{PathItem, ReferenceOr};

use super::{Lowering, editions, extension, is_set};
use crate::diagnostics::{Diagnostic, Pointer, unescaped};
use crate::ir::{Docs, Method, Operation, PathTemplate, Server, Tag};

pub(super) use security::schemes;
pub(super) use servers::server;
pub(super) use tags::tags;
pub(super) use tokens::tokens;

/// An operation of the document, with where it stands.
pub(super) struct Entry<'d> {
    path: &'d str,
    item: &'d PathItem,
    method: &'d str,
    operation: &'d openapiv3::Operation,
    /// The path item's place.
    item_pointer: Pointer,
    pointer: Pointer,
}

/// Every operation of the document, in its order.
pub(super) fn entries(document: &openapiv3::OpenAPI) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for (path, item) in document.paths.iter() {
        // What a reference leads to was put in its place, or reported.
        let ReferenceOr::Item(item) = item else { continue };
        let item_pointer = Pointer::root().child("paths").child(path);
        for (method, operation) in item.iter() {
            let pointer = item_pointer.child(method);
            entries.push(Entry { path, item, method, operation, item_pointer: item_pointer.clone(), pointer });
        }
    }
    entries
}

impl<'d> Lowering<'d> {
    /// Lowers every operation, in document order.
    pub(super) fn operations(&mut self, entries: &[Entry<'d>], tags: &[Tag], server: &Server) -> Vec<Operation> {
        let homes = tags::homes(entries);
        let mut places: HashMap<String, Pointer> = HashMap::new();
        let mut operations = Vec::new();
        for (entry, home) in entries.iter().zip(&homes) {
            let tag = tags.iter().position(|tag| tag.name == *home).unwrap_or_default();
            let operation = self.operation(entry, tag, server);
            let place = entry.pointer.child("operationId");
            if let Some(first) = places.get(&operation.id) {
                let message = format!("a second operation has the id `{}`; the first is at {first}", operation.id);
                let help = "give one of them another id: methods and errors are named after it";
                self.report(Diagnostic::error("duplicate-operation", message).at(place.clone()).help(help));
            }
            places.entry(operation.id.clone()).or_insert(place);
            operations.push(operation);
        }
        operations
    }

    fn operation(&mut self, entry: &Entry<'d>, tag: usize, server: &Server) -> Operation {
        let Entry { path, operation, pointer, .. } = entry;
        let method = method_of(entry.method);
        let given = operation.operation_id.as_deref().filter(|id| !id.trim().is_empty());
        let id = given.map_or_else(|| format!("{} {path}", method.as_str()), str::to_owned);
        let template = PathTemplate::parse(path);
        let parameters = self.parameters(entry, &id, &template);
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| self.request_body(body, &id, &pointer.child("requestBody")));
        let (successes, errors) = self.responses(operation, &id, &pointer.child("responses"));
        Operation {
            tag,
            method,
            method_name: extension(&operation.extensions, "x-method-name"),
            read_only: matches!(method, Method::Get | Method::Head) || is_set(&operation.extensions, "x-read-only"),
            pagination: self.flow(&operation.extensions, "x-pagination", pointer),
            job: self.flow(&operation.extensions, "x-job", pointer),
            path: template,
            docs: operation_docs(operation),
            anonymous: security::is_anonymous(operation),
            server: servers::own_server(server, entry),
            parameters,
            body,
            successes,
            errors,
            other_ids: other_ids(operation, &id),
            id,
        }
    }
}

/// What some editions call the operation, where they call it otherwise.
fn other_ids(operation: &openapiv3::Operation, id: &str) -> Vec<String> {
    let notes = operation.extensions.get("x-was").and_then(serde_json::Value::as_array).into_iter().flatten();
    let mut others: Vec<String> = Vec::new();
    for other in notes.filter_map(|note| note.get("operationId")?.as_str()) {
        if other != id && !others.iter().any(|known| known == other) {
            others.push(other.to_owned());
        }
    }
    others
}

fn operation_docs(operation: &openapiv3::Operation) -> Docs {
    Docs {
        summary: operation.summary.clone().filter(|text| !text.trim().is_empty()),
        description: operation.description.clone().filter(|text| !text.trim().is_empty()),
        deprecated: operation.deprecated,
        deprecation: None,
        editions: editions::present(|key| operation.extensions.get(key)),
        required_in: editions::required(|key| operation.extensions.get(key)),
    }
}

/// The name of the component that the node at `pointer` is, where it is one: inline schemas in it are named after it.
fn component_at(pointer: &Pointer) -> Option<String> {
    let text = pointer.to_string();
    let (_, name) = text.strip_prefix("/components/")?.split_once('/')?;
    Some(unescaped(name).into_owned())
}

fn method_of(name: &str) -> Method {
    match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => Method::Post,
    }
}
