//! What goes wrong on real sockets: for each fault the right error or success, and the exact number of requests.

mod common;

use std::time::Duration;

use airbyte::config::Client;
use airbyte::config::models::{ConnectionIdRequestBody, HealthCheckRead, JobInfoRead};
use airbyte::{Error, RetryPolicy};
use common::faulty::{Act, Faulty, head};
use common::{CONNECTION, TestResult};
use tokio::net::TcpListener;

const HEALTHY: &str = r#"{"available":true}"#;
const JOB: &str = r#"{"job":{"id":7,"configType":"sync","configId":"x","createdAt":1,"updatedAt":1,"status":"running"},"attempts":[]}"#;
const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

type Headers = &'static [(&'static str, &'static str)];

fn quick() -> RetryPolicy {
    RetryPolicy::new().first_delay(Duration::from_millis(1)).max_delay(Duration::from_millis(2))
}

fn client(server: &Faulty) -> Result<Client, Error> {
    Client::builder(server.url()).bearer_auth("t0ken-of-the-tests").retry(quick()).build()
}

/// Something that reads, against a server that acts so; with the number of requests that arrived.
async fn reading(acts: impl Into<Vec<Act>>) -> TestResult<(Result<HealthCheckRead, Error>, usize)> {
    let server = Faulty::acting(acts).await?;
    let outcome = client(&server)?.health().check().await;
    Ok((outcome, server.arrived().len()))
}

/// Something that starts a sync, against a server that acts so; with the number of requests that arrived.
async fn starting(acts: impl Into<Vec<Act>>) -> TestResult<(Result<JobInfoRead, Error>, usize)> {
    let server = Faulty::acting(acts).await?;
    let outcome = client(&server)?.connection().sync(ConnectionIdRequestBody::new(CONNECTION)).await;
    Ok((outcome, server.arrived().len()))
}

#[tokio::test]
async fn a_broken_connection_is_survived_by_what_reads_alone() -> TestResult {
    let half = [head("200 OK", &JSON, 100), b"{\"available\":".to_vec()].concat();
    let faults = [
        Act::SendAndReset(Vec::new()),
        Act::SendAndClose(Vec::new()),
        Act::SendAndReset(head("200 OK", &JSON, 100)),
        Act::SendAndClose(half.clone()),
        Act::SendAndReset(half),
        Act::SendAndClose(b"HTTP/1.1 200 OK\r\ncontent-type: appl".to_vec()),
        Act::SendAndClose(b"no HTTP at all\r\n\r\n".to_vec()),
    ];
    for (number, fault) in faults.into_iter().enumerate() {
        let (read, requests) = reading([fault.clone(), Act::json("200 OK", HEALTHY)]).await?;
        assert!(read.is_ok_and(|health| health.available), "fault {number}");
        assert_eq!(requests, 2, "fault {number}");
        let (read, requests) = reading([fault.clone()]).await?;
        assert!(matches!(read, Err(Error::Transport(_))), "fault {number}: {read:?}");
        assert_eq!(requests, 4, "fault {number}");
        let (started, requests) = starting([fault, Act::json("200 OK", JOB)]).await?;
        let error = started.expect_err("a sync is not started twice");
        assert!(matches!(&error, Error::Transport(_)) && !error.is_timeout() && !error.is_connect(), "{error:?}");
        assert_eq!(requests, 1, "fault {number}");
    }
    Ok(())
}

