//! What goes wrong, over real sockets, and what callers are told.

mod common;

use std::error::Error as _;
use std::net::SocketAddr;
use std::time::Duration;

use airbyte::config::Client;
use airbyte::config::models::{ConnectionIdRequestBody, InvalidInputExceptionInfo, NotFoundKnownExceptionInfo};
use airbyte::{Error, RetryPolicy};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use common::{CONNECTION, PASSWORD, TOKEN, TestResult, answering, answering_with, arrived, client, requests};

/// The error of `getStateType` when the server answers like this.
async fn state_type_error(answer: ResponseTemplate) -> TestResult<Error> {
    let server = answering_with(answer).await;
    let call = client(&server)?.web_backend().get_state_type(CONNECTION);
    Ok(call.await.expect_err("the answer is an error"))
}

#[tokio::test]
async fn the_status_decides_on_the_type_of_the_body() -> TestResult {
    // Each body would decode as the other's type too.
    let body = json!({ "message": "no", "validationErrors": [{ "propertyPath": "connectionId" }], "id": "7" });
    let invalid = state_type_error(ResponseTemplate::new(422).insert_header("x-request-id", "r1").set_body_json(&body));
    let invalid = invalid.await?;
    let info = invalid.body::<InvalidInputExceptionInfo>().ok_or("no typed body")?;
    assert_eq!(info.message, "no");
    assert!(invalid.body::<NotFoundKnownExceptionInfo>().is_none());
    assert!(invalid.is_invalid_input() && !invalid.is_not_found());
    let api = invalid.api().ok_or("no answer")?;
    assert_eq!((api.operation(), api.status().as_u16()), ("getStateType", 422));
    assert_eq!(api.headers()["x-request-id"], "r1");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(api.raw_body())?, body);

    let missing = state_type_error(ResponseTemplate::new(404).set_body_json(&body)).await?;
    assert!(missing.body::<NotFoundKnownExceptionInfo>().is_some());
    assert!(missing.body::<InvalidInputExceptionInfo>().is_none());
    assert!(missing.is_not_found());
    assert_eq!(missing.to_string(), "getStateType answered 404 Not Found: no");
    Ok(())
}

#[tokio::test]
async fn error_bodies_that_are_not_as_documented_are_kept() -> TestResult {
    let short = state_type_error(ResponseTemplate::new(422).set_body_json(json!({ "message": "bad json" }))).await?;
    assert_eq!(short.body::<InvalidInputExceptionInfo>().map(|info| &*info.message), Some("bad json"));
    let other = state_type_error(ResponseTemplate::new(422).set_body_json(json!({ "detail": "a problem" }))).await?;
    assert!(other.body::<InvalidInputExceptionInfo>().is_none());
    assert_eq!(other.to_string(), "getStateType answered 422 Unprocessable Entity: a problem");
    let broken = state_type_error(ResponseTemplate::new(500).set_body_string("stack trace")).await?;
    assert_eq!(broken.to_string(), "getStateType answered 500 Internal Server Error: stack trace");
    assert_eq!(broken.api().map(|api| &api.raw_body()[..]), Some(&b"stack trace"[..]));
    Ok(())
}

#[tokio::test]
async fn a_web_page_says_that_the_base_url_is_wrong() -> TestResult {
    for status in [200, 404] {
        let page = ResponseTemplate::new(status).set_body_raw("<!doctype html><title>Airbyte</title>", "text/html");
        let server = answering_with(page).await;
        let client = Client::builder(format!("{}/wrong", server.uri())).build()?;
        let error = client.health().check().await.expect_err("a page is no answer");
        let advice = format!("the base URL is probably wrong, try `{}/api`", server.uri());
        assert!(error.to_string().ends_with(&advice), "{error}");
        assert_eq!(matches!(error, Error::UnexpectedContent(_)), status == 200);
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_that_does_not_decode_names_its_place() -> TestResult {
    let broken = common::CONNECTION_LIST_ANSWER.replacen("\"isSyncing\": true", "\"isSyncing\": \"yes\"", 1);
    assert_ne!(broken, common::CONNECTION_LIST_ANSWER);
    let server = answering(200, broken).await;
    let call = client(&server)?.web_backend().list_connections_for_workspace(requests::list_connections());
    let error = call.await.expect_err("the answer is broken");
    let Error::Decode(decode) = &error else { return Err(format!("{error:?}").into()) };
    assert_eq!(decode.operation(), "webBackendListConnectionsForWorkspace");
    assert_eq!(decode.path(), "$.connections[0].isSyncing");
    assert!(error.source().is_some());
    let missing = answering(200, r#"{"connections": [{"name": "x"}]}"#).await;
    let call = client(&missing)?.web_backend().list_connections_for_workspace(requests::list_connections());
    let error = call.await.expect_err("the answer is broken").to_string();
    assert!(error.contains("$.connections[0]") && error.contains("missing field `connectionId`"), "{error}");
    Ok(())
}

/// A server that reads one request, sends `answer`, and hangs up.
async fn hanging_up(answer: &'static [u8]) -> TestResult<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            // What arrives is of no interest, and neither is whether the client still listens.
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(answer).await;
        }
    });
    Ok(address)
}

#[tokio::test]
async fn a_cut_connection_is_a_transport_error() -> TestResult {
    let half = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"available\":";
    for (answer, words) in [(&b""[..], "got no answer: the connection broke"), (half, "got no whole answer")] {
        let builder = Client::builder(format!("http://{}", hanging_up(answer).await?));
        let client = builder.retry(RetryPolicy::none()).build()?;
        let error = client.health().check().await.expect_err("the connection is cut");
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(!error.is_timeout() && !error.is_connect());
        assert_eq!(error.to_string(), format!("getHealthCheck {words}"));
        assert!(error.source().is_some());
    }
    Ok(())
}

#[tokio::test]
async fn nobody_there_and_nobody_quick() -> TestResult {
    let free = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let client = Client::builder(format!("http://{free}")).build()?;
    assert!(client.health().check().await.expect_err("nobody listens").is_connect());

    let slow = answering_with(ResponseTemplate::new(200).set_delay(Duration::from_secs(30))).await;
    let call = common::client(&slow)?.health().check().timeout(Duration::from_millis(50));
    assert!(call.await.expect_err("the server is slow").is_timeout());
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() -> TestResult {
    let server = answering(200, r#"{"available": true}"#).await;
    let call = client(&server)?.health().check().header("bad name", "x");
    assert!(matches!(call.await, Err(Error::InvalidRequest(_))));
    assert!(arrived(&server).await.is_empty());
    for (url, advice) in [("localhost:8000", "http://localhost:8000"), ("http://h/api?x=1", "http://h/api")] {
        let error = Client::builder(url).build().expect_err("the URL cannot work").to_string();
        assert!(error.ends_with(&format!("try `{advice}`")), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn credentials_are_not_shown() -> TestResult {
    let server = answering(500, "no").await;
    let builders = [
        Client::builder(server.uri()).basic_auth("airbyte", PASSWORD),
        Client::builder(server.uri()).bearer_auth(TOKEN),
    ];
    for builder in builders {
        let mut shown = format!("{builder:?}");
        let client = builder.build()?;
        let call = client.web_backend().get_state_type(ConnectionIdRequestBody::new(CONNECTION));
        shown.push_str(&format!("{client:?}{call:?}{:?}", client.web_backend()));
        let error = call.await.expect_err("the server fails");
        shown.push_str(&format!("{error:?}{error}"));
        assert!(!shown.contains(PASSWORD) && !shown.contains(TOKEN), "{shown}");
    }
    Ok(())
}
