//! What editions require.

use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::node::{Merge, Variant, editions};
use super::order;
use super::presence::{self, Set};

impl Merge<'_> {
    /// What is required by all editions is required; what some require is noted. Returns the editions of which that does
    /// not tell what they require.
    pub(super) fn require(
        &self,
        kind: Kind,
        variants: &[Variant<'_>],
        owner: &Set,
        merged: &mut Map<String, Value>,
    ) -> Set {
        if kind == Kind::Schema {
            return self.require_properties(variants, merged);
        }
        self.require_node(variants, owner, merged);
        Set::new()
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

    fn require_properties(&self, variants: &[Variant<'_>], merged: &mut Map<String, Value>) -> Set {
        let (mut always, mut known, mut untold) = (Vec::new(), Vec::new(), Set::new());
        if let Some(Value::Object(properties)) = merged.get_mut("properties") {
            for (name, property) in properties {
                known.push(name.clone());
                let set = having(variants, |node| requires(node, name));
                if set == editions(variants) {
                    always.push(name.clone());
                    continue;
                }
                let present = having(variants, |node| node["properties"].get(name).is_some());
                untold.extend(set.difference(&present));
                let set: Set = set.intersection(&present).copied().collect();
                match property {
                    Value::Object(property) if !set.is_empty() => {
                        presence::say_required(property, &set, &present, &self.names);
                        order::sort_keys(Kind::Schema, property);
                    }
                    _ => {}
                }
            }
        }
        // Names of properties that another part has, which cannot be noted there: it may be in other places, too.
        for variant in self.ranked(variants) {
            for name in required(&variant.node).filter(|name| !known.iter().any(|known| known == name)) {
                if !variants.iter().all(|variant| requires(&variant.node, name)) {
                    untold.insert(variant.edition);
                } else if !always.iter().any(|known| known == name) {
                    always.push(name.to_owned());
                }
            }
        }
        if !always.is_empty() {
            merged.insert("required".to_owned(), always.into());
        }
        untold
    }
}

/// The editions whose node passes a test.
fn having(variants: &[Variant<'_>], test: impl Fn(&Value) -> bool) -> Set {
    variants.iter().filter(|variant| test(&variant.node)).map(|variant| variant.edition).collect()
}

fn requires(node: &Value, name: &str) -> bool {
    required(node).any(|other| other == name)
}

fn required(node: &Value) -> impl Iterator<Item = &str> {
    node.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
