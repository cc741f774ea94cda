//! `required: true` in a property, where a schema has a list of the properties that it requires.
//!
//! Parameters have such a flag, and people write it here as well. The schema around does not require the property, and
//! servers go by that; so the flag is reported and ignored.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Trail};

pub(super) fn fix(schema: &mut Map<String, Value>, at: &Trail<'_>) -> Vec<Diagnostic> {
    if !schema.get("required").is_some_and(Value::is_boolean) {
        return Vec::new();
    }
    schema.shift_remove("required");
    let message = "`required` of a schema is a list of its properties' names; the flag is ignored";
    vec![
        Diagnostic::warning("required-flag", message)
            .at(at.child("required").pointer())
            .help("name the property in the `required` of the schema around it"),
    ]
}
