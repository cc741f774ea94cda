//! When a call is sent again after a failure.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use tokio::time::Instant;

use super::error::{Error, Stage};

/// When a call is sent again after a failure, and how long is waited before it.
///
/// Every operation is sent again when nothing of it can have happened: the connection could not be made, the server
/// answered 429, or 503 with `Retry-After`. Only an operation that reads is sent again too when the server answered
/// 408, 500, 502, 503 or 504, or the connection broke; its documentation says so. So nothing is created or started twice.
///
/// The waiting grows by a factor of two, with a random part so that clients do not come back all at once. A server's
/// `Retry-After`, in seconds or as a date, is waited for in its place. The call's timeout holds for all of it.
///
/// Set one with `ClientBuilder::retry` for a client, or with `Call::retry` for a call:
/// `RetryPolicy::new().max_attempts(6).deadline(Duration::from_secs(300))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    first_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    deadline: Duration,
}

impl Default for RetryPolicy {
    /// Up to 4 attempts; 0.5 s before the second and up to 30 s before each, 60 s where the server asks for it; no attempt
    /// begins later than 2 minutes after the first.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(60),
            deadline: Duration::from_secs(120),
        }
    }
}

impl RetryPolicy {
    /// The default policy, to be changed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Each call is sent once, whatever happens. (A token that has expired is still refreshed.)
    pub fn none() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// How often a call is sent at most, the first time included. 0 is taken for 1.
    pub fn max_attempts(self, attempts: u32) -> Self {
        Self { max_attempts: attempts.max(1), ..self }
    }

    /// How long is waited before the second attempt, without the random part, which adds up to as much again.
    pub fn first_delay(self, delay: Duration) -> Self {
        Self { first_delay: delay, ..self }
    }

    /// How long is waited at most before an attempt.
    pub fn max_delay(self, delay: Duration) -> Self {
        Self { max_delay: delay, ..self }
    }

    /// How long is waited at most because the server's `Retry-After` says so.
    pub fn max_retry_after(self, delay: Duration) -> Self {
        Self { max_retry_after: delay, ..self }
    }

    /// How long after the first attempt the last one may begin.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// The retries of a call that is sent for the first time at `begin`.
    pub(crate) fn begin(&self, begin: Instant) -> Retries<'_> {
        Retries { policy: self, backoff: None, begin }
    }

    fn backoff(&self) -> ExponentialBackoff {
        let backoff = ExponentialBuilder::new()
            .with_factor(2.0)
            .with_min_delay(self.first_delay)
            .with_max_delay(self.max_delay)
            .with_max_times(self.max_attempts.saturating_sub(1) as usize)
            .with_jitter();
        backoff.build()
    }
}

/// The retries of one call.
pub(crate) struct Retries<'p> {
    policy: &'p RetryPolicy,
    /// The delays that are left, once there was a failure.
    backoff: Option<ExponentialBackoff>,
    begin: Instant,
}

impl Retries<'_> {
    /// How long to wait before the next attempt; `None` when there is to be none.
    pub(crate) fn delay_after(&mut self, error: &Error, read_only: bool) -> Option<Duration> {
        if !may_be_sent_again(error, read_only) {
            return None;
        }
        let delay = self.backoff.get_or_insert_with(|| self.policy.backoff()).next()?.min(self.policy.max_delay);
        let delay = retry_after_of(error).map_or(delay, |wanted| wanted.min(self.policy.max_retry_after));
        (self.begin.elapsed().saturating_add(delay) <= self.policy.deadline).then_some(delay)
    }
}

fn may_be_sent_again(error: &Error, read_only: bool) -> bool {
    match error {
        Error::Api(error) => match error.status() {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE => read_only || error.headers().contains_key(RETRY_AFTER),
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::GATEWAY_TIMEOUT => read_only,
            _ => false,
        },
        Error::Transport(error) => match error.stage() {
            Stage::Connecting => true,
            Stage::Waiting | Stage::Reading => read_only,
            Stage::TimedOut | Stage::Preparing => false,
        },
        Error::Auth(error) => error.is_transient(),
        Error::Decode(_) | Error::UnexpectedContent(_) | Error::Job(_) | Error::InvalidRequest(_) => false,
    }
}

fn retry_after_of(error: &Error) -> Option<Duration> {
    match error {
        Error::Api(error) => retry_after(error.headers()),
        Error::Auth(error) => error.retry_after(),
        _ => None,
    }
}

/// How long the server asks to wait, in either form of `Retry-After`.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let then = httpdate::parse_http_date(text).ok()?;
    // The server's own clock, where it says: ours may be wrong.
    let now = date(headers).unwrap_or_else(SystemTime::now);
    Some(then.duration_since(now).unwrap_or_default())
}

/// What the server's clock says.
pub(crate) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(reqwest::header::DATE)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::{DATE, HeaderName, HeaderValue};

    use super::*;

    fn asked(headers: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        retry_after(&headers.collect())
    }

    #[test]
    fn both_forms_of_retry_after_are_understood() {
        assert_eq!(asked(&[(RETRY_AFTER, "7")]), Some(Duration::from_secs(7)));
        let date = (DATE, "Tue, 14 Feb 2023 13:00:00 GMT");
        let later = (RETRY_AFTER, "Tue, 14 Feb 2023 13:00:09 GMT");
        assert_eq!(asked(&[date.clone(), later]), Some(Duration::from_secs(9)));
        let earlier = (RETRY_AFTER, "Tue, 14 Feb 2023 12:00:00 GMT");
        assert_eq!(asked(&[date, earlier]), Some(Duration::ZERO));
        assert_eq!(asked(&[(RETRY_AFTER, "soon")]), None);
        assert_eq!(asked(&[(RETRY_AFTER, "-1")]), None);
        assert_eq!(asked(&[]), None);
    }

    #[test]
    fn delays_grow_and_end() {
        let policy = RetryPolicy::new().max_attempts(4).first_delay(Duration::from_millis(100));
        let mut retries = policy.begin(Instant::now());
        let error = Error::from(crate::runtime::AuthError::new("no token").transient());
        let delays: Vec<Duration> = std::iter::from_fn(|| retries.delay_after(&error, false)).collect();
        assert_eq!(delays.len(), 3);
        for (delay, least) in delays.iter().zip([100, 200, 400]) {
            let range = Duration::from_millis(least)..=Duration::from_millis(2 * least);
            assert!(range.contains(delay), "{delays:?}");
        }
        let (none, hurried) = (RetryPolicy::none(), RetryPolicy::new().deadline(Duration::from_millis(10)));
        let mut never = none.begin(Instant::now());
        assert_eq!(never.delay_after(&error, true), None);
        let mut late = hurried.begin(Instant::now());
        assert_eq!(late.delay_after(&error, true), None);
    }
}
