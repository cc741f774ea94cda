//! The client's configuration.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::api_key::{ApiKey, KeyPlace};
use super::auth::{Authenticator, Credentials, TokenEndpoint, Tokens};
use super::base_url::Address;
use super::error::{Error, InvalidRequest, TransportError};
use super::transport::{Settings, Transport};
use super::{Middleware, RetryPolicy, Secret, base_url};

/// How long a call may take when nobody says otherwise. Checks and schema discovery hold their answer for minutes.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(600);
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const CRATE: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What an API's document says of its server.
#[derive(Debug)]
pub(crate) struct Server {
    /// Where it is.
    pub(crate) address: Address,
    /// Where clients get tokens for their id and secret, where the document says.
    pub(crate) tokens: Option<Tokens>,
    /// What the names of environment variables start with, such as `AIRBYTE`.
    pub(crate) variables: &'static str,
}

/// The settings of a client that is about to be built.
///
/// Made by the client's `builder`, with the server's URL.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    pub(crate) base_url: String,
    server: &'static Server,
    credentials: Credentials,
    keys: Vec<ApiKey>,
    headers: Result<HeaderMap, InvalidRequest>,
    user_agent: Option<String>,
    middleware: Vec<Arc<dyn Middleware>>,
    retry: RetryPolicy,
    timeout: Duration,
    connect_timeout: Duration,
    proxies: Vec<reqwest::Proxy>,
    http: Option<reqwest::Client>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Transport>> ClientBuilder<C> {
    /// A builder for the API whose document says `server` of its server.
    pub(crate) fn new(base_url: String, server: &'static Server) -> Self {
        Self {
            base_url,
            server,
            credentials: Credentials::None,
            keys: Vec::new(),
            headers: Ok(HeaderMap::new()),
            user_agent: None,
            middleware: Vec::new(),
            retry: RetryPolicy::default(),
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            proxies: Vec::new(),
            http: None,
            client: PhantomData,
        }
    }

    /// Sends a user name and a password with every call.
    pub fn basic_auth(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials = Credentials::Basic { username: username.into(), password: Secret::new(password.into()) };
        self
    }

    /// Sends a token with every call. White space around it is left out.
    pub fn bearer_auth(mut self, token: impl Into<String>) -> Self {
        self.credentials = Credentials::Bearer(Secret::new(token.into()));
        self
    }

    /// Exchanges a client's id and secret for a token, from where the document says that tokens come.
    pub(crate) fn with_client(mut self, id: String, secret: String) -> Self {
        self.credentials = Credentials::Client { id, secret: Secret::new(secret) };
        self
    }

    /// Sends a key with every call, in the place that the document has for it.
    pub(crate) fn with_key(mut self, place: KeyPlace, name: &'static str, value: String) -> Self {
        self.keys.retain(|key| (key.place, key.name) != (place, name));
        self.keys.push(ApiKey { place, name, value: Secret::new(value) });
        self
    }

    /// Asks `authenticator` for the `authorization` header of every call.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.credentials = Credentials::Own(Arc::new(authenticator));
        self
    }

    /// Gives each call this long in all: from connecting to the last byte of the answer, with the times that it is sent
    /// again. The default is ten minutes, because servers hold the answers of checks and schema discovery that long;
    /// [`Call::timeout`](super::Call::timeout) sets it for one call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Gives the making of a connection this long. The default is 10 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Decides when calls are sent again after a failure. The default is that of [`RetryPolicy`];
    /// [`RetryPolicy::none`] turns it off, and [`Call::retry`](super::Call::retry) sets it for one call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sends these headers with every call, in place of those of the same name that are there already.
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        if let Ok(known) = &mut self.headers {
            known.extend(headers);
        }
        self
    }

    /// Sends a header with every call. A name or value that HTTP does not allow is an error of [`build`](Self::build).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        match (header, &mut self.headers) {
            (Some((header, value)), Ok(headers)) => {
                headers.insert(header, value);
            }
            (None, Ok(_)) => {
                let message = format!("no HTTP header can have the name `{name}` and the value that was given");
                self.headers = Err(InvalidRequest::new(message));
            }
            (_, Err(_)) => {}
        }
        self
    }

    /// Names the program that calls, such as `my-tool/1.2`, in the header `user-agent`, before the name of this crate.
    pub fn user_agent(mut self, program: impl Into<String>) -> Self {
        self.user_agent = Some(program.into());
        self
    }

    /// Runs `middleware` around each time that a call is sent, behind the middleware that is there already.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sends calls through a proxy. Without this it is the one that the environment names, with the feature
    /// `system-proxy`.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxies.push(proxy);
        self
    }

    /// Sends calls through `http` instead of a client of our own, with its proxies, certificates, connection pool and
    /// time to connect. It follows redirects by its own rules.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Builds the client. Nothing is sent until the first call.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the base URL, a header or the credentials cannot work, with what to do about it;
    /// [`Error::Transport`] when TLS cannot be set up.
    pub fn build(mut self) -> Result<C, Error> {
        self.keys.iter().try_for_each(ApiKey::check)?;
        let (base, user) = base_url::resolve(&self.base_url, self.server.address.path)?;
        if let (Some((username, password)), Credentials::None) = (user, &self.credentials) {
            self.credentials = Credentials::Basic { username, password };
        }
        let user_agent = user_agent(self.user_agent.as_deref())?;
        let http = self.http_client_for_use()?;
        let alternative = base_url::alternative(&base, self.server.address.path);
        let secrets = self.keys.iter().fold(self.credentials.secrets(), |secrets, key| key.among(secrets));
        let auth = self.credentials.prepare(|| {
            let tokens =
                self.server.tokens.ok_or_else(|| InvalidRequest::new("the document has no place for tokens"))?;
            Ok(TokenEndpoint {
                http: http.clone(),
                url: tokens.url(&base)?,
                tokens,
                alternative: alternative.clone().filter(|_| tokens.follows_base()),
                user_agent: user_agent.clone(),
            })
        })?;
        let mut headers = HeaderMap::from_iter([(USER_AGENT, user_agent)]);
        headers.extend(self.headers?);
        Ok(C::from(Transport::new(Settings {
            http,
            address: &self.server.address,
            base,
            alternative,
            auth,
            keys: self.keys,
            secrets,
            headers,
            middleware: self.middleware,
            retry: self.retry,
            timeout: self.timeout,
        })))
    }

    fn http_client_for_use(&mut self) -> Result<reqwest::Client, Error> {
        match self.http.take() {
            Some(_) if !self.proxies.is_empty() => {
                Err(InvalidRequest::new("a client of one's own has its own proxies; set them there").into())
            }
            Some(http) => Ok(http),
            None => {
                // Redirects are followed by `Transport`, which knows what must not go to another server.
                let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
                let builder = self.proxies.drain(..).fold(builder, reqwest::ClientBuilder::proxy);
                let built = builder.connect_timeout(self.connect_timeout).build();
                built.map_err(|error| TransportError::preparing("the HTTP client", error).into())
            }
        }
    }
}

/// `my-tool/1.2 airbyte/0.1.0 (rust)`.
fn user_agent(program: Option<&str>) -> Result<HeaderValue, InvalidRequest> {
    let text = match program {
        Some(program) => format!("{program} {CRATE} (rust)"),
        None => format!("{CRATE} (rust)"),
    };
    HeaderValue::from_str(&text)
        .map_err(|_| InvalidRequest::new(format!("no `user-agent` header can have the value `{text}`")))
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url::without_user(&self.base_url))
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
