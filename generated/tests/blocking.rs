//! Calls of a program without a runtime. (The package's tests have the feature `blocking`.)

mod common;

use std::io::Read;

use airbyte::config::Client;
use airbyte::config::models::{JobConfigType, JobListRequestBody};
use airbyte::reqwest::Method;
use airbyte::{Download, Error, block_on};
use common::TestResult;
use common::faulty::{Act, Faulty};

/// A server on a runtime of its own, which ends with it.
struct Served {
    server: Faulty,
    _runtime: tokio::runtime::Runtime,
}

fn serving(act: Act) -> TestResult<Served> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let server = runtime.block_on(Faulty::acting([act]))?;
    Ok(Served { server, _runtime: runtime })
}

#[test]
fn calls_wait_for_their_answers() -> TestResult {
    let served = serving(Act::json("200 OK", r#"{"available":true}"#))?;
    let client = Client::builder(served.server.url()).build()?;
    assert!(client.health().check().blocking()?.available);
    let response = client.health().check().send_blocking()?;
    assert_eq!((response.status().as_u16(), response.body().available), (200, true));
    assert_eq!(block_on(client.raw(Method::GET, "/v1/health"))?.as_str(), r#"{"available":true}"#);
    let from_many: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.health().check().blocking())
        })
        .collect();
    for thread in from_many {
        assert!(thread.join().map_err(|_| "the thread panicked")??.available);
    }
    assert_eq!(served.server.arrived().len(), 11);
    Ok(())
}

#[test]
fn a_download_is_a_reader() -> TestResult {
    let served = serving(Act::answer("200 OK", &[], &b"line\n".repeat(50_000)))?;
    let client = Client::builder(served.server.url()).build()?;
    let download: Download = client.raw(Method::GET, "/v1/log").answering().blocking()?;
    let mut text = String::new();
    download.into_reader().read_to_string(&mut text)?;
    assert_eq!(text.lines().count(), 50_000);
    Ok(())
}

#[test]
fn pages_are_iterators() -> TestResult {
    let served = serving(Act::json("200 OK", r#"{"jobs":[{},{}],"totalJobCount":2}"#))?;
    let client = Client::builder(served.server.url()).build()?;
    let request = JobListRequestBody::new(vec![JobConfigType::Sync], "x");
    let jobs: Result<Vec<_>, Error> = client.jobs().list(request.clone()).items().blocking().collect();
    assert_eq!(jobs?.len(), 2);
    assert_eq!(client.jobs().list(request).pages().blocking().count(), 1);
    assert_eq!(served.server.arrived().len(), 2);
    Ok(())
}

#[tokio::test]
async fn inside_a_runtime_it_is_an_error() -> TestResult {
    let server = Faulty::acting([Act::json("200 OK", r#"{"available":true}"#)]).await?;
    let client = Client::builder(server.url()).build()?;
    let error = client.health().check().blocking().expect_err("the thread is not to be blocked");
    assert!(matches!(error, Error::InvalidRequest(_)) && error.to_string().contains("use `.await` there"), "{error}");
    let request = JobListRequestBody::new(vec![JobConfigType::Sync], "x");
    let jobs: Vec<_> = client.jobs().list(request).items().blocking().collect();
    assert!(matches!(jobs.as_slice(), [Err(Error::InvalidRequest(_))]), "{jobs:?}");
    assert!(server.arrived().is_empty());
    Ok(())
}
