//! The spans of calls. (The package's tests have the feature `tracing`.)

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use airbyte::RetryPolicy;
use airbyte::config::Client;
use common::TestResult;
use common::faulty::{Act, Faulty};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps the fields of this crate's spans, and the text of its events.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Default)]
struct Recorded {
    spans: Vec<BTreeMap<&'static str, String>>,
    events: String,
}

impl Recorder {
    fn with<T>(&self, look: impl FnOnce(&mut Recorded) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct Fields<'f>(&'f mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("airbyte")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.with(|recorded| {
            let mut fields = BTreeMap::new();
            span.record(&mut Fields(&mut fields));
            recorded.spans.push(fields);
            Id::from_u64(recorded.spans.len() as u64)
        })
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.with(|recorded| values.record(&mut Fields(&mut recorded.spans[span.into_u64() as usize - 1])));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        self.with(|recorded| recorded.events.push_str(&format!("{fields:?}")));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn each_attempt_is_a_span() -> TestResult {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let server =
        Faulty::acting([Act::json("503 Service Unavailable", "{}"), Act::json("200 OK", r#"{"available":true}"#)]);
    let server = server.await?;
    let quick = RetryPolicy::new().first_delay(Duration::from_millis(1));
    let client = Client::builder(server.url()).bearer_auth("hunter2").retry(quick).build()?;
    client.raw(airbyte::reqwest::Method::GET, "/v1/health").query("key", "hunter2").await?;
    client.health().check().await?;

    recorder.with(|recorded| {
        let [first, second, third] = recorded.spans.as_slice() else { panic!("{} spans", recorded.spans.len()) };
        assert_eq!(first["http.response.status_code"], "503");
        assert_eq!((&*first["error.type"], &*first["otel.status_code"]), ("503", "ERROR"));
        assert_eq!((&*first["http.request.resend_count"], &*second["http.request.resend_count"]), ("0", "1"));
        assert_eq!(second["url.full"], format!("{}/api/v1/health", server.url()));
        assert_eq!((&*third["operation"], &*third["url.template"]), ("getHealthCheck", "/v1/health"));
        assert_eq!((&*third["http.request.method"], &*third["otel.name"]), ("GET", "GET /v1/health"));
        assert_eq!((&*third["http.response.status_code"], &*third["server.address"]), ("200", "127.0.0.1"));
        assert!(third["http.client.request.duration"].parse::<f64>().is_ok_and(|seconds| seconds >= 0.0));
        let shown = format!("{:?}{}", recorded.spans, recorded.events);
        assert!(!shown.contains("hunter2"), "{shown}");
    });
    Ok(())
}
