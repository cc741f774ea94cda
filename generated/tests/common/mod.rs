//! What the integration tests share: servers that answer, clients for them, and a look at the requests that arrived.

#![allow(dead_code, reason = "each test crate uses its own part of this module")]

pub(crate) mod document;
pub(crate) mod faulty;
pub(crate) mod hooks;
pub(crate) mod requests;
pub(crate) mod script;

use std::error::Error;

use airbyte::config::Client;
use airbyte::config::models::{ConnectionId, DestinationId, OperationId, SourceId, WorkspaceId};
use airbyte::{Call, FromResponse, Uuid, uuid};
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// What a test returns, so that it can use `?`.
pub(crate) type TestResult<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) const WORKSPACE: WorkspaceId = WorkspaceId(uuid!("3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10"));
pub(crate) const SOURCE: SourceId = SourceId(uuid!("7c4c5b0e-1d9f-4b57-8a3e-6f2d9b8c1e01"));
pub(crate) const DESTINATION: DestinationId = DestinationId(uuid!("b2f9d6a4-93e1-4a7c-8f55-0c1e2d3f4a02"));
pub(crate) const CONNECTION: ConnectionId = ConnectionId(uuid!("9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"));
pub(crate) const OPERATION: OperationId = OperationId(uuid!("5e0c9a1b-6d2f-4e83-9b7c-0a1b2c3d4e04"));
pub(crate) const CATALOG: Uuid = uuid!("c81d4e2e-bcf2-41e6-869b-7df92533d205");

/// An answer with the whole of a connection.
pub(crate) const CONNECTION_ANSWER: &str = include_str!("connection.json");
/// An answer with a list of two connections.
pub(crate) const CONNECTION_LIST_ANSWER: &str = include_str!("connection_list.json");

pub(crate) const PASSWORD: &str = "hunter2-password";
pub(crate) const TOKEN: &str = "eyJhbGciOi.token";

/// A server that answers every request with `status` and this text as JSON, to the byte.
pub(crate) async fn answering(status: u16, json: impl Into<String>) -> MockServer {
    answering_with(ResponseTemplate::new(status).set_body_raw(json.into(), "application/json")).await
}

/// A server that answers every request with `answer`.
pub(crate) async fn answering_with(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    // No matcher: a request to the wrong place is to arrive too, so that the test can say what is wrong with it.
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A client for the server, without credentials.
pub(crate) fn client(server: &MockServer) -> TestResult<Client> {
    Ok(Client::builder(server.uri()).build()?)
}

/// All requests that arrived at the server.
pub(crate) async fn arrived(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.expect("a mock server records requests unless it is told not to")
}

/// The body of the last request that arrived, as text.
pub(crate) async fn last_body(server: &MockServer) -> TestResult<String> {
    let request = arrived(server).await.pop().ok_or("no request arrived")?;
    Ok(String::from_utf8(request.body)?)
}

/// A call with what it has to put on the wire.
pub(crate) struct Exchange<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) body: Option<Value>,
    pub(crate) answer: &'a str,
}

impl Exchange<'_> {
    /// Makes the call with a password and again with a token, checks both requests, and returns the decoded answer.
    pub(crate) async fn run<T: FromResponse>(self, call: impl Fn(Client) -> Call<T>) -> TestResult<T> {
        let server = answering(200, self.answer).await;
        let with_password = Client::builder(server.uri()).basic_auth("airbyte", PASSWORD).build()?;
        let with_token = Client::builder(server.uri()).bearer_auth(TOKEN).build()?;
        call(with_password).await?;
        let answer = call(with_token).await?;

        let requests = arrived(&server).await;
        let authorizations: Vec<_> = requests.iter().map(|request| header(request, "authorization")).collect();
        // "airbyte:hunter2-password" in base 64.
        assert_eq!(authorizations, ["Basic YWlyYnl0ZTpodW50ZXIyLXBhc3N3b3Jk", "Bearer eyJhbGciOi.token"]);
        for request in &requests {
            self.check(request)?;
        }
        Ok(answer)
    }

    fn check(&self, request: &Request) -> TestResult {
        assert_eq!(request.method.as_str(), self.method);
        assert_eq!((request.url.path(), request.url.query()), (self.path, None));
        assert_eq!(header(request, "accept"), "application/json, */*;q=0.1");
        assert!(header(request, "user-agent").starts_with("airbyte/"), "{}", header(request, "user-agent"));
        match &self.body {
            Some(body) => {
                assert_eq!(header(request, "content-type"), "application/json");
                assert_eq!(serde_json::from_slice::<Value>(&request.body)?, *body);
            }
            None => {
                assert_eq!(header(request, "content-type"), "");
                assert!(request.body.is_empty(), "{:?}", request.body);
            }
        }
        Ok(())
    }
}

/// The values of a header, comma-separated as HTTP has it, or an empty text without it.
pub(crate) fn header(request: &Request, name: &str) -> String {
    let values: Vec<_> = request.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(", ")
}