#[tokio::test]
async fn statuses_decide_on_what_is_sent_again() -> TestResult {
    const RETRY_AFTER: Headers = &[("content-type", "application/json"), ("retry-after", "0")];
    // Status, its headers, requests of something that reads, requests of something that does not.
    let table: [(&str, Headers, usize, usize); 12] = [
        ("400 Bad Request", &JSON, 1, 1),
        ("401 Unauthorized", &JSON, 1, 1),
        ("404 Not Found", &JSON, 1, 1),
        ("408 Request Timeout", &JSON, 2, 1),
        ("409 Conflict", RETRY_AFTER, 1, 1),
        ("429 Too Many Requests", &JSON, 2, 2),
        ("429 Too Many Requests", RETRY_AFTER, 2, 2),
        ("500 Internal Server Error", &JSON, 2, 1),
        ("502 Bad Gateway", &JSON, 2, 1),
        ("503 Service Unavailable", &JSON, 2, 1),
        ("503 Service Unavailable", RETRY_AFTER, 2, 2),
        ("504 Gateway Timeout", &JSON, 2, 1),
    ];
    for (status, headers, reads, starts) in table {
        let fault = Act::answer(status, headers, b"{\"message\":\"no\"}");
        let (read, requests) = reading([fault.clone(), Act::json("200 OK", HEALTHY)]).await?;
        assert_eq!((read.is_ok(), requests), (reads == 2, reads), "{status} {headers:?}");
        let (started, requests) = starting([fault, Act::json("200 OK", JOB)]).await?;
        assert_eq!((started.is_ok(), requests), (starts == 2, starts), "{status} {headers:?}");
        if let Err(error) = started {
            assert_eq!(error.status().map(|code| code.as_str().to_owned()), Some(status[..3].to_owned()));
        }
    }
    Ok(())
}

#[tokio::test]
async fn retries_end_where_the_policy_says() -> TestResult {
    let server = Faulty::acting([Act::json("503 Service Unavailable", "{}")]).await?;
    let client = Client::builder(server.url()).retry(quick().max_attempts(6)).build()?;
    assert!(client.health().check().await.is_err_and(|error| error.is_server_error()));
    assert_eq!(server.arrived().len(), 6);
    assert!(client.health().check().retry(RetryPolicy::none()).await.is_err());
    assert_eq!(server.arrived().len(), 7);

    // An hour is more than anybody waits: it is cut to what the policy allows, or ends the call.
    let later = [("content-type", "application/json"), ("retry-after", "3600")];
    let server = Faulty::acting([Act::answer("429 Too Many Requests", &later, b"{}"), Act::json("200 OK", HEALTHY)]);
    let server = server.await?;
    let client = Client::builder(server.url()).build()?;
    let cut = quick().max_retry_after(Duration::from_millis(1));
    assert!(client.health().check().retry(cut).await.is_ok());
    assert_eq!(server.arrived().len(), 2);
    let never = [("content-type", "application/json"), ("retry-after", "18446744073709551615")];
    let server = Faulty::acting([Act::answer("429 Too Many Requests", &never, b"{}")]).await?;
    let patient = quick().max_retry_after(Duration::MAX).deadline(Duration::MAX);
    let call = Client::builder(server.url()).retry(patient).build()?.health().check().timeout(Duration::from_secs(9));
    assert!(call.await.is_err_and(|error| error.is_rate_limited()));
    let server = Faulty::acting([Act::answer("429 Too Many Requests", &later, b"{}")]).await?;
    let client = Client::builder(server.url()).retry(quick().deadline(Duration::from_secs(1))).build()?;
    assert!(client.health().check().await.is_err_and(|error| error.is_rate_limited()));
    assert_eq!(server.arrived().len(), 1);
    Ok(())
}

#[tokio::test]
async fn nobody_there_is_asked_as_often_as_the_policy_says() -> TestResult {
    let free = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let counter = common::hooks::Counter::default();
    let client = Client::builder(format!("http://{free}")).retry(quick().max_attempts(3)).middleware(counter.clone());
    let sync = client.build()?.connection().sync(ConnectionIdRequestBody::new(CONNECTION)).await;
    let error = sync.expect_err("nobody listens");
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(counter.counts(), (3, 0, 3));
    Ok(())
}

#[tokio::test]
async fn time_is_up_for_the_whole_call() -> TestResult {
    let trickle = Act::Trickle(head("200 OK", &JSON, 1000), Duration::from_millis(5));
    let silence = Act::Trickle(Vec::new(), Duration::from_secs(3600));
    for fault in [trickle, silence] {
        let server = Faulty::acting([fault]).await?;
        let error = client(&server)?.health().check().timeout(Duration::from_millis(100)).await;
        let error = error.expect_err("the answer never ends");
        assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
        assert_eq!(server.arrived().len(), 1);
        server.all_closed().await;
    }
    // No attempt begins that could not end in time.
    let server = Faulty::acting([Act::json("503 Service Unavailable", "{}")]).await?;
    let slow = RetryPolicy::new().first_delay(Duration::from_secs(30));
    let call = client(&server)?.health().check().retry(slow).timeout(Duration::from_secs(5));
    assert!(call.await.is_err_and(|error| error.is_server_error()));
    assert_eq!(server.arrived().len(), 1);
    Ok(())
}

