//! Answers that are no JSON.

use std::borrow::Cow;
use std::fmt;

use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

use super::excerpt::base_url_hint;
use crate::runtime::answer::Answer;

/// A successful answer that is not JSON.
#[derive(Debug)]
pub struct UnexpectedContent {
    operation: Cow<'static, str>,
    status: StatusCode,
    content_type: Option<String>,
    hint: Option<String>,
}

impl UnexpectedContent {
    pub(crate) fn new(answer: &Answer) -> Self {
        let content_type = answer.headers.get(CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let is_page = match &content_type {
            Some(content_type) => content_type.contains("html"),
            None => !answer.bytes().is_empty(),
        };
        let hint = is_page.then(|| base_url_hint(answer.alternative.as_ref()));
        Self { operation: answer.operation.clone(), status: answer.status, content_type, hint }
    }

    /// The `operationId` of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The status, which is one of success.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The media type that came in place of JSON, where the server says one.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl fmt::Display for UnexpectedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (&self.content_type, &self.hint) {
            (Some(content_type), _) => content_type,
            (None, Some(_)) => "a web page",
            (None, None) => "nothing",
        };
        write!(f, "{} answered {} with {what} in place of JSON", self.operation, self.status)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl std::error::Error for UnexpectedContent {}
