//! Defects that documents are known to have, and words of OpenAPI 3.1 for what 3.0 can say, mended in the untyped tree.
//!
//! A fixup is one function over every schema of the document, or over the document as a whole. What a user should
//! know of, it reports as a warning; what is only another way to say the same, it rewrites in silence.

mod boolean_schema;
mod constant;
mod content_encoding;
mod default_null;
mod enum_of_list;
mod enum_of_other_type;
mod example_list;
mod exclusive_bounds;
mod mutual_tls;
mod optional;
mod reference_siblings;
mod references;
mod required_flag;
mod responses;
mod type_list;
mod type_name;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer, Trail};
use crate::walk;
pub(crate) use responses::{Broken, broken};

/// A fixup: mends one schema, and may report what it found.
type Fixup = fn(&mut Map<String, Value>, &Trail<'_>) -> Vec<Diagnostic>;

/// In the order in which they are applied: a later one sees what an earlier one made.
const FIXUPS: [Fixup; 12] = [
    constant::fix,
    type_list::fix,
    type_name::fix,
    enum_of_list::fix,
    enum_of_other_type::fix,
    default_null::fix,
    example_list::fix,
    exclusive_bounds::fix,
    content_encoding::fix,
    required_flag::fix,
    optional::fix,
    reference_siblings::fix,
];

/// Drops from each `required` what an overlay says to be optional.
pub(crate) fn drop_optional(tree: &mut Value) {
    walk::schemas(tree, &mut |schema, at| {
        if let Value::Object(schema) = schema {
            optional::fix(schema, at);
        }
    });
}

/// Gives a value to a place, which may be a field that is not there yet.
fn put(tree: &mut Value, at: &Pointer, value: Value) {
    let Some((parent, field)) = at.parent() else { return };
    match tree.pointer_mut(&parent.to_string()) {
        Some(Value::Object(map)) => {
            map.insert(field, value);
        }
        Some(Value::Array(list)) => {
            if let Some(item) = field.parse().ok().and_then(|index: usize| list.get_mut(index)) {
                *item = value;
            }
        }
        _ => {}
    }
}

/// Applies every fixup to every schema of the document, after `mends` and what is `broken` have their values.
pub(crate) fn apply(tree: &mut Value, mends: Vec<(Pointer, Value)>, broken: Vec<Broken>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, meant) in mends {
        put(tree, &at, meant);
    }
    responses::fix(tree, broken, &mut found);
    references::fix(tree, &mut found);
    mutual_tls::fix(tree, &mut found);
    walk::schemas(tree, &mut |schema, at| {
        boolean_schema::fix(schema, at);
        if let Value::Object(schema) = schema {
            for fixup in FIXUPS {
                found.extend(fixup(schema, at));
            }
        }
    });
    found
}
