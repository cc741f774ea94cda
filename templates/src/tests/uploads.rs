//! Bodies that are read while they are sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Method;
use reqwest::header::HeaderValue;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::flows::{SERVER, operation};
use crate::runtime::{Authenticator, Authorization, Call, ClientBuilder, Json, Operation, Transport, Upload};

static SEND: Operation = operation(Method::POST, "/files", None);

/// Counts how often it is told that its header was refused.
#[derive(Clone, Default)]
struct Refused(Arc<AtomicUsize>);

impl Authenticator for Refused {
    fn authorization(&self) -> Authorization<'_> {
        Box::pin(async { Ok(HeaderValue::from_static("Own header")) })
    }

    fn reject(&self, _: &HeaderValue) -> bool {
        self.0.fetch_add(1, Ordering::SeqCst);
        true
    }
}

#[tokio::test]
async fn credentials_are_refused_although_the_body_cannot_be_sent_again() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let refused = Refused::default();
    let transport = ClientBuilder::<Transport>::new(server.uri(), &SERVER).authenticator(refused.clone()).build()?;
    for (upload, requests) in [(Upload::reader(&b"once"[..]), 1), (Upload::from("again and again"), 3)] {
        let call = Call::<Json>::new(&transport, &SEND).upload("text/plain", upload);
        assert!(call.await.is_err_and(|error| error.status().is_some_and(|status| status == 401)));
        assert_eq!(server.received_requests().await.unwrap_or_default().len(), requests);
    }
    assert_eq!(refused.0.load(Ordering::SeqCst), 2);
    Ok(())
}
