//! `type` as a list, which OpenAPI 3.1 has: `[string, "null"]` is a nullable string, and several types are as many
//! branches.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Diagnostic, Trail};

/// The keywords that say something of one type only, and of which.
const OF_TYPE: [(&str, &str); 17] = [
    ("properties", "object"),
    ("additionalProperties", "object"),
    ("required", "object"),
    ("minProperties", "object"),
    ("maxProperties", "object"),
    ("items", "array"),
    ("minItems", "array"),
    ("maxItems", "array"),
    ("uniqueItems", "array"),
    ("minLength", "string"),
    ("maxLength", "string"),
    ("pattern", "string"),
    ("minimum", "number"),
    ("maximum", "number"),
    ("exclusiveMinimum", "number"),
    ("exclusiveMaximum", "number"),
    ("multipleOf", "number"),
];

pub(super) fn fix(schema: &mut Map<String, Value>, _: &Trail<'_>) -> Vec<Diagnostic> {
    let Some(Value::Array(types)) = schema.get("type") else { return Vec::new() };
    let Some(types) = types.iter().map(Value::as_str).collect::<Option<Vec<&str>>>() else { return Vec::new() };
    let mut kinds: Vec<String> = Vec::new();
    let nullable = types.contains(&"null");
    for kind in types.iter().filter(|kind| **kind != "null") {
        let covered = *kind == "integer" && types.contains(&"number");
        if !covered && !kinds.iter().any(|known| known == kind) {
            kinds.push((*kind).to_owned());
        }
    }
    schema.shift_remove("type");
    match kinds.as_slice() {
        [] if nullable => {
            schema.insert("type".to_owned(), "null".into());
            return Vec::new();
        }
        [] => {}
        [only] => {
            schema.insert("type".to_owned(), only.as_str().into());
        }
        // An enum's values say their types themselves, and whoever has branches already says more with them.
        _ if ["enum", "oneOf", "anyOf", "allOf"].iter().any(|key| schema.contains_key(*key)) => {}
        several => {
            let branches: Vec<Value> = several.iter().map(|kind| branch(schema, kind)).collect();
            schema.insert("anyOf".to_owned(), Value::Array(branches));
            schema.retain(|key, _| key == "anyOf" || !says_one_type(key));
        }
    }
    if nullable {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
    Vec::new()
}

fn branch(schema: &Map<String, Value>, kind: &str) -> Value {
    let mut branch = json!({ "type": kind });
    let family = if kind == "integer" { "number" } else { kind };
    for (keyword, of) in OF_TYPE {
        if let Some(value) = schema.get(keyword).filter(|_| of == family) {
            branch[keyword] = value.clone();
        }
    }
    if let Some(format) = schema.get("format").filter(|_| kind != "object" && kind != "array" && kind != "boolean") {
        branch["format"] = format.clone();
    }
    branch
}

fn says_one_type(key: &str) -> bool {
    key == "format" || OF_TYPE.iter().any(|(keyword, _)| *keyword == key)
}
