//! Jobs that cannot be started, because another one is running.

use airbyte::config::models::JobId;
use airbyte::{Error, JobError};
use serde_json::json;

use super::common::script::{Line, Script};
use super::common::{CONNECTION, TestResult};
use super::{job, job_error, sync};

/// What servers answer when a sync is running already.
pub(crate) fn already_running(status: u16) -> Line {
    let message = "A sync is already running for: 9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03";
    (status, json!({"message": message, "exceptionClassName": "ValueConflictKnownException"}))
}

#[tokio::test]
async fn a_sync_that_is_running_already_is_an_error_of_its_own() -> TestResult {
    // Servers since 2022 answer 409; those before answered 500.
    for status in [409, 500] {
        let script = Script::endless(vec![already_running(status)]).await;
        let error = sync(&script)?.await.err().ok_or("the wait went on")?;
        assert!(error.is_already_running(), "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        let error = script.client()?.connection().sync(CONNECTION).await.err().ok_or("the call went on")?;
        let JobError::AlreadyRunning(answer) = job_error::<()>(Err(error))? else { return Err("another one".into()) };
        assert!(answer.message().is_some_and(|message| message.contains("already running")));
        assert_eq!(script.paths(), ["connections/sync"; 2]);
    }
    Ok(())
}

#[tokio::test]
async fn a_conflict_of_another_kind_is_not_taken_for_a_running_sync() -> TestResult {
    let disabled = (409, json!({"title": "state-conflict", "detail": "The connection is disabled."}));
    let script = Script::endless(vec![disabled]).await;
    let error = sync(&script)?.join_running().await.err().ok_or("the wait went on")?;
    assert!(matches!(error, Error::Api(_)) && error.is_conflict() && !error.is_already_running(), "{error}");
    assert_eq!(script.paths(), ["connections/sync"]);
    Ok(())
}

#[tokio::test]
async fn the_running_sync_is_waited_for_when_asked() -> TestResult {
    let script =
        Script::new(vec![already_running(409), job("running"), job("running"), job("succeeded"), job("succeeded")])
            .await;
    let ended = sync(&script)?.join_running().await?;
    assert_eq!(ended.into_job().job.id, JobId(45));
    let looked = "jobs/get_last_replication_job";
    assert_eq!(script.paths(), ["connections/sync", looked, "jobs/get_light", "jobs/get_light", "jobs/get"]);
    assert_eq!(script.bodies()[1], json!({"connectionId": CONNECTION}));
    Ok(())
}

#[tokio::test]
async fn without_a_running_job_there_is_nothing_to_join() -> TestResult {
    let missing = (404, json!({}));
    for found in [job("succeeded"), (200, json!({})), missing] {
        let script = Script::new(vec![already_running(409), found]).await;
        assert!(sync(&script)?.join_running().await.is_err_and(|error| error.is_already_running()));
        assert_eq!(script.paths().len(), 2);
    }
    let script = Script::new(vec![already_running(409), (403, json!({}))]).await;
    assert!(sync(&script)?.join_running().await.is_err_and(|error| error.is_unauthorized()));
    Ok(())
}
