//! Security: what is required is defined.

use serde_json::Value;

use super::{View, list};
use crate::check::Part;
use crate::diagnostics::{Diagnostic, shortened};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let schemes = view.tree.pointer("/components/securitySchemes").and_then(Value::as_object);
    let known: Vec<&str> = schemes.into_iter().flat_map(|schemes| schemes.keys()).map(String::as_str).collect();
    for node in view.nodes.iter().filter(|node| matches!(node.part, Part::Document | Part::Operation)) {
        for (index, requirement) in list(node.map, "security").iter().enumerate() {
            for name in requirement.as_object().into_iter().flat_map(|requirement| requirement.keys()) {
                if !known.contains(&name.as_str()) {
                    let message = format!("there is no `{}` among the securitySchemes", shortened(name));
                    let at = node.at.child("security").child(index).child(name);
                    let warning = Diagnostic::warning("unknown-security-scheme", message).at(at);
                    let help = "define it under `components.securitySchemes`; until then nothing is sent for it";
                    found.push(warning.help(help).did_you_mean(name, known.iter().copied()));
                }
            }
        }
    }
}
