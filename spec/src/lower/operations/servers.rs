//! Servers: where the API is.

use openapiv3::{OpenAPI, Server};

use super::Entry;

/// The path of the document's first server, without a slash at its end.
pub(crate) fn server_path(document: &OpenAPI) -> String {
    let url = first_server(document).map(filled_in).unwrap_or_default();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => &url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    if path.is_empty() || path == "." { String::new() } else { format!("/{path}") }
}

/// The URL of the document's first server, where it is a whole one.
pub(crate) fn server_url(document: &OpenAPI) -> Option<String> {
    let url = filled_in(first_server(document)?);
    let (scheme, host) = url.split_once("://")?;
    let is_whole = matches!(scheme, "http" | "https") && !host.is_empty() && !host.contains(['{', '}']);
    is_whole.then(|| url.trim_end_matches('/').to_owned())
}

/// The server that an operation or its path has to itself, unless it is the document's own.
pub(super) fn own_server(document: &OpenAPI, entry: &Entry<'_>) -> Option<String> {
    let own = entry.operation.servers.first().or(entry.item.servers.first()).map(filled_in)?;
    let common = first_server(document).map(filled_in).unwrap_or_default();
    (own.trim_end_matches('/') != common.trim_end_matches('/')).then_some(own)
}

/// The first server that the document names: its own, or else that of its first path.
fn first_server(document: &OpenAPI) -> Option<&Server> {
    let of_paths = document.paths.iter().filter_map(|(_, item)| item.as_item()?.servers.first());
    document.servers.iter().chain(of_paths).find(|server| !server.url.trim().is_empty())
}

/// The server's URL with each variable's default in its place.
fn filled_in(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.trim().to_owned(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    })
}
