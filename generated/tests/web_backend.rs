//! Every operation of `web_backend` and the health check: what they put on the wire, and what they make of answers.

mod common;

use std::fmt::Debug;

use airbyte::config::models::{
    ConnectionIdRequestBody, ConnectionScheduleType, ConnectionStateType, ConnectionStatus,
    FieldTransformTransformType, Geography, JobCreatedAt, JobStatus, NonBreakingChangesPreference, OperatorType,
    SchemaChange, StreamTransformTransformType, WebBackendConnectionCreate, WebBackendConnectionListRequestBody,
    WebBackendConnectionRequestBody, WebBackendConnectionUpdate, WebBackendWorkspaceState,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use common::{
    CATALOG, CONNECTION, CONNECTION_ANSWER, CONNECTION_LIST_ANSWER, DESTINATION, Exchange, OPERATION, SOURCE,
    TestResult, WORKSPACE, requests,
};

#[tokio::test]
async fn health() -> TestResult {
    let exchange = Exchange { method: "GET", path: "/api/v1/health", body: None, answer: r#"{"available": true}"# };
    let answer = exchange.run(|client| client.health().check()).await?;
    assert!(answer.available);
    Ok(())
}

#[tokio::test]
async fn check_updates() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/check_updates",
        body: None,
        answer: r#"{"destinationDefinitions": 2, "sourceDefinitions": 17}"#,
    };
    let answer = exchange.run(|client| client.web_backend().check_updates()).await?;
    assert_eq!((answer.source_definitions, answer.destination_definitions), (17, 2));
    Ok(())
}

#[tokio::test]
async fn list_connections_for_workspace() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/connections/list",
        body: Some(requests::list_connections_json()),
        answer: CONNECTION_LIST_ANSWER,
    };
    let request = requests::list_connections;
    let answer = exchange.run(|client| client.web_backend().list_connections_for_workspace(request())).await?;

    let [orders, tickets] = &answer.connections[..] else { return Err("not two connections".into()) };
    assert_eq!((orders.connection_id, orders.status.as_str()), (CONNECTION, "active"));
    let cron = orders.schedule_data.as_ref().and_then(|data| data.cron.as_ref()).ok_or("no cron schedule")?;
    assert_eq!((&*cron.cron_expression, &*cron.cron_time_zone), ("0 0 6 * * ?", "Europe/Berlin"));
    assert_eq!(orders.latest_sync_job_created_at, Some(JobCreatedAt(1_672_531_200)));
    assert_eq!(orders.latest_sync_job_status, Some(JobStatus::Running));
    assert!(orders.is_syncing);
    assert_eq!((&*tickets.source.source_name, &*tickets.destination.name), ("Zendesk Support", "Warehouse"));
    assert_eq!(tickets.schedule_type, Some(ConnectionScheduleType::Manual));
    assert_eq!((&tickets.schedule_data, &tickets.latest_sync_job_status, &tickets.source.icon), (&None, &None, &None));
    assert_eq!(tickets.schema_change, SchemaChange::Breaking);
    Ok(())
}

#[tokio::test]
async fn get_connection() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/connections/get",
        body: Some(requests::get_connection_json()),
        answer: CONNECTION_ANSWER,
    };
    let answer = exchange.run(|client| client.web_backend().get_connection(requests::get_connection())).await?;

    let stream = answer.sync_catalog.streams[0].stream.as_ref().ok_or("no stream")?;
    assert_eq!(stream.json_schema.as_ref().map(|schema| schema.to_value()["type"].clone()), Some(json!("object")));
    assert_eq!(stream.source_defined_primary_key, Some(vec![vec!["id".to_owned()]]));
    assert_eq!(answer.source.connection_configuration.expose().to_value()["port"], 5432);
    let operations = answer.operations.as_deref().unwrap_or_default();
    assert_eq!(operations[0].operator_configuration.operator_type, OperatorType::Normalization);
    let [added, updated] = &answer.catalog_diff.ok_or("no diff")?.transforms[..] else { return Err("not two".into()) };
    assert_eq!(added.transform_type, StreamTransformTransformType::AddStream);
    let field = &updated.update_stream.as_ref().ok_or("no fields")?[0];
    assert_eq!(field.transform_type, FieldTransformTransformType::UpdateFieldSchema);
    assert_eq!((&*field.field_name, field.breaking), (&["total".to_owned()][..], false));
    let schemas = field.update_field_schema.as_ref().ok_or("no schemas")?;
    assert_eq!(schemas.new_schema.to_value(), json!({"type": "string"}));
    Ok(())
}

