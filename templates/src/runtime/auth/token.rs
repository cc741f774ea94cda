//! Tokens, and how long they are good for.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::Value;
use tokio::time::Instant;

use crate::runtime::retry::date;

/// How long a token is taken to be good for when nothing tells.
const DEFAULT_LIFETIME: Duration = Duration::from_secs(150);
/// How long before its end a token is refreshed.
const MARGIN: Duration = Duration::from_secs(30);

/// What a token endpoint answers.
pub(super) struct TokenAnswer {
    pub(super) access_token: String,
    /// Seconds; some servers send a fraction, or a text.
    expires_in: Option<Value>,
}

/// A token as it goes with a call.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) header: HeaderValue,
    /// When to get the next one.
    pub(super) refresh_at: Instant,
}

impl TokenAnswer {
    /// The answer as JSON; none when it has no token.
    pub(super) fn read(json: &Value) -> Option<Self> {
        let access_token = json.get("access_token")?.as_str().filter(|token| !token.is_empty())?.to_owned();
        Some(Self { access_token, expires_in: json.get("expires_in").cloned() })
    }

    /// When the token is to be refreshed, if it came at `now` with these headers.
    pub(super) fn refresh_at(&self, headers: &HeaderMap, now: Instant) -> Instant {
        let lifetime = self.expires_in().or_else(|| jwt_lifetime(&self.access_token, headers));
        let lifetime = lifetime.unwrap_or(DEFAULT_LIFETIME);
        // One that lives no longer than the margin would always be too old.
        let usable = if lifetime > MARGIN { lifetime - MARGIN } else { lifetime / 2 };
        now.checked_add(usable).unwrap_or(now + DEFAULT_LIFETIME)
    }

    fn expires_in(&self) -> Option<Duration> {
        let value = self.expires_in.as_ref()?;
        let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
        Duration::try_from_secs_f64(seconds).ok().filter(|lifetime| !lifetime.is_zero())
    }
}

/// How long a JWT is good for by its `exp`: counted from its own `iat` and from the server's clock, whichever is less, and
/// from our clock only when the server tells neither, for ours may be wrong.
fn jwt_lifetime(token: &str, headers: &HeaderMap) -> Option<Duration> {
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?.trim_end_matches('=')).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let (exp, iat) = (claims.get("exp")?.as_f64()?, claims.get("iat").and_then(Value::as_f64));
    let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).map(|since| since.as_secs_f64()).ok();
    let starts = [iat, date(headers).and_then(since)];
    let lifetimes: Vec<f64> =
        starts.iter().flatten().map(|start| exp - start).filter(|seconds| *seconds > 0.0).collect();
    let seconds = match lifetimes.into_iter().reduce(f64::min) {
        Some(seconds) => seconds,
        None => exp - since(SystemTime::now())?,
    };
    Duration::try_from_secs_f64(seconds).ok().filter(|lifetime| !lifetime.is_zero())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn jwt(claims: &Value) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    /// The seconds that a token is used for.
    fn used_for(answer: Value, date: Option<&'static str>) -> Option<u64> {
        let answer = TokenAnswer::read(&answer)?;
        let date = date.map(|date| (reqwest::header::DATE, HeaderValue::from_static(date)));
        let now = Instant::now();
        Some(answer.refresh_at(&date.into_iter().collect(), now).duration_since(now).as_secs())
    }

    #[test]
    fn a_token_is_used_until_thirty_seconds_before_its_end() {
        assert_eq!(used_for(json!({ "access_token": "x", "expires_in": 3600 }), None), Some(3570));
        assert_eq!(used_for(json!({ "access_token": "x", "expires_in": "180" }), None), Some(150));
        assert_eq!(used_for(json!({ "access_token": "x", "expires_in": 20 }), None), Some(10));
        assert_eq!(used_for(json!({ "access_token": "x" }), None), Some(120));
        assert_eq!(used_for(json!({ "access_token": "x", "expires_in": -5 }), None), Some(120));
        assert_eq!(used_for(json!({ "access_token": "not.a.jwt" }), None), Some(120));
    }

    #[test]
    fn the_clock_of_this_machine_need_not_be_right() {
        // A server that lives in 2023: both its `iat` and its `Date` say so.
        let token = jwt(&json!({ "exp": 1_676_380_000, "iat": 1_676_379_100 }));
        assert_eq!(used_for(json!({ "access_token": token }), None), Some(870));
        let token = jwt(&json!({ "exp": 1_676_380_100 }));
        assert_eq!(used_for(json!({ "access_token": token }), Some("Tue, 14 Feb 2023 13:06:40 GMT")), Some(70));
        // One that says no time at all: ours is all there is, and by ours the token is long dead.
        assert_eq!(used_for(json!({ "access_token": token }), None), Some(120));
    }
}
