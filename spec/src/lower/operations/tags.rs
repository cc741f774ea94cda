//! The groups that operations live in.

use indexmap::IndexMap;
use openapiv3::OpenAPI;

use super::Entry;
use crate::ir::{PathSegment, PathTemplate, Tag};

/// The group of operations that name none.
const UNTAGGED: &str = "default";

/// The tags in order of declaration, then of use, without those that no operation names first.
pub(crate) fn tags(document: &OpenAPI, entries: &[Entry<'_>]) -> Vec<Tag> {
    let declared = document.tags.iter().map(|tag| (tag.name.clone(), tag.description.clone()));
    let mut tags: IndexMap<String, Option<String>> = declared.collect();
    let used = homes(entries);
    for name in &used {
        tags.entry(name.clone()).or_default();
    }
    tags.retain(|name, _| used.contains(name));
    let by_path = is_untagged(entries);
    tags.into_iter().map(|(name, description)| Tag { name, by_path, description }).collect()
}

/// The name of the tag that each operation lives under: the first that it names. Where no operation names one, it is the
/// first word of the path that not all paths start with.
pub(crate) fn homes(entries: &[Entry<'_>]) -> Vec<String> {
    if !is_untagged(entries) {
        let first = |entry: &Entry<'_>| entry.operation.tags.iter().find(|tag| !tag.trim().is_empty()).cloned();
        return entries.iter().map(|entry| first(entry).unwrap_or_else(|| UNTAGGED.to_owned())).collect();
    }
    let words: Vec<Vec<String>> = entries.iter().map(|entry| path_words(entry.path)).collect();
    let shared = shared_words(&words);
    let home = |words: &Vec<String>| words.get(shared).or(words.last()).cloned();
    words.iter().map(|words| home(words).unwrap_or_else(|| UNTAGGED.to_owned())).collect()
}

fn is_untagged(entries: &[Entry<'_>]) -> bool {
    entries.iter().all(|entry| entry.operation.tags.iter().all(|tag| tag.trim().is_empty()))
}

/// The words of a path up to its first parameter, without versions.
fn path_words(path: &str) -> Vec<String> {
    let template = PathTemplate::parse(path);
    let literal = match template.segments.first() {
        Some(PathSegment::Literal(text)) => text.split(['?', '#']).next().unwrap_or_default(),
        _ => "",
    };
    let words = literal.split('/').filter(|word| !word.is_empty() && !is_version(word));
    words.map(str::to_owned).collect()
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number of words that all paths start with, and that say nothing of any, such as `api`.
fn shared_words(paths: &[Vec<String>]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let shared = (0..first.len()).take_while(|index| paths.iter().all(|words| words.get(*index) == first.get(*index)));
    // One path shares all its words with itself.
    if paths.iter().all(|words| words == first) { 0 } else { shared.count() }
}
