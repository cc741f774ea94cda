//! What the runtime has to know of an operation.

use std::any::TypeId;
use std::fmt;

use reqwest::Method;

use super::{Address, Paging, Rival};

/// The fixed parts of an operation. Each generated method has one, as a constant.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId`; errors call the operation by it.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path below the API's root.
    pub(crate) path: &'static str,
    /// The server that the document gives it, where that is not the API's.
    pub(crate) server: Option<Address>,
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

/// The body that an operation answers with a status: its type alone, since it is decoded when somebody asks for it.
pub(crate) struct ErrorBody {
    statuses: Statuses,
    ty: fn() -> TypeId,
}

#[derive(Clone, Copy, Debug)]
enum Statuses {
    Code(u16),
    Range(u16),
    Any,
}

impl ErrorBody {
    /// The body that goes with one status code.
    pub(crate) const fn code<T: 'static>(code: u16) -> Self {
        Self { statuses: Statuses::Code(code), ty: TypeId::of::<T> }
    }

    /// The body that goes with a hundred codes, such as 4 for `4XX`.
    pub(crate) const fn range<T: 'static>(digit: u16) -> Self {
        Self { statuses: Statuses::Range(digit), ty: TypeId::of::<T> }
    }

    /// The body that goes with every status that no other body is for.
    pub(crate) const fn any<T: 'static>() -> Self {
        Self { statuses: Statuses::Any, ty: TypeId::of::<T> }
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statuses.fmt(f)
    }
}

impl Operation {
    /// The type of the body that goes with an error status. `None` where the document has no body for the status.
    pub(crate) fn error_body(&self, status: u16) -> Option<TypeId> {
        let documented = self.errors.iter().find(|error| match error.statuses {
            Statuses::Code(code) => code == status,
            Statuses::Range(digit) => digit == status / 100,
            Statuses::Any => true,
        })?;
        Some((documented.ty)())
    }
}
