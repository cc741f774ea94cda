//! YAML to a tree: the one file that knows of `serde_yaml`.

use serde_json::Value;

use super::scan;
use crate::diagnostics::{Diagnostic, start_of_character};

/// The tree of `text`, or all that is wrong with it as YAML.
pub(super) fn load(text: &str) -> Result<Value, Vec<Diagnostic>> {
    // What could exhaust memory or the stack, or would be lost without a word, is refused before a tree is made.
    let found = scan::check(text);
    if !found.is_empty() {
        return Err(found);
    }
    if text.contains("<<") { merged(text) } else { serde_yaml::from_str(text).map_err(|error| invalid(text, &error)) }
}

/// The tree of a text with merge keys, which are a matter of YAML's own tree.
fn merged(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let mut tree: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| invalid(text, &error))?;
    tree.apply_merge().map_err(|error| invalid(text, &error))?;
    serde_json::to_value(tree).map_err(|error| vec![Diagnostic::error("syntax", error.to_string())])
}

fn invalid(text: &str, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let place = error.location().map_or(0, |location| start_of_character(text, location.index()));
    vec![Diagnostic::error("syntax", error.to_string()).at_bytes(place..place)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn loaded(text: &str) -> Value {
        load(text).unwrap_or_else(|found| panic!("{found:?}"))
    }

    #[test]
    fn scalars_are_what_the_core_schema_says() {
        let text = "[~, True, 0x1F, -7, +3, 1e3, .5, 18446744073709551615, yes, 007, '1', 12:30, !!str 1]";
        let values = json!([null, true, 31, -7, 3, 1e3, 0.5, u64::MAX, "yes", "007", "1", "12:30", "1"]);
        assert_eq!(loaded(text), values);
    }

    #[test]
    fn keys_are_text_and_merges_are_made() {
        assert_eq!(loaded("200: a\ntrue: b\n1.5: c"), json!({ "200": "a", "true": "b", "1.5": "c" }));
        let merged = "base: &b {x: 1, y: 2}\n200:\n  <<: *b\n  y: 3";
        assert_eq!(loaded(merged), json!({ "base": { "x": 1, "y": 2 }, "200": { "x": 1, "y": 3 } }));
    }
}
