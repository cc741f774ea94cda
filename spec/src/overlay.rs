//! Overlays: what a document cannot say, in the form of the OpenAPI Overlay specification 1.0.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use crate::diagnostics::{Diagnostic, Pointer, Source};
use crate::load::DEEPEST;

/// Applies the actions of an overlay to a document, in order. Returns what is wrong with the overlay.
pub(crate) fn apply(tree: &mut Value, overlay: &Value) -> Vec<Diagnostic> {
    let pointer = Pointer::root().child("actions");
    let Some(Value::Array(actions)) = overlay.get("actions") else {
        let error = Diagnostic::error("overlay", "an overlay has a list of `actions`").at(pointer);
        return vec![error.help("see the OpenAPI Overlay specification 1.0")];
    };
    let mut found = Vec::new();
    for (index, action) in actions.iter().enumerate() {
        let Err(error) = apply_action(tree, action, &pointer.child(index)) else { continue };
        let is_last = error.code == "too-deep";
        found.push(*error);
        if is_last {
            // Further actions could go on without end.
            break;
        }
    }
    found
}

fn apply_action(tree: &mut Value, action: &Value, pointer: &Pointer) -> Result<(), Box<Diagnostic>> {
    let error = |key: &str, message: String| Box::new(Diagnostic::error("overlay", message).at(pointer.child(key)));
    if action.get("description").and_then(Value::as_str).is_none_or(|reason| reason.trim().is_empty()) {
        return Err(error("description", "an action needs a `description` that gives its reason".to_owned()));
    }
    let target = action.get("target").and_then(Value::as_str);
    let target = target.ok_or_else(|| error("target", "an action has a `target`, which is a JSONPath".to_owned()))?;
    let path = JsonPath::parse(target).map_err(|parse| error("target", format!("this is no JSONPath: {parse}")))?;
    let places: Vec<Vec<Step>> = path.query_located(tree).locations().map(steps).collect();
    if places.is_empty() {
        let help = "the document changed, or the target is misspelled; mend the target or remove the action";
        return Err(Box::new(error("target", "the target matches nothing in the document".to_owned()).help(help)));
    }
    match (action.get("update"), action.get("remove")) {
        (_, Some(Value::Bool(true))) => {
            // From the last to the first, each once, so that the places in a list stay right.
            let places: BTreeSet<Vec<Step>> = places.into_iter().collect();
            places.iter().rev().for_each(|place| remove(tree, place));
            Ok(())
        }
        (Some(update), _) => {
            for place in &places {
                if let Some(node) = node_at(tree, place) {
                    merge(node, update);
                    if is_deeper(node, DEEPEST.saturating_sub(place.len())) {
                        return Err(too_deep(pointer));
                    }
                }
            }
            Ok(())
        }
        (None, _) => Err(error("update", "an action has an `update`, or `remove: true`".to_owned())),
    }
}

fn too_deep(action: &Pointer) -> Box<Diagnostic> {
    let message = format!("with this the document nests in more than {DEEPEST} levels");
    let error = Diagnostic::error("too-deep", message).at(action.child("update"));
    Box::new(error.help("give the inner parts names under `components`, and refer to them"))
}

/// Whether a node nests in more than `levels`; it is looked into no further than that.
fn is_deeper(node: &Value, levels: usize) -> bool {
    match node {
        Value::Object(map) => levels == 0 || map.values().any(|value| is_deeper(value, levels - 1)),
        Value::Array(items) => levels == 0 || items.iter().any(|item| is_deeper(item, levels - 1)),
        _ => false,
    }
}

/// For each action of an overlay that matched something in `before` and matches nothing in `after`, what became of it.
pub fn stale_actions(overlay: &Source, before: &Value, after: &Value) -> Vec<String> {
    let Ok(overlay) = crate::load::load(overlay) else { return Vec::new() };
    let actions = overlay.get("actions").and_then(Value::as_array).into_iter().flatten();
    let targets = actions.filter_map(|action| action.get("target")?.as_str());
    targets.filter_map(|target| became(target, before, after)).collect()
}

fn became(target: &str, before: &Value, after: &Value) -> Option<String> {
    let path = JsonPath::parse(target).ok()?;
    if !path.query_located(after).is_empty() {
        return None;
    }
    let pointer = path.query_located(before).locations().next()?.to_json_pointer();
    let ends = pointer.match_indices('/').map(|(place, _)| place).skip(1).chain([pointer.len()]);
    for way in ends.map(|end| &pointer[..end]) {
        if after.pointer(way).is_none() {
            return Some(format!("`{target}` led to {way}, which is no longer there"));
        }
    }
    Some(format!("`{target}` matched {pointer}, which is something else now: `{}`", after.pointer(&pointer)?))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Name(String),
    Index(usize),
}

fn steps(path: &NormalizedPath<'_>) -> Vec<Step> {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    };
    path.iter().map(step).collect()
}

fn node_at<'t>(tree: &'t mut Value, place: &[Step]) -> Option<&'t mut Value> {
    place.iter().try_fold(tree, |node, step| match step {
        Step::Name(name) => node.get_mut(name),
        Step::Index(index) => node.get_mut(*index),
    })
}

fn remove(tree: &mut Value, place: &[Step]) {
    let Some((last, above)) = place.split_last() else { return };
    match (node_at(tree, above), last) {
        (Some(Value::Object(map)), Step::Name(name)) => {
            map.shift_remove(name);
        }
        (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
    }
}

/// Objects are merged, lists are appended to, anything else is replaced.
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(map), Value::Object(update)) => merge_maps(map, update),
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), one) => items.push(one.clone()),
        (node, update) => *node = update.clone(),
    }
}

fn merge_maps(map: &mut Map<String, Value>, update: &Map<String, Value>) {
    for (key, value) in update {
        match map.get_mut(key) {
            Some(old) => merge(old, value),
            None => {
                map.insert(key.clone(), value.clone());
            }
        }
    }
}
