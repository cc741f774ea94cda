//! Waiting for jobs: every request that the server sees, and everything that callers learn.

#[path = "../common/mod.rs"]
mod common;
mod progress;
mod rivals;

use std::time::Duration;

use airbyte::config::models::{JobId, JobInfoRead, JobStatus};
use airbyte::{Ended, Error, JobError, ProgressStream, Wait};
use serde_json::json;

use common::script::{Line, Script};
use common::{CONNECTION, TestResult};
use rivals::already_running;

const TICK: Duration = Duration::from_millis(1);

/// The answer with a job in this status.
fn job(status: &str) -> Line {
    moved(status, &[])
}

/// The answer with a job in this status that has moved this much, in as many attempts.
fn moved(status: &str, attempts: &[(u64, u64)]) -> Line {
    let attempts = attempts.iter().enumerate().map(|(id, (records, bytes))| {
        let stats = json!({"recordsEmitted": records, "bytesEmitted": bytes});
        let attempt = json!({"id": id, "status": "running", "createdAt": 0, "updatedAt": 0, "totalStats": stats});
        json!({"attempt": attempt, "logs": {"logLines": []}})
    });
    let job = json!({"id": 45, "status": status, "createdAt": 0, "updatedAt": 0});
    (200, json!({"job": job, "attempts": attempts.collect::<Vec<_>>()}))
}

fn sync(script: &Script) -> TestResult<Wait<JobInfoRead>> {
    Ok(script.client()?.connection().sync(CONNECTION).wait().interval(TICK).max_interval(TICK))
}

fn job_error<T>(result: Result<T, Error>) -> TestResult<JobError> {
    match result {
        Err(Error::Job(error)) => Ok(*error),
        Err(other) => Err(other.into()),
        Ok(_) => Err("no error came".into()),
    }
}

#[tokio::test]
async fn a_sync_is_glanced_at_until_it_is_over_and_then_told_in_whole() -> TestResult {
    let script =
        Script::new(vec![job("pending"), job("running"), job("succeeded"), moved("succeeded", &[(7, 70)])]).await;
    let ended = sync(&script)?.await?;
    assert_eq!(script.paths(), ["connections/sync", "jobs/get_light", "jobs/get_light", "jobs/get"]);
    assert_eq!(script.bodies()[1..], [json!({"id": 45}), json!({"id": 45}), json!({"id": 45})]);
    assert!(ended.is_success());
    assert_eq!((ended.status(), ended.progress().records, ended.progress().attempt), ("succeeded", Some(7), 1));
    assert_eq!(ended.job().job.status, Some(JobStatus::Succeeded));
    assert_eq!(ended.succeeded()?.attempts.map(|attempts| attempts.len()), Some(1));
    Ok(())
}

#[tokio::test]
async fn a_job_that_is_over_is_asked_for_once() -> TestResult {
    let script = Script::new(vec![job("failed")]).await;
    let ended = script.client()?.jobs().get_info(JobId(45)).wait().await?;
    assert_eq!((script.paths().len(), ended.is_success(), ended.status()), (1, false, "failed"));
    let error = job_error(ended.succeeded())?;
    assert_eq!(error.to_string(), "job 45 is failed and over, without success");
    Ok(())
}

#[tokio::test]
async fn every_operation_with_a_job_can_be_waited_for() -> TestResult {
    let script = Script::new(vec![job("running"), job("cancelled"), job("cancelled")]).await;
    let ended = script.client()?.connection().reset(CONNECTION).wait().interval(TICK).await?;
    assert_eq!(ended.status(), "cancelled");
    assert_eq!(script.paths(), ["connections/reset", "jobs/get_light", "jobs/get"]);

    let script = Script::new(vec![job("running"), job("running"), job("succeeded")]).await;
    let ended = script.client()?.jobs().get_info_light(JobId(45)).wait().interval(TICK).await?;
    assert_eq!(ended.into_job().job.id, JobId(45));
    assert_eq!(script.paths(), ["jobs/get_light"; 3]);

    let script = Script::new(vec![job("running"), job("cancelled"), job("cancelled")]).await;
    script.client()?.jobs().cancel(JobId(45)).wait().interval(TICK).await?;
    assert_eq!(script.paths(), ["jobs/cancel", "jobs/get_light", "jobs/get"]);
    Ok(())
}