#[tokio::test]
async fn what_is_no_json_is_told_apart() -> TestResult {
    let page = Act::answer("200 OK", &[("content-type", "text/html; charset=utf-8")], b"<!doctype html>");
    let untold_page = Act::answer("200 OK", &[], b"<html>");
    let nothing = Act::answer("200 OK", &[], b"");
    let text = Act::answer("200 OK", &[("content-type", "text/plain")], HEALTHY.as_bytes());
    for fault in [page, untold_page, nothing, text] {
        let (read, requests) = reading([fault]).await?;
        assert!(matches!(read, Err(Error::UnexpectedContent(_))), "{read:?}");
        assert_eq!(requests, 1);
    }
    let untold = Act::answer("200 OK", &[], HEALTHY.as_bytes());
    let problem =
        Act::answer("200 OK", &[("content-type", "Application/Vnd.x+JSON;charset=utf-8")], HEALTHY.as_bytes());
    for act in [untold, problem] {
        assert!(reading([act]).await?.0.is_ok());
    }
    let (read, requests) = reading([Act::answer("200 OK", &JSON, b"{\"available\":true,\"x\":\"\xff\xfe\"}")]).await?;
    let Err(Error::Decode(error)) = read else { return Err(format!("{read:?}").into()) };
    assert_eq!((error.path(), requests), ("$.x", 1));
    Ok(())
}

#[tokio::test]
async fn compressed_answers_are_unpacked() -> TestResult {
    // `{"available":true}`, made with gzip.
    const PACKED: [u8; 38] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 171, 86, 74, 44, 75, 204, 204, 73, 76, 202, 73, 85, 178, 42, 41, 42, 77,
        173, 5, 0, 26, 92, 239, 157, 18, 0, 0, 0,
    ];
    let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
    let (read, _) = reading([Act::answer("200 OK", &headers, &PACKED)]).await?;
    assert!(read?.available);
    let (read, requests) = reading([Act::answer("200 OK", &headers, b"not packed at all")]).await?;
    assert!(matches!(read, Err(Error::Transport(_))), "{read:?}");
    assert_eq!(requests, 4);
    Ok(())
}

#[tokio::test]
async fn large_bodies_are_read_as_far_as_they_are_of_use() -> TestResult {
    const LARGE: usize = 200 << 20;
    let server = Faulty::acting([Act::SendMany(head("200 OK", &[], LARGE), LARGE)]).await?;
    let mut log =
        client(&server)?.raw(airbyte::reqwest::Method::GET, "/v1/log").answering::<airbyte::Download>().await?;
    assert_eq!(log.content_length(), Some(LARGE as u64));
    let mut length = 0;
    while let Some(chunk) = log.chunk().await? {
        length += chunk.len();
    }
    assert_eq!(length, LARGE);

    let server = Faulty::acting([Act::SendMany(head("404 Not Found", &[], LARGE), LARGE)]).await?;
    let error = client(&server)?.health().check().await.expect_err("the status is an error");
    assert_eq!(error.api().map(|api| api.raw_body().len()), Some(1 << 20));
    assert!(error.to_string().len() < 300);

    let json = [head("200 OK", &JSON, LARGE), b"{\"available\":true,\"more\":\"".to_vec()].concat();
    let rest = LARGE - b"{\"available\":true,\"more\":\"".len();
    let server = Faulty::acting([Act::SendMany(json, rest)]).await?;
    let error = client(&server)?.health().check().await.expect_err("the string never ends");
    let Error::Decode(error) = error else { return Err(format!("{error:?}").into()) };
    assert!(error.to_string().len() < 500, "{error}");
    Ok(())
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_behind() -> TestResult {
    let server = Faulty::acting([Act::Trickle(Vec::new(), Duration::from_secs(3600))]).await?;
    let client = client(&server)?;
    let call = client.health().check().into_future();
    assert!(tokio::time::timeout(Duration::from_millis(50), call).await.is_err());
    assert_eq!(server.arrived().len(), 1);
    server.all_closed().await;
    Ok(())
}
