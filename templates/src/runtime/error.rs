//! What can go wrong with a call.

use std::fmt;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{StatusCode, Url};

use super::from_response::is_other_than_json;
use super::json_path;
use super::operation::AnyBody;

/// What can go wrong with a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error status.
    Api(Box<ApiError>),
    /// The server answered with success and JSON, but not with the JSON that the document promises.
    Decode(Box<DecodeError>),
    /// The server answered with success, but not with JSON; a web page, often, when the base URL is wrong.
    UnexpectedContent(Box<UnexpectedContent>),
    /// No whole answer came: the connection failed or broke, or time was up.
    Transport(Box<TransportError>),
    /// Nothing was sent, because the request or the client's settings cannot work.
    InvalidRequest(Box<InvalidRequest>),
}

impl Error {
    /// The answer with an error status, where there is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The documented body of an error answer; see [`ApiError::body`].
    pub fn body<T: 'static>(&self) -> Option<&T> {
        self.api()?.body()
    }

    /// The status of an error answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.api().map(ApiError::status)
    }

    /// Whether the server answered 404: what the request names does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the server answered 401 or 403: the credentials are missing, wrong or not enough.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self.status(), Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN))
    }

    /// Whether the server answered 422 or 400: it understood the request and does not accept it.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.status(), Some(StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST))
    }

    /// Whether the call took longer than its timeout.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether the connection to the server failed, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::UnexpectedContent(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(&error.source),
            Self::Transport(error) => Some(&error.source),
            _ => None,
        }
    }
}

/// An answer with an error status.
pub struct ApiError {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    raw_body: Bytes,
    typed: Option<AnyBody>,
    hint: Option<String>,
}

impl ApiError {
    pub(crate) fn new(
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
        raw_body: Bytes,
        typed: Option<AnyBody>,
        alternative: Option<&Url>,
    ) -> Self {
        let html = raw_body.trim_ascii_start().first() == Some(&b'<');
        let hint = (html && status.is_client_error()).then(|| base_url_hint(alternative));
        Self { operation, status, headers, raw_body, typed, hint }
    }

    /// The `operationId` of the operation that failed.
    pub fn operation(&self) -> &'static str {
        self.operation
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
    pub fn body<T: 'static>(&self) -> Option<&T> {
        self.typed.as_ref()?.downcast_ref()
    }

    /// What the server says went wrong: the `message`, `detail` or `title` of a JSON body, whatever its type.
    pub fn message(&self) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(&self.raw_body).ok()?;
        let text = ["message", "detail", "title"].iter().find_map(|name| body.get(name)?.as_str())?;
        Some(text.to_owned())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {}", self.operation, self.status)?;
        match (&self.hint, self.message()) {
            (Some(hint), _) => write!(f, " with a web page; {hint}"),
            (None, Some(message)) => write!(f, ": {message}"),
            (None, None) if self.raw_body.is_empty() => Ok(()),
            (None, None) => write!(f, ": {}", excerpt(&self.raw_body, 0)),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("raw_body", &excerpt(&self.raw_body, 0))
            .field("is_documented", &self.typed.is_some())
            .finish()
    }
}

impl std::error::Error for ApiError {}

/// A successful answer whose JSON is not what the document promises.
#[derive(Debug)]
pub struct DecodeError {
    operation: &'static str,
    path: String,
    excerpt: String,
    source: serde_json::Error,
}

impl DecodeError {
    pub(crate) fn new(operation: &'static str, source: serde_json::Error, body: &[u8]) -> Self {
        let offset = json_path::offset(body, source.line(), source.column());
        Self { operation, path: json_path::at(body, offset), excerpt: excerpt(body, offset.saturating_sub(40)), source }
    }

    /// The `operationId` of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Where in the answer the trouble is, such as `$.connections[3].status`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the answer of {} is not as documented at {}: {}; near `{}`",
            self.operation, self.path, self.source, self.excerpt
        )
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A successful answer that is not JSON.
#[derive(Debug)]
pub struct UnexpectedContent {
    operation: &'static str,
    status: StatusCode,
    content_type: String,
    hint: Option<String>,
}

impl UnexpectedContent {
    /// The error for an answer that says that it is no JSON.
    pub(crate) fn check(
        operation: &'static str,
        response: &reqwest::Response,
        alternative: Option<&Url>,
    ) -> Option<Self> {
        if !is_other_than_json(response) {
            return None;
        }
        let content_type = response.headers().get(CONTENT_TYPE)?;
        let content_type = String::from_utf8_lossy(content_type.as_bytes()).into_owned();
        let hint = content_type.contains("html").then(|| base_url_hint(alternative));
        Some(Self { operation, status: response.status(), content_type, hint })
    }

    /// The `operationId` of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status, which is one of success.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The media type that came in place of JSON.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }
}

impl fmt::Display for UnexpectedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {} with {} in place of JSON", self.operation, self.status, self.content_type)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl std::error::Error for UnexpectedContent {}

impl From<UnexpectedContent> for Error {
    fn from(error: UnexpectedContent) -> Self {
        Self::UnexpectedContent(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// No whole answer came.
#[derive(Debug)]
pub struct TransportError {
    during: &'static str,
    source: reqwest::Error,
}

impl TransportError {
    pub(crate) fn new(during: &'static str, source: reqwest::Error) -> Self {
        Self { during, source }
    }

    /// Whether time was up.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// Whether the connection could not be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match () {
            () if self.is_timeout() => "took longer than its timeout",
            () if self.is_connect() => "could not connect to the server",
            () => "got no whole answer",
        };
        write!(f, "{} {what}", self.during)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A request or a client that cannot work; nothing was sent.
#[derive(Debug)]
pub struct InvalidRequest {
    message: String,
}

impl InvalidRequest {
    pub(crate) fn base_url(url: &str, why: &str, instead: &str) -> Self {
        Self { message: format!("the base URL `{url}` cannot work: {why}; try `{instead}`") }
    }

    pub(crate) fn header(operation: &str, name: &str, why: &dyn fmt::Display) -> Self {
        Self { message: format!("{operation} cannot be sent with the header `{name}`: {why}") }
    }

    pub(crate) fn body(operation: &str, why: serde_json::Error) -> Self {
        Self { message: format!("the request of {operation} has no JSON form: {why}") }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidRequest {}

fn base_url_hint(alternative: Option<&Url>) -> String {
    match alternative {
        Some(url) => format!("the base URL is probably wrong, try `{url}`"),
        None => "the base URL is probably that of something else than the API".to_owned(),
    }
}

/// A hundred characters or so of a body, from `start`.
fn excerpt(body: &[u8], start: usize) -> String {
    const LENGTH: usize = 120;
    let text = String::from_utf8_lossy(&body[start.min(body.len())..body.len().min(start + LENGTH)]).into_owned();
    if body.len() > start + LENGTH { format!("{text}…") } else { text }
}
