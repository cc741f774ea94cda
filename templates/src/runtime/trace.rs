//! Spans for `tracing`, behind the feature of that name; nothing without it.
//!
//! Each time that a call is sent is a span of the target of this crate, with OpenTelemetry's names for HTTP clients.

use std::time::Duration;

use reqwest::StatusCode;

use super::error::Error;
use super::middleware::Attempt;
use super::request::Request;

/// The span of one time that a call is sent.
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn new(attempt: &Attempt, request: &Request) -> Self {
        let url = &attempt.url;
        let mut shown = url.clone();
        // The query may hold a secret.
        shown.set_query(None);
        let template = request.raw.as_ref().map_or(request.operation.path, |_| url.path());
        let span = tracing::info_span!(
            "http_request",
            otel.name = %format_args!("{} {template}", attempt.method),
            otel.kind = "client",
            otel.status_code = tracing::field::Empty,
            operation = %attempt.operation,
            http.request.method = %attempt.method,
            http.request.resend_count = attempt.number.saturating_sub(1),
            http.response.status_code = tracing::field::Empty,
            http.client.request.duration = tracing::field::Empty,
            url.full = %shown,
            url.template = template,
            server.address = url.host_str().unwrap_or_default(),
            server.port = url.port_or_known_default(),
            error.r#type = tracing::field::Empty,
        );
        Self { span }
    }

    /// Runs `future` inside the span.
    pub(crate) fn follow<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Notes the status that came after so long.
    pub(crate) fn answered(&self, status: StatusCode, took: Duration) {
        self.span.record("http.response.status_code", status.as_u16());
        self.span.record("http.client.request.duration", took.as_secs_f64());
        tracing::debug!(parent: &self.span, status = status.as_u16(), "answer");
    }

    /// Notes that it failed.
    pub(crate) fn failed(&self, error: &Error) {
        let kind = match (error, error.status()) {
            (_, Some(status)) => status.as_str().to_owned(),
            (error, None) if error.is_timeout() => "timeout".to_owned(),
            (error, None) if error.is_connect() => "connect".to_owned(),
            (Error::Transport(_), None) => "transport".to_owned(),
            (Error::Auth(_), None) => "auth".to_owned(),
            _ => "_OTHER".to_owned(),
        };
        self.span.record("error.type", kind);
        self.span.record("otel.status_code", "ERROR");
        tracing::warn!(parent: &self.span, error = %error, "no answer to use");
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(crate) fn new(_: &Attempt, _: &Request) -> Self {
        Self {}
    }

    pub(crate) fn follow<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        future
    }

    pub(crate) fn answered(&self, _: StatusCode, _: Duration) {}

    pub(crate) fn failed(&self, _: &Error) {}
}
