//! Responses that lead nowhere: one that is missing among the components, or one whose content has a schema that is.
//!
//! A crate can be made without: what comes is free JSON, and an error has no body. Only a lint takes it for an error, and
//! everybody does when a name is nearly right. A response that refers to a schema means JSON of it.

use serde_json::{Value, json};

use crate::diagnostics::{Diagnostic, Pointer, nearest};
use crate::resolve;

/// What a broken reference in a response is taken for.
pub(crate) struct Broken {
    at: Pointer,
    taken_for: Value,
    message: String,
}

/// The broken references that stand in responses.
pub(crate) fn broken(tree: &Value, references: &[(Pointer, &str)]) -> Vec<Broken> {
    references.iter().filter_map(|(at, reference)| look(tree, at, reference)).collect()
}

fn look(tree: &Value, at: &Pointer, reference: &str) -> Option<Broken> {
    let steps: Vec<String> = at.steps().collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let (key, rest) = match steps.as_slice() {
        ["paths", _, _, "responses", key, rest @ ..] | ["components", "responses", key, rest @ ..] => (*key, rest),
        _ => return None,
    };
    let leads_nowhere =
        reference.starts_with('#') && resolve::locate(tree, reference, at).is_err() && !is_misspelled(tree, reference);
    let (taken_for, meaning) = match rest {
        [] if reference.starts_with("#/components/schemas/") && !leads_nowhere => {
            (json_response(json!({ "$ref": reference })), "is a schema and no response; it is taken for JSON of it")
        }
        [] if leads_nowhere && is_error(key) => (json!({ "description": "" }), "leads nowhere; the body is left out"),
        [] if leads_nowhere => (json_response(json!({})), "leads nowhere; the body is free JSON"),
        ["content", _, "schema", ..] if leads_nowhere => (json!({}), "leads nowhere; it is free JSON"),
        _ => return None,
    };
    Some(Broken { at: at.clone(), taken_for, message: format!("`{reference}` {meaning}") })
}

/// Whether there is something whose name is nearly that of what is missing, or a component of that name elsewhere: a
/// slip, which its author wants to hear of.
fn is_misspelled(tree: &Value, reference: &str) -> bool {
    let Some((parent, name)) = reference.trim_start_matches('#').rsplit_once('/') else { return false };
    let siblings = tree.pointer(parent).and_then(Value::as_object);
    let is_near = siblings.is_some_and(|siblings| nearest(name, siblings.keys().map(String::as_str)).is_some());
    let sections = tree.pointer("/components").and_then(Value::as_object);
    is_near || sections.is_some_and(|sections| sections.values().any(|section| section.get(name).is_some()))
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

fn json_response(schema: Value) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema } } })
}

/// Puts what they are taken for in their places.
pub(super) fn fix(tree: &mut Value, broken: Vec<Broken>, found: &mut Vec<Diagnostic>) {
    for Broken { at, taken_for, message } in broken {
        let help = "define what it refers to, or mend the reference";
        found.push(Diagnostic::warning("reference", message).at(at.child("$ref")).help(help));
        super::put(tree, &at, taken_for);
    }
}
