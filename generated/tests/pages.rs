//! Lists in pages: every request that the server sees, where they stop, and what an error leaves behind.

mod common;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use airbyte::config::models::{JobConfigType, JobListRequestBody, JobReadList, JobWithAttemptsRead, Pagination};
use airbyte::{Call, Error, Items, Pages};
use futures_core::Stream;
use serde_json::{Value, json};

use common::TestResult;
use common::script::{Line, Script};

/// A page with the jobs of these ids.
fn page(ids: impl IntoIterator<Item = i64>, total: Option<i64>) -> Line {
    let job = |id| json!({"job": {"id": id, "createdAt": 0, "updatedAt": 0}, "attempts": []});
    let mut page = json!({"jobs": ids.into_iter().map(job).collect::<Vec<_>>()});
    if let Some(total) = total {
        page["totalJobCount"] = total.into();
    }
    (200, page)
}

fn list(script: &Script, pagination: Option<Pagination>) -> TestResult<Call<JobReadList>> {
    let mut request = JobListRequestBody::new(vec![JobConfigType::Sync], "c");
    request.pagination = pagination;
    Ok(script.client()?.jobs().list(request))
}

fn two() -> Option<Pagination> {
    Some(Pagination::new().page_size(2))
}

fn id(job: &JobWithAttemptsRead) -> i64 {
    job.job.as_ref().map_or(-1, |job| job.id.0)
}

async fn ids(mut items: Items<JobReadList>) -> TestResult<Vec<i64>> {
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(id(&item?));
    }
    assert!(items.next().await.is_none(), "an end stays one");
    Ok(ids)
}

/// How many items each request passed over.
fn offsets(script: &Script) -> Vec<Value> {
    script.bodies().iter().map(|body| body["pagination"]["rowOffset"].clone()).collect()
}

#[tokio::test]
async fn items_come_from_one_page_after_the_other_until_all_are_there() -> TestResult {
    let script = Script::new(vec![page(1..=2, Some(5)), page(3..=4, Some(5)), page(5..=5, Some(5))]).await;
    assert_eq!(ids(list(&script, two())?.items()).await?, [1, 2, 3, 4, 5]);
    assert_eq!(offsets(&script), [json!(null), json!(2), json!(4)]);
    let expected = json!({"configTypes": ["sync"], "configId": "c", "pagination": {"pageSize": 2, "rowOffset": 4}});
    assert_eq!(script.bodies()[2], expected);
    Ok(())
}

