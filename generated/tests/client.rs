//! What goes around calls: redirects, middleware, headers, raw calls, and what can be sent between threads.

mod common;

use std::time::Duration;

use airbyte::config::Client;
use airbyte::config::models::{ConnectionIdRequestBody, HealthCheckRead, JobInfoRead};
use airbyte::reqwest::Method;
use airbyte::reqwest::redirect::Policy;
use airbyte::{Attempt, Call, Download, Error, Middleware, Pending, RawCall, Response, RetryPolicy, json};
use common::faulty::{Act, Faulty};
use common::hooks::Counter;
use common::{CONNECTION, TestResult};

const HEALTHY: &str = r#"{"available":true}"#;

fn redirect(status: &str, location: &str) -> Act {
    Act::answer(status, &[("location", location)], b"")
}

#[tokio::test]
async fn redirects_take_no_secrets_to_another_server() -> TestResult {
    let other = Faulty::acting([Act::json("200 OK", HEALTHY)]).await?;
    let away = format!("{}/elsewhere?signed=1", other.url());
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let server = Faulty::acting([redirect(status, &away)]).await?;
        let builder = Client::builder(server.url()).basic_auth("airbyte", "hunter2").header("x-api-key", "hunter2");
        let client = builder.build()?;
        assert!(client.health().check().await?.available, "{status}");
        let arrived = other.arrived().pop().ok_or("nothing arrived")?;
        assert_eq!(arrived.path(), "/elsewhere?signed=1");
        assert!(!arrived.head.contains("hunter2") && arrived.header("authorization").is_none(), "{}", arrived.head);

        let before = other.arrived().len();
        let sync = client.connection().sync(ConnectionIdRequestBody::new(CONNECTION));
        let error = sync.await.expect_err("a body goes to no other server");
        let words = format!("a redirect to {}, which is not followed; make that the base URL", other.url());
        assert!(error.to_string().ends_with(&words), "{error}");
        assert_eq!(error.status().map(|code| code.as_str().to_owned()), Some(status[..3].to_owned()));
        assert_eq!((server.arrived().len(), other.arrived().len()), (2, before));
    }
    Ok(())
}

#[tokio::test]
async fn redirects_on_the_same_server_are_followed() -> TestResult {
    let server = Faulty::start(|_, request| match request.path() {
        "/api/v1/connections/sync" => redirect("308 Permanent Redirect", "/api/v2/sync"),
        "/api/v2/sync" => Act::json("200 OK", r#"{"job":{"id":7,"createdAt":1,"updatedAt":1}}"#),
        _ => redirect("302 Found", "/api/v1/health"),
    });
    let server = server.await?;
    let builder = || Client::builder(server.url()).bearer_auth("token").header("x-own", "mine");
    for client in [builder().build()?, builder().middleware(Counter::default()).build()?] {
        let before = server.arrived().len();
        let sync = client.connection().sync(ConnectionIdRequestBody::new(CONNECTION)).header("x-call", "this");
        assert_eq!(sync.await?.job.id.0, 7);
        let arrived = server.arrived().split_off(before);
        let [first, second] = arrived.as_slice() else { return Err("not two requests".into()) };
        for header in ["authorization", "x-own", "x-call", "x-attempt", "content-type", "accept", "user-agent"] {
            assert_eq!(first.header(header), second.header(header), "{header}");
        }
        assert_eq!(second.header("authorization"), Some("Bearer token"));
        assert_eq!((second.header("x-own"), second.header("x-call")), (Some("mine"), Some("this")));
        assert_eq!(first.body, second.body);
    }
    // A circle ends.
    let (client, before) = (builder().build()?, server.arrived().len());
    let error = client.health().check().retry(RetryPolicy::none()).await.expect_err("it leads to itself");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    assert_eq!(server.arrived().len() - before, 11);
    Ok(())
}

#[tokio::test]
async fn where_ones_own_client_was_led_is_no_server_for_secrets() -> TestResult {
    let other = Faulty::acting([redirect("302 Found", "/further"), Act::json("200 OK", HEALTHY)]).await?;
    let server = Faulty::acting([redirect("302 Found", &format!("{}/elsewhere", other.url()))]).await?;
    let once = Policy::custom(|attempt| if attempt.previous().len() > 1 { attempt.stop() } else { attempt.follow() });
    let builder = Client::builder(server.url()).bearer_auth("hunter2").header("x-api-key", "hunter2");
    let client = builder.http_client(airbyte::reqwest::Client::builder().redirect(once).build()?).build()?;
    assert!(client.health().check().await?.available);
    let arrived = other.arrived();
    assert_eq!(arrived.iter().map(|request| request.path()).collect::<Vec<_>>(), ["/elsewhere", "/further"]);
    // What the client sends by its own rules is its own affair; the second request is ours.
    assert!(!arrived[1].head.contains("hunter2"), "{}", arrived[1].head);
    Ok(())
}

struct Refusing;

impl Middleware for Refusing {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        Err(format!("{} is not for today", attempt.operation()))
    }
}

