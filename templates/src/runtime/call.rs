//! One call of an operation, before it is sent.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;

use super::answer::{Answer, Streamed};
use super::error::{Error, InvalidRequest};
use super::multipart::{Multipart, Parts};
use super::operation::Operation;
use super::parameter::{Parameters, Style, form};
use super::request::{Body, Request};
use super::{Download, FromResponse, Response, RetryPolicy, Transport, Upload};

/// A call of an operation that answers a `T`.
///
/// Await it for the answer, or [`send`](Call::send) it for the whole [`Response`] with status and headers. Options that
/// are set on it hold for this call alone.
///
/// A call that is dropped while it is awaited is given up: its connection is closed, and nothing of it goes on.
#[must_use = "a call is not sent until it is awaited"]
pub struct Call<T> {
    pub(crate) transport: Transport,
    pub(crate) request: Result<Request, InvalidRequest>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    pub(crate) fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self::of(transport, Ok(Request::new(operation)))
    }

    pub(crate) fn of(transport: &Transport, request: Result<Request, InvalidRequest>) -> Self {
        Self { transport: transport.clone(), request, answer: PhantomData }
    }

    /// The call with `body` as JSON.
    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        let encoded = serde_json::to_vec(body);
        self.with(|request| {
            request.body = Body::json(encoded.map_err(|error| InvalidRequest::body(&request.name(), error))?);
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

    /// The call with `body` as JSON of another media type than `application/json`.
    pub(crate) fn json_as(self, media_type: &'static str, body: &impl Serialize) -> Self {
        self.json(body).with(|request| {
            if let Body::Bytes { media_type: known, .. } = &mut request.body {
                *known = Cow::Borrowed(media_type);
            }
            Ok(())
        })
    }

    /// The call with `body` as the names and values of a form; `styles` are those of properties that are not written as
    /// forms are.
    pub(crate) fn form(
        self,
        media_type: &'static str,
        body: &impl Serialize,
        styles: &[(&'static str, Style)],
    ) -> Self {
        let value = serde_json::to_value(body);
        self.with(|request| {
            let value = value.map_err(|error| InvalidRequest::body(&request.name(), error))?;
            request.body = Body::whole(media_type, form(&value, styles));
            Ok(())
        })
    }

    /// The call with `body` as text.
    pub(crate) fn text(self, media_type: &'static str, body: String) -> Self {
        self.upload(media_type, body.into())
    }

    /// The call with bytes as its body.
    pub(crate) fn upload(self, media_type: &'static str, body: Upload) -> Self {
        self.with(|request| {
            request.body = Body::upload(media_type, body);
            Ok(())
        })
    }

    /// The call with a body in parts.
    pub(crate) fn multipart(self, media_type: &'static str, body: impl Parts) -> Self {
        let mut parts = Multipart::new(media_type);
        let written = body.write(&mut parts);
        self.with(|request| {
            written.map_err(|error| InvalidRequest::body(&request.name(), error))?;
            request.body = parts.finish();
            Ok(())
        })
    }

    /// The call with `value` put in the place of `{name}` in its path.
    pub(crate) fn path(self, name: &'static str, value: &impl Serialize) -> Self {
        self.path_as(name, Style::Simple, value)
    }

    /// The same in another style.
    pub(crate) fn path_as(self, name: &'static str, style: Style, value: &impl Serialize) -> Self {
        self.with(|request| request.path(name, style, value))
    }

    /// The call with all parameters that are not in its path.
    pub(crate) fn parameters(self, parameters: &impl Parameters) -> Self {
        self.with(|request| parameters.write(request))
    }

    /// The call with what `add` makes of a value that is there.
    pub(crate) fn if_some<V>(self, value: Option<V>, add: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => add(self, value),
            None => self,
        }
    }

    /// The call of an operation that takes no credentials.
    pub(crate) fn anonymous(self) -> Self {
        self.with(|request| {
            request.anonymous = true;
            Ok(())
        })
    }

    /// The call of an operation that answers something else than JSON.
    pub(crate) fn accept(self, media_type: &'static str) -> Self {
        self.header("accept", media_type)
    }

    /// The call with its answer as bytes, as they come, in place of what the document says that they are: for answers
    /// that do not end, such as those of a watch.
    pub fn download(self) -> Call<Download> {
        Call::of(&self.transport, self.request)
    }

    /// Gives this call that long in all: from connecting to the last byte of the answer, with the times that it is sent
    /// again and the waiting between them. The default is that of the client.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|request| {
            request.timeout = Some(timeout);
            Ok(())
        })
    }

    /// Decides when this call is sent again after a failure, in place of the client's policy.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|request| {
            request.retry = Some(policy);
            Ok(())
        })
    }

    /// Sends a header with this call, in place of one of the same name that the client sends with every call.
    ///
    /// A name or value that HTTP does not allow makes the call fail with [`Error::InvalidRequest`] when it is sent.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|request| {
            let invalid = |error: &dyn fmt::Display| InvalidRequest::header(&request.name(), name, error);
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|error| invalid(&error))?;
            let value = HeaderValue::from_str(value).map_err(|error| invalid(&error))?;
            request.headers.insert(header, value);
            Ok(())
        })
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Request) -> Result<(), InvalidRequest>) -> Self {
        if let Ok(request) = &mut self.request
            && let Err(error) = change(request)
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
        let answer = sent(self.transport, self.request, T::is_streamed).await?;
        let (status, headers) = (answer.status, answer.headers.clone());
        Ok(Response::new(status, headers, T::from_answer(answer)?))
    }
}

impl<T: FromResponse> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<T>;

    fn into_future(self) -> Pending<T> {
        Pending { answer: sent(self.transport, self.request, T::is_streamed), decoded: PhantomData }
    }
}

/// An answer to come. Not generic, so that all calls share the code behind it.
type AnswerFuture = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

fn sent(transport: Transport, request: Result<Request, InvalidRequest>, streamed: Streamed) -> AnswerFuture {
    match request {
        Ok(request) => Box::pin(async move { transport.send(&request, streamed).await }),
        Err(error) => Box::pin(ready(Err(error.into()))),
    }
}

/// A call that was sent: the future of its answer.
#[must_use = "a call is not sent until it is awaited"]
pub struct Pending<T> {
    answer: AnswerFuture,
    decoded: PhantomData<fn() -> T>,
}

impl<T: FromResponse> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| T::from_answer(answer?))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.request.as_ref().map(Request::name).unwrap_or_default();
        f.debug_struct("Call").field("operation", &operation).finish_non_exhaustive()
    }
}