#[tokio::test]
async fn a_full_last_page_is_the_last_where_the_total_says_so() -> TestResult {
    let script = Script::new(vec![page(1..=2, Some(4)), page(3..=4, Some(4))]).await;
    assert_eq!(ids(list(&script, two())?.items()).await?, [1, 2, 3, 4]);
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn without_a_total_a_short_page_or_an_empty_one_is_the_end() -> TestResult {
    let script = Script::new(vec![page(1..=2, None), page(3..=3, None)]).await;
    assert_eq!(ids(list(&script, two())?.items()).await?, [1, 2, 3]);
    assert_eq!(script.paths().len(), 2);

    let script = Script::new(vec![page(1..=2, None), page([], None)]).await;
    let mut pages = list(&script, two())?.pages();
    assert_eq!(pages.next().await.ok_or("no page")??.jobs.len(), 2);
    assert!(pages.next().await.is_none(), "the empty page is no page");
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn an_empty_list_is_one_page_without_items() -> TestResult {
    for total in [None, Some(0), Some(7)] {
        let script = Script::new(vec![page([], total), page([], total)]).await;
        let mut pages = list(&script, two())?.pages();
        assert_eq!(pages.next().await.ok_or("no page")??.jobs, []);
        assert!(pages.next().await.is_none());
        assert_eq!(ids(list(&script, two())?.items()).await?, [0; 0]);
        assert_eq!(script.paths().len(), 2);
    }
    Ok(())
}

#[tokio::test]
async fn the_request_says_where_to_begin_and_the_server_how_large_pages_are() -> TestResult {
    let script = Script::new(vec![page(10..=11, Some(13)), page(12..=12, Some(13))]).await;
    assert_eq!(ids(list(&script, Some(Pagination::new().row_offset(10)))?.items()).await?, [10, 11, 12]);
    assert_eq!(offsets(&script), [json!(10), json!(12)]);

    let script = Script::new(vec![page(0..=2, Some(5)), page(3..=4, Some(5))]).await;
    assert_eq!(ids(list(&script, None)?.items()).await?, [0, 1, 2, 3, 4]);
    assert_eq!(offsets(&script), [json!(null), json!(3)]);

    // A server that allows smaller pages only: its total tells that a short page is not the last.
    let script = Script::new(vec![page(0..=2, Some(5)), page(3..=4, Some(5))]).await;
    assert_eq!(ids(list(&script, Some(Pagination::new().page_size(1000)))?.items()).await?.len(), 5);
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_not_asked_for_ever() -> TestResult {
    for total in [None, Some(100)] {
        let script = Script::endless(vec![page(1..=2, total)]).await;
        assert_eq!(ids(list(&script, two())?.items()).await?, [1, 2], "no item twice");
        assert_eq!(script.paths().len(), 2);
    }
    Ok(())
}

#[tokio::test]
async fn a_total_that_promises_too_much_ends_with_the_items() -> TestResult {
    let script = Script::endless(vec![page(1..=2, Some(100)), page([], Some(100))]).await;
    assert_eq!(ids(list(&script, two())?.items()).await?, [1, 2]);
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_wanted() -> TestResult {
    let script = Script::new(vec![page(1..=2, Some(4)), page(3..=4, Some(4))]).await;
    let mut items = list(&script, two())?.items();
    assert_eq!(script.paths().len(), 0);
    for (item, requests) in [(1, 1), (2, 1), (3, 2), (4, 2)] {
        assert_eq!(id(&items.next().await.ok_or("no item")??), item);
        assert_eq!(script.paths().len(), requests);
    }
    assert!(items.next().await.is_none());
    assert_eq!(script.paths().len(), 2);
    Ok(())
}

#[tokio::test]
async fn an_error_stands_in_the_place_of_its_page_and_loses_nothing() -> TestResult {
    let broken = (200, json!({"jobs": [{"job": {"id": "three"}}], "totalJobCount": 5}));
    let refused = (500, json!({"message": "out of memory"}));
    for failure in [refused, broken] {
        let lines = vec![page(1..=2, Some(5)), failure.clone(), failure, page(3..=4, Some(5)), page(5..=5, Some(5))];
        let script = Script::new(lines).await;
        let mut items = list(&script, two())?.items();
        let mut seen = Vec::new();
        while let Some(item) = items.next().await {
            seen.push(
                item.map(|item| id(&item))
                    .map_err(|error| error.is_server_error() || matches!(error, Error::Decode(_))),
            );
        }
        assert_eq!(seen, [Ok(1), Ok(2), Err(true), Err(true), Ok(3), Ok(4), Ok(5)]);
        assert_eq!(offsets(&script), [json!(null), json!(2), json!(2), json!(2), json!(4)]);
    }
    Ok(())
}

#[tokio::test]
async fn all_items_or_the_first_error_are_collected() -> TestResult {
    let script =
        Script::new(vec![page(1..=2, Some(3)), page(3..=3, Some(3)), page(1..=2, Some(3)), (403, json!({}))]).await;
    let all = list(&script, two())?.items().try_collect().await?;
    assert_eq!(all.iter().map(id).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(list(&script, two())?.items().try_collect().await.is_err_and(|error| error.is_unauthorized()));
    assert_eq!(script.paths().len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_dropped_future_loses_nothing_and_sends_nothing_twice() -> TestResult {
    let script = Script::new(vec![page(1..=2, Some(5)), page(3..=4, Some(5)), page(5..=5, Some(5))]).await;
    let mut items = list(&script, two())?.items();
    let (mut seen, mut dropped) = (Vec::new(), 0);
    loop {
        tokio::select! {
            biased;
            item = items.next() => match item {
                Some(item) => seen.push(id(&item?)),
                None => break,
            },
            () = tokio::task::yield_now() => dropped += 1,
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5]);
    assert_eq!(script.paths().len(), 3);
    assert!(dropped > 0, "each page was waited for at least once");
    Ok(())
}

#[tokio::test]
async fn a_request_that_cannot_be_made_is_one_error() -> TestResult {
    let script = Script::new(Vec::new()).await;
    let mut pages = list(&script, None)?.header("not a name", "x").pages();
    assert!(matches!(pages.next().await, Some(Err(Error::InvalidRequest(_)))));
    assert!(pages.next().await.is_none());
    assert_eq!(script.paths().len(), 0);
    Ok(())
}

#[tokio::test]
async fn pages_and_items_are_streams() -> TestResult {
    let script = Script::new(vec![page(1..=1, Some(1)), page(1..=1, Some(1))]).await;
    assert_eq!(count(list(&script, two())?.pages()).await, 1);
    assert_eq!(count(list(&script, two())?.items()).await, 1);

    let mut items = pin!(list(&script, two())?.items());
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(items.as_mut().poll_next(&mut context), Poll::Pending));
    Ok(())
}

async fn count(stream: impl Stream) -> usize {
    let mut stream = pin!(stream);
    let mut count = 0;
    while std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await.is_some() {
        count += 1;
    }
    count
}

#[test]
fn pages_can_be_sent_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn futures(mut pages: Pages<JobReadList>, mut items: Items<JobReadList>, all: Items<JobReadList>) {
        is_send(&pages);
        is_send(&pages.next());
        is_send(&items);
        is_send(&items.next());
        is_send(&all.try_collect());
    }
    let _: fn(Pages<JobReadList>, Items<JobReadList>, Items<JobReadList>) = futures;
}
