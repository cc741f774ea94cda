//! Bodies that are bytes.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use tokio::io::{AsyncRead, ReadBuf};

/// Bytes to send: in memory, or read while they are sent.
///
/// Made `From` bytes, text, or a [`reqwest::Body`]; or with [`reader`](Upload::reader) from a file that need not fit in
/// memory. What is in memory can be sent again after a failure. What is read cannot, so that such a call is sent once.
pub struct Upload(Source);

enum Source {
    Bytes(Bytes),
    Stream(reqwest::Body),
}

impl Upload {
    /// The bytes that `reader` gives, such as those of a `tokio::fs::File`.
    pub fn reader(reader: impl AsyncRead + Send + Sync + 'static) -> Self {
        Self(Source::Stream(reqwest::Body::wrap(ReaderBody { reader: Box::pin(reader), ended: false })))
    }

    /// The bytes, or else what is to be read.
    pub(crate) fn into_parts(self) -> Result<Bytes, reqwest::Body> {
        match self.0 {
            Source::Bytes(bytes) => Ok(bytes),
            Source::Stream(body) => Err(body),
        }
    }
}

impl From<reqwest::Body> for Upload {
    fn from(body: reqwest::Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => Self(Source::Bytes(Bytes::copy_from_slice(bytes))),
            None => Self(Source::Stream(body)),
        }
    }
}

/// Implements `From` for what is bytes already.
macro_rules! from_bytes {
    ($($source:ty),*) => {
        $(impl From<$source> for Upload {
            fn from(bytes: $source) -> Self {
                Self(Source::Bytes(bytes.into()))
            }
        })*
    };
}
from_bytes!(Bytes, Vec<u8>, String, &'static [u8], &'static str);

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Bytes(bytes) => write!(f, "Upload({} bytes)", bytes.len()),
            Source::Stream(_) => f.write_str("Upload(a stream)"),
        }
    }
}

/// What is read at once.
const CHUNK: usize = 16 * 1024;

/// The bytes of a reader as a body.
struct ReaderBody {
    reader: Pin<Box<dyn AsyncRead + Send + Sync>>,
    ended: bool,
}

impl HttpBody for ReaderBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        let read = ready!(self.reader.as_mut().poll_read(cx, &mut buffer));
        let filled = buffer.filled().len();
        chunk.truncate(filled);
        self.ended = filled == 0 || read.is_err();
        Poll::Ready(match read {
            Err(error) => Some(Err(error)),
            Ok(()) if filled == 0 => None,
            Ok(()) => Some(Ok(Frame::data(chunk.into()))),
        })
    }
}
