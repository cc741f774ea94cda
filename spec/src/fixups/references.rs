//! References to what is no component, such as a path item that is another path's: what they lead to is put in their place.
//!
//! OpenAPI allows a path item to be a reference to anywhere, and 3.1 keeps some among the components. A reference that
//! leads out of the document or nowhere is an error.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer, value_at};
use crate::resolve::percent_decoded;

/// As many references as one may lead through.
const STEPS: usize = 32;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) fn fix(tree: &mut Value, found: &mut Vec<Diagnostic>) {
    let Some(Value::Object(paths)) = tree.get("paths") else { return };
    if !paths.values().any(|item| item.get("$ref").is_some() || leads_elsewhere(item)) {
        return;
    }
    let mut paths = paths.clone();
    let mut changed = false;
    for (path, item) in &mut paths {
        let pointer = Pointer::root().child("paths").child(path);
        changed |= inline(item, tree, &pointer, |_| true, found);
        changed |= inline_parameters(item, tree, &pointer, found);
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else { continue };
            let pointer = pointer.child(method);
            changed |= inline_parameters(operation, tree, &pointer, found);
            if let Some(body) = operation.get_mut("requestBody") {
                changed |= inline(body, tree, &pointer.child("requestBody"), is_elsewhere, found);
            }
            let Some(Value::Object(responses)) = operation.get_mut("responses") else { continue };
            for (status, response) in responses {
                changed |= inline(response, tree, &pointer.child("responses").child(status), is_elsewhere, found);
            }
        }
    }
    if changed && let Some(place) = tree.get_mut("paths") {
        *place = Value::Object(paths);
    }
}

fn inline_parameters(node: &mut Value, tree: &Value, pointer: &Pointer, found: &mut Vec<Diagnostic>) -> bool {
    let Some(Value::Array(parameters)) = node.get_mut("parameters") else { return false };
    let pointer = pointer.child("parameters");
    let mut changed = false;
    for (index, parameter) in parameters.iter_mut().enumerate() {
        changed |= inline(parameter, tree, &pointer.child(index), is_elsewhere, found);
    }
    changed
}

/// Whether a reference leads to another place of this document than its components, which lowering looks up itself.
fn is_elsewhere(reference: &str) -> bool {
    reference.starts_with("#/paths/")
}

/// Whether such a reference is anywhere in a node.
fn leads_elsewhere(node: &Value) -> bool {
    match node {
        Value::Object(map) => map.iter().any(|(key, value)| match value {
            Value::String(reference) => key == "$ref" && is_elsewhere(reference),
            value => leads_elsewhere(value),
        }),
        Value::Array(items) => items.iter().any(leads_elsewhere),
        _ => false,
    }
}

/// Puts what `node` refers to in its place, if the reference is one to inline. An error leaves an empty object there.
fn inline(
    node: &mut Value,
    tree: &Value,
    pointer: &Pointer,
    wanted: impl Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) -> bool {
    let mut changed = false;
    for _ in 0..STEPS {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { return changed };
        if !wanted(reference) {
            return changed;
        }
        changed = true;
        match reference.strip_prefix('#').and_then(|pointer| value_at(tree, &percent_decoded(pointer))) {
            Some(target) => *node = target.clone(),
            None => {
                found.push(unresolved(reference, pointer));
                break;
            }
        }
    }
    *node = Value::Object(serde_json::Map::new());
    changed
}

fn unresolved(reference: &str, pointer: &Pointer) -> Diagnostic {
    let message = format!("`{reference}` leads nowhere in this document");
    Diagnostic::error("reference", message)
        .at(pointer.child("$ref"))
        .help("put what it refers to here: references to other files and addresses are not followed")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn escapes_of_a_fragment_are_those_of_a_url() {
        let item = json!({ "get": { "operationId": "get" } });
        for reference in ["#/paths/~1a b~1%7Bid%7D", "#/paths/~1a%20b~1%7bid%7d", "#/paths/%7E1a b~1{id}"] {
            let mut tree = json!({ "paths": { "/a b/{id}": item, "/other": { "$ref": reference } } });
            let mut found = Vec::new();
            fix(&mut tree, &mut found);
            assert_eq!(tree["paths"]["/other"], item, "{reference}: {found:?}");
        }
        let mut tree = json!({ "paths": { "/a": item, "/other": { "$ref": "#/paths/%+1a" } } });
        let mut found = Vec::new();
        fix(&mut tree, &mut found);
        assert_eq!(found.len(), 1);
    }
}
