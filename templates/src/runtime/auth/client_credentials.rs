//! Tokens for a client's id and secret, refreshed before they expire.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{StatusCode, Url};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::token::{Token, TokenAnswer};
use super::tokens::Tokens;
use super::{Authenticator, Authorization, bearer};
use crate::runtime::Secret;
use crate::runtime::answer::is_json;
use crate::runtime::error::AuthError;
use crate::runtime::retry::retry_after;

/// How long a token endpoint may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Where tokens come from.
#[derive(Clone)]
pub(crate) struct TokenEndpoint {
    pub(crate) http: reqwest::Client,
    pub(crate) url: Url,
    pub(crate) tokens: Tokens,
    /// The base URL to try when the endpoint answers with a web page.
    pub(crate) alternative: Option<Url>,
    pub(crate) user_agent: HeaderValue,
}

/// A client's id and secret, and the token that they were last exchanged for.
///
/// One call at a time fetches a token, while all others wait for it and share what comes of it, an error included. A call
/// that is dropped while it fetches leaves the fetching to the next one that waits.
pub(crate) struct ClientCredentials {
    endpoint: TokenEndpoint,
    id: String,
    secret: Secret,
    current: std::sync::Mutex<Option<Token>>,
    /// The outcome of the last fetch that failed, and when. Held while fetching.
    last_failure: Mutex<Option<(Instant, AuthError)>>,
}

impl ClientCredentials {
    pub(crate) fn new(endpoint: TokenEndpoint, id: String, secret: Secret) -> Self {
        Self { endpoint, id, secret, current: std::sync::Mutex::default(), last_failure: Mutex::default() }
    }

    async fn token(&self) -> Result<HeaderValue, AuthError> {
        if let Some(header) = self.usable() {
            return Ok(header);
        }
        let asked_at = Instant::now();
        let mut last_failure = self.last_failure.lock().await;
        // Whoever had the lock may have brought a token, or failed after this call asked.
        if let Some(header) = self.usable() {
            return Ok(header);
        }
        if let Some((failed_at, error)) = &*last_failure
            && *failed_at >= asked_at
        {
            return Err(error.clone());
        }
        match self.fetch().await {
            Ok(token) => {
                let header = token.header.clone();
                *self.current() = Some(token);
                Ok(header)
            }
            Err(error) => {
                *last_failure = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    fn usable(&self) -> Option<HeaderValue> {
        self.current().as_ref().filter(|token| Instant::now() < token.refresh_at).map(|token| token.header.clone())
    }

    /// The token in use. Nothing can panic while the lock is held, so a poisoned one is as good as any.
    fn current(&self) -> std::sync::MutexGuard<'_, Option<Token>> {
        self.current.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    async fn fetch(&self) -> Result<Token, AuthError> {
        let TokenEndpoint { http, url, tokens, user_agent, .. } = &self.endpoint;
        let (media_type, body) = tokens.request(&self.id, &self.secret);
        let request = http
            .post(url.clone())
            .timeout(TIMEOUT)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, HeaderValue::from_static(media_type))
            .header(reqwest::header::USER_AGENT, user_agent)
            .body(body);
        let response = request.send().await.map_err(|error| self.unreachable(error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let answered = |error: AuthError| error.answered(status, retry_after(&headers));
        if !status.is_success() {
            return Err(answered(self.refused(status)));
        }
        let body = response.bytes().await.map_err(|error| self.unreachable(error))?;
        let came = Instant::now();
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        let answer = json.as_ref().and_then(TokenAnswer::read).ok_or_else(|| {
            let content_type = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
            answered(self.no_token(content_type, json.is_some()))
        })?;
        let header = bearer(&answer.access_token)
            .map_err(|error| answered(AuthError::new(format!("{url} gave an unusable token: {error}"))))?;
        Ok(Token { header, refresh_at: answer.refresh_at(&headers, came) })
    }

    fn unreachable(&self, error: reqwest::Error) -> AuthError {
        let what = if error.is_timeout() { "took too long" } else { "could not be reached" };
        AuthError::new(format!("no access token: {} {what}", self.endpoint.url))
            .caused_by(error.without_url())
            .transient()
    }

    fn refused(&self, status: StatusCode) -> AuthError {
        let url = &self.endpoint.url;
        let advice = match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST => {
                "; check the client id and the client secret".to_owned()
            }
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => match &self.endpoint.alternative {
                Some(alternative) => format!("; the base URL is probably wrong, try `{alternative}`"),
                None => "; this server may be too old for client credentials".to_owned(),
            },
            status if status.is_redirection() => "; make the URL that it redirects to the base URL".to_owned(),
            _ => String::new(),
        };
        let error = AuthError::new(format!("no access token: {url} answered {status}{advice}"));
        let transient =
            status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
        if transient { error.transient() } else { error }
    }

    /// The error for a success without a token. Nothing of the body is shown: it could be a part of a token.
    fn no_token(&self, content_type: Option<Cow<'_, str>>, is_json_text: bool) -> AuthError {
        let url = &self.endpoint.url;
        match content_type {
            Some(content_type) if !is_json(content_type.as_bytes()) => {
                let advice = match &self.endpoint.alternative {
                    Some(alternative) => format!("; the base URL is probably wrong, try `{alternative}`"),
                    None => String::new(),
                };
                AuthError::new(format!("no access token: {url} answered with {content_type} in place of JSON{advice}"))
            }
            _ if is_json_text => AuthError::new(format!("no access token: the answer of {url} has no `access_token`")),
            _ => AuthError::new(format!("no access token: the answer of {url} is broken JSON")),
        }
    }
}

impl Authenticator for ClientCredentials {
    fn authorization(&self) -> Authorization<'_> {
        Box::pin(self.token())
    }

    fn reject(&self, rejected: &HeaderValue) -> bool {
        let mut current = self.current();
        // A newer one may have come already, for another call; it is not to be thrown away.
        if current.as_ref().is_some_and(|token| token.header == *rejected) {
            *current = None;
        }
        true
    }
}
