//! Defaults, examples and enum values that contradict their schema.

use serde_json::{Map, Value};

use super::fit::{Misfit, misfit};
use super::{View, entries, list};
use crate::check::{Node, Part};
use crate::diagnostics::{Diagnostic, Pointer};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for node in view.nodes {
        match node.part {
            Part::Schema => of_schema(view, node, found),
            Part::MediaType | Part::Parameter | Part::Header => of_schema_inside(view, node, found),
            _ => {}
        }
    }
}

fn of_schema(view: &View<'_>, node: &Node<'_>, found: &mut Vec<Diagnostic>) {
    if !["default", "example", "examples", "enum"].iter().any(|key| node.map.contains_key(*key)) {
        return;
    }
    let schema = Value::Object(without_values(node.map));
    let mut look = |code, value: &Value, at: Pointer| found.extend(report(view, code, &schema, value, at));
    if let Some(value) = node.map.get("default").filter(|value| !value.is_null()) {
        look("default-mismatch", value, node.at.child("default"));
    }
    if let Some(value) = node.map.get("example") {
        look("example-mismatch", value, node.at.child("example"));
    }
    for (index, value) in list(node.map, "examples").iter().enumerate() {
        look("example-mismatch", value, node.at.child("examples").child(index));
    }
    let mut bare = without_values(node.map);
    bare.remove("enum");
    let bare = Value::Object(bare);
    let values = list(node.map, "enum").iter().enumerate();
    let misfits = values
        .filter_map(|(index, value)| report(view, "enum-mismatch", &bare, value, node.at.child("enum").child(index)));
    found.extend(misfits.take(20));
}

/// The keywords that a value is checked against; what is big and none of them need not be copied.
fn without_values(schema: &Map<String, Value>) -> Map<String, Value> {
    let unneeded = ["default", "example", "examples", "description", "title"];
    let kept = schema.iter().filter(|(key, _)| !unneeded.contains(&key.as_str()) && !key.starts_with("x-"));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn of_schema_inside(view: &View<'_>, node: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let Some(schema) = node.map.get("schema") else { return };
    if let Some(value) = node.map.get("example") {
        found.extend(report(view, "example-mismatch", schema, value, node.at.child("example")));
    }
    for (name, example) in entries(node.map, "examples") {
        if let Some(value) = view.resolve(example).and_then(|(example, _)| example.get("value")) {
            let at = node.at.child("examples").child(name).child("value");
            found.extend(report(view, "example-mismatch", schema, value, at));
        }
    }
}

fn report(view: &View<'_>, code: &'static str, schema: &Value, value: &Value, at: Pointer) -> Option<Diagnostic> {
    let Misfit { steps, message } = misfit(view.tree, schema, value)?;
    // A default may leave to the server what is inside.
    if code == "default-mismatch" && message.starts_with("the required ") {
        return None;
    }
    let what = match code {
        "default-mismatch" => "this default contradicts its schema",
        "enum-mismatch" => "this value contradicts the rest of its schema",
        _ => "this example contradicts its schema",
    };
    let at = steps.iter().fold(at, |at, step| at.child(step));
    let warning = Diagnostic::warning(code, format!("{what}: {message}")).at(at);
    Some(warning.help("mend the value, or the schema if that is wrong"))
}
