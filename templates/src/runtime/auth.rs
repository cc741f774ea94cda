//! How calls say who is calling.

use reqwest::RequestBuilder;

use super::Secret;

/// The credentials that go with every call.
#[derive(Clone, Debug, Default)]
pub(crate) enum Auth {
    #[default]
    None,
    Basic {
        username: String,
        password: Secret,
    },
    Bearer(Secret),
}

impl Auth {
    /// The request with the credentials in its `authorization` header, which is marked as sensitive.
    pub(crate) fn apply(&self, request: RequestBuilder) -> RequestBuilder {
        match self {
            Self::None => request,
            Self::Basic { username, password } => request.basic_auth(username, Some(password.expose())),
            Self::Bearer(token) => request.bearer_auth(token.expose()),
        }
    }
}
