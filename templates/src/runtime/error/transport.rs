//! Calls without a whole answer.

use std::borrow::Cow;
use std::fmt;
use std::io;

/// No whole answer came.
#[derive(Debug)]
pub struct TransportError {
    during: Cow<'static, str>,
    stage: Stage,
    source: Option<reqwest::Error>,
}

/// How far a request came before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The connection could not be made: nothing was sent.
    Connecting,
    /// The request may have arrived, and no answer came.
    Waiting,
    /// The answer broke off, or could not be unpacked.
    Reading,
    /// Time was up.
    TimedOut,
    /// Nothing was sent, because the HTTP client could not make a request of it, or could not be made itself.
    Preparing,
}

impl TransportError {
    /// The error of a request that failed while its answer was awaited.
    pub(crate) fn sending(during: impl Into<Cow<'static, str>>, source: reqwest::Error) -> Self {
        let stage = match &source {
            // A connection that takes too long to be made is both; nothing was sent all the same.
            source if source.is_connect() => Stage::Connecting,
            source if is_time_up(source) => Stage::TimedOut,
            source if source.is_builder() => Stage::Preparing,
            _ => Stage::Waiting,
        };
        Self::new(during, stage, source)
    }

    /// The error of an answer whose body broke off.
    pub(crate) fn reading(during: impl Into<Cow<'static, str>>, source: reqwest::Error) -> Self {
        let stage = if is_time_up(&source) { Stage::TimedOut } else { Stage::Reading };
        Self::new(during, stage, source)
    }

    /// The error of a client that cannot be made.
    pub(crate) fn preparing(during: impl Into<Cow<'static, str>>, source: reqwest::Error) -> Self {
        Self::new(during, Stage::Preparing, source)
    }

    /// The error of a call whose time was up before there was anything to wait for.
    pub(crate) fn timed_out(during: impl Into<Cow<'static, str>>) -> Self {
        Self { during: during.into(), stage: Stage::TimedOut, source: None }
    }

    fn new(during: impl Into<Cow<'static, str>>, stage: Stage, source: reqwest::Error) -> Self {
        // The URL may have a token in its query.
        Self { during: during.into(), stage, source: Some(source.without_url()) }
    }

    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// The `operationId` of the operation that failed, or what else was being done.
    pub fn operation(&self) -> &str {
        &self.during
    }

    /// Whether time was up, for the call or for connecting.
    pub fn is_timeout(&self) -> bool {
        match self.stage {
            Stage::TimedOut => true,
            Stage::Connecting => self.source.as_ref().is_some_and(reqwest::Error::is_timeout),
            Stage::Waiting | Stage::Reading | Stage::Preparing => false,
        }
    }

    /// Whether the connection could not be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.stage == Stage::Connecting
    }
}

/// Whether the time of the call was up.
fn is_time_up(error: &reqwest::Error) -> bool {
    error.is_timeout() && !is_lost(error)
}

/// Whether the system gave up a connection on which the other side did not answer any more, however much time the call had.
fn is_lost(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut chain = std::iter::successors(Some(error), |error| error.source());
    chain.any(|error| error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut))
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.stage {
            Stage::Connecting => "could not connect to the server",
            Stage::Waiting => "got no answer: the connection broke",
            Stage::Reading => "got no whole answer",
            Stage::TimedOut => "took longer than its timeout",
            Stage::Preparing => "could not be prepared",
        };
        write!(f, "{} {what}", self.during)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_gave_up_is_a_lost_connection() {
        let broken = |kind: io::ErrorKind| crate::runtime::AuthError::new("no token").caused_by(io::Error::from(kind));
        assert!(is_lost(&broken(io::ErrorKind::TimedOut)));
        assert!(!is_lost(&broken(io::ErrorKind::ConnectionReset)));
    }
}
