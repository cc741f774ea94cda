//! Work on threads of its own.

use std::panic::resume_unwind;
use std::thread;

use crate::diagnostics::Diagnostic;

/// Room for a schema in a schema as deep as a text may nest, in bytes: `openapiv3` tries several types at each level, which
/// takes more of the stack than a thread of a test has.
const STACK: usize = 64 << 20;

/// Does `work` on a thread with a deep stack, and something else `meanwhile` on this one.
///
/// # Errors
///
/// When the thread cannot be had.
pub(crate) fn beside<T: Send, U>(
    work: impl FnOnce() -> T + Send,
    meanwhile: impl FnOnce() -> U,
) -> Result<(T, U), Box<Diagnostic>> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| Diagnostic::error("thread", format!("cannot start a thread: {error}")))?;
        let done = meanwhile();
        Ok((thread.join().unwrap_or_else(|panic| resume_unwind(panic)), done))
    })
}
