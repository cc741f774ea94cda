//! One time that a call is sent.

use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{StatusCode, Url};
use tokio::time::Instant;

use super::answer::{Answer, AnswerBody, Streamed};
use super::auth::{self, Auth};
use super::base_url;
use super::error::{ApiError, Error, InvalidRequest, TransportError};
use super::job::JobError;
use super::middleware::Attempt;
use super::redirect::Redirects;
use super::request::Request;
use super::trace::Trace;
use super::transport::{Settings, before};

/// As much of an error's body as is read; servers send stack traces, not more.
const ERROR_BODY_LIMIT: usize = 1 << 20;

/// A call on its way to the server.
pub(crate) struct Sending<'c> {
    settings: &'c Settings,
    request: &'c Request,
    streamed: Streamed,
    deadline: Option<Instant>,
    /// How often the call was sent.
    number: u32,
    /// The credentials that it was last sent with.
    authorization: Option<HeaderValue>,
    /// Whether a 401 was answered with other credentials already.
    renewed: bool,
}

impl<'c> Sending<'c> {
    pub(crate) fn new(
        settings: &'c Settings,
        request: &'c Request,
        streamed: Streamed,
        deadline: Option<Instant>,
    ) -> Self {
        Self { settings, request, streamed, deadline, number: 0, authorization: None, renewed: false }
    }

    /// Sends the call once.
    pub(crate) async fn attempt(&mut self) -> Result<Answer, Error> {
        self.number += 1;
        let mut attempt = self.prepare();
        let trace = Trace::new(&attempt, self.request);
        let outcome = trace.follow(self.exchange(&mut attempt, &trace)).await;
        if let Err(error) = &outcome {
            trace.failed(error);
            self.settings.middleware.iter().for_each(|middleware| middleware.on_error(&attempt, error));
        }
        outcome
    }

    /// Whether the server refused the credentials, and there may be others. Asked once per call.
    pub(crate) fn may_use_other_credentials(&mut self, error: &Error) -> bool {
        let refused = error.status() == Some(StatusCode::UNAUTHORIZED) && !self.renewed;
        let Some(authorization) = self.authorization.as_ref().filter(|_| refused) else { return false };
        self.renewed = true;
        self.settings.auth.reject(authorization)
    }

