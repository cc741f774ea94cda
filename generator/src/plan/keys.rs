//! The keys that callers can give to a client's builder.

use spec::ir::{Api, Location, SecurityKind};

use crate::names::{self, Scope};

/// The methods that every builder has.
const BUILDER: [&str; 21] = [
    "authenticator",
    "base_url",
    "basic_auth",
    "bearer_auth",
    "build",
    "client_credentials",
    "clone",
    "connect_timeout",
    "from_environment",
    "header",
    "headers",
    "http_client",
    "middleware",
    "new",
    "proxy",
    "retry",
    "root",
    "timeout",
    "user_agent",
    "with_client",
    "with_key",
];

/// A method of the builder that takes a key.
pub(crate) struct Key<'a> {
    /// The index of its scheme in [`Api::security`].
    pub(crate) scheme: usize,
    /// The method.
    pub(crate) method: String,
    pub(crate) location: Location,
    /// The name of the header, query parameter or cookie.
    pub(crate) name: &'a str,
}

/// Plans a method for each scheme that is a key: `api_key` where there is one, and else what the document calls it.
pub(crate) fn keys(api: &Api) -> Vec<Key<'_>> {
    let mut scope = Scope::of(&BUILDER);
    let schemes = api.security.iter().enumerate().filter_map(|(index, scheme)| match &scheme.kind {
        SecurityKind::ApiKey { location, name } => Some((index, scheme, *location, name)),
        _ => None,
    });
    let schemes: Vec<_> = schemes.collect();
    let only = schemes.len() == 1;
    let keys = schemes.into_iter().map(|(index, scheme, location, name)| {
        let wanted = if only { "api_key".to_owned() } else { names::field_name(&scheme.name) };
        Key { scheme: index, method: scope.claim(&wanted), location, name }
    });
    keys.collect()
}
