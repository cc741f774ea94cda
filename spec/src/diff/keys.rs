//! Changes of what callers say who they are with.

use crate::diagnostics::Pointer;
use crate::ir::{Api, Location, SecurityKind, Tokens};

use super::{Change, Kind, Verdict};

/// What changed of the methods that a client's builder has for the document: one for each key, one for a client's id and
/// secret.
pub(super) fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    let (was, is) = (keys(old), keys(new));
    // The only key is `api_key`, whatever the document calls it.
    let both_only = was.len() == 1 && is.len() == 1;
    let same = |one: &Key<'_>, other: &Key<'_>| both_only || one.scheme == other.scheme;
    for key in &was {
        match is.iter().find(|other| same(key, other)) {
            None => {
                let message = format!("the builder no longer takes the key `{}`", key.scheme);
                changes.push(change(Kind::Removed, Verdict::BreaksAtCompileTime, message).at(key.place(), None));
            }
            Some(other) if (key.location, key.name) != (other.location, other.name) => {
                let message = format!("the key is sent as `{}` in place of `{}`", other.name, key.name);
                changes.push(change(Kind::Changed, Verdict::BreaksAtRunTime, message).at(key.place(), other.place()));
            }
            Some(other) if key.scheme != other.scheme => {
                let message = format!("the key `{}` is called `{}` now", key.scheme, other.scheme);
                changes.push(change(Kind::Changed, Verdict::Documentation, message).at(key.place(), other.place()));
            }
            Some(_) => {}
        }
    }
    for key in is.iter().filter(|key| !was.iter().any(|other| same(key, other))) {
        let message = format!("the builder takes the key `{}`", key.scheme);
        changes.push(change(Kind::Added, Verdict::Additive, message).at(None, key.place()));
    }
    changes.extend(tokens(old.tokens.as_ref(), new.tokens.as_ref()));
    changes
}

fn tokens(old: Option<&Tokens>, new: Option<&Tokens>) -> Option<Change> {
    let (kind, verdict, message) = match (old, new) {
        (Some(_), None) => {
            (Kind::Removed, Verdict::BreaksAtCompileTime, "the builder has no `client_credentials` any more")
        }
        (None, Some(_)) => {
            (Kind::Added, Verdict::Additive, "the builder takes a client's id and secret: `client_credentials`")
        }
        (Some(old), Some(new)) if old != new => {
            (Kind::Changed, Verdict::Documentation, "tokens for a client's id and secret come from another place")
        }
        _ => return None,
    };
    let schemes = Pointer::root().child("components").child("securitySchemes");
    Some(change(kind, verdict, message).at(schemes.clone(), schemes).about("tokens"))
}

fn change(kind: Kind, verdict: Verdict, message: impl Into<String>) -> Change {
    Change::new("Client", kind, verdict, message)
}

/// A key that callers have.
struct Key<'a> {
    scheme: &'a str,
    location: Location,
    name: &'a str,
}

impl Key<'_> {
    fn place(&self) -> Pointer {
        Pointer::root().child("components").child("securitySchemes").child(self.scheme)
    }
}

fn keys(api: &Api) -> Vec<Key<'_>> {
    let keys = api.security.iter().filter_map(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { location, name } => Some(Key { scheme: &scheme.name, location: *location, name }),
        _ => None,
    });
    keys.collect()
}
