//! What runs around each time that a call is sent.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};

use super::error::Error;

/// Code of one's own that runs around each time that a call is sent: to add headers, count, log or refuse.
///
/// Each of the methods does nothing unless it is written. They run in the order in which the client got its middleware,
/// and must not block. Credentials are added behind them, so that they never see any.
///
/// ```text
/// struct Metrics;
///
/// impl Middleware for Metrics {
///     fn after(&self, attempt: &Attempt, status: StatusCode, _: &HeaderMap, took: Duration) {
///         histogram!("airbyte", "operation" => attempt.operation(), "status" => status.as_str()).record(took);
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Runs before a request is sent.
    ///
    /// # Errors
    ///
    /// An error keeps the request from being sent, and becomes the call's: [`Error::InvalidRequest`], with these words.
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let _ = attempt;
        Ok(())
    }

    /// Runs when an answer came, whatever its status, `took` after the request was sent. The body is not read yet.
    fn after(&self, attempt: &Attempt, status: StatusCode, headers: &HeaderMap, took: Duration) {
        let _ = (attempt, status, headers, took);
    }

    /// Runs when this time the call failed, by an error status as well as without an answer. It may be sent again.
    fn on_error(&self, attempt: &Attempt, error: &Error) {
        let _ = (attempt, error);
    }
}

/// One time that a call is sent.
#[derive(Debug)]
pub struct Attempt {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) number: u32,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
}

impl Attempt {
    /// The `operationId` of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// How often the call is sent with this time, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL, with its query.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The headers that are sent, credentials apart.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers that are sent, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}
