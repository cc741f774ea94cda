//! Answers with an error status.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use bytes::Bytes;
use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{StatusCode, Url};
use serde::de::DeserializeOwned;

use super::excerpt::{Secrets, base_url_hint, excerpt};
use crate::runtime::{Extra, wire};

/// Headers that servers and the proxies before them name a request by, the likeliest first.
const REQUEST_ID: [&str; 5] = ["x-request-id", "request-id", "x-airbyte-request-id", "x-correlation-id", "x-trace-id"];

/// An answer with an error status.
pub struct ApiError {
    operation: Cow<'static, str>,
    status: StatusCode,
    headers: HeaderMap,
    raw_body: Bytes,
    /// The type that the document has for the body.
    documented: Option<TypeId>,
    /// The body as that type, once somebody asked for it; `None` when it is not one.
    typed: OnceLock<Option<Box<dyn Any + Send + Sync>>>,
    /// What `Display` says behind the status.
    detail: String,
}

impl ApiError {
    pub(crate) fn new(
        operation: Cow<'static, str>,
        status: StatusCode,
        headers: HeaderMap,
        raw_body: Bytes,
        documented: Option<TypeId>,
    ) -> Self {
        Self { operation, status, headers, raw_body, documented, typed: OnceLock::new(), detail: String::new() }
    }

    /// The error with the words that it is shown with, in which none of `secrets` stands, nor in the headers that `Debug`
    /// shows.
    pub(crate) fn described(mut self, secrets: &Secrets, alternative: Option<&Url>) -> Self {
        let html = self.raw_body.trim_ascii_start().first() == Some(&b'<');
        self.detail = match (self.headers.get(LOCATION), self.message()) {
            (Some(location), _) if self.status.is_redirection() => {
                let location = String::from_utf8_lossy(location.as_bytes());
                format!(", a redirect to {}, which is not followed; make that the base URL", origin(&location))
            }
            _ if html && !self.status.is_server_error() => format!(" with a web page; {}", base_url_hint(alternative)),
            (_, Some(message)) => format!(": {}", secrets.hide(message)),
            (_, None) if self.raw_body.is_empty() => String::new(),
            // Hidden before it is cut: half a secret is not found any more.
            (_, None) => {
                let body = secrets.hide(String::from_utf8_lossy(&self.raw_body).into_owned());
                format!(": {}", excerpt(body.as_bytes(), 0))
            }
        };
        for (name, value) in &mut self.headers {
            let is_secret = [LOCATION, SET_COOKIE].contains(name) || secrets.are_in(value.as_bytes());
            value.set_sensitive(is_secret);
        }
        self
    }

    /// The `operationId` of the operation that failed.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as the server sent it, up to its first MiB.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }

    /// The body, if `T` is the type that the operation documents for this status and the body is one.
    ///
    /// The status alone decides on the type: a 422 is never taken for the body of a 404, however alike they look.
    /// It is decoded the first time that it is asked for.
    pub fn body<T: DeserializeOwned + Send + Sync + 'static>(&self) -> Option<&T> {
        if self.documented != Some(TypeId::of::<T>()) {
            return None;
        }
        let typed = self.typed.get_or_init(|| Some(Box::new(serde_json::from_slice::<T>(&self.raw_body).ok()?)));
        typed.as_deref()?.downcast_ref()
    }

    /// The body as problem details in the sense of RFC 9457, if it is a JSON object with any of their members. Newer
    /// Airbyte servers send them in place of what the document says.
    pub fn problem(&self) -> Option<Problem> {
        let problem: Problem = serde_json::from_slice(&self.raw_body).ok()?;
        let is_one = problem.type_uri.is_some() || problem.title.is_some() || problem.detail.is_some();
        is_one.then_some(problem)
    }

    /// The id that the server, or a proxy before it, gave the request: the header `x-request-id` or one of its kind.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_ID.iter().find_map(|name| self.headers.get(*name)?.to_str().ok())
    }

    /// What the server says went wrong: the `message`, `detail` or `title` of a JSON body, whatever its type.
    pub fn message(&self) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(&self.raw_body).ok()?;
        let text = ["message", "detail", "title"].iter().find_map(|name| body.get(name)?.as_str())?;
        Some(text.to_owned())
    }
}

/// Problem details in the sense of RFC 9457. Servers send any part of them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// A URI that identifies the kind of problem; `type` on the wire.
    pub type_uri: Option<String>,
    /// A summary of the kind of problem.
    pub title: Option<String>,
    /// The status code, as the body repeats it.
    pub status: Option<i32>,
    /// What happened this time.
    pub detail: Option<String>,
    /// A URI that identifies this occurrence.
    pub instance: Option<String>,
    /// What the server adds in a form of its own; Airbyte's `data`, for example, has the id that was not found.
    pub extra: Extra,
}

wire! {
    Problem {
        type_uri: optional "type",
        title: optional "title",
        status: optional "status",
        detail: optional "detail",
        instance: optional "instance",
        ..extra
    }
}

/// A URL without its path and query, which may say more than is to be shown.
fn origin(location: &str) -> String {
    Url::parse(location).map_or_else(|_| "another path".to_owned(), |url| url.origin().ascii_serialization())
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {}{}", self.operation, self.status, self.detail)
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("detail", &self.detail)
            .field("is_documented", &self.documented.is_some())
            .finish()
    }
}

impl std::error::Error for ApiError {}
