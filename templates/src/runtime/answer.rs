//! Answers with a status of success, before they are decoded.

use std::borrow::Cow;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{StatusCode, Url};

/// An answer with a status of success.
pub struct Answer {
    /// What errors call the operation.
    pub(crate) operation: Cow<'static, str>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: AnswerBody,
    /// Whether the body holds secrets, so that errors must not show it.
    pub(crate) secret: bool,
    /// The base URL to try when the answer turns out to be a web page.
    pub(crate) alternative: Option<Url>,
}

/// Whether the body of an answer with a status is left on the connection.
pub(crate) type Streamed = fn(StatusCode) -> bool;

/// The body of an answer.
pub(crate) enum AnswerBody {
    /// All of it.
    Whole(Bytes),
    /// To be read from the connection.
    Streamed(reqwest::Response),
}

impl Answer {
    /// The body, where it was read.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.body {
            AnswerBody::Whole(bytes) => bytes,
            AnswerBody::Streamed(_) => &[],
        }
    }

    /// The body, where it was read.
    pub(crate) fn into_bytes(self) -> Bytes {
        match self.body {
            AnswerBody::Whole(bytes) => bytes,
            AnswerBody::Streamed(_) => Bytes::new(),
        }
    }

    /// The body as text, where the answer says that it is text or does not say what it is.
    pub(crate) fn text(&self) -> Option<String> {
        let media_type = self.headers.get(CONTENT_TYPE).map(|value| value.as_bytes().to_ascii_lowercase());
        let is_text = media_type
            .is_none_or(|media_type| media_type.starts_with(b"text/") && !media_type.starts_with(b"text/html"));
        is_text.then(|| String::from_utf8_lossy(self.bytes()).into_owned())
    }

    /// Whether the answer says that it is of another kind than JSON, or is a web page or nothing at all.
    pub(crate) fn is_other_than_json(&self) -> bool {
        match self.headers.get(CONTENT_TYPE) {
            Some(content_type) => !is_json(content_type.as_bytes()),
            // A body that says nothing of itself is taken for JSON, unless it cannot be.
            None => matches!(self.bytes().trim_ascii_start().first(), None | Some(&b'<')),
        }
    }
}

/// Whether a media type is one of JSON: `application/json`, or anything that ends in `+json`.
pub(crate) fn is_json(media_type: &[u8]) -> bool {
    let essence = media_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let end = essence.last_chunk::<5>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"/json") || end.eq_ignore_ascii_case(b"+json"))
}
