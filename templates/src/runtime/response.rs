//! Whole answers.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// An answer with its status and headers.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: T) -> Self {
        Self { status, headers, body }
    }

    /// The status, which is one of success.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the operation answered.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// What the operation answered, without status and headers.
    pub fn into_body(self) -> T {
        self.body
    }
}