    fn prepare(&self) -> Attempt {
        let Self { settings, request, .. } = self;
        let mut url = match request.operation.server {
            Some(server) => {
                base_url::join(&base_url::elsewhere(&settings.base, *settings.address, server), &request.path)
            }
            None => base_url::join(&settings.base, &request.path),
        };
        add_to_query(&mut url, &request.query_text());
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json, */*;q=0.1"));
        if let Some(media_type) = request.body.media_type()
            && let Ok(media_type) = HeaderValue::from_str(media_type)
        {
            headers.insert(CONTENT_TYPE, media_type);
        }
        replace(&mut headers, &settings.headers);
        replace(&mut headers, &request.headers);
        Attempt { operation: request.name(), number: self.number, method: request.method().clone(), url, headers }
    }

    async fn exchange(&mut self, attempt: &mut Attempt, trace: &Trace) -> Result<Answer, Error> {
        for middleware in &self.settings.middleware {
            middleware.before(attempt).map_err(InvalidRequest::new)?;
        }
        self.authorization = None;
        let (url, mut headers) = self.departure(attempt);
        if !headers.contains_key(AUTHORIZATION) && !self.request.anonymous {
            let header = match &self.settings.auth {
                Auth::None => None,
                Auth::Fixed(value) => Some(value.clone()),
                Auth::Asked(authenticator) => {
                    let mut value = before(self.deadline, self.request, authenticator.authorization()).await??;
                    value.set_sensitive(true);
                    Some(value)
                }
            };
            if let Some(header) = &header {
                headers.insert(AUTHORIZATION, header.clone());
            }
            self.authorization = header;
        }
        let begin = Instant::now();
        let response = self.follow(attempt, url, headers, begin).await?;
        let took = begin.elapsed();
        for middleware in &self.settings.middleware {
            middleware.after(attempt, response.status(), response.headers(), took);
        }
        trace.answered(response.status(), took);
        if response.status().is_success() { self.answer(response).await } else { Err(self.error(response).await) }
    }

    /// The URL and the headers of the attempt with the keys, which middleware never sees.
    fn departure(&self, attempt: &mut Attempt) -> (Url, HeaderMap) {
        let mut url = attempt.url.clone();
        // Without middleware, nobody looks at the attempt's headers again.
        let is_watched = !self.settings.middleware.is_empty();
        let mut headers = if is_watched { attempt.headers.clone() } else { std::mem::take(&mut attempt.headers) };
        if !self.request.anonymous {
            self.settings.keys.iter().for_each(|key| key.add_to(&mut url, &mut headers));
        }
        (url, headers)
    }

    /// Sends the request, and again to where a redirect says, as long as it may go there.
    async fn follow(
        &self,
        attempt: &mut Attempt,
        url: Url,
        headers: HeaderMap,
        begin: Instant,
    ) -> Result<reqwest::Response, Error> {
        let mut response = self.execute(url, headers, begin).await?;
        let mut redirects = Redirects::default();
        while let Some(url) = redirects.follow(self.request, &attempt.url, &response) {
            if self.settings.middleware.is_empty() {
                // They went away with the request.
                attempt.headers = self.prepare().headers;
            }
            let (_, mut headers) = self.departure(attempt);
            headers.extend(self.authorization.clone().map(|header| (AUTHORIZATION, header)));
            response = self.execute(url, redirects.allowed(headers), Instant::now()).await?;
        }
        Ok(response)
    }

    async fn execute(&self, url: Url, headers: HeaderMap, now: Instant) -> Result<reqwest::Response, Error> {
        let mut request = reqwest::Request::new(self.request.method().clone(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = self.request.body.to_send();
        if let Some(deadline) = self.deadline {
            *request.timeout_mut() = Some(deadline.saturating_duration_since(now));
        }
        let sent = self.settings.http.execute(request).await;
        sent.map_err(|error| TransportError::sending(self.request.name(), error).into())
    }

    async fn answer(&self, mut response: reqwest::Response) -> Result<Answer, Error> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body = if (self.streamed)(status) {
            AnswerBody::Streamed(response)
        } else {
            let bytes = response.bytes().await;
            AnswerBody::Whole(bytes.map_err(|error| TransportError::reading(self.request.name(), error))?)
        };
        Ok(Answer {
            operation: self.request.name(),
            status,
            headers,
            body,
            secret: self.request.operation.secret,
            alternative: self.settings.alternative.clone(),
        })
    }

    async fn error(&self, mut response: reqwest::Response) -> Error {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while body.len() < ERROR_BODY_LIMIT {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                // The status is known and says more than the broken body would.
                Err(_) => break,
            }
        }
        body.truncate(ERROR_BODY_LIMIT);
        let documented = self.request.operation.error_body(status.as_u16());
        let error = ApiError::new(self.request.name(), status, headers, Bytes::from(body), documented);
        let sent = self.authorization.as_ref().map_or("", auth::credentials_of);
        let secrets = self.settings.secrets.clone().and(sent);
        let error = error.described(&secrets, self.settings.alternative.as_ref());
        match &self.request.operation.rival {
            Some(rival) if rival.is_in(&error) => JobError::AlreadyRunning(error).into(),
            _ => error.into(),
        }
    }
}

/// Adds `more`, which is encoded, to the query of a URL.
pub(crate) fn add_to_query(url: &mut Url, more: &str) {
    if more.is_empty() {
        return;
    }
    let query = match url.query() {
        Some(query) if !query.is_empty() => format!("{query}&{more}"),
        _ => more.to_owned(),
    };
    url.set_query(Some(&query));
}

/// Puts `more` into `headers`, in place of those of the same names.
fn replace(headers: &mut HeaderMap, more: &HeaderMap) {
    more.keys().for_each(|name| {
        headers.remove(name);
    });
    headers.extend(more.iter().map(|(name, value)| (name.clone(), value.clone())));
}
