//! Changes of where operations are.

use crate::diagnostics::Pointer;
use crate::ir::{Api, Server};

use super::operations::Pair;
use super::{Change, Direction, Kind, Verdict};

/// What changed of the document's server. Clients are given a URL of their own, so another host is news to those alone
/// that have operations on further servers: a client of the document's server goes there, and of no other.
pub(super) fn of_document(old: &Api, new: &Api) -> Option<Change> {
    let (was, is) = (&old.server, &new.server);
    let (verdict, message) = if was.path != is.path {
        let message = format!("operations are below {} in place of {}", root(is), root(was));
        (Verdict::BreaksAtRunTime, message)
    } else if was.url != is.url {
        let has_further = |api: &Api| api.operations.iter().any(|operation| operation.server.is_some());
        let verdict =
            if has_further(old) && has_further(new) { Verdict::BreaksAtRunTime } else { Verdict::Documentation };
        (verdict, format!("the document's server is {} in place of {}", url(is), url(was)))
    } else {
        return None;
    };
    let place = Pointer::root().child("servers");
    let change = Change::new("Client", Kind::Changed, verdict, message);
    Some(change.at(place.clone(), place).toward(Some(Direction::Request)))
}

/// What changed of the server that an operation has to itself.
pub(super) fn of_operation(pair: &Pair<'_>) -> Option<Change> {
    let (was, is) = (&pair.old.server, &pair.new.server);
    let is_same = was.as_ref().unwrap_or(&pair.old_api.server) == is.as_ref().unwrap_or(&pair.new_api.server);
    if was == is || is_same {
        return None;
    }
    let name = |own: &Option<Server>| own.as_ref().map_or_else(|| "the document's".to_owned(), place);
    let message = format!("its server is {} in place of {}", name(is), name(was));
    let change = pair.change(Kind::Changed, Verdict::BreaksAtRunTime, message);
    Some(change.toward(Some(Direction::Request)).about("servers"))
}

fn place(server: &Server) -> String {
    if server.url.is_some() { url(server) } else { root(server) }
}

fn url(server: &Server) -> String {
    server.url.as_ref().map_or_else(|| "none that is named".to_owned(), |url| format!("`{url}`"))
}

fn root(server: &Server) -> String {
    if server.path.is_empty() { "the root".to_owned() } else { format!("`{}`", server.path) }
}
