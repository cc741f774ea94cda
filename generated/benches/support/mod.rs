//! What the benches share: a large answer, and a struct that a person would write by hand to decode it.

#![allow(dead_code, reason = "each bench uses its own part of this module")]

mod connection;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

pub(crate) use connection::connection_with_streams;

/// A connection as somebody would write it by hand who has to keep everything: derived, unknown fields in a map, free JSON
/// as text, enums as strings.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ByHand {
    connection_id: uuid::Uuid,
    name: String,
    source_id: uuid::Uuid,
    destination_id: uuid::Uuid,
    sync_catalog: Catalog,
    status: String,
    source: Box<RawValue>,
    destination: Box<RawValue>,
    is_syncing: bool,
    namespace_definition: Option<String>,
    namespace_format: Option<String>,
    prefix: Option<String>,
    schedule: Option<Box<RawValue>>,
    schedule_type: Option<String>,
    schedule_data: Option<Box<RawValue>>,
    operation_ids: Option<Vec<uuid::Uuid>>,
    operations: Option<Box<RawValue>>,
    latest_sync_job_created_at: Option<i64>,
    latest_sync_job_status: Option<String>,
    resource_requirements: Option<Box<RawValue>>,
    catalog_id: Option<uuid::Uuid>,
    catalog_diff: Option<Box<RawValue>>,
    geography: Option<String>,
    schema_change: Option<String>,
    notify_schema_changes: Option<bool>,
    non_breaking_changes_preference: Option<String>,
    breaking_change: Option<bool>,
}

#[derive(Clone, Deserialize, Serialize)]
struct Catalog {
    streams: Vec<StreamAndConfiguration>,
}

#[derive(Clone, Deserialize, Serialize)]
struct StreamAndConfiguration {
    stream: Option<Stream>,
    config: Option<Configuration>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Stream {
    name: String,
    json_schema: Option<Box<RawValue>>,
    supported_sync_modes: Option<Vec<String>>,
    source_defined_cursor: Option<bool>,
    default_cursor_field: Option<Vec<String>>,
    source_defined_primary_key: Option<Vec<Vec<String>>>,
    namespace: Option<String>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Configuration {
    sync_mode: String,
    cursor_field: Option<Vec<String>>,
    destination_sync_mode: String,
    primary_key: Option<Vec<Vec<String>>>,
    alias_name: Option<String>,
    selected: Option<bool>,
    suggested: Option<bool>,
    field_selection_enabled: Option<bool>,
    selected_fields: Option<Box<RawValue>>,
}

/// The same with unknown fields kept, the way that `serde` has for it.
#[derive(Deserialize, Serialize)]
pub(crate) struct Flattened {
    #[serde(rename = "syncCatalog")]
    sync_catalog: Catalog,
    #[serde(flatten)]
    extra: HashMap<String, Value>,
}
