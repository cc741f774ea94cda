//! How calls say who is calling.

mod client_credentials;
mod token;
mod tokens;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;

use super::Secret;
use super::error::{AuthError, InvalidRequest, Secrets};

pub(crate) use client_credentials::{ClientCredentials, TokenEndpoint};
pub(crate) use tokens::Tokens;

/// What an [`Authenticator`] returns: a value of the `authorization` header, later.
pub type Authorization<'a> = Pin<Box<dyn Future<Output = Result<HeaderValue, AuthError>> + Send + 'a>>;

/// A way of one's own to say who is calling, for [`ClientBuilder::authenticator`](super::ClientBuilder::authenticator).
///
/// ```text
/// struct FromVault(Vault);
///
/// impl Authenticator for FromVault {
///     fn authorization(&self) -> Authorization<'_> {
///         Box::pin(async {
///             let token = self.0.read("airbyte").await.map_err(|error| AuthError::new("no token").caused_by(error))?;
///             HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| AuthError::new("the token is no header"))
///         })
///     }
/// }
/// ```
pub trait Authenticator: Send + Sync + 'static {
    /// Returns the value of the `authorization` header. Asked before each time that a call is sent, so keep what can be
    /// kept; many calls may ask at once.
    fn authorization(&self) -> Authorization<'_>;

    /// Told that the server answered 401 to `rejected`. Returns whether [`authorization`](Self::authorization) may give
    /// something else now; the call is then sent once more.
    fn reject(&self, rejected: &HeaderValue) -> bool {
        let _ = rejected;
        false
    }
}

/// The credentials that a client is built with.
#[derive(Default)]
pub(crate) enum Credentials {
    #[default]
    None,
    Basic {
        username: String,
        password: Secret,
    },
    Bearer(Secret),
    Client {
        id: String,
        secret: Secret,
    },
    Own(Arc<dyn Authenticator>),
}

/// The credentials that go with every call.
#[derive(Clone)]
pub(crate) enum Auth {
    None,
    Fixed(HeaderValue),
    Asked(Arc<dyn Authenticator>),
}

impl Credentials {
    /// The credentials as they go with a call; `endpoint` is asked where tokens come from.
    pub(crate) fn prepare(
        self,
        endpoint: impl FnOnce() -> Result<TokenEndpoint, InvalidRequest>,
    ) -> Result<Auth, InvalidRequest> {
        Ok(match self {
            Self::None => Auth::None,
            Self::Basic { username, password } => {
                let encoded = STANDARD.encode(format!("{username}:{}", password.expose()));
                Auth::Fixed(sensitive(&format!("Basic {encoded}"), "the password")?)
            }
            Self::Bearer(token) => Auth::Fixed(bearer(token.expose())?),
            Self::Client { id, secret } => Auth::Asked(Arc::new(ClientCredentials::new(endpoint()?, id, secret))),
            Self::Own(authenticator) => Auth::Asked(authenticator),
        })
    }

    /// What messages must not show, though servers may repeat it.
    pub(crate) fn secrets(&self) -> Secrets {
        match self {
            Self::Basic { username, password } => {
                let encoded = STANDARD.encode(format!("{username}:{}", password.expose()));
                Secrets::default().and(password.expose()).and(encoded)
            }
            Self::Bearer(secret) | Self::Client { secret, .. } => Secrets::default().and(secret.expose().trim()),
            Self::None | Self::Own(_) => Secrets::default(),
        }
    }
}

/// `Bearer` with the token. The white space that a token read from a file often ends with is left out.
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, InvalidRequest> {
    sensitive(&format!("Bearer {}", token.trim()), "the token")
}

/// What stands behind the scheme in an `authorization` header.
pub(crate) fn credentials_of(header: &HeaderValue) -> &str {
    let text = header.to_str().unwrap_or_default().trim();
    text.split_once(' ').map_or(text, |(_, credentials)| credentials.trim_start())
}

fn sensitive(text: &str, what: &str) -> Result<HeaderValue, InvalidRequest> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| InvalidRequest::new(format!("{what} has characters that no HTTP header can have")))?;
    value.set_sensitive(true);
    Ok(value)
}

impl Auth {
    /// Takes note that the server answered 401 to `value`, and returns whether there may be another.
    pub(crate) fn reject(&self, value: &HeaderValue) -> bool {
        match self {
            Self::Asked(authenticator) => authenticator.reject(value),
            Self::None | Self::Fixed(_) => false,
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Basic { .. } => "Basic(***)",
            Self::Bearer(_) => "Bearer(***)",
            Self::Client { .. } => "ClientCredentials(***)",
            Self::Own(_) => "Authenticator(***)",
        })
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::None) { "None" } else { "***" })
    }
}
