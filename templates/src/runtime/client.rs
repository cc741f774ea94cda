//! The client's configuration, and the one way that requests take to the server.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::auth::Auth;
use super::call::Request;
use super::error::{ApiError, Error, InvalidRequest, TransportError};
use super::operation::Operation;
use super::{Secret, base_url};

/// How long a call may take when nobody says otherwise. Checks and schema discovery hold their answer for minutes.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(600);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// As much of an error's body as is read; servers send stack traces, not more.
const ERROR_BODY_LIMIT: usize = 1 << 20;

/// The settings of a client that is about to be built.
///
/// Made by the client's `builder`, with the server's URL.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: String,
    root: &'static str,
    auth: Auth,
    headers: HeaderMap,
    timeout: Duration,
    http: Option<reqwest::Client>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Transport>> ClientBuilder<C> {
    /// A builder for the API whose document places it at `root` on its server.
    pub(crate) fn new(base_url: String, root: &'static str) -> Self {
        Self {
            base_url,
            root,
            auth: Auth::None,
            headers: HeaderMap::new(),
            timeout: DEFAULT_TIMEOUT,
            http: None,
            client: PhantomData,
        }
    }

    /// Sends a user name and a password with every call.
    pub fn basic_auth(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.auth = Auth::Basic { username: username.into(), password: Secret::new(password.into()) };
        self
    }

    /// Sends a token with every call.
    pub fn bearer_auth(mut self, token: impl Into<String>) -> Self {
        self.auth = Auth::Bearer(Secret::new(token.into()));
        self
    }

    /// Gives each call this long, from connecting to the last byte of the answer. The default is ten minutes, because
    /// servers hold the answers of checks and schema discovery that long; [`Call::timeout`] sets it for one call.
    ///
    /// [`Call::timeout`]: super::Call::timeout
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends these headers with every call, beside those that the call sets itself.
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Sends calls through `http` instead of a client of our own, with its proxies, certificates and connection pool.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Builds the client. Nothing is sent until the first call.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL cannot work, with one that may; [`Error::Transport`] when TLS
    /// cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        let base = base_url::resolve(&self.base_url, self.root)?;
        let http = match self.http {
            Some(http) => http,
            None => default_http_client().map_err(|error| TransportError::new("building the client", error))?,
        };
        let settings = Settings {
            http,
            alternative: base_url::alternative(&base, self.root),
            base,
            auth: self.auth,
            headers: self.headers,
            timeout: self.timeout,
        };
        Ok(C::from(Transport(Arc::new(settings))))
    }
}

fn default_http_client() -> reqwest::Result<reqwest::Client> {
    let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " (rust)");
    reqwest::Client::builder().user_agent(user_agent).connect_timeout(CONNECT_TIMEOUT).build()
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}

/// A connection pool with what every call needs. Clones share it.
#[derive(Clone)]
pub struct Transport(Arc<Settings>);

struct Settings {
    http: reqwest::Client,
    base: Url,
    alternative: Option<Url>,
    auth: Auth,
    headers: HeaderMap,
    timeout: Duration,
}

impl Transport {
    /// Sends a request, and hands on the answer when its status says success. Not generic: there is one of it.
    pub(crate) async fn send(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> Result<reqwest::Response, Error> {
        let settings = &*self.0;
        let url = base_url::join(&settings.base, operation.path);
        let mut builder = settings.http.request(operation.method.clone(), url);
        builder = settings.auth.apply(builder);
        builder = builder.timeout(request.timeout.unwrap_or(settings.timeout));
        builder = builder.header(ACCEPT, HeaderValue::from_static("application/json, */*;q=0.1"));
        if let Some(json) = request.body {
            builder = builder.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(json);
        }
        let builder = builder.headers(settings.headers.clone()).headers(request.headers);
        let response = builder.send().await.map_err(|error| TransportError::new(operation.id, error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.error(operation, response).await)
    }

    async fn error(&self, operation: &'static Operation, mut response: reqwest::Response) -> Error {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while body.len() < ERROR_BODY_LIMIT {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                // The status is known and says more than the broken body would.
                Err(_) => break,
            }
        }
        let typed = operation.error_body(status.as_u16(), &body);
        ApiError::new(operation.id, status, headers, Bytes::from(body), typed, self.alternative()).into()
    }

    /// The base URL to try when the server answers with a web page.
    pub(crate) fn alternative(&self) -> Option<&Url> {
        self.0.alternative.as_ref()
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base", &self.0.base.as_str())
            .field("auth", &self.0.auth)
            .finish_non_exhaustive()
    }
}

impl From<InvalidRequest> for Error {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(Box::new(error))
    }
}
