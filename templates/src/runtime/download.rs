//! Answers that are bytes.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::error::{Error, TransportError};

/// An answer that is bytes, such as a log file. They come as they are read, so it need not fit in memory.
///
/// A connection that breaks while they are read is an error: what was read is the caller's already, so that the call is
/// not sent again by itself.
pub struct Download {
    response: reqwest::Response,
    operation: Cow<'static, str>,
}

impl Download {
    pub(crate) fn new(response: reqwest::Response, operation: Cow<'static, str>) -> Self {
        Self { response, operation }
    }

    /// The number of bytes, where the server says so.
    pub fn content_length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks or the call's time is up.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = self.response.chunk().await;
        chunk.map_err(|error| TransportError::reading(self.operation.clone(), error).into())
    }

    /// All the bytes that are left.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks or the call's time is up.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        let bytes = self.response.bytes().await;
        bytes.map_err(|error| TransportError::reading(self.operation, error).into())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation)
            .field("content_length", &self.content_length())
            .finish()
    }
}
