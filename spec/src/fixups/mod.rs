//! Defects that documents are known to have, mended in the untyped tree before it is parsed.
//!
//! A fixup is one function over every schema of the document, or over the document as a whole. What a user should know of, it reports as a warning; what
//! is only another way to say the same, it rewrites in silence.

mod default_null;
mod enum_without_type;
mod reference_siblings;
mod references;
mod required_names;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer};

/// A fixup: mends one schema, and may report what it found.
type Fixup = fn(&mut Map<String, Value>, &Pointer) -> Vec<Diagnostic>;

const FIXUPS: [Fixup; 4] = [default_null::fix, enum_without_type::fix, required_names::fix, reference_siblings::fix];

/// Applies every fixup to every schema of the document.
pub(crate) fn apply(tree: &mut Value) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    references::fix(tree, &mut found);
    visit_node(tree, &Pointer::root(), &mut |schema, pointer| {
        for fixup in FIXUPS {
            found.extend(fixup(schema, pointer));
        }
    });
    found
}

type Visitor<'v> = dyn FnMut(&mut Map<String, Value>, &Pointer) + 'v;

/// Looks for schemas in a node of the document that is not a schema itself.
fn visit_node(node: &mut Value, pointer: &Pointer, visit: &mut Visitor<'_>) {
    match node {
        Value::Object(map) => {
            for (key, value) in map {
                let pointer = pointer.child(key);
                match (key.as_str(), value) {
                    ("example" | "examples", _) => {}
                    ("schema", value) => visit_schema(value, &pointer, visit),
                    ("schemas", Value::Object(schemas)) => visit_each(schemas, &pointer, visit),
                    (_, value) => visit_node(value, &pointer, visit),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                visit_node(item, &pointer.child(index), visit);
            }
        }
        _ => {}
    }
}

/// Visits a schema after the schemas inside it.
fn visit_schema(schema: &mut Value, pointer: &Pointer, visit: &mut Visitor<'_>) {
    let Value::Object(map) = schema else { return };
    for (key, value) in map.iter_mut() {
        let pointer = pointer.child(key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => visit_each(properties, &pointer, visit),
            ("items" | "additionalProperties" | "not", value) => visit_schema(value, &pointer, visit),
            ("oneOf" | "anyOf" | "allOf", Value::Array(parts)) => {
                for (index, part) in parts.iter_mut().enumerate() {
                    visit_schema(part, &pointer.child(index), visit);
                }
            }
            _ => {}
        }
    }
    visit(map, pointer);
}

fn visit_each(schemas: &mut Map<String, Value>, pointer: &Pointer, visit: &mut Visitor<'_>) {
    for (name, schema) in schemas {
        visit_schema(schema, &pointer.child(name), visit);
    }
}
