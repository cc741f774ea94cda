//! Requests with every field set, through `new` and the setters, and the JSON that each of them has to become.

use airbyte::config::models::{
    AirbyteCatalog, AirbyteStream, AirbyteStreamAndConfiguration, AirbyteStreamConfiguration, ConnectionSchedule,
    ConnectionScheduleData, ConnectionScheduleDataBasicSchedule, ConnectionScheduleDataBasicScheduleTimeUnit,
    ConnectionScheduleDataCron, ConnectionScheduleTimeUnit, ConnectionScheduleType, ConnectionStatus,
    DestinationSyncMode, Geography, NamespaceDefinitionType, NonBreakingChangesPreference, OperationCreate,
    OperatorConfiguration, OperatorDbt, OperatorNormalization, OperatorNormalizationOption, OperatorType,
    OperatorWebhook, OperatorWebhookDbtCloud, OperatorWebhookWebhookType, ResourceRequirements, SelectedFieldInfo,
    SyncMode, WebBackendConnectionCreate, WebBackendConnectionListRequestBody, WebBackendConnectionRequestBody,
    WebBackendConnectionUpdate, WebBackendOperationCreateOrUpdate,
};
use airbyte::{Json, json, uuid};
use serde_json::Value;

use super::{CATALOG, CONNECTION, DESTINATION, OPERATION, SOURCE, TestResult, WORKSPACE};

pub(crate) fn list_connections() -> WebBackendConnectionListRequestBody {
    WebBackendConnectionListRequestBody::new(WORKSPACE).source_id(vec![SOURCE]).destination_id(vec![DESTINATION])
}

pub(crate) fn list_connections_json() -> Value {
    json!({
        "workspaceId": "3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10",
        "sourceId": ["7c4c5b0e-1d9f-4b57-8a3e-6f2d9b8c1e01"],
        "destinationId": ["b2f9d6a4-93e1-4a7c-8f55-0c1e2d3f4a02"],
    })
}

pub(crate) fn get_connection() -> WebBackendConnectionRequestBody {
    WebBackendConnectionRequestBody::new(CONNECTION).with_refreshed_catalog(true)
}

pub(crate) fn get_connection_json() -> Value {
    json!({"withRefreshedCatalog": true, "connectionId": "9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"})
}

pub(crate) fn connection_id_json() -> Value {
    json!({"connectionId": "9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"})
}

pub(crate) fn workspace_id_json() -> Value {
    json!({"workspaceId": "3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10"})
}

pub(crate) fn create_connection() -> WebBackendConnectionCreate {
    WebBackendConnectionCreate::new(SOURCE, DESTINATION, ConnectionStatus::Active)
        .name("Orders to warehouse")
        .namespace_definition(NamespaceDefinitionType::Customformat)
        .namespace_format("raw_${SOURCE_NAMESPACE}")
        .prefix("shop_")
        .operation_ids(vec![OPERATION])
        .sync_catalog(catalog())
        .schedule(ConnectionSchedule::new(6, ConnectionScheduleTimeUnit::Hours))
        .schedule_type(ConnectionScheduleType::Cron)
        .schedule_data(schedule_data())
        .resource_requirements(resource_requirements())
        .operations(vec![OperationCreate::new(WORKSPACE, "After each sync", operator())])
        .source_catalog_id(CATALOG)
        .geography(Geography::Eu)
        .non_breaking_changes_preference(NonBreakingChangesPreference::Ignore)
}

pub(crate) fn create_connection_json() -> TestResult<Value> {
    Ok(serde_json::from_str(include_str!("create_connection.json"))?)
}

pub(crate) fn update_connection() -> WebBackendConnectionUpdate {
    let operation = WebBackendOperationCreateOrUpdate::new(WORKSPACE, "After each sync", operator());
    WebBackendConnectionUpdate::new(CONNECTION)
        .name("Orders to warehouse")
        .namespace_definition(NamespaceDefinitionType::Customformat)
        .namespace_format("raw_${SOURCE_NAMESPACE}")
        .prefix("shop_")
        .sync_catalog(catalog())
        .schedule(ConnectionSchedule::new(6, ConnectionScheduleTimeUnit::Hours))
        .schedule_type(ConnectionScheduleType::Cron)
        .schedule_data(schedule_data())
        .status(ConnectionStatus::Active)
        .resource_requirements(resource_requirements())
        .skip_reset(true)
        .operations(vec![operation.operation_id(OPERATION)])
        .source_catalog_id(CATALOG)
        .geography(Geography::Eu)
        .notify_schema_changes(true)
        .non_breaking_changes_preference(NonBreakingChangesPreference::Ignore)
}

pub(crate) fn update_connection_json() -> TestResult<Value> {
    Ok(serde_json::from_str(include_str!("update_connection.json"))?)
}

fn catalog() -> AirbyteCatalog {
    let schema = json!({
        "type": "object",
        "properties": {"id": {"type": "integer"}, "updated_at": {"type": "string", "format": "date-time"}},
    });
    let stream = AirbyteStream::new("orders")
        .json_schema(Json::from(schema))
        .supported_sync_modes(vec![SyncMode::FullRefresh, SyncMode::Incremental])
        .source_defined_cursor(false)
        .default_cursor_field(vec!["updated_at".into()])
        .source_defined_primary_key(vec![vec!["id".into()]])
        .namespace("public");
    let config = AirbyteStreamConfiguration::new(SyncMode::Incremental, DestinationSyncMode::AppendDedup)
        .cursor_field(vec!["updated_at".into()])
        .primary_key(vec![vec!["id".into()]])
        .alias_name("orders")
        .selected(true)
        .suggested(false)
        .field_selection_enabled(true)
        .selected_fields(vec![
            SelectedFieldInfo::new().field_path(vec!["id".into()]),
            SelectedFieldInfo::new().field_path(vec!["updated_at".into()]),
        ]);
    AirbyteCatalog::new(vec![AirbyteStreamAndConfiguration::new().stream(stream).config(config)])
}

fn schedule_data() -> ConnectionScheduleData {
    ConnectionScheduleData::new()
        .basic_schedule(ConnectionScheduleDataBasicSchedule::new(ConnectionScheduleDataBasicScheduleTimeUnit::Hours, 6))
        .cron(ConnectionScheduleDataCron::new("0 0 6 * * ?", "Europe/Berlin"))
}

fn resource_requirements() -> ResourceRequirements {
    ResourceRequirements::new().cpu_request("250m").cpu_limit("1").memory_request("512Mi").memory_limit("2Gi")
}

#[expect(deprecated, reason = "what is deprecated goes over the wire all the same")]
fn operator() -> OperatorConfiguration {
    let webhook = OperatorWebhook::new()
        .webhook_config_id(uuid!("1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c06"))
        .webhook_type(OperatorWebhookWebhookType::DbtCloud)
        // Beyond the whole numbers that a double holds, so that a detour through one would show.
        .dbt_cloud(OperatorWebhookDbtCloud::new(9_007_199_254_740_993, 42))
        .execution_url("https://hooks.example.com/orders")
        .execution_body(r#"{"done": true}"#);
    let dbt = OperatorDbt::new("https://git.example.com/shop/transform.git")
        .git_repo_branch("main")
        .docker_image("fishtownanalytics/dbt:1.0.0")
        .dbt_arguments("run --select orders");
    OperatorConfiguration::new(OperatorType::Webhook)
        .normalization(OperatorNormalization::new().option(OperatorNormalizationOption::Basic))
        .dbt(dbt)
        .webhook(webhook)
}
