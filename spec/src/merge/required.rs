//! What editions require.

use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::node::{Merge, Variant, editions};
use super::order;
use super::presence::{self, Set};

impl Merge<'_> {
    /// What is required by all editions is required; what some require is noted.
    pub(super) fn require(&self, kind: Kind, variants: &[Variant<'_>], owner: &Set, merged: &mut Map<String, Value>) {
        if kind == Kind::Schema {
            self.require_properties(variants, merged);
        } else {
            self.require_node(variants, owner, merged);
        }
    }

    /// Parameters, bodies and headers say of themselves that they are required.
    fn require_node(&self, variants: &[Variant<'_>], owner: &Set, merged: &mut Map<String, Value>) {
        let set = having(variants, |node| node.get("required") == Some(&Value::Bool(true)));
        let in_path = variants.iter().any(|variant| variant.node.get("in") == Some(&json!("path")));
        if !set.is_empty() && (set == *owner || (in_path && set == editions(variants))) {
            merged.insert("required".to_owned(), Value::Bool(true));
        } else if !set.is_empty() {
            presence::say_required(merged, &set, &editions(variants), &self.names);
        }
    }

    fn require_properties(&self, variants: &[Variant<'_>], merged: &mut Map<String, Value>) {
        let mut always = Vec::new();
        if let Some(Value::Object(properties)) = merged.get_mut("properties") {
            for (name, property) in properties {
                let set = having(variants, |node| requires(node, name));
                match property {
                    _ if set == editions(variants) => always.push(Value::from(name.as_str())),
                    Value::Object(property) if !set.is_empty() => {
                        let present = having(variants, |node| node["properties"].get(name).is_some());
                        presence::say_required(property, &set, &present, &self.names);
                        order::sort_keys(Kind::Schema, property);
                    }
                    _ => {}
                }
            }
        } else if let Some(Value::Array(names)) = variants.first().and_then(|variant| variant.node.get("required")) {
            // Names of properties that another part has.
            let all = |name: &str| variants.iter().all(|variant| requires(&variant.node, name));
            always.extend(names.iter().filter(|name| name.as_str().is_some_and(all)).cloned());
        }
        if !always.is_empty() {
            merged.insert("required".to_owned(), Value::Array(always));
        }
    }
}

/// The editions whose node passes a test.
fn having(variants: &[Variant<'_>], test: impl Fn(&Value) -> bool) -> Set {
    variants.iter().filter(|variant| test(&variant.node)).map(|variant| variant.edition).collect()
}

fn requires(node: &Value, name: &str) -> bool {
    let required = node.get("required").and_then(Value::as_array);
    required.is_some_and(|required| required.iter().any(|other| other == name))
}
