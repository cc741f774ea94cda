//! What has no words yet.

use serde_json::Value;

use crate::diagnostics::escaped;

/// The places of a document that a reader of its documentation would look for words at and find none, as JSON pointers:
/// tags, operations, responses, parameters, schemas, and properties that are no mere references.
pub fn wordless(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (index, tag) in list(document.get("tags")).enumerate() {
        note(&mut found, format!("/tags/{index}"), tag, &["description"]);
    }
    for (path, item) in entries(document.get("paths")) {
        for (method, operation) in entries(Some(item)).filter(|(_, operation)| operation.get("responses").is_some()) {
            let at = format!("/paths/{}/{method}", escaped(path));
            note(&mut found, at.clone(), operation, &["summary", "description"]);
            for (index, parameter) in list(operation.get("parameters")).enumerate() {
                note(&mut found, format!("{at}/parameters/{index}"), parameter, &["description"]);
            }
            for (status, response) in entries(operation.get("responses")) {
                note(&mut found, format!("{at}/responses/{status}"), response, &["description"]);
            }
        }
    }
    for (name, schema) in entries(document.get("components").and_then(|components| components.get("schemas"))) {
        let at = format!("/components/schemas/{}", escaped(name));
        note(&mut found, at.clone(), schema, &["description", "title"]);
        properties(&mut found, &at, schema);
    }
    found
}

fn properties(found: &mut Vec<String>, at: &str, schema: &Value) {
    for (name, property) in entries(schema.get("properties")) {
        let at = format!("{at}/properties/{}", escaped(name));
        note(found, at.clone(), property, &["description", "title"]);
        properties(found, &at, property);
    }
    if let Some(items) = schema.get("items") {
        properties(found, &format!("{at}/items"), items);
    }
}

fn note(found: &mut Vec<String>, at: String, node: &Value, words: &[&str]) {
    let has = |key: &&str| node.get(*key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    if node.get("$ref").is_none() && !words.iter().any(has) {
        found.push(at);
    }
}

fn entries(node: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    node.and_then(Value::as_object).into_iter().flatten()
}

fn list(node: Option<&Value>) -> impl Iterator<Item = &Value> {
    node.and_then(Value::as_array).into_iter().flatten()
}
