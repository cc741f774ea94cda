//! What the runtime has to know of an operation.

use std::any::Any;
use std::fmt;

use reqwest::Method;
use serde::de::DeserializeOwned;

use super::{Paging, Rival};

/// The fixed parts of an operation. Each generated method has one, as a constant.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId`; errors call the operation by it.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path below the API's root.
    pub(crate) path: &'static str,
    /// Whether it changes nothing on the server, so that it may be sent again whatever became of the first time.
    pub(crate) read_only: bool,
    /// Whether its answer holds secrets, so that errors about the answer must not show it.
    pub(crate) secret: bool,
    /// The documented error bodies. The first whose status matches is the one: codes before ranges before the default.
    pub(crate) errors: &'static [ErrorBody],
    /// How its answer comes in pages; none where it comes whole.
    pub(crate) paging: Option<Paging>,
    /// What it answers when it cannot start a job because another one is running.
    pub(crate) rival: Option<Rival>,
}

/// A typed error body, for lack of the type: `T` in a box.
pub(crate) type AnyBody = Box<dyn Any + Send + Sync>;

/// The body that an operation answers with a status.
pub(crate) struct ErrorBody {
    statuses: Statuses,
    decode: fn(&[u8]) -> Result<AnyBody, serde_json::Error>,
}

#[derive(Clone, Copy, Debug)]
enum Statuses {
    Code(u16),
    Range(u16),
    Any,
}

impl ErrorBody {
    /// The body that goes with one status code.
    pub(crate) const fn code<T: DeserializeOwned + Send + Sync + 'static>(code: u16) -> Self {
        Self { statuses: Statuses::Code(code), decode: decode::<T> }
    }

    /// The body that goes with a hundred codes, such as 4 for `4XX`.
    pub(crate) const fn range<T: DeserializeOwned + Send + Sync + 'static>(digit: u16) -> Self {
        Self { statuses: Statuses::Range(digit), decode: decode::<T> }
    }

    /// The body that goes with every status that no other body is for.
    pub(crate) const fn any<T: DeserializeOwned + Send + Sync + 'static>() -> Self {
        Self { statuses: Statuses::Any, decode: decode::<T> }
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statuses.fmt(f)
    }
}

impl Operation {
    /// Decodes the body of an error by its status. `None` where the document has no body for the status, or the body
    /// is not what the document says.
    pub(crate) fn error_body(&self, status: u16, body: &[u8]) -> Option<AnyBody> {
        let documented = self.errors.iter().find(|error| match error.statuses {
            Statuses::Code(code) => code == status,
            Statuses::Range(digit) => digit == status / 100,
            Statuses::Any => true,
        })?;
        (documented.decode)(body).ok()
    }
}

fn decode<T: DeserializeOwned + Send + Sync + 'static>(body: &[u8]) -> Result<AnyBody, serde_json::Error> {
    serde_json::from_slice::<T>(body).map(|value| Box::new(value) as AnyBody)
}
