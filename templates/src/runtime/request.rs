//! What is sent: the parts of a request that differ from call to call.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::HeaderMap;

use super::RetryPolicy;
use super::operation::Operation;

/// A request, on its way from a call to the wire. It can be sent more than once.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    /// What stands in for the operation where the document has none.
    pub(crate) raw: Option<Box<RawOperation>>,
    /// The path below the API's root, with its parameters in it.
    pub(crate) path: Cow<'static, str>,
    /// The query's names and values, not yet encoded.
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// How long the call may take, where it is not the client's time.
    pub(crate) timeout: Option<Duration>,
    /// When it is sent again, where it is not the client's policy.
    pub(crate) retry: Option<RetryPolicy>,
}

/// The fixed parts of an operation that the document does not have.
#[derive(Clone, Debug)]
pub(crate) struct RawOperation {
    /// What errors call it, such as `POST /v1/health`.
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) read_only: bool,
}

/// The body of a request.
#[derive(Clone, Default)]
pub(crate) enum Body {
    #[default]
    None,
    /// Bytes of this media type.
    Bytes { media_type: Cow<'static, str>, bytes: Bytes },
}

impl Body {
    pub(crate) fn json(bytes: impl Into<Bytes>) -> Self {
        Self::Bytes { media_type: Cow::Borrowed("application/json"), bytes: bytes.into() }
    }

    /// The bytes; empty where there is no body.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::Bytes { bytes, .. } => bytes,
        }
    }
}

impl Request {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            raw: None,
            path: Cow::Borrowed(operation.path),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::None,
            timeout: None,
            retry: None,
        }
    }

    /// What errors call the operation.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match &self.raw {
            Some(raw) => Cow::Owned(raw.name.clone()),
            None => Cow::Borrowed(self.operation.id),
        }
    }

    pub(crate) fn method(&self) -> &Method {
        self.raw.as_ref().map_or(&self.operation.method, |raw| &raw.method)
    }

    /// Whether it changes nothing on the server.
    pub(crate) fn read_only(&self) -> bool {
        self.raw.as_ref().map_or(self.operation.read_only, |raw| raw.read_only)
    }
}
