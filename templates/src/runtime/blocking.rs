//! Calls from programs without a runtime.

use std::io::{self, Read};
use std::sync::OnceLock;

use bytes::{Buf, Bytes};
use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{Error, InvalidRequest};
use super::{Call, Download, FromResponse, Items, Page, Pages, Response};

/// Waits for a future of this crate: a call, the next page, the end of a job.
///
/// One background thread, started by the first use, drives all connections.
///
/// # Errors
///
/// [`Error::InvalidRequest`] inside an asynchronous runtime, whose thread must not be blocked, and where the background
/// thread cannot be started; otherwise the error of the future.
pub fn block_on<T>(future: impl IntoFuture<Output = Result<T, Error>>) -> Result<T, Error> {
    if Handle::try_current().is_ok() {
        let message = "a blocking call inside an asynchronous runtime would stop its thread; use `.await` there";
        return Err(InvalidRequest::new(message).into());
    }
    runtime()?.block_on(future.into_future())
}

/// The runtime of all blocking calls.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        let name = concat!(env!("CARGO_PKG_NAME"), "-blocking");
        Builder::new_multi_thread().worker_threads(1).thread_name(name).enable_all().build()
    });
    runtime.as_ref().map_err(|error| {
        InvalidRequest::new(format!("the background thread of blocking calls cannot be started: {error}")).into()
    })
}

impl<T: FromResponse> Call<T> {
    /// Sends the call, and waits for its answer, in a program without a runtime.
    ///
    /// # Errors
    ///
    /// As for awaiting the call, and as for [`block_on`].
    pub fn blocking(self) -> Result<T, Error> {
        block_on(self)
    }

    /// Sends the call, and waits for its answer with its status and headers, in a program without a runtime.
    ///
    /// # Errors
    ///
    /// As for [`send`](Call::send), and as for [`block_on`].
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        block_on(self.send())
    }
}

impl<T: Page> Pages<T> {
    /// The pages as an iterator, in a program without a runtime. An error of [`block_on`] ends it.
    pub fn blocking(mut self) -> impl Iterator<Item = Result<T, Error>> {
        Waiting { next: move || block_on(async { self.next().await.transpose() }), is_over: false }
    }
}

impl<T: Page> Items<T> {
    /// The items as an iterator, in a program without a runtime. An error of [`block_on`] ends it.
    pub fn blocking(mut self) -> impl Iterator<Item = Result<T::Item, Error>> {
        Waiting { next: move || block_on(async { self.next().await.transpose() }), is_over: false }
    }
}

/// What comes one after the other, each waited for.
struct Waiting<F> {
    next: F,
    is_over: bool,
}

impl<T, F: FnMut() -> Result<Option<T>, Error>> Iterator for Waiting<F> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = (self.next)().transpose();
        // Where nothing can be waited for, asking again would say the same for ever.
        self.is_over = matches!(&next, None | Some(Err(Error::InvalidRequest(_))));
        next
    }
}

impl Download {
    /// The bytes as a reader, in a program without a runtime.
    pub fn into_reader(self) -> impl Read + Send {
        Reader { download: self, left: Bytes::new() }
    }
}

struct Reader {
    download: Download,
    /// What was received and not yet read.
    left: Bytes,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left.is_empty() {
            match block_on(self.download.chunk()).map_err(io::Error::other)? {
                Some(chunk) => self.left = chunk,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.left.len());
        self.left.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}
