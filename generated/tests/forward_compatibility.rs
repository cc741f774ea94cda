//! Servers say more than the document does, and none of it may be lost.

mod common;

use airbyte::config::models::{
    ConnectionStatus, WebBackendConnectionListRequestBody, WebBackendConnectionRead, WebBackendConnectionUpdate,
};
use serde_json::{Value, json};

use common::{CONNECTION, CONNECTION_ANSWER, TestResult, WORKSPACE, answering, client, last_body};

/// A connection as a later edition might answer it: unknown values and fields at every level, `null` for what is absent.
fn later_connection() -> TestResult<Value> {
    let mut connection: Value = serde_json::from_str(CONNECTION_ANSWER)?;
    connection["status"] = json!("locked");
    connection["geography"] = Value::Null;
    connection["later"] = json!({ "deep": [1, null] });
    connection["source"]["later"] = json!("kept");
    connection["syncCatalog"]["later"] = json!(1);
    connection["syncCatalog"]["streams"][0]["stream"]["isResumable"] = json!(true);
    connection["syncCatalog"]["streams"][0]["config"]["hashedFields"] = json!([]);
    Ok(connection)
}

#[tokio::test]
async fn reading_changing_and_writing_loses_nothing() -> TestResult {
    let answer = later_connection()?;
    let server = answering(200, answer.to_string()).await;
    let client = client(&server)?;
    let connection = client.web_backend().get_connection(CONNECTION).await?;
    assert!(!connection.status.is_known());
    assert_eq!(connection.status.as_str(), "locked");
    assert_eq!(connection.geography, None);
    assert_eq!(connection.extra.get("later").map(|json| json.to_value()), Some(json!({ "deep": [1, null] })));

    let update = WebBackendConnectionUpdate::new(connection.connection_id)
        .status(connection.status)
        .sync_catalog(connection.sync_catalog);
    client.web_backend().update_connection(update).await?;
    let sent: Value = serde_json::from_str(&last_body(&server).await?)?;
    assert_eq!(sent["status"], "locked");
    assert_eq!(sent["syncCatalog"], answer["syncCatalog"]);
    Ok(())
}

#[tokio::test]
async fn the_whole_answer_encodes_back_but_for_nulls() -> TestResult {
    let mut answer = later_connection()?;
    let decoded: WebBackendConnectionRead = serde_json::from_value(answer.clone())?;
    let fields = answer.as_object_mut().ok_or("a connection is an object")?;
    fields.retain(|_, value| !value.is_null());
    assert_eq!(serde_json::to_value(&decoded)?, answer);
    Ok(())
}

#[tokio::test]
async fn an_update_sends_what_was_set_and_nothing_else() -> TestResult {
    let server = answering(200, CONNECTION_ANSWER).await;
    let client = client(&server)?;
    let pause = WebBackendConnectionUpdate::new(CONNECTION).status(ConnectionStatus::Inactive);
    client.web_backend().update_connection(pause).await?;
    let sent: Value = serde_json::from_str(&last_body(&server).await?)?;
    assert_eq!(sent, json!({ "connectionId": CONNECTION, "status": "inactive" }));

    let clear = WebBackendConnectionUpdate::new(CONNECTION).operations(Vec::new());
    client.web_backend().update_connection(clear).await?;
    let sent: Value = serde_json::from_str(&last_body(&server).await?)?;
    assert_eq!(sent, json!({ "connectionId": CONNECTION, "operations": [] }));
    Ok(())
}

#[tokio::test]
async fn free_json_comes_back_to_the_last_digit() -> TestResult {
    let schema = r#"{"z":1.10,"a":12345678901234567890,"m":{"b":1e400,"a":[]}}"#;
    let mut connection: Value = serde_json::from_str(CONNECTION_ANSWER)?;
    connection["syncCatalog"]["streams"][0]["stream"]["jsonSchema"] = json!("HERE");
    let server = answering(200, connection.to_string().replace("\"HERE\"", schema)).await;
    let client = client(&server)?;
    let connection = client.web_backend().get_connection(CONNECTION).await?;
    let update = WebBackendConnectionUpdate::new(CONNECTION).sync_catalog(connection.sync_catalog);
    client.web_backend().update_connection(update).await?;
    assert!(last_body(&server).await?.contains(schema));
    Ok(())
}

#[tokio::test]
async fn a_call_can_be_sent_whole_and_from_another_task() -> TestResult {
    let server = answering(200, r#"{"connections": []}"#).await;
    let client = client(&server)?;
    let call = client.clone().web_backend().list_connections_for_workspace(WORKSPACE);
    let list = tokio::spawn(async move { call.await }).await??;
    assert!(list.connections.is_empty());
    let request = WebBackendConnectionListRequestBody::new(WORKSPACE);
    let response = client.web_backend().list_connections_for_workspace(request).header("x-trace", "t1").send().await?;
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    let requests = common::arrived(&server).await;
    assert_eq!(common::header(&requests[1], "x-trace"), "t1");
    Ok(())
}
