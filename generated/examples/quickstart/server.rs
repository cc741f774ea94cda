//! A server with two connections, of which it remembers the status: enough to see the example work.

use std::sync::{Arc, Mutex};

use airbyte::config::models::{ConnectionId, WorkspaceId};
use airbyte::{json, uuid};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// The one workspace that the server has.
pub(crate) const WORKSPACE: WorkspaceId = WorkspaceId(uuid!("3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10"));

const ORDERS: ConnectionId = ConnectionId(uuid!("9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"));
const CUSTOMERS: ConnectionId = ConnectionId(uuid!("1c8a4a5e-0a3f-4a53-9a3b-7f9f5ad0c101"));

/// Starts the server on a free port of this machine. It stops when it is dropped.
pub(crate) async fn start() -> MockServer {
    let server = MockServer::start().await;
    let status = Arc::new(Mutex::new("active".to_owned()));
    let listed = Arc::clone(&status);
    Mock::given(method("POST"))
        .and(path("/api/v1/web_backend/connections/list"))
        .respond_with(move |_: &Request| {
            let orders = lock(&listed).clone();
            let items =
                [item(ORDERS, "Orders to warehouse", &orders), item(CUSTOMERS, "Customers to warehouse", "inactive")];
            ResponseTemplate::new(200).set_body_json(json!({ "connections": items }))
        })
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path("/api/v1/web_backend/connections/update"))
        .respond_with(move |request: &Request| {
            let update: serde_json::Value = request.body_json().unwrap_or_default();
            let changed = update["status"].as_str().unwrap_or_default();
            changed.clone_into(&mut lock(&status));
            ResponseTemplate::new(200).set_body_json(connection(changed))
        })
        .mount(&server)
        .await;
    server
}

fn lock(status: &Mutex<String>) -> std::sync::MutexGuard<'_, String> {
    status.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn item(id: ConnectionId, name: &str, status: &str) -> serde_json::Value {
    json!({
        "connectionId": id, "name": name, "status": status, "scheduleType": "cron",
        "isSyncing": false, "schemaChange": "no_change", "source": source(), "destination": destination(),
    })
}

fn connection(status: &str) -> serde_json::Value {
    let (source, destination) = (source(), destination());
    let mut connection = json!({
        "connectionId": ORDERS, "name": "Orders to warehouse", "status": status, "isSyncing": false,
        "schemaChange": "no_change", "syncCatalog": { "streams": [] }, "notifySchemaChanges": true,
        "nonBreakingChangesPreference": "ignore",
        "sourceId": source["sourceId"], "destinationId": destination["destinationId"],
        "source": source, "destination": destination,
    });
    for side in ["source", "destination"] {
        connection[side]["workspaceId"] = json!(WORKSPACE);
        connection[side]["connectionConfiguration"] = json!({});
    }
    connection
}

fn source() -> serde_json::Value {
    json!({
        "sourceId": "7c4c5b0e-1d9f-4b57-8a3e-6f2d9b8c1e01", "name": "Orders database",
        "sourceDefinitionId": "decd338e-5647-4c0b-adf4-da0e75f5a750", "sourceName": "Postgres",
    })
}

fn destination() -> serde_json::Value {
    json!({
        "destinationId": "b2f9d6a4-93e1-4a7c-8f55-0c1e2d3f4a02", "name": "Warehouse",
        "destinationDefinitionId": "22f6c74f-5699-40ff-833c-4a879ea40133", "destinationName": "BigQuery",
    })
}
