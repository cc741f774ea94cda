//! How far a job is, as a stream and told to a callback.

use airbyte::Progress;
use serde_json::json;

use super::common::TestResult;
use super::common::script::{Line, Script};
use super::{job, moved, sync};

/// Attempt, status, records and bytes.
type Values = (u32, String, Option<u64>, Option<u64>);

fn values(progress: &Progress) -> Values {
    (progress.attempt, progress.status.clone(), progress.records, progress.bytes)
}

fn story() -> (Vec<Line>, Vec<Values>) {
    let lines = vec![
        job("pending"),
        moved("running", &[(0, 0)]),
        moved("running", &[(10, 100)]),
        moved("running", &[(10, 100)]),
        moved("incomplete", &[(10, 100), (3, 30)]),
        moved("succeeded", &[(10, 100), (25, 250)]),
    ];
    let values = vec![
        (0, "pending".to_owned(), None, None),
        (1, "running".to_owned(), Some(0), Some(0)),
        (1, "running".to_owned(), Some(10), Some(100)),
        (2, "incomplete".to_owned(), Some(3), Some(30)),
        (2, "succeeded".to_owned(), Some(25), Some(250)),
    ];
    (lines, values)
}

#[tokio::test]
async fn progress_is_a_stream_of_what_changed() -> TestResult {
    let (lines, expected) = story();
    let script = Script::new(lines).await;
    let mut progress = sync(&script)?.progress();
    let mut seen = Vec::new();
    while let Some(now) = progress.next().await {
        let now = now?;
        assert_eq!((&*now.job_id, now.is_ended()), ("45", now.status == "succeeded"));
        seen.push(values(&now));
    }
    assert_eq!(seen, expected);
    let ended = progress.ended().ok_or("the job is not over")??;
    assert!(ended.is_success() && progress.ended().is_none());
    assert_eq!(ended.into_job().attempts.map(|attempts| attempts.len()), Some(2));
    assert_eq!(script.paths()[1..], ["jobs/get"; 5]);
    Ok(())
}

#[tokio::test]
async fn progress_is_told_to_a_callback() -> TestResult {
    let (lines, expected) = story();
    let script = Script::new(lines).await;
    let (sender, receiver) = std::sync::mpsc::channel();
    let told = sync(&script)?.on_progress(move |progress| sender.send(values(progress)).unwrap_or_default());
    assert!(told.await?.is_success());
    assert_eq!(receiver.into_iter().collect::<Vec<_>>(), expected);
    Ok(())
}

#[tokio::test]
async fn the_stream_goes_on_after_an_error_and_after_a_dropped_future() -> TestResult {
    let script = Script::new(vec![job("running"), (403, json!({})), job("incomplete"), job("succeeded")]).await;
    let mut progress = sync(&script)?.progress();
    let mut statuses = Vec::new();
    loop {
        // A future that is polled once and dropped, again and again.
        tokio::select! {
            biased;
            next = progress.next() => match next {
                Some(next) => statuses.push(next.map(|next| next.status).map_err(|error| error.is_unauthorized())),
                None => break,
            },
            () = tokio::task::yield_now() => {}
        }
    }
    let expected = ["running", "", "incomplete", "succeeded"];
    let expected = expected.map(|status| if status.is_empty() { Err(true) } else { Ok(status.to_owned()) });
    assert_eq!(statuses, expected);
    assert_eq!(script.paths().len(), 4);
    Ok(())
}
