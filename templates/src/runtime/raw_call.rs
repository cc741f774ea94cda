//! Calls that the document does not have.

use std::borrow::Cow;
use std::future::IntoFuture;

use bytes::Bytes;
use reqwest::{Method, Url};
use serde::Serialize;

use super::call::Pending;
use super::error::{Error, InvalidRequest};
use super::operation::Operation;
use super::request::{Body, RawOperation, Request};
use super::transport::Transport;
use super::{Call, FromResponse, Json};

/// What stands where a request wants an operation; [`RawOperation`] goes before it.
pub(crate) static UNDOCUMENTED: Operation = Operation {
    id: "raw call",
    method: Method::GET,
    path: "",
    server: None,
    read_only: false,
    secret: false,
    errors: &[],
    paging: None,
    rival: None,
};

/// A request to any path of the server, with the client's credentials, retries and errors.
///
/// Made by the client's `raw`. Await it for free [`Json`], or say with [`answering`](RawCall::answering) what it answers.
#[must_use = "a call is not sent until it is awaited"]
#[derive(Debug)]
pub struct RawCall {
    call: Call<Json>,
}

impl RawCall {
    pub(crate) fn new(transport: &Transport, method: Method, path: &str) -> Self {
        let mut request = Request::new(&UNDOCUMENTED);
        let read_only = matches!(method, Method::GET | Method::HEAD);
        // The query may hold what is not to be shown.
        let name = format!("{method} {}", path.split(['?', '#']).next().unwrap_or_default());
        request.raw = Some(Box::new(RawOperation { name, method, read_only }));
        let request = relative(path, transport.base()).map(|(path, query)| {
            request.path = Cow::Owned(path);
            request.query = query;
            request
        });
        Self { call: Call::of(transport, request) }
    }

    /// Sends `body` as JSON.
    pub fn json(self, body: &impl Serialize) -> Self {
        Self { call: self.call.json(body) }
    }

    /// Sends `bytes` as the body, of this media type.
    pub fn body(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        let body = Body::Bytes { media_type: Cow::Owned(media_type.to_owned()), bytes: bytes.into() };
        self.with(|request| request.body = body)
    }

    /// Adds a name and a value to the query.
    pub fn query(self, name: &str, value: impl ToString) -> Self {
        let pair = (Cow::Owned(name.to_owned()), value.to_string());
        self.with(|request| request.query.push(pair))
    }

    /// Says that the request changes nothing on the server, so that it may be sent again after any failure. Taken for
    /// granted of `GET` and `HEAD`.
    pub fn read_only(self) -> Self {
        self.with(|request| {
            if let Some(raw) = &mut request.raw {
                raw.read_only = true;
            }
        })
    }

    /// The call of something that answers a `T`: a model, `()`, or a [`Download`](super::Download).
    pub fn answering<T: FromResponse>(self) -> Call<T> {
        Call::of(&self.call.transport, self.call.request)
    }

    fn with(self, change: impl FnOnce(&mut Request)) -> Self {
        let call = self.call.with(|request| {
            change(request);
            Ok(())
        });
        Self { call }
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Json, Error>;
    type IntoFuture = Pending<Json>;

    fn into_future(self) -> Pending<Json> {
        self.call.into_future()
    }
}

/// A path, and the pairs of its query.
type Target = (String, Vec<(Cow<'static, str>, String)>);

/// The path below `base` that `text` means.
fn relative(text: &str, base: &Url) -> Result<Target, InvalidRequest> {
    if !text.starts_with('/') {
        let advice = "a raw call takes a path below the API's root, which starts with a slash";
        return Err(InvalidRequest::new(format!("`{text}` is no path: {advice}, such as `/v1/health`")));
    }
    // What follows a second slash would be taken for the name of a server.
    let url = base.join(&format!("/{}", text.trim_start_matches('/')));
    let url = url.map_err(|error| InvalidRequest::new(format!("`{text}` is no path: {error}")))?;
    let query = url.query_pairs().map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()));
    Ok((url.path().to_owned(), query.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_the_server_can_be_asked_for() -> Result<(), Box<dyn std::error::Error>> {
        let base = Url::parse("http://h:8000/api")?;
        let target = |text: &str| relative(text, &base).map_err(|error| error.to_string());
        assert_eq!(target("/v1/health")?, ("/v1/health".to_owned(), Vec::new()));
        assert_eq!(target("//evil.example/x")?.0, "/evil.example/x");
        assert_eq!(target("/a/../../b?x=1 2")?, ("/b".to_owned(), vec![("x".into(), "1 2".to_owned())]));
        assert!(target("https://evil.example/").is_err());
        Ok(())
    }
}
