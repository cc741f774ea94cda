//! A server that answers one request after the other as a script says, and remembers them.

use std::sync::{Arc, Mutex, PoisonError};

use airbyte::config::Client;
use serde_json::{Value, json};
use tokio::sync::watch;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::TestResult;

/// A server with a script.
pub(crate) struct Script {
    server: MockServer,
    seen: Arc<watch::Sender<Vec<(String, Value)>>>,
}

/// What the server answers: a status and JSON.
pub(crate) type Line = (u16, Value);

struct Reader {
    lines: Mutex<std::vec::IntoIter<Line>>,
    last: Option<Line>,
    seen: Arc<watch::Sender<Vec<(String, Value)>>>,
}

impl Respond for Reader {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let path = request.url.path().trim_start_matches("/api/v1/").to_owned();
        let body = serde_json::from_slice(&request.body).unwrap_or_default();
        self.seen.send_modify(|seen| seen.push((path, body)));
        let line = self.lines.lock().unwrap_or_else(PoisonError::into_inner).next().or_else(|| self.last.clone());
        let (status, body) = line.unwrap_or_else(|| (418, json!({"message": "the script is at its end"})));
        ResponseTemplate::new(status).set_body_json(body)
    }
}

impl Script {
    /// A server that answers the lines, and everything behind them with an error.
    pub(crate) async fn new(lines: Vec<Line>) -> Self {
        Self::start(lines, None).await
    }

    /// A server that answers the lines, and goes on with the last one for ever.
    pub(crate) async fn endless(lines: Vec<Line>) -> Self {
        let last = lines.last().cloned();
        Self::start(lines, last).await
    }

    async fn start(lines: Vec<Line>, last: Option<Line>) -> Self {
        let seen = Arc::new(watch::Sender::new(Vec::new()));
        let reader = Reader { lines: Mutex::new(lines.into_iter()), last, seen: seen.clone() };
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(reader).mount(&server).await;
        Self { server, seen }
    }

    /// A client for the server, which sends nothing twice by itself.
    pub(crate) fn client(&self) -> TestResult<Client> {
        Ok(Client::builder(self.server.uri()).retry(airbyte::RetryPolicy::none()).build()?)
    }

    /// The paths of the requests so far.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen.borrow().iter().map(|(path, _)| path.clone()).collect()
    }

    /// The bodies of the requests so far.
    pub(crate) fn bodies(&self) -> Vec<Value> {
        self.seen.borrow().iter().map(|(_, body)| body.clone()).collect()
    }

    /// Waits until so many requests have arrived.
    pub(crate) async fn arrived(&self, count: usize) -> TestResult {
        self.seen.subscribe().wait_for(|seen| seen.len() >= count).await?;
        Ok(())
    }

    /// Waits until a request to this path has arrived, and returns its body.
    pub(crate) async fn arrived_at(&self, path: &str) -> TestResult<Value> {
        let mut seen = self.seen.subscribe();
        let seen = seen.wait_for(|seen| seen.iter().any(|(known, _)| known == path)).await?;
        let found = seen.iter().find(|(known, _)| known == path).map(|(_, body)| body.clone());
        Ok(found.unwrap_or_default())
    }
}
