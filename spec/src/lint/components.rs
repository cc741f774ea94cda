//! Components that nothing refers to.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{View, entries, list, pointer_of};
use crate::check::Part;
use crate::diagnostics::{Diagnostic, Pointer, shortened};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    // A document without operations is a library of components, for others to use.
    let Some(Value::Object(components)) = view.tree.get("components") else { return };
    if view.operations.is_empty() {
        return;
    }
    let used = used(view);
    odd_names(components, found);
    for section in components.keys().filter(|section| !section.starts_with("x-")) {
        for (name, _) in entries(components, section).filter(|(name, _)| !name.starts_with("x-")) {
            let at = Pointer::root().child("components").child(section).child(name);
            if !used.contains(&at.to_string()) {
                let message = format!("nothing refers to `{}`", shortened(name));
                let warning = Diagnostic::warning("unused-component", message).at(at);
                found.push(warning.help("remove it, or refer to it where it was meant to be used"));
            }
        }
    }
}

/// Names that OpenAPI does not allow a component to have.
fn odd_names(components: &Map<String, Value>, found: &mut Vec<Diagnostic>) {
    let is_odd = |name: &str| name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    for section in components.keys().filter(|section| !section.starts_with("x-")) {
        for (name, _) in entries(components, section).filter(|(name, _)| is_odd(name)) {
            let message = format!("`{}` is no name for a component", shortened(name));
            let at = Pointer::root().child("components").child(section).child(name);
            let warning = Diagnostic::warning("component-name", message).at(at);
            found.push(warning.help("use letters, digits, `.`, `-` and `_`: other tools refuse the rest"));
        }
    }
}

/// The places of everything that is referred to.
fn used(view: &View<'_>) -> HashSet<String> {
    let component = |section: &str, name: &str| Pointer::root().child("components").child(section).child(name);
    let references = view.references.iter().map(|(_, reference)| *reference);
    // A reference into a component uses the component.
    let mut used: HashSet<String> = references.map(|reference| owner(&pointer_of(reference))).collect();
    for node in view.nodes {
        for requirement in list(node.map, "security") {
            let names = requirement.as_object().into_iter().flat_map(|requirement| requirement.keys());
            used.extend(names.map(|name| component("securitySchemes", name).to_string()));
        }
        if node.part == Part::Schema {
            let mapping = node.map.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
            for target in mapping.and_then(Value::as_object).into_iter().flatten().filter_map(|(_, to)| to.as_str()) {
                used.insert(owner(&pointer_of(target)));
                used.insert(component("schemas", target).to_string());
            }
        }
    }
    used
}

fn owner(pointer: &Pointer) -> String {
    pointer.steps().take(3).fold(Pointer::root(), |pointer, step| pointer.child(step)).to_string()
}
