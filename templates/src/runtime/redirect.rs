//! Redirects: followed on the same server, and to another one only with what may be known there.

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT,
};
use reqwest::{Method, StatusCode, Url};

use super::request::{Body, Request};

/// How many redirects a call follows.
const LIMIT: usize = 10;

/// The redirects that a request has followed.
#[derive(Default)]
pub(crate) struct Redirects {
    followed: usize,
    /// Whether one of them led to another server.
    left_the_server: bool,
}

impl Redirects {
    /// Where `response` redirects `request` to, whose own server is that of `home`. None where it is no redirect, or one
    /// that must not be followed: a body goes to no other server, and an operation that changes something is not turned
    /// into a `GET`.
    pub(crate) fn follow(&mut self, request: &Request, home: &Url, response: &reqwest::Response) -> Option<Url> {
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        if self.followed == LIMIT {
            return None;
        }
        let url = response.url().join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let keeps_method = match response.status() {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => reads,
            _ => false,
        };
        let same_server = url.origin() == home.origin();
        let body = &request.body;
        if !body.is_replayable() || !keeps_method || !(same_server || reads && matches!(body, Body::None)) {
            return None;
        }
        self.followed += 1;
        self.left_the_server |= !same_server;
        Some(url)
    }

    /// Those of the request's `headers` that may be sent to where they led.
    pub(crate) fn allowed(&self, headers: HeaderMap) -> HeaderMap {
        if self.left_the_server { harmless(&headers) } else { headers }
    }
}

/// The headers that say nothing of the caller. Not only `authorization` is a secret: so may be any header of one's own.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    let known = [ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT];
    let kept = headers.iter().filter(|(name, _)| known.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
