//! Responses and bodies: what they leave unsaid.

use super::{View, entries};
use crate::check::Part;
use crate::diagnostics::Diagnostic;

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for media in view.of(Part::MediaType).filter(|media| media.at.to_string().contains("/content/")) {
        if !media.map.contains_key("schema") && !media.map.contains_key("itemSchema") {
            let warning = Diagnostic::warning("body-without-schema", "this media type has no `schema`");
            let help = "say what the body is; until then it is free JSON, text or bytes, by its media type";
            found.push(warning.at(media.at.clone()).help(help));
        }
    }
    for operation in &view.operations {
        without_body(view, operation, found);
        let statuses: Vec<&String> = entries(operation.map, "responses").map(|(status, _)| status).collect();
        let succeeds = |status: &&String| status.starts_with(['1', '2', '3']) || *status == "default";
        if !statuses.is_empty() && !statuses.iter().any(succeeds) {
            let warning = Diagnostic::warning("no-success-response", "no response of this operation is a success");
            let help = "document the answer that is a success; until then it is taken to have no body";
            found.push(warning.at(operation.at.child("responses")).help(help));
        }
    }
}

/// Refusals that do not say what they carry.
fn without_body(view: &View<'_>, operation: &super::Operation<'_>, found: &mut Vec<Diagnostic>) {
    for (status, response) in entries(operation.map, "responses").filter(|(status, _)| status.starts_with('4')) {
        let Some((resolved, place)) = view.resolve(response) else { continue };
        if resolved.get("content").is_none() {
            let at = place.unwrap_or_else(|| operation.at.child("responses").child(status));
            let warning = Diagnostic::warning("error-without-body", "this error says nothing of its body").at(at);
            found.push(warning.help("say what the server sends; until then its text is all that callers get"));
        }
    }
}