#[tokio::test]
async fn middleware_runs_around_each_attempt() -> TestResult {
    let server = Faulty::acting([Act::json("503 Service Unavailable", "{}"), Act::json("200 OK", HEALTHY)]).await?;
    let counter = Counter::default();
    let quick = RetryPolicy::new().first_delay(Duration::from_millis(1));
    let builder = Client::builder(server.url()).bearer_auth("hunter2").retry(quick).middleware(counter.clone());
    builder.build()?.health().check().await?;
    assert_eq!(counter.counts(), (2, 2, 1));
    let numbers: Vec<_> =
        server.arrived().iter().map(|request| request.header("x-attempt").map(str::to_owned)).collect();
    assert_eq!(numbers, [Some("1".to_owned()), Some("2".to_owned())]);

    let error = Client::builder(server.url()).middleware(Refusing).build()?.health().check().await;
    let error = error.expect_err("it is refused");
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert_eq!(error.to_string(), "getHealthCheck is not for today");
    assert_eq!(server.arrived().len(), 2);
    Ok(())
}

#[tokio::test]
async fn headers_and_the_user_agent_name_the_caller() -> TestResult {
    let server = Faulty::acting([Act::json("200 OK", HEALTHY)]).await?;
    let builder = Client::builder(server.url()).user_agent("my-tool/1.2").header("x-team", "data");
    let client = builder.build()?;
    client.health().check().header("x-team", "platform").await?;
    client.health().check().await?;
    let arrived = server.arrived();
    let agent = format!("my-tool/1.2 airbyte/{} (rust)", env!("CARGO_PKG_VERSION"));
    assert_eq!(arrived[0].header("user-agent"), Some(agent.as_str()));
    assert_eq!((arrived[0].header("x-team"), arrived[1].header("x-team")), (Some("platform"), Some("data")));
    assert!(Client::builder(server.url()).header("no name", "x").build().is_err());
    assert!(Client::builder(server.url()).user_agent("two\nlines").build().is_err());
    Ok(())
}

#[tokio::test]
async fn a_client_and_proxies_of_ones_own_are_used() -> TestResult {
    let proxy = Faulty::acting([Act::json("200 OK", HEALTHY)]).await?;
    let through = airbyte::reqwest::Proxy::all(proxy.url())?;
    let client = Client::builder("http://airbyte.example:8000").proxy(through.clone()).build()?;
    assert!(client.health().check().await?.available);
    assert_eq!(proxy.arrived()[0].path(), "http://airbyte.example:8000/api/v1/health");
    let own = airbyte::reqwest::Client::builder().proxy(through.clone()).build()?;
    let client = Client::builder("http://airbyte.example:8000").http_client(own.clone()).build()?;
    assert!(client.health().check().await?.available);
    assert_eq!(proxy.arrived().len(), 2);
    assert!(Client::builder("http://h").http_client(own).proxy(through).build().is_err());
    Ok(())
}

