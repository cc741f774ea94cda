//! Answers that are not what the document promises.

use std::borrow::Cow;
use std::fmt;

use super::excerpt::{excerpt, opening, without_strings};
use crate::runtime::answer::Answer;
use crate::runtime::json_path;

/// A successful answer whose JSON is not what the document promises.
#[derive(Debug)]
pub struct DecodeError {
    operation: Cow<'static, str>,
    path: String,
    /// What is wrong, in the words of `serde_json`.
    reason: String,
    excerpt: String,
    /// Absent where its words could show a secret.
    source: Option<serde_json::Error>,
}

impl DecodeError {
    pub(crate) fn new(answer: &Answer, source: serde_json::Error) -> Self {
        let body = answer.bytes();
        let offset = json_path::offset(body, source.line(), source.column());
        let (operation, path) = (answer.operation.clone(), json_path::at(body, offset));
        let start = offset.saturating_sub(40);
        let (reason, excerpt) = (source.to_string(), excerpt(body, start));
        if answer.secret {
            // What starts in the middle of a string is hidden up to the string's end.
            let opening = opening(&body[..start.min(body.len())]);
            let hidden = without_strings(&format!("{opening}{excerpt}"));
            return Self { operation, path, reason: without_strings(&reason), excerpt: hidden, source: None };
        }
        Self { operation, path, reason, excerpt, source: Some(source) }
    }

    /// The `operationId` of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Where in the answer the trouble is, such as `$.connections[3].status`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The answer around the place, a hundred characters or so. Where the answer holds secrets, its strings are hidden.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, path, reason, excerpt, .. } = self;
        write!(f, "the answer of {operation} is not as documented at {path}: {reason}; near `{excerpt}`")
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
