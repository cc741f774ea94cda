//! What is sent: the parts of a request that differ from call to call.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::HeaderMap;

use super::operation::Operation;
use super::percent::encoded;
use super::{RetryPolicy, Upload};

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
    /// More of the query, encoded already: values with delimiters that have to stay.
    pub(crate) encoded_query: Vec<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// Whether it goes without the client's credentials.
    pub(crate) anonymous: bool,
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
    /// What is read while it is sent, so that it can be sent once.
    Stream { media_type: Cow<'static, str>, stream: Arc<Mutex<Option<reqwest::Body>>> },
}

impl Body {
    pub(crate) fn whole(media_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Self::Bytes { media_type: media_type.into(), bytes: bytes.into() }
    }

    pub(crate) fn stream(media_type: impl Into<Cow<'static, str>>, stream: reqwest::Body) -> Self {
        Self::Stream { media_type: media_type.into(), stream: Arc::new(Mutex::new(Some(stream))) }
    }

    pub(crate) fn upload(media_type: impl Into<Cow<'static, str>>, upload: Upload) -> Self {
        match upload.into_parts() {
            Ok(bytes) => Self::whole(media_type, bytes),
            Err(stream) => Self::stream(media_type, stream),
        }
    }

    pub(crate) fn media_type(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Bytes { media_type, .. } | Self::Stream { media_type, .. } => Some(media_type),
        }
    }

    /// Whether it can be sent again after a failure.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self, Self::Stream { .. })
    }

    /// The body as it is sent; nothing of a stream that was sent before.
    pub(crate) fn to_send(&self) -> Option<reqwest::Body> {
        match self {
            Self::None => None,
            Self::Bytes { bytes, .. } => Some(bytes.clone().into()),
            Self::Stream { stream, .. } => stream.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }

    pub(crate) fn json(bytes: impl Into<Bytes>) -> Self {
        Self::Bytes { media_type: Cow::Borrowed("application/json"), bytes: bytes.into() }
    }

    /// The bytes; empty where there is no body.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::None | Self::Stream { .. } => &[],
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
            encoded_query: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::None,
            anonymous: false,
            timeout: None,
            retry: None,
        }
    }

    /// A request of no real operation.
    #[cfg(test)]
    pub(crate) fn for_tests(path: &'static str) -> Self {
        Self { path: Cow::Borrowed(path), ..Self::new(&super::raw_call::UNDOCUMENTED) }
    }

    /// The query as it stands in the URL.
    pub(crate) fn query_text(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.chain(self.encoded_query.iter().cloned()).collect::<Vec<_>>().join("&")
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
