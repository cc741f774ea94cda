//! Security schemes: the ways in which callers can say who they are.

use serde::Serialize;

use super::Location;

/// A way to say who is calling.
#[derive(Clone, Debug, Serialize)]
pub struct SecurityScheme {
    /// The scheme's name in the document.
    pub name: String,
    /// What the document says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What is sent.
    pub kind: SecurityKind,
}

/// What a security scheme has callers send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityKind {
    /// A user name and a password in the `authorization` header.
    Basic,
    /// A token in the `authorization` header.
    Bearer,
    /// Credentials of another HTTP scheme in the `authorization` header; holds the scheme's name.
    Http(String),
    /// A key.
    ApiKey {
        /// Where in the request it stands.
        location: Location,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// A token that OAuth 2 gives out.
    OAuth2 {
        /// Where a client gets a token for its own id and secret, where the document has that.
        #[serde(skip_serializing_if = "Option::is_none")]
        token_url: Option<String>,
    },
    /// A token of an OpenID provider; holds the address of its description.
    OpenIdConnect(String),
}

/// Where clients get tokens for their id and secret, and how they ask for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tokens {
    /// From the token URL of an OAuth 2 flow, whole or relative to the server, for a form.
    OAuth2(String),
    /// From a path below the API's root, for JSON.
    Json {
        /// The path.
        path: String,
        /// The name under which the kind of the grant goes along, where it does.
        #[serde(skip_serializing_if = "Option::is_none")]
        grant_type: Option<String>,
    },
}
