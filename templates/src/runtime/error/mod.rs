//! What can go wrong with a call.

mod api;
mod auth;
mod decode;
mod excerpt;
mod invalid_request;
mod transport;
mod unexpected_content;

use std::fmt;

use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use super::job::JobError;

pub use api::{ApiError, Problem};
pub use auth::AuthError;
pub use decode::DecodeError;
pub use invalid_request::InvalidRequest;
pub use transport::TransportError;
pub use unexpected_content::UnexpectedContent;

pub(crate) use excerpt::Secrets;
pub(crate) use transport::Stage;

/// What can go wrong with a call.
///
/// It is one pointer wide beside its kind, and can be sent between threads.
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
    /// The call was not sent, because no credentials could be had for it.
    Auth(Box<AuthError>),
    /// The calls about a job work, and the job does not: another one is running, its time was up, or it failed.
    Job(Box<JobError>),
    /// Nothing was sent, because the request or the client's settings cannot work.
    InvalidRequest(Box<InvalidRequest>),
}

impl Error {
    /// The answer with an error status, where there is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            Self::Job(error) => error.api(),
            _ => None,
        }
    }

    /// The documented body of an error answer; see [`ApiError::body`].
    pub fn body<T: DeserializeOwned + Send + Sync + 'static>(&self) -> Option<&T> {
        self.api()?.body()
    }

    /// The status of an error answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.api().map(ApiError::status)
    }

    /// The id that the server gave the request, to be named when asking its operators about it; see
    /// [`ApiError::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.api()?.request_id()
    }

    /// Whether the server answered 404: what the request names does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the credentials are missing, wrong or not enough: the server answered 401 or 403, or no token could be
    /// had for the call.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Auth(_)) || matches!(self.status(), Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN))
    }

    /// Whether the server answered 422 or 400: it understood the request and does not accept it.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.status(), Some(StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST))
    }

    /// Whether the server answered 409: what the request wants is at odds with what is, such as a second sync.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether the server answered 429: too many requests came.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the server answered with a status of 500 or more: it failed, and not because of the request.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether a job was not started because another one is running in its way: [`JobError::AlreadyRunning`].
    pub fn is_already_running(&self) -> bool {
        matches!(self, Self::Job(error) if matches!(**error, JobError::AlreadyRunning(_)))
    }

    /// Whether the call took longer than its timeout, or the wait for a job longer than its deadline.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            Self::Job(error) => matches!(**error, JobError::TimedOut { .. }),
            _ => false,
        }
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
            Self::Auth(error) => error.fmt(f),
            Self::Job(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::UnexpectedContent(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Auth(error) => error.source(),
            Self::Job(error) => error.source(),
            Self::InvalidRequest(error) => error.source(),
        }
    }
}

/// `From` each kind of error, which goes into a box.
macro_rules! boxed {
    ($($kind:ident($error:ident)),* $(,)?) => {
        $(impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$kind(Box::new(error))
            }
        })*
    };
}

boxed! {
    Api(ApiError),
    Decode(DecodeError),
    UnexpectedContent(UnexpectedContent),
    Transport(TransportError),
    Auth(AuthError),
    Job(JobError),
    InvalidRequest(InvalidRequest),
}
