//! Middleware for tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use airbyte::reqwest::StatusCode;
use airbyte::reqwest::header::HeaderMap;
use airbyte::{Attempt, Error, Middleware};

/// Counts what a client does.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<[AtomicUsize; 3]>);

impl Counter {
    /// How often something was sent, was answered, and failed.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        let [before, after, on_error] = &*self.0;
        (before.load(Ordering::SeqCst), after.load(Ordering::SeqCst), on_error.load(Ordering::SeqCst))
    }
}

impl Middleware for Counter {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let number = self.0[0].fetch_add(1, Ordering::SeqCst) + 1;
        attempt.headers_mut().insert("x-attempt", number.into());
        Ok(())
    }

    fn after(&self, _: &Attempt, _: StatusCode, _: &HeaderMap, _: Duration) {
        self.0[1].fetch_add(1, Ordering::SeqCst);
    }

    fn on_error(&self, _: &Attempt, _: &Error) {
        self.0[2].fetch_add(1, Ordering::SeqCst);
    }
}
