//! The untyped tree to `openapiv3`'s types.

use openapiv3::OpenAPI;
use serde::de::Error as _;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use crate::diagnostics::{Diagnostic, Pointer};
use crate::walk;

/// Gives the tree the types of OpenAPI 3.0, all but its schemas: those are read from the tree itself, where an oddity in
/// one of them does not take the document with it.
pub(crate) fn parse(tree: &Value) -> Result<OpenAPI, Box<Diagnostic>> {
    let mut without_schemas = without_component_schemas(tree);
    walk::schemas(&mut without_schemas, &mut |schema, _| *schema = Value::Object(Map::new()));
    drop_callbacks(&mut without_schemas);
    serde_path_to_error::deserialize(&without_schemas)
        .map_err(|error| Box::new(Diagnostic::error("structure", error.inner().to_string()).at(pointer(error.path()))))
}

/// A copy of the tree with no schemas among its components: most of a document, and nothing that is read here.
fn without_component_schemas(tree: &Value) -> Value {
    copy(tree, |key, value| match (key, value) {
        ("components", Value::Object(_)) => {
            copy(value, |key, value| if key == "schemas" { Value::Object(Map::new()) } else { value.clone() })
        }
        _ => value.clone(),
    })
}

/// The object with what `each` makes of its entries.
fn copy(object: &Value, each: impl Fn(&str, &Value) -> Value) -> Value {
    match object {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), each(key, value))).collect(),
        other => other.clone(),
    }
}

/// Takes the callbacks out of operations and components: nothing is made of them, and `openapiv3` reads no references there.
fn drop_callbacks(tree: &mut Value) {
    let items = tree.get_mut("paths").and_then(Value::as_object_mut);
    let operations = items.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    for operation in operations.flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        operation.shift_remove("callbacks");
    }
    if let Some(components) = tree.get_mut("components").and_then(Value::as_object_mut) {
        components.shift_remove("callbacks");
    }
}

/// Whether the document is of a version that can be read.
pub(crate) fn check_version(tree: &Value) -> Result<(), Box<Diagnostic>> {
    let version = match tree.get("openapi") {
        Some(Value::String(version)) => version.clone(),
        Some(other) => other.to_string(),
        None if tree.get("swagger").is_some() => {
            return Err(Box::new(
                Diagnostic::error("version", "this is a Swagger 2.0 document")
                    .at(Pointer::root().child("swagger"))
                    .help("convert it to OpenAPI 3.0 first"),
            ));
        }
        None => {
            let missing = serde_json::Error::missing_field("openapi").to_string();
            return Err(Box::new(
                Diagnostic::error("not-openapi", missing).help("an OpenAPI document starts with `openapi: 3.0.0`"),
            ));
        }
    };
    if version.starts_with("3.0") || version.starts_with("3.1") {
        return Ok(());
    }
    Err(Box::new(
        Diagnostic::error("version", format!("OpenAPI {version} is not supported"))
            .at(Pointer::root().child("openapi"))
            .help("OpenAPI 3.0 documents are, and 3.1 documents that say only what 3.0 can"),
    ))
}

fn pointer(path: &Path) -> Pointer {
    path.iter().fold(Pointer::root(), |pointer, segment| match segment {
        Segment::Seq { index } => pointer.child(index),
        Segment::Map { key } => pointer.child(key),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}
