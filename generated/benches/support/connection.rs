//! A large answer.

use serde_json::{Value, json};

const CONNECTION: &str = include_str!("../../tests/common/connection.json");

/// The answer of `webBackendGetConnection` with as many streams, each with a JSON schema of some kilobytes.
pub(crate) fn connection_with_streams(count: usize) -> serde_json::Result<String> {
    let mut connection: Value = serde_json::from_str(CONNECTION)?;
    let streams: Vec<Value> = (0..count).map(stream).collect();
    connection["syncCatalog"]["streams"] = Value::from(streams);
    serde_json::to_string(&connection)
}

fn stream(number: usize) -> Value {
    let properties = (0..40).map(|column| {
        let schema =
            json!({ "type": ["null", "string"], "format": "date-time", "airbyte_type": "timestamp_with_timezone" });
        (format!("column_{column}_of_stream_{number}"), schema)
    });
    json!({
        "stream": {
            "name": format!("stream_{number}"),
            "jsonSchema": {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "type": "object",
                "properties": properties.collect::<serde_json::Map<_, _>>(),
            },
            "supportedSyncModes": ["full_refresh", "incremental"],
            "sourceDefinedCursor": true,
            "defaultCursorField": ["updated_at"],
            "sourceDefinedPrimaryKey": [["id"], ["tenant"]],
            "namespace": "public",
        },
        "config": {
            "syncMode": "incremental",
            "cursorField": ["updated_at"],
            "destinationSyncMode": "append_dedup",
            "primaryKey": [["id"], ["tenant"]],
            "aliasName": format!("stream_{number}"),
            "selected": true,
            "fieldSelectionEnabled": false,
        },
    })
}
