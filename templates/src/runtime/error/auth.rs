//! Credentials that could not be had.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;

type Source = Arc<dyn std::error::Error + Send + Sync>;

/// No credentials could be had for a call, so that it was not sent.
#[derive(Clone, Debug)]
pub struct AuthError {
    message: String,
    status: Option<StatusCode>,
    is_transient: bool,
    retry_after: Option<Duration>,
    source: Option<Source>,
}

impl AuthError {
    /// An error with these words, which must not hold a secret. For an [`Authenticator`](super::super::Authenticator) of
    /// one's own.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: None, is_transient: false, retry_after: None, source: None }
    }

    /// The same with what caused it.
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// The same as something that may be over soon, so that the call may ask again under its retry policy.
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    pub(crate) fn answered(mut self, status: StatusCode, retry_after: Option<Duration>) -> Self {
        self.status = Some(status);
        self.retry_after = retry_after;
        self
    }

    /// The status that the token endpoint answered with, where it answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether asking again may help.
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
