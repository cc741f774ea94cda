//! The schemas that references lead to: components, and any other place of the document.

use serde_json::Value;

use super::Lowering;
use super::node::Place;
use crate::diagnostics::{Pointer, unescaped};
use crate::ir::{Origin, Owner, Step};
use crate::resolve;

/// Keys whose value is a schema, or a map or list of them.
const ABOVE_SCHEMAS: [&str; 8] =
    ["$defs", "allOf", "anyOf", "definitions", "oneOf", "patternProperties", "properties", "schemas"];

impl<'d> Lowering<'d> {
    /// Gives an id to each schema outside the components that a reference leads to, before anything is lowered: the
    /// schema around it is to know that it has a name.
    pub(super) fn name_targets(&mut self) {
        let mut references = Vec::new();
        collect(self.tree, &mut references);
        for reference in references {
            let Ok((target, pointer)) = resolve::locate(self.tree, reference, &Pointer::root()) else { continue };
            if is_schema(&pointer) && target.is_object() {
                self.name(&pointer);
            }
        }
    }

    /// The place of a named schema. It has the origin that it has where it stands, if that is inside a component.
    pub(super) fn place_of(&self, pointer: &str) -> Place {
        let keys: Vec<&str> = pointer.split('/').skip(1).collect();
        let pointer = keys.iter().fold(Pointer::root(), |pointer, key| pointer.child(unescaped(key)));
        let origin = match keys.as_slice() {
            ["components", "schemas", name, way @ ..] => {
                let mut steps = steps(way);
                if let ([_, .., number], true) = (way, steps.is_empty()) {
                    steps.push(Step::Branch(format!("part {number}")));
                }
                Origin { owner: Owner::Component(unescaped(name).into_owned()), steps }
            }
            _ => Origin { owner: Owner::Elsewhere(name_of(&keys)), steps: Vec::new() },
        };
        Place { pointer, origin }
    }
}

fn collect<'d>(node: &'d Value, references: &mut Vec<&'d str>) {
    match node {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref")
                && reference.starts_with("#/")
                && !(reference.starts_with("#/components/") && reference.split('/').count() == 4)
            {
                references.push(reference);
            }
            map.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

fn is_schema(pointer: &Pointer) -> bool {
    let keys: Vec<String> = pointer.steps().collect();
    match keys.as_slice() {
        [.., last] if ["schema", "items", "additionalProperties", "not"].contains(&last.as_str()) => true,
        [.., above, _] => ABOVE_SCHEMAS.contains(&above.as_str()),
        _ => false,
    }
}

fn steps(way: &[&str]) -> Vec<Step> {
    match way {
        ["properties" | "patternProperties", name, rest @ ..] => {
            [Step::Property(unescaped(name).into_owned())].into_iter().chain(steps(rest)).collect()
        }
        ["oneOf" | "anyOf", index, rest @ ..] => {
            let number = index.parse::<usize>().map_or(1, |index| index + 1);
            [Step::Branch(format!("variant {number}"))].into_iter().chain(steps(rest)).collect()
        }
        ["$defs" | "definitions", name, rest @ ..] => {
            [Step::Branch(unescaped(name).into_owned())].into_iter().chain(steps(rest)).collect()
        }
        ["items", rest @ ..] => [Step::Item].into_iter().chain(steps(rest)).collect(),
        ["additionalProperties", rest @ ..] => [Step::Value].into_iter().chain(steps(rest)).collect(),
        ["allOf", _, rest @ ..] => steps(rest),
        [_, rest @ ..] => steps(rest),
        [] => Vec::new(),
    }
}

/// The keys of a pointer that tell one place from another, such as `pets 200`.
fn name_of(keys: &[&str]) -> String {
    let silent = ["components", "content", "definitions", "paths", "properties", "schema", "schemas"];
    let telling = keys.iter().filter(|key| !silent.contains(*key) && !key.contains("application~1"));
    telling.map(|key| unescaped(key)).collect::<Vec<_>>().join(" ")
}
