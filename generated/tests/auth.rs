//! Who is calling: tokens for a client's credentials, authenticators of one's own, and what must never be shown.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use airbyte::config::Client;
use airbyte::config::models::ConnectionIdRequestBody;
use airbyte::reqwest::header::HeaderValue;
use airbyte::{AuthError, Authenticator, Authorization, Error, RetryPolicy};
use common::faulty::{Act, Arrived, Faulty};
use common::{CONNECTION, TestResult};

const SECRET: &str = "client-secret-hunter2";
const HEALTHY: &str = r#"{"available":true}"#;

fn is_token_request(request: &Arrived) -> bool {
    request.path() == "/api/v1/applications/token"
}

fn quick() -> RetryPolicy {
    RetryPolicy::new().first_delay(Duration::from_millis(1)).max_delay(Duration::from_millis(2))
}

fn client(server: &Faulty) -> Result<Client, Error> {
    Client::builder(server.url()).client_credentials("client-id", SECRET).retry(quick()).build()
}

/// How many requests for tokens arrived, and how many others.
fn counts(server: &Faulty) -> (usize, usize) {
    let arrived = server.arrived();
    let tokens = arrived.iter().filter(|request| is_token_request(request)).count();
    (tokens, arrived.len() - tokens)
}

/// A server that gives a token after the other, each with what `more` adds, and takes only those that `accepts` says, by
/// their number from 1.
async fn giving_tokens(
    more: &'static str,
    accepts: impl Fn(usize) -> bool + Send + Sync + 'static,
) -> std::io::Result<Faulty> {
    let given = AtomicUsize::new(0);
    Faulty::start(move |_, request| {
        if is_token_request(request) {
            let number = given.fetch_add(1, Ordering::SeqCst) + 1;
            return Act::json("200 OK", &format!("{{\"access_token\":\"token-{number}\"{more}}}"));
        }
        let number =
            request.header("authorization").and_then(|value| value.strip_prefix("Bearer token-")?.parse().ok());
        match number {
            Some(number) if accepts(number) => Act::json("200 OK", HEALTHY),
            _ => Act::json("401 Unauthorized", r#"{"message":"the token is no good"}"#),
        }
    })
    .await
}

#[tokio::test]
async fn a_token_is_fetched_once_and_kept() -> TestResult {
    for more in ["", r#","token_type":"Bearer","expires_in":180"#] {
        let server = giving_tokens(more, |number| number == 1).await?;
        let client = client(&server)?;
        for _ in 0..3 {
            assert!(client.health().check().await?.available);
        }
        assert_eq!(counts(&server), (1, 3));
        let request = &server.arrived()[0];
        assert_eq!(request.header("content-type"), Some("application/json"));
        assert_eq!(request.header("authorization"), None);
        let body: serde_json::Value = serde_json::from_str(&request.body)?;
        assert_eq!(body, serde_json::json!({ "client_id": "client-id", "client_secret": SECRET }));
    }
    Ok(())
}

#[tokio::test]
async fn a_thousand_calls_share_one_fetch_and_one_refresh() -> TestResult {
    // The first token is good for 500 calls, and then for none: those that come later are refused.
    let (accepted, refused) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&refused);
    let server = giving_tokens("", move |number| {
        let good = number != 1 || accepted.fetch_add(1, Ordering::SeqCst) < 500;
        count.fetch_add(usize::from(!good), Ordering::SeqCst);
        good
    });
    let server = server.await?;
    let client = client(&server)?;
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.health().check().into_future())).collect();
    for call in calls {
        assert!(call.await??.available);
    }
    // One fetch and one refresh; what was refused was sent once more, and nothing else.
    let refused = refused.load(Ordering::SeqCst);
    assert!((1..=500).contains(&refused), "{refused}");
    assert_eq!(counts(&server), (2, 1000 + refused));
    Ok(())
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_expires() -> TestResult {
    let server = giving_tokens(r#","expires_in":31"#, |_| true).await?;
    let client = client(&server)?;
    client.health().check().await?;
    client.health().check().await?;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    client.health().check().await?;
    assert_eq!(counts(&server), (2, 3));
    Ok(())
}

#[tokio::test]
async fn a_call_is_sent_once_more_after_a_401_and_no_more() -> TestResult {
    let server = giving_tokens("", |number| number == 2).await?;
    let sync = client(&server)?.connection().sync(ConnectionIdRequestBody::new(CONNECTION));
    assert!(matches!(sync.await, Err(Error::Decode(_))), "the answer is one of health");
    assert_eq!(counts(&server), (2, 2));

    let server = giving_tokens("", |_| false).await?;
    let error = client(&server)?.health().check().await.expect_err("no token is good");
    assert!(error.is_unauthorized());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(counts(&server), (2, 2));

    // A token that was given by hand cannot be renewed.
    let server = giving_tokens("", |_| false).await?;
    let client = Client::builder(server.url()).bearer_auth("token-1").build()?;
    assert!(client.health().check().await.is_err());
    assert_eq!(counts(&server), (0, 1));
    Ok(())
}

#[tokio::test]
async fn a_token_endpoint_that_fails_is_named() -> TestResult {
    let page = Act::answer("200 OK", &[("content-type", "text/html")], b"<!doctype html>");
    let table = [
        (page, "answered with text/html in place of JSON", 1),
        (Act::json("200 OK", r#"{"token":"x"}"#), "has no `access_token`", 1),
        (Act::json("200 OK", r#"{"access_token":"#), "is broken JSON", 1),
        (
            Act::json("401 Unauthorized", "{}"),
            "answered 401 Unauthorized; check the client id and the client secret",
            1,
        ),
        (Act::json("404 Not Found", "{}"), "answered 404 Not Found", 1),
        // Nothing of the call was sent, so that asking again is safe.
        (Act::json("502 Bad Gateway", "{}"), "answered 502 Bad Gateway", 4),
        (Act::SendAndReset(Vec::new()), "could not be reached", 4),
    ];
    for (act, words, requests) in table {
        let server = Faulty::acting([act]).await?;
        let sync = client(&server)?.connection().sync(ConnectionIdRequestBody::new(CONNECTION));
        let error = sync.await.expect_err("there is no token");
        assert!(matches!(error, Error::Auth(_)) && error.is_unauthorized(), "{error:?}");
        let shown = error.to_string();
        assert!(shown.starts_with("no access token: ") && shown.contains(words), "{shown}");
        assert!(shown.contains(&format!("{}/api/v1/applications/token", server.url())), "{shown}");
        assert_eq!(counts(&server), (requests, 0), "{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn calls_that_wait_share_an_error_too() -> TestResult {
    let server = Faulty::acting([Act::json("401 Unauthorized", "{}")]).await?;
    let client = client(&server)?;
    // All of them ask before the first answer comes: on one thread, nothing is read before all have asked.
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.health().check().into_future())).collect();
    for call in calls {
        assert!(matches!(call.await?, Err(Error::Auth(_))));
    }
    assert_eq!(counts(&server), (1, 0));
    Ok(())
}

#[tokio::test]
async fn a_dropped_fetch_is_taken_over() -> TestResult {
    let slow = Act::Trickle(Vec::new(), Duration::from_secs(3600));
    let server = Faulty::start(move |number, request| match (number, is_token_request(request)) {
        (0, _) => slow.clone(),
        (_, true) => Act::json("200 OK", r#"{"access_token":"token"}"#),
        (_, false) => Act::json("200 OK", HEALTHY),
    });
    let server = server.await?;
    let client = client(&server)?;
    let first = tokio::spawn(client.health().check().into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = tokio::spawn(client.health().check().into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    first.abort();
    assert!(second.await??.available);
    assert_eq!(counts(&server), (2, 1));
    // A token endpoint that does not answer does not hold a call for longer than its time.
    let server = Faulty::acting([Act::Trickle(Vec::new(), Duration::from_secs(3600))]).await?;
    let call = self::client(&server)?.health().check().timeout(Duration::from_millis(50));
    assert!(call.await.is_err_and(|error| error.is_timeout()));
    Ok(())
}

/// Gives `own-1`, then `own-2`.
#[derive(Default)]
struct Own(AtomicUsize);

impl Authenticator for Own {
    fn authorization(&self) -> Authorization<'_> {
        Box::pin(async {
            let number = self.0.load(Ordering::SeqCst) + 1;
            HeaderValue::try_from(format!("Own own-{number}"))
                .map_err(|error| AuthError::new("no header").caused_by(error))
        })
    }

    fn reject(&self, rejected: &HeaderValue) -> bool {
        rejected == "Own own-1" && self.0.fetch_add(1, Ordering::SeqCst) == 0
    }
}

#[tokio::test]
async fn an_authenticator_of_ones_own_is_asked() -> TestResult {
    let server = Faulty::start(|_, request| match request.header("authorization") {
        Some("Own own-2") => Act::json("200 OK", HEALTHY),
        _ => Act::json("401 Unauthorized", "{}"),
    });
    let server = server.await?;
    let client = Client::builder(server.url()).authenticator(Own::default()).build()?;
    assert!(client.health().check().await?.available);
    assert_eq!(server.arrived().len(), 2);
    // What a call says itself goes before what the client would say.
    let call = client.health().check().header("authorization", "Own own-2");
    assert!(call.await?.available);
    assert_eq!(server.arrived().len(), 3);
    Ok(())
}

#[tokio::test]
async fn secrets_are_not_shown_even_where_servers_repeat_them() -> TestResult {
    let server = Faulty::start(|_, request| {
        let seen = request.header("authorization").unwrap_or_default().to_owned();
        let body = serde_json::json!({ "message": format!("you sent {seen} and {}", request.body) });
        let status = if is_token_request(request) { "403 Forbidden" } else { "422 Unprocessable Entity" };
        Act::answer(
            status,
            &[("content-type", "application/json"), ("set-cookie", "session=s3ss10n")],
            body.to_string().as_bytes(),
        )
    });
    let server = Arc::new(server.await?);
    let with_user = server.url().replace("http://", "http://me:pass-hunter2@");
    let builders = [
        Client::builder(server.url()).client_credentials("client-id", SECRET),
        Client::builder(server.url()).bearer_auth("bearer-hunter2\n"),
        Client::builder(server.url()).basic_auth("me", "pass-hunter2"),
        Client::builder(with_user.clone()),
    ];
    for builder in builders {
        let mut shown = format!("{builder:?}");
        let client = builder.build()?;
        let call = client.connection().sync(ConnectionIdRequestBody::new(CONNECTION));
        shown.push_str(&format!("{client:?}{call:?}"));
        let error = call.await.expect_err("the server refuses");
        shown.push_str(&format!("{error}{error:?}"));
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            shown.push_str(&format!("{error}{error:?}"));
            source = error.source();
        }
        for secret in ["hunter2", "bWU6cGFzcy1odW50ZXIy", "s3ss10n"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    // The user of the URL was sent as the header says it, and is not part of the path.
    let last = server.arrived().pop().ok_or("no request")?;
    assert_eq!(last.header("authorization"), Some("Basic bWU6cGFzcy1odW50ZXIy"));
    let error = Client::builder(format!("{with_user}/api?x")).build().expect_err("a query cannot be");
    assert!(!format!("{error}{error:?}").contains("hunter2"));
    assert!(Client::builder(server.url()).bearer_auth("two\nlines").build().is_err());
    Ok(())
}

#[tokio::test]
async fn tokens_are_not_shown_even_where_servers_repeat_them() -> TestResult {
    // Where the body is cut, half of a token would still be one.
    for padding in [0, 90].map(|length| "x".repeat(length)) {
        let server = Faulty::start(move |_, request| {
            if is_token_request(request) {
                return Act::json("200 OK", r#"{"access_token":"hunter2-hunter2-hunter2-hunter2-hunter2"}"#);
            }
            let seen = request.header("authorization").unwrap_or_default();
            let location = format!("/login?{seen}");
            let headers = [("content-type", "text/plain"), ("x-seen", seen), ("location", location.as_str())];
            Act::answer("422 Unprocessable Entity", &headers, format!("{padding}{seen}").as_bytes())
        });
        let server = server.await?;
        let own = HeaderValue::from_static("Own hunter2-hunter2-hunter2-hunter2-hunter2");
        let builders = [
            Client::builder(server.url()).client_credentials("client-id", SECRET),
            Client::builder(server.url()).authenticator(Fixed(own)),
        ];
        for builder in builders {
            let error = builder.build()?.health().check().await.expect_err("the server refuses");
            let Error::Api(error) = error else { return Err(format!("{error:?}").into()) };
            let shown = format!("{error}{error:?}");
            assert!(shown.contains("422") && shown.contains("x-seen") && !shown.contains("hunt"), "{shown}");
            assert!(error.headers().get("x-seen").is_some_and(|seen| seen.as_bytes().ends_with(b"-hunter2")));
        }
    }
    Ok(())
}

/// Gives the same header every time.
struct Fixed(HeaderValue);

impl Authenticator for Fixed {
    fn authorization(&self) -> Authorization<'_> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

#[tokio::test]
async fn answers_with_secrets_do_not_show_in_errors() -> TestResult {
    let server = Faulty::acting([Act::json(
        "200 OK",
        r#"{"sourceId":"hunter2-not-an-id","connectionConfiguration":{"password":"hunter2-too"}}"#,
    )]);
    let server = server.await?;
    let source = airbyte::config::models::SourceIdRequestBody::new(common::SOURCE);
    let error = Client::builder(server.url()).build()?.source().get(source).await.expect_err("it is no source");
    let shown = format!("{error}{error:?}");
    assert!(shown.contains("sourceId") && !shown.contains("hunter2"), "{shown}");
    let Error::Decode(error) = error else { return Err(shown.into()) };
    assert_eq!(error.path(), "$.sourceId");
    Ok(())
}

#[test]
fn the_environment_is_asked() {
    // Setting a variable would be seen by other tests; what is read and how is tested in the runtime.
    let error = Client::from_env().map(|_| ()).expect_err("the tests run without AIRBYTE_URL");
    assert_eq!(error.to_string(), "the environment variable AIRBYTE_URL is not set; give it the server's URL");
}