#[tokio::test]
async fn raw_calls_take_the_way_of_all_others() -> TestResult {
    let server = Faulty::start(|number, request| match (number, request.path()) {
        (0, _) => Act::json("503 Service Unavailable", "{}"),
        (_, "/api/v9/new?page=2&text=a%26b") => Act::json("200 OK", r#"{"digits":1.10}"#),
        (_, "/api/v1/health") => Act::json("200 OK", HEALTHY),
        _ => Act::answer("404 Not Found", &[("x-request-id", "r-7")], br#"{"title":"nothing here"}"#),
    });
    let server = server.await?;
    let quick = RetryPolicy::new().first_delay(Duration::from_millis(1));
    let client = Client::builder(server.url()).bearer_auth("token").retry(quick).build()?;
    let call = client.raw(Method::POST, "/v9/new?page=2").query("text", "a&b").json(&json!({ "x": 1 })).read_only();
    assert_eq!(call.await?.as_str(), r#"{"digits":1.10}"#);
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!((arrived[1].body.as_str(), arrived[1].header("authorization")), (r#"{"x":1}"#, Some("Bearer token")));
    let health: HealthCheckRead = client.raw(Method::GET, "/v1/health").answering().await?;
    assert!(health.available);
    let error = client.raw(Method::DELETE, "/v1/none").answering::<()>().await.expect_err("there is nothing");
    assert_eq!(error.to_string(), "DELETE /v1/none answered 404 Not Found: nothing here");
    assert_eq!(error.request_id(), Some("r-7"));
    let error = client.raw(Method::GET, "/v1/none?token=hunter2").await.expect_err("there is nothing");
    assert!(!format!("{error}{error:?}").contains("hunter2"), "{error:?}");
    let error = client.raw(Method::GET, "http://evil.example/").await.expect_err("it is no path");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    Ok(())
}

#[tokio::test]
async fn problems_are_read() -> TestResult {
    let problem = br#"{"type":"https://x/not-found","title":"not found","status":404,"detail":"no such connection","data":{"id":"7"}}"#;
    let server =
        Faulty::acting([Act::answer("404 Not Found", &[("content-type", "application/problem+json")], problem)]);
    let server = server.await?;
    let client = Client::builder(server.url()).build()?;
    let error = client.health().check().await.expect_err("the status is an error");
    let problem = error.api().and_then(|api| api.problem()).ok_or("no problem")?;
    assert_eq!((problem.status, problem.detail.as_deref()), (Some(404), Some("no such connection")));
    assert_eq!(problem.extra.get("data").map(|data| data.as_str()), Some(r#"{"id":"7"}"#));
    assert!(error.is_not_found() && !error.is_conflict());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_once_are_answered() -> TestResult {
    let server = Faulty::acting([Act::json("200 OK", HEALTHY)]).await?;
    let client = Client::builder(server.url()).build()?;
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.health().check().into_future())).collect();
    for call in calls {
        assert!(call.await??.available);
    }
    assert_eq!(server.arrived().len(), 1000);
    Ok(())
}

#[test]
fn everything_can_go_to_another_thread() {
    const fn is_send<T: Send>() {}
    const fn is_sync<T: Sync>() {}
    fn is_a_send_future<F: Future + Send>(_: impl Fn(Client) -> F) {}
    const {
        is_send::<Client>();
        is_sync::<Client>();
        is_send::<Call<JobInfoRead>>();
        is_sync::<Call<JobInfoRead>>();
        is_send::<RawCall>();
        is_send::<Pending<JobInfoRead>>();
        is_send::<Error>();
        is_sync::<Error>();
        is_send::<Response<JobInfoRead>>();
        is_send::<Download>();
        assert!(size_of::<Error>() <= 2 * size_of::<usize>());
        assert!(size_of::<Result<(), Error>>() <= 2 * size_of::<usize>());
    }
    is_a_send_future(|client| async move { client.health().check().await });
    is_a_send_future(|client| async move { client.health().check().send().await });
    is_a_send_future(|client| async move { client.raw(Method::GET, "/v1/health").await });
}
