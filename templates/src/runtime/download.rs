//! Answers that are bytes.

use std::fmt;

use bytes::Bytes;

use super::error::{Error, TransportError};

/// An answer that is bytes, such as a log file. They come as they are read, so it need not fit in memory.
pub struct Download {
    response: reqwest::Response,
    operation: &'static str,
}

impl Download {
    pub(crate) fn new(response: reqwest::Response, operation: &'static str) -> Self {
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
        self.response.chunk().await.map_err(|error| TransportError::new(self.operation, error).into())
    }

    /// All the bytes that are left.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection breaks or the call's time is up.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        self.response.bytes().await.map_err(|error| TransportError::new(self.operation, error).into())
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
