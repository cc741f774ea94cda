//! `true` and `false` in place of a schema, which OpenAPI 3.1 has and 3.0 has not but for `additionalProperties`.
//!
//! `true` is `{}`. `false`, which no value is valid for, becomes `{not: {}}`.

use serde_json::{Value, json};

use crate::diagnostics::{Step, Trail};

pub(super) fn fix(schema: &mut Value, at: &Trail<'_>) {
    let says_whether = ["additionalProperties", "additionalItems", "unevaluatedProperties", "unevaluatedItems"];
    if matches!(at.last(), Step::Key(key) if says_whether.contains(&key)) {
        return;
    }
    match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({ "not": {} }),
        _ => {}
    }
}
