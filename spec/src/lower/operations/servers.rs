//! Servers: where the API is, and operations that are elsewhere.

use openapiv3::{OpenAPI, Server};

use super::Entry;
use crate::ir;

/// The server of the document's operations.
pub(crate) fn server(document: &OpenAPI, entries: &[Entry<'_>]) -> ir::Server {
    first_server(document, entries).map(of).unwrap_or_default()
}

/// The server that an operation or its path has to itself, unless it is `common`.
pub(super) fn own_server(common: &ir::Server, entry: &Entry<'_>) -> Option<ir::Server> {
    own(entry).map(of).filter(|own| own != common)
}

/// The first server that the document names: the one that all its operations name, its own, or else that of its first path.
fn first_server<'d>(document: &'d OpenAPI, entries: &[Entry<'d>]) -> Option<&'d Server> {
    let mut named = entries.iter().map(own);
    let agreed =
        named.next().flatten().filter(|first| named.all(|other| other.is_some_and(|other| of(other) == of(first))));
    let of_paths = document.paths.iter().filter_map(|(_, item)| item.as_item()?.servers.first());
    agreed.into_iter().chain(&document.servers).chain(of_paths).find(|server| !server.url.trim().is_empty())
}

/// The server that an operation names itself, or its path for it.
fn own<'d>(entry: &Entry<'d>) -> Option<&'d Server> {
    entry.operation.servers.first().or(entry.item.servers.first())
}

fn of(server: &Server) -> ir::Server {
    let url = filled_in(server);
    ir::Server { path: path(&url), url: whole(&url) }
}

/// The path of a URL, without a slash at its end; empty for the root.
fn path(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    if path.is_empty() || path == "." { String::new() } else { format!("/{path}") }
}

/// The URL without a slash at its end, where it is a whole one.
fn whole(url: &str) -> Option<String> {
    let (scheme, host) = url.split_once("://")?;
    let is_whole = matches!(scheme, "http" | "https") && !host.is_empty() && !host.contains(['{', '}']);
    is_whole.then(|| url.trim_end_matches('/').to_owned())
}

/// The server's URL with each variable's default in its place.
fn filled_in(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.trim().to_owned(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    })
}