#[tokio::test]
async fn create_connection() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/connections/create",
        body: Some(requests::create_connection_json()?),
        answer: CONNECTION_ANSWER,
    };
    let answer = exchange.run(|client| client.web_backend().create_connection(requests::create_connection())).await?;
    assert_eq!((answer.connection_id, answer.source_id, answer.destination_id), (CONNECTION, SOURCE, DESTINATION));
    assert_eq!((answer.operation_ids, answer.catalog_id), (Some(vec![OPERATION]), Some(CATALOG)));
    assert_eq!(answer.non_breaking_changes_preference, NonBreakingChangesPreference::Ignore);
    Ok(())
}

#[tokio::test]
async fn update_connection() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/connections/update",
        body: Some(requests::update_connection_json()?),
        answer: CONNECTION_ANSWER,
    };
    let answer = exchange.run(|client| client.web_backend().update_connection(requests::update_connection())).await?;
    assert_eq!((answer.status, answer.geography), (ConnectionStatus::Active, Some(Geography::Eu)));
    assert_eq!(answer.schedule.map(|schedule| schedule.units), Some(6));
    assert!(answer.notify_schema_changes && !answer.is_syncing);
    Ok(())
}

#[tokio::test]
async fn get_state_type() -> TestResult {
    let exchange = || Exchange {
        method: "POST",
        path: "/api/v1/web_backend/state/get_type",
        body: Some(requests::connection_id_json()),
        answer: r#""not_set""#,
    };
    let request = ConnectionIdRequestBody::new;
    let answer = exchange().run(|client| client.web_backend().get_state_type(request(CONNECTION))).await?;
    assert_eq!(answer, ConnectionStateType::NotSet);
    // The id alone does as well, as it is all that the request requires.
    exchange().run(|client| client.web_backend().get_state_type(CONNECTION)).await?;
    Ok(())
}

#[tokio::test]
async fn get_workspace_state() -> TestResult {
    let exchange = |body| Exchange {
        method: "POST",
        path: "/api/v1/web_backend/workspace/state",
        body,
        answer: r#"{"hasConnections": false, "hasSources": true, "hasDestinations": true}"#,
    };
    let request = WebBackendWorkspaceState::new;
    let answer = exchange(Some(requests::workspace_id_json()))
        .run(|client| client.web_backend().get_workspace_state(request(WORKSPACE)))
        .await?;
    assert_eq!((answer.has_connections, answer.has_sources, answer.has_destinations), (false, true, true));
    exchange(None).run(|client| client.web_backend().get_workspace_state(None)).await?;
    Ok(())
}

#[tokio::test]
async fn list_geographies() -> TestResult {
    let exchange = Exchange {
        method: "POST",
        path: "/api/v1/web_backend/geographies/list",
        body: None,
        answer: r#"{"geographies": ["auto", "us", "eu"]}"#,
    };
    let answer = exchange.run(|client| client.web_backend().list_geographies()).await?;
    assert_eq!(answer.geographies, Geography::KNOWN);
    Ok(())
}

#[test]
fn bodies_decode_and_encode_back_equal() -> TestResult {
    round_trip::<WebBackendConnectionListRequestBody>(requests::list_connections_json())?;
    round_trip::<WebBackendConnectionRequestBody>(requests::get_connection_json())?;
    round_trip::<WebBackendConnectionCreate>(requests::create_connection_json()?)?;
    round_trip::<WebBackendConnectionUpdate>(requests::update_connection_json()?)?;
    round_trip::<ConnectionIdRequestBody>(requests::connection_id_json())?;
    round_trip::<WebBackendWorkspaceState>(requests::workspace_id_json())
}

/// Decodes a body in which every field is set, and encodes it again.
fn round_trip<T: DeserializeOwned + Serialize + Debug>(body: Value) -> TestResult {
    let request: T = serde_json::from_str(&body.to_string())?;
    assert_eq!(serde_json::to_value(&request)?, body);
    // That is true as well of a body with a field left out or misspelt; those would show here.
    let shown = format!("{request:?}");
    assert!(!shown.contains("None"), "a field is not set: {shown}");
    assert!(!shown.contains("entries: [("), "a field is not known: {shown}");
    Ok(())
}
