//! Operations: their ids, their tags, their words.

use std::collections::HashMap;

use super::{View, list, text};
use crate::diagnostics::{Diagnostic, Pointer, shortened};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut ids: HashMap<&str, Pointer> = HashMap::new();
    for operation in &view.operations {
        let warn = |code, message: &str, help: &str| {
            Diagnostic::warning(code, message).at(operation.at.clone()).help(help.to_owned())
        };
        match text(operation.map, "operationId").filter(|id| !id.trim().is_empty()) {
            Some(id) => {
                let at = operation.at.child("operationId");
                if let Some(first) = ids.get(id) {
                    found.push(twice(id, &at, first));
                }
                ids.entry(id).or_insert(at);
            }
            None => found.push(warn(
                "operation-without-id",
                "this operation has no `operationId`",
                "its method is named after method and path; an id reads better and lasts longer",
            )),
        }
        if list(operation.map, "tags").is_empty() {
            let help = "tags group operations into handles of the client; this one goes where the others without go";
            found.push(warn("operation-without-tag", "this operation has no tag", help));
        }
        let words = ["summary", "description"].map(|key| text(operation.map, key).unwrap_or_default());
        if words.iter().all(|words| words.trim().is_empty()) {
            let help = "a sentence on what it does becomes the documentation of its method";
            found.push(warn("operation-without-summary", "this operation has neither summary nor description", help));
        }
    }
}

fn twice(id: &str, at: &Pointer, first: &Pointer) -> Diagnostic {
    Diagnostic::error("duplicate-operation", format!("a second operation has the id `{}`", shortened(id)))
        .at(at.clone())
        .related(first.clone(), "the first one is here")
        .help("ids are unique in a document; rename one of the two")
}
