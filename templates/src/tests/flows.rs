//! Lists and jobs of the kinds that the documents of the workspace do not have.

use std::error::Error;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::runtime::{
    Address, Ask, Call, ClientBuilder, Extra, Job, JobFacts, NextPage, Operation, Page, Paging, Place, Server,
    Transport, wire,
};

type TestResult = Result<(), Box<dyn Error>>;

/// A page of names.
#[derive(Debug)]
struct Names {
    found: Found,
    extra: Extra,
}

#[derive(Debug)]
struct Found {
    names: Vec<String>,
    extra: Extra,
}

#[derive(Debug)]
struct Build {
    state: String,
    extra: Extra,
}

wire! { Names { found: required "found", ..extra } }
wire! { Found { names: required "names", ..extra } }
wire! { Build { state: required "state", ..extra } }

impl Page for Names {
    type Item = String;

    fn into_items(self) -> Vec<String> {
        self.found.names
    }
}

impl Job for Build {
    fn facts() -> &'static JobFacts {
        static FACTS: JobFacts = JobFacts {
            id: "build",
            status: "state",
            succeeded: &["done"],
            unsuccessful: &["broken"],
            info: Ask { operation: &BUILD, id: Place::Path("buildId") },
            glance: None,
            cancel: None,
            attempts: None,
        };
        &FACTS
    }
}

static BUILD: Operation = on(Some(Address { path: "/archive", url: None }), Method::GET, "/builds/{buildId}", None);
static START: Operation = operation(Method::POST, "/builds", None);
static WHOLE: Operation = operation(Method::POST, "/names", None);
static BY_OFFSET: Operation = operation(
    Method::GET,
    "/names",
    Some(paging(NextPage::Offset { offset: Place::Query("offset"), total: None }, Some(Place::Query("limit")))),
);
static BY_LINK: Operation =
    operation(Method::GET, "/names", Some(paging(NextPage::Link { next: "next" }, Some(Place::Query("limit")))));
static BY_TOKEN: Operation = operation(
    Method::GET,
    "/names",
    Some(paging(NextPage::Cursor { cursor: Place::Query("token"), next: "next" }, None)),
);
static BY_LAST_ITEM: Operation = operation(
    Method::POST,
    "/names",
    Some(paging(NextPage::Cursor { cursor: Place::Body("after"), next: "found.names.-1" }, Some(Place::Body("size")))),
);

pub(super) const fn operation(method: Method, path: &'static str, paging: Option<Paging>) -> Operation {
    on(None, method, path, paging)
}

const fn on(server: Option<Address>, method: Method, path: &'static str, paging: Option<Paging>) -> Operation {
    Operation { id: "test", method, path, server, read_only: true, secret: false, errors: &[], paging, rival: None }
}

const fn paging(next: NextPage, limit: Option<Place>) -> Paging {
    Paging { items: "found.names", limit, next }
}

pub(super) static SERVER: Server = Server { address: Address { path: "", url: None }, tokens: None, variables: "TEST" };

/// Answers one request after the other with these, and everything behind them with the last one.
struct Answers(Mutex<Vec<Value>>);

impl Respond for Answers {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        ResponseTemplate::new(200).set_body_json(answer)
    }
}

async fn answering(answers: Vec<Value>) -> Result<(MockServer, Transport), Box<dyn Error>> {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(Answers(Mutex::new(answers))).mount(&server).await;
    let transport = ClientBuilder::<Transport>::new(server.uri(), &SERVER).build()?;
    Ok((server, transport))
}

fn names(names: &[&str], next: Value) -> Value {
    json!({"found": {"names": names}, "next": next})
}

fn path_and_query(url: &reqwest::Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

async fn urls(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap_or_default();
    requests.iter().map(|request| path_and_query(&request.url)).collect()
}

fn call(transport: &Transport, operation: &'static Operation, query: &[(&'static str, &str)]) -> Call<Names> {
    Call::new(transport, operation).with(|request| {
        request.query = query.iter().map(|(name, value)| ((*name).into(), (*value).to_owned())).collect();
        Ok(())
    })
}

#[tokio::test]
async fn the_query_can_hold_the_place_of_the_page() -> TestResult {
    let (server, transport) =
        answering(vec![names(&["a", "b"], json!(null)), names(&["c", "d"], json!(null)), names(&["e"], json!(null))])
            .await?;
    let found = call(&transport, &BY_OFFSET, &[("q", "x y"), ("limit", "2")]).items().try_collect().await?;
    assert_eq!(found, ["a", "b", "c", "d", "e"]);
    let expected = ["/names?q=x%20y&limit=2", "/names?q=x%20y&limit=2&offset=2", "/names?q=x%20y&limit=2&offset=4"];
    assert_eq!(urls(&server).await, expected);
    Ok(())
}

