//! One call of an operation, before it is sent.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::error::{Error, InvalidRequest};
use super::operation::Operation;
use super::{FromResponse, Response, Transport};

/// A call of an operation that answers a `T`.
///
/// Await it for the answer, or [`send`](Call::send) it for the whole [`Response`] with status and headers. Options that
/// are set on it hold for this call alone.
#[must_use = "a call is not sent until it is awaited"]
pub struct Call<T> {
    transport: Transport,
    operation: &'static Operation,
    request: Result<Request, InvalidRequest>,
    answer: PhantomData<fn() -> T>,
}

/// The parts of a request that differ from call to call.
#[derive(Default)]
pub(crate) struct Request {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Option<Duration>,
}

impl<T> Call<T> {
    pub(crate) fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self { transport: transport.clone(), operation, request: Ok(Request::default()), answer: PhantomData }
    }

    /// The call with `body` as JSON.
    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        let encoded = serde_json::to_vec(body);
        self.with(|operation, request| {
            let encoded = encoded.map_err(|error| InvalidRequest::body(operation.id, error))?;
            request.body = Some(encoded.into());
            Ok(())
        })
    }

    /// The call with `body` as JSON, or without a body.
    pub(crate) fn json_if_some(self, body: &Option<impl Serialize>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Gives this call that long, from connecting to the last byte of the answer.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|_, request| {
            request.timeout = Some(timeout);
            Ok(())
        })
    }

    /// Sends a header with this call, in place of one of the same name that the client sends with every call.
    ///
    /// A name or value that HTTP does not allow makes the call fail with [`Error::InvalidRequest`] when it is sent.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|operation, request| {
            let invalid = |error: &dyn fmt::Display| InvalidRequest::header(operation.id, name, error);
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|error| invalid(&error))?;
            let value = HeaderValue::from_str(value).map_err(|error| invalid(&error))?;
            request.headers.insert(header, value);
            Ok(())
        })
    }

    fn with(mut self, change: impl FnOnce(&Operation, &mut Request) -> Result<(), InvalidRequest>) -> Self {
        if let Ok(request) = &mut self.request
            && let Err(error) = change(self.operation, request)
        {
            self.request = Err(error);
        }
        self
    }
}

impl<T: FromResponse> Call<T> {
    /// Sends the call, and returns the answer with its status and headers.
    ///
    /// # Errors
    ///
    /// Any kind of [`Error`]; which error bodies an operation has, its documentation says.
    pub async fn send(self) -> Result<Response<T>, Error> {
        let response = self.transport.send(self.operation, self.request?).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = T::from_response(response, self.operation.id, self.transport.alternative()).await?;
        Ok(Response::new(status, headers, body))
    }
}

impl<T: FromResponse> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_body) })
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
