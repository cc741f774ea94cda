//! The one way that requests take to the server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderMap;
use tokio::time::Instant;

use super::answer::{Answer, Streamed};
use super::api_key::ApiKey;
use super::attempt::Sending;
use super::auth::Auth;
use super::base_url::Address;
use super::error::{Error, Secrets, TransportError};
use super::request::Request;
use super::{Middleware, RetryPolicy};

/// A connection pool with what every call needs. Clones share it.
#[derive(Clone)]
pub struct Transport(Arc<Settings>);

/// What every call needs.
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    /// Where the document has its server.
    pub(crate) address: &'static Address,
    pub(crate) base: Url,
    /// The base URL to try when the server answers with a web page.
    pub(crate) alternative: Option<Url>,
    pub(crate) auth: Auth,
    pub(crate) keys: Vec<ApiKey>,
    pub(crate) secrets: Secrets,
    pub(crate) headers: HeaderMap,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeout: Duration,
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    pub(crate) fn base(&self) -> &Url {
        &self.0.base
    }

    /// Sends a request, and reads the whole of its answer.
    pub(crate) async fn fetch(&self, request: &Request) -> Result<Answer, Error> {
        self.send(request, |_| false).await
    }

    /// Sends a request, again where the policy says so, and hands on the answer when its status says success. The body of
    /// the answer is read, unless answers with its status are `streamed`. Not generic: there is one of it.
    pub(crate) async fn send(&self, request: &Request, streamed: Streamed) -> Result<Answer, Error> {
        let settings = &*self.0;
        let now = Instant::now();
        let deadline = now.checked_add(request.timeout.unwrap_or(settings.timeout));
        let mut retries = request.retry.as_ref().unwrap_or(&settings.retry).begin(now);
        let mut sending = Sending::new(settings, request, streamed, deadline);
        loop {
            let error = match sending.attempt().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let has_other_credentials = sending.may_use_other_credentials(&error);
            if !request.body.is_replayable() {
                return Err(error);
            }
            if has_other_credentials {
                continue;
            }
            let Some(delay) = retries.delay_after(&error, request.read_only()) else { return Err(error) };
            let again = Instant::now().checked_add(delay);
            match deadline {
                Some(deadline) if again.is_none_or(|again| again >= deadline) => return Err(error),
                _ => tokio::time::sleep(delay).await,
            }
        }
    }
}

/// Waits for `future` until `deadline`.
pub(crate) async fn before<T>(
    deadline: Option<Instant>,
    request: &Request,
    future: impl Future<Output = T>,
) -> Result<T, Error> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, future)
            .await
            .map_err(|_| TransportError::timed_out(request.name()).into()),
        None => Ok(future.await),
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
