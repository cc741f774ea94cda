//! Every operation and every example against a server that checks requests against the document, with a JSON-schema
//! validator of others, and answers with values that are valid against it.

#[rustfmt::skip]
#[path = "support/config/calls.rs"]
mod calls;
mod common;
#[rustfmt::skip]
#[path = "support/config/examples.rs"]
mod examples;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use airbyte::config::Client;
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use spec::ir::ResponseBody;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use calls::{OPERATIONS, call};
use common::TestResult;
use common::document::{Amount, Document};

/// What the server knows of an operation.
struct Route {
    id: String,
    method: &'static str,
    request: Option<Validator>,
    requires_body: bool,
    answer: ResponseTemplate,
}

/// A validator for the schema at `pointer` of the document.
fn validator(tree: &Value, pointer: &str) -> TestResult<Validator> {
    let schema = json!({ "$ref": format!("#{pointer}"), "paths": tree["paths"], "components": tree["components"] });
    let options = jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true);
    Ok(options.build(&schema).map_err(|error| error.to_string())?)
}

/// The routes by path, each answering with a value that its own schema accepts.
fn routes(document: &Document, amount: Amount) -> TestResult<HashMap<String, Route>> {
    let mut routes = HashMap::new();
    for operation in &document.api.operations {
        let path = operation.path.to_string();
        let method = operation.method.as_str().to_ascii_lowercase();
        let place = format!("/paths/{}/{method}", path.replace('/', "~1"));
        let request = match &operation.body {
            Some(_) => {
                Some(validator(&document.tree, &format!("{place}/requestBody/content/application~1json/schema"))?)
            }
            None => None,
        };
        let success = operation.successes.first().ok_or_else(|| format!("{} has no success", operation.id))?;
        let status: u16 = success.status.to_string().parse()?;
        let answer = match &success.body {
            ResponseBody::Json(ty) => {
                let value = document.value(ty, amount);
                let schema = format!("{place}/responses/{status}/content/application~1json/schema");
                validator(&document.tree, &schema)?
                    .validate(&value)
                    .map_err(|error| format!("{}: {error}", operation.id))?;
                ResponseTemplate::new(status).set_body_json(value)
            }
            ResponseBody::Stream(media_type) | ResponseBody::Text(media_type) => {
                ResponseTemplate::new(status).set_body_raw("2023-01-01 a log\n", media_type)
            }
            ResponseBody::Empty => ResponseTemplate::new(status),
        };
        let requires_body = operation.body.as_ref().is_some_and(|body| body.required);
        let id = operation.id.clone();
        routes.insert(
            format!("/api{path}"),
            Route { id, method: operation.method.as_str(), request, requires_body, answer },
        );
    }
    Ok(routes)
}

/// Starts the server; what it finds wrong with requests is added to the second part.
async fn start(document: &Document, amount: Amount) -> TestResult<(MockServer, Arc<Mutex<Vec<String>>>)> {
    let routes = routes(document, amount)?;
    let violations = Arc::new(Mutex::new(Vec::new()));
    let found = Arc::clone(&violations);
    let server = MockServer::start().await;
    let respond = move |request: &Request| match check(&routes, request) {
        Ok(route) => route.answer.clone(),
        Err(violation) => {
            found.lock().expect("no test panics with the lock").push(violation);
            ResponseTemplate::new(418)
        }
    };
    Mock::given(any()).respond_with(respond).mount(&server).await;
    Ok((server, violations))
}

fn check<'r>(routes: &'r HashMap<String, Route>, request: &Request) -> Result<&'r Route, String> {
    let route = routes.get(request.url.path()).ok_or_else(|| format!("no operation at {}", request.url.path()))?;
    if route.method != request.method.as_str() {
        return Err(format!("{}: {} in place of {}", route.id, request.method, route.method));
    }
    match &route.request {
        None if request.body.is_empty() => Ok(route),
        None => Err(format!("{}: a body that it does not have", route.id)),
        Some(_) if request.body.is_empty() && !route.requires_body => Ok(route),
        Some(schema) => {
            let body: Value = request.body_json().map_err(|error| format!("{}: {error}", route.id))?;
            schema.validate(&body).map(|()| route).map_err(|error| format!("{}: {error}", route.id))
        }
    }
}

#[test]
fn every_operation_is_exactly_one_method() -> TestResult {
    let document = Document::config()?;
    let mut ids: Vec<&str> = document.api.operations.iter().map(|operation| operation.id.as_str()).collect();
    let mut methods = OPERATIONS.to_vec();
    ids.sort_unstable();
    methods.sort_unstable();
    assert_eq!(methods, ids);
    assert_eq!(ids.len(), 102);
    Ok(())
}

#[tokio::test]
async fn full_and_minimal_requests_are_valid_and_answers_come_back() -> TestResult {
    let document = Document::config()?;
    for amount in [Amount::Full, Amount::Minimal] {
        let (server, violations) = start(&document, amount).await?;
        let client = Client::builder(server.uri()).build()?;
        for id in OPERATIONS {
            let operation = document.operation(id)?;
            let body = operation.body.as_ref().filter(|body| body.required || amount == Amount::Full);
            let json = body.and_then(|body| Some(document.value(body.ty()?, amount).to_string()));
            let answer =
                call(&client, id, json.as_deref(), &Value::Null).await.map_err(|error| format!("{id}: {error}"))?;
            match operation.successes.first().map(|success| &success.body) {
                Some(ResponseBody::Json(ty)) => {
                    let answer: Value = serde_json::from_str(&answer.ok_or("an answer")?)?;
                    assert_eq!(answer, document.value(ty, amount), "{id}");
                }
                Some(ResponseBody::Stream(_) | ResponseBody::Text(_)) => {
                    assert_eq!(answer.as_deref(), Some("2023-01-01 a log\n"), "{id}")
                }
                _ => assert_eq!(answer, None, "{id}"),
            }
        }
        assert_eq!(*violations.lock().expect("no test panics with the lock"), Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn every_example_is_valid() -> TestResult {
    let document = Document::config()?;
    let (server, violations) = start(&document, Amount::Full).await?;
    let client = Client::builder(server.uri()).build()?;
    for id in OPERATIONS {
        examples::run(&client, id).await.map_err(|error| format!("{id}: {error}"))?;
    }
    assert_eq!(*violations.lock().expect("no test panics with the lock"), Vec::<String>::new());
    Ok(())
}
