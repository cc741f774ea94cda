//! Redirects: followed on the same server, and to another one only with what may be known there.

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT,
};
use reqwest::{Method, StatusCode, Url};

use super::request::Body;

/// How many redirects a call follows.
pub(crate) const LIMIT: usize = 10;

/// A request as it is sent to one URL.
pub(crate) struct Step {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// How many redirects may still be followed.
    pub(crate) left: usize,
}

impl Step {
    /// The request that `response` redirects this one to. None where it is no redirect, or one that must not be followed:
    /// a body goes to no other server, and an operation that changes something is not turned into a `GET`.
    pub(crate) fn next(&self, response: &reqwest::Response) -> Option<Self> {
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let left = self.left.checked_sub(1)?;
        let url = self.url.join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let reads = matches!(self.method, Method::GET | Method::HEAD);
        let keeps_method = match response.status() {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => reads,
            _ => false,
        };
        let same_server = url.origin() == self.url.origin();
        if !self.body.is_replayable() || !keeps_method || !(same_server || reads && matches!(self.body, Body::None)) {
            return None;
        }
        let mut headers = self.headers.clone();
        if !same_server {
            headers = harmless(&headers);
        }
        Some(Self { method: self.method.clone(), url, headers, body: self.body.clone(), left })
    }
}

/// The headers that say nothing of the caller. Not only `authorization` is a secret: so may be any header of one's own.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    let known = [ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT];
    let kept = headers.iter().filter(|(name, _)| known.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