#[tokio::test]
async fn a_link_gives_the_query_and_neither_host_nor_path() -> TestResult {
    for end in [json!(null), json!("")] {
        let link = json!("https://elsewhere.example.com/internal/names?limit=2&offset=2");
        let (server, transport) = answering(vec![names(&["a", "b"], link), names(&["c", "d"], end)]).await?;
        let call = call(&transport, &BY_LINK, &[("q", "x"), ("offset", "0"), ("limit", "2")]);
        assert_eq!(call.items().try_collect().await?, ["a", "b", "c", "d"]);
        assert_eq!(urls(&server).await, ["/names?q=x&offset=0&limit=2", "/names?q=x&limit=2&offset=2"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_link_that_leads_nowhere_else_is_the_end() -> TestResult {
    for link in ["?limit=2", "/names", "https://[broken"] {
        let (server, transport) = answering(vec![names(&["a", "b"], json!(link))]).await?;
        let call = call(&transport, &BY_LINK, &[("limit", "2")]);
        assert_eq!(call.items().try_collect().await?, ["a", "b"]);
        assert_eq!(urls(&server).await.len(), 1, "{link}");
    }
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_the_answer_is_sent_until_there_is_none_or_the_same() -> TestResult {
    let pages = vec![names(&["a"], json!(7)), names(&["b"], json!("8")), names(&["c"], json!(null))];
    let (server, transport) = answering(pages).await?;
    assert_eq!(call(&transport, &BY_TOKEN, &[]).items().try_collect().await?, ["a", "b", "c"]);
    assert_eq!(urls(&server).await, ["/names", "/names?token=7", "/names?token=8"]);

    let pages = vec![names(&["a"], json!("7")), names(&["b"], json!(7)), names(&["never"], json!(7))];
    let (server, transport) = answering(pages).await?;
    assert_eq!(call(&transport, &BY_TOKEN, &[]).items().try_collect().await?, ["a", "b"]);
    assert_eq!(urls(&server).await.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_page_without_items_may_have_others_behind_it() -> TestResult {
    let pages = vec![
        names(&[], json!(1)),
        names(&["a"], json!(2)),
        names(&[], json!(3)),
        names(&[], json!(4)),
        names(&["b"], json!(null)),
    ];
    let (server, transport) = answering(pages).await?;
    assert_eq!(call(&transport, &BY_TOKEN, &[]).items().try_collect().await?, ["a", "b"]);
    assert_eq!(urls(&server).await.len(), 5);

    let (server, transport) = answering(vec![names(&["a"], json!(1)), names(&[], json!(null))]).await?;
    assert_eq!(call(&transport, &BY_TOKEN, &[]).items().try_collect().await?, ["a"]);
    assert_eq!(urls(&server).await.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_link_has_the_encoded_part_of_the_query_too() -> TestResult {
    let (server, transport) =
        answering(vec![names(&["a"], json!("?kinds=x%2Cy&offset=1")), names(&["b"], json!(null))]).await?;
    let call = call(&transport, &BY_LINK, &[]).with(|request| {
        request.encoded_query = vec!["kinds=x,y".to_owned(), "sizes=1,2".to_owned()];
        Ok(())
    });
    assert_eq!(call.items().try_collect().await?, ["a", "b"]);
    assert_eq!(urls(&server).await, ["/names?kinds=x,y&sizes=1,2", "/names?kinds=x%2Cy&offset=1&sizes=1,2"]);
    Ok(())
}

#[tokio::test]
async fn a_cursor_can_be_in_the_last_item() -> TestResult {
    let pages = vec![names(&["a", "b"], json!(null)), names(&["c"], json!(null))];
    let (server, transport) = answering(pages).await?;
    let call = Call::<Names>::new(&transport, &BY_LAST_ITEM).json(&json!({"size": 2, "exact": 1.50}));
    assert_eq!(call.items().try_collect().await?, ["a", "b", "c"]);
    let requests = server.received_requests().await.unwrap_or_default();
    let bodies: Result<Vec<Value>, _> = requests.iter().map(|request| serde_json::from_slice(&request.body)).collect();
    assert_eq!(bodies?, [json!({"size": 2, "exact": 1.5}), json!({"size": 2, "exact": 1.5, "after": "b"})]);
    Ok(())
}

#[tokio::test]
async fn a_list_that_comes_whole_is_one_page() -> TestResult {
    let (server, transport) = answering(vec![names(&["a", "b"], json!("more"))]).await?;
    let mut pages = Call::<Names>::new(&transport, &WHOLE).json(&json!({})).pages();
    assert_eq!(pages.next().await.ok_or("no page")??.found.names.len(), 2);
    assert!(pages.next().await.is_none());
    assert_eq!(urls(&server).await, ["/names"]);
    Ok(())
}

#[tokio::test]
async fn a_job_is_asked_for_by_the_id_in_the_path_on_the_server_of_that_operation() -> TestResult {
    let build = |state: &str| json!({"build": "a/b c", "state": state});
    let (server, transport) = answering(vec![build("new"), build("going"), build("done")]).await?;
    let ended = Call::<Build>::new(&transport, &START).wait().interval(Duration::from_millis(1)).await?;
    assert_eq!((ended.job().state.as_str(), &*ended.progress().job_id), ("done", "a/b c"));
    assert_eq!(urls(&server).await, ["/builds", "/archive/builds/a%2Fb%20c", "/archive/builds/a%2Fb%20c"]);
    Ok(())
}

#[tokio::test]
async fn a_job_that_cannot_be_cancelled_is_left_alone() -> TestResult {
    let (server, transport) = answering(vec![json!({"build": 1, "state": "going"})]).await?;
    let mut progress = Call::<Build>::new(&transport, &START).wait().cancel_on_drop().progress();
    assert_eq!(progress.next().await.ok_or("no item")??.status, "going");
    drop(progress);
    assert_eq!(urls(&server).await, ["/builds"]);
    Ok(())
}
