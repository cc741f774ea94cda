//! The keys that callers can give to a client's builder.

use spec::ir::{Api, Location, SecurityKind};

use crate::names::{self, Published, Scope};

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
pub(crate) fn keys<'a>(api: &'a Api, published: Published<'_>) -> Vec<Key<'a>> {
    let schemes = api.security.iter().enumerate().filter_map(|(index, scheme)| match &scheme.kind {
        SecurityKind::ApiKey { location, name } => Some((index, scheme, *location, name)),
        _ => None,
    });
    let schemes: Vec<_> = schemes.collect();
    let only = schemes.len() == 1;
    let wanted = schemes.iter().map(|(_, scheme, ..)| {
        let wanted = if only { "api_key".to_owned() } else { names::field_name(&scheme.name) };
        (("key", scheme.name.clone()), wanted)
    });
    let methods = published.claim(&mut Scope::of(&BUILDER), wanted);
    let keys = schemes.iter().zip(methods);
    keys.map(|((scheme, _, location, name), method)| Key { scheme: *scheme, method, location: *location, name })
        .collect()
}
