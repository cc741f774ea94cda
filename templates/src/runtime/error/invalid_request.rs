//! Requests and settings that cannot work.

use std::fmt;

/// A request or a client that cannot work; nothing was sent.
#[derive(Debug)]
pub struct InvalidRequest {
    message: String,
}

impl InvalidRequest {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    pub(crate) fn base_url(url: &str, why: &str, instead: &str) -> Self {
        Self::new(format!("the base URL `{url}` cannot work: {why}; try `{instead}`"))
    }

    pub(crate) fn header(operation: &str, name: &str, why: &dyn fmt::Display) -> Self {
        Self::new(format!("{operation} cannot be sent with the header `{name}`: {why}"))
    }

    pub(crate) fn parameter(operation: &str, name: &str, why: &str) -> Self {
        Self::new(format!("{operation} cannot be sent with this value of `{name}`: {why}"))
    }

    pub(crate) fn body(operation: &str, why: serde_json::Error) -> Self {
        Self::new(format!("the request of {operation} has no JSON form: {why}"))
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidRequest {}