#[tokio::test]
async fn only_statuses_that_are_known_to_be_the_end_are() -> TestResult {
    let without = (200, json!({"job": {"id": 45, "status": null}}));
    let script =
        Script::new(vec![job("queued"), job("incomplete"), without, job("paused"), job("succeeded"), job("succeeded")])
            .await;
    assert!(sync(&script)?.await?.is_success());
    assert_eq!(script.paths().len(), 6);
    Ok(())
}

#[tokio::test]
async fn failures_that_say_nothing_of_the_job_do_not_end_the_wait() -> TestResult {
    let trouble = |status| (status, json!({"message": "try again"}));
    let script = Script::new(vec![
        job("running"),
        trouble(503),
        trouble(502),
        job("running"),
        trouble(429),
        job("succeeded"),
        trouble(500),
        job("succeeded"),
    ])
    .await;
    assert!(sync(&script)?.await?.is_success());
    assert_eq!(script.paths().len(), 8);
    Ok(())
}

#[tokio::test]
async fn failures_that_stay_end_the_wait() -> TestResult {
    let script = Script::endless(vec![job("running"), (503, json!({}))]).await;
    let error = sync(&script)?.await.err().ok_or("the wait went on")?;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    // The sync, the glance, and twenty more times.
    assert_eq!(script.paths().len(), 22);

    let script = Script::new(vec![job("running"), (401, json!({}))]).await;
    assert!(sync(&script)?.await.is_err_and(|error| error.is_unauthorized()));
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn servers_without_the_small_answer_are_asked_for_the_whole() -> TestResult {
    let missing = (404, json!({"message": "Not Found"}));
    let script = Script::new(vec![job("running"), missing.clone(), job("running"), job("succeeded")]).await;
    assert!(sync(&script)?.await?.is_success());
    assert_eq!(script.paths(), ["connections/sync", "jobs/get_light", "jobs/get", "jobs/get"]);

    let script = Script::endless(vec![job("running"), missing]).await;
    assert!(sync(&script)?.await.is_err_and(|error| error.is_not_found()));
    assert_eq!(script.paths(), ["connections/sync", "jobs/get_light", "jobs/get"]);
    Ok(())
}

#[tokio::test]
async fn a_start_that_fails_is_not_repeated() -> TestResult {
    let script = Script::endless(vec![(500, json!({"message": "out of disk"}))]).await;
    let mut progress = sync(&script)?.progress();
    assert!(progress.next().await.ok_or("no item")?.is_err_and(|error| error.is_server_error()));
    assert!(progress.next().await.is_none());
    assert!(progress.ended().is_none());
    assert_eq!(script.paths(), ["connections/sync"]);
    Ok(())
}

#[tokio::test]
async fn an_answer_without_a_job_is_an_error_of_decoding() -> TestResult {
    let script = Script::new(vec![(200, json!({"attempts": []}))]).await;
    let error = sync(&script)?.await.err().ok_or("the wait went on")?;
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert!(error.to_string().contains("job.id"), "{error}");
    Ok(())
}

/// Lets so much time pass at once.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

const HOUR: Duration = Duration::from_secs(3600);

/// The error of a wait whose deadline passes while the job is running.
async fn timed_out(wait: Wait<JobInfoRead>) -> TestResult<JobError> {
    let mut progress = wait.deadline(HOUR).progress();
    progress.next().await.ok_or("no item")??;
    pass(HOUR).await;
    let error = progress.next().await.ok_or("no error")?;
    assert!(error.as_ref().is_err_and(Error::is_timeout));
    assert!(progress.next().await.is_none());
    job_error(error)
}

#[tokio::test]
async fn a_deadline_ends_the_wait_and_leaves_the_job() -> TestResult {
    let script = Script::endless(vec![job("running")]).await;
    let error = timed_out(sync(&script)?.cancel_on_drop()).await?;
    assert_eq!(error.to_string(), "the deadline passed while job 45 is running; it may go on");
    let JobError::TimedOut { last, is_cancelled, .. } = error else { return Err("another error".into()) };
    assert_eq!((last.map(|last| last.status), is_cancelled), (Some("running".to_owned()), false));
    assert!(!script.paths().contains(&"jobs/cancel".to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_deadline_cancels_the_job_when_asked() -> TestResult {
    let script = Script::endless(vec![job("running")]).await;
    let error = timed_out(sync(&script)?.cancel_on_timeout().cancel_on_drop()).await?;
    assert!(matches!(error, JobError::TimedOut { is_cancelled: true, .. }), "{error}");
    assert_eq!(error.to_string(), "the deadline passed while job 45 is running; it was told to stop");
    assert_eq!(script.paths().iter().filter(|path| *path == "jobs/cancel").count(), 1);
    assert_eq!(script.bodies().last(), Some(&json!({"id": 45})));

    let script = Script::new(vec![job("running"), (500, json!({}))]).await;
    let error = timed_out(sync(&script)?.interval(HOUR).max_interval(HOUR).cancel_on_timeout()).await?;
    assert!(matches!(error, JobError::TimedOut { is_cancelled: false, .. }), "{error}");
    assert_eq!(script.paths(), ["connections/sync", "jobs/cancel"]);
    Ok(())
}

#[tokio::test]
async fn a_deadline_holds_for_the_start_too() -> TestResult {
    let script = Script::endless(vec![job("running")]).await;
    let error = job_error(sync(&script)?.deadline(Duration::ZERO).await)?;
    assert!(matches!(error, JobError::TimedOut { last: None, is_cancelled: false, .. }), "{error}");
    assert_eq!(error.to_string(), "the deadline passed before the server told of the job");
    assert!(script.paths().is_empty(), "{:?}", script.paths());
    Ok(())
}

#[tokio::test]
async fn a_dropped_wait_cancels_its_job_when_asked() -> TestResult {
    let script = Script::endless(vec![job("running")]).await;
    tokio::select! {
        ended = sync(&script)?.cancel_on_drop().into_future() => return Err(format!("it ended: {ended:?}").into()),
        arrived = script.arrived(3) => arrived?,
    }
    assert_eq!(script.arrived_at("jobs/cancel").await?, json!({"id": 45}));

    let mut progress = sync(&script)?.cancel_on_drop().progress();
    progress.next().await.ok_or("no item")??;
    let before = script.paths().iter().filter(|path| *path == "jobs/cancel").count();
    drop(progress);
    script.arrived(script.paths().len() + 1).await?;
    assert_eq!(script.paths().iter().filter(|path| *path == "jobs/cancel").count(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_wait_that_has_no_job_of_its_own_cancels_none() -> TestResult {
    // One that was never polled, one that is over, one that joined, and one that was not asked to.
    let script = Script::new(vec![job("succeeded"), already_running(409), job("running"), job("running")]).await;
    drop(sync(&script)?.cancel_on_drop());
    sync(&script)?.cancel_on_drop().await?;
    let mut joined = sync(&script)?.join_running().cancel_on_drop().progress();
    joined.next().await.ok_or("no item")??;
    drop(joined);

    let other = Script::endless(vec![job("running")]).await;
    tokio::select! {
        ended = sync(&other)?.into_future() => return Err(format!("it ended: {ended:?}").into()),
        arrived = other.arrived(3) => arrived?,
    }
    // What is sent in the background is sent before a request that comes later.
    for script in [&script, &other] {
        tokio::task::yield_now().await;
        let count = script.paths().len();
        let _ = script.client()?.health().check().await;
        script.arrived(count + 1).await?;
        assert!(!script.paths().contains(&"jobs/cancel".to_owned()), "{:?}", script.paths());
    }
    Ok(())
}

#[tokio::test]
async fn options_of_the_call_hold_for_every_request() -> TestResult {
    let server = common::answering(200, job("succeeded").1.to_string()).await;
    let running = wiremock::ResponseTemplate::new(200).set_body_json(job("running").1);
    wiremock::Mock::given(wiremock::matchers::path("/api/v1/connections/sync"))
        .respond_with(running)
        .with_priority(1)
        .mount(&server)
        .await;
    let call = common::client(&server)?.connection().sync(CONNECTION).header("x-team", "orders");
    call.wait().interval(TICK).await?;
    let arrived = common::arrived(&server).await;
    let teams: Vec<Option<&str>> = arrived.iter().map(|request| request.headers.get("x-team")?.to_str().ok()).collect();
    assert_eq!(teams, [Some("orders"); 3]);
    Ok(())
}

#[test]
fn waits_can_be_sent_between_threads() {
    fn is_send<T: Send>() {}
    fn is_error<T: std::error::Error + Send + Sync>() {}
    is_send::<Wait<JobInfoRead>>();
    is_send::<<Wait<JobInfoRead> as IntoFuture>::IntoFuture>();
    is_send::<ProgressStream<JobInfoRead>>();
    is_send::<Ended<JobInfoRead>>();
    is_error::<JobError>();
}
