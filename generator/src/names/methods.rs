//! The methods of a handle: the words of an `operationId`, without those that the handle already says.

use spec::ir::Operation;

use super::scope::Scope;
use super::{Published, field_name, spoken, words};

const PREPOSITIONS: [&str; 8] = ["to", "for", "of", "by", "from", "in", "on", "with"];

/// The names of the methods for `operations`, all under the tag of this name.
///
/// A shortened name that two operations would share is given to neither: both keep all their words.
pub(crate) fn method_names(tag: &str, operations: &[&Operation], published: Published<'_>) -> Vec<String> {
    let wanted = |operation: &&Operation| match &operation.method_name {
        Some(name) => field_name(name),
        None => short_name(tag, &spoken(&operation.id)),
    };
    let is_new = |operation: &&&Operation| published.get("method", &operation.id).is_none();
    let short: Vec<String> = operations.iter().filter(is_new).map(wanted).collect();
    let reserved = Scope::of(&["clone", "new"]);
    let things = operations.iter().map(|operation| {
        let name = wanted(operation);
        let shared = short.iter().filter(|other| **other == name).count() > 1;
        let whole = shared || !reserved.is_free(&name);
        // A name that the document asks for stands over the published one.
        let wire = if operation.method_name.is_some() { String::new() } else { operation.id.clone() };
        (("method", wire), if whole { field_name(&spoken(&operation.id)) } else { name })
    });
    published.claim(&mut reserved.clone(), things)
}

/// `webBackendGetConnection` under `web_backend` is `get_connection`; `discoverSchemaForSource` under `source` is
/// `discover_schema`.
fn short_name(tag: &str, id: &str) -> String {
    let whole = field_name(id);
    let (id_words, tag_words) = (words(id), words(tag).concat());
    let Some((start, end)) = find_run(&id_words, &tag_words) else { return whole };
    let start = match start.checked_sub(1).map(|before| id_words[before].as_str()) {
        Some(before) if PREPOSITIONS.contains(&before) => start - 1,
        _ => start,
    };
    let left: Vec<&str> = id_words[..start].iter().chain(&id_words[end..]).map(String::as_str).collect();
    match left.as_slice() {
        [] => whole,
        [.., last] if PREPOSITIONS.contains(last) => trim_prepositions(&left).unwrap_or(whole),
        [first, ..] if PREPOSITIONS.contains(first) || first.starts_with(|c: char| c.is_ascii_digit()) => whole,
        _ => left.join("_"),
    }
}

fn trim_prepositions(words: &[&str]) -> Option<String> {
    let end = words.iter().rposition(|word| !PREPOSITIONS.contains(word))?;
    Some(words[..=end].join("_"))
}

/// The first run of words that says what the tag says: `sourceOAuth` is the tag `source_oauth`, `jobs` is `job`.
fn find_run(id_words: &[String], tag: &str) -> Option<(usize, usize)> {
    (0..id_words.len()).find_map(|start| {
        let ends = start + 1..=id_words.len();
        ends.rev().find(|end| same_noun(&id_words[start..*end].concat(), tag)).map(|end| (start, end))
    })
}

/// Whether two nouns are the same but for their number.
fn same_noun(a: &str, b: &str) -> bool {
    let plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one) || many.strip_suffix("es") == Some(one);
    a == b || plural(a, b) || plural(b, a) || a.strip_suffix("ies").is_some_and(|stem| format!("{stem}y") == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_handle_says_is_dropped() {
        for (tag, id, expected) in [
            ("web_backend", "webBackendGetConnection", "get_connection"),
            ("web_backend", "getStateType", "get_state_type"),
            ("connection", "listConnectionsForWorkspace", "list_for_workspace"),
            ("source", "discoverSchemaForSource", "discover_schema"),
            ("source", "checkConnectionToSourceForUpdate", "check_connection_for_update"),
            ("source_oauth", "getSourceOAuthConsent", "get_consent"),
            ("openapi", "getOpenApiSpec", "get_spec"),
            ("jobs", "listJobsFor", "list"),
            ("attempt", "setWorkflowInAttempt", "set_workflow"),
            ("health", "health", "health"),
        ] {
            assert_eq!(short_name(tag, id), expected, "{id}");
        }
    }
}
