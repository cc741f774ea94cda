//! Which models share a file: those whose names start with the same noun, so that a type's name leads to its file.

use std::collections::{BTreeMap, HashMap};

use spec::ir::{Api, Owner, SchemaId};

use super::Model;
use crate::names::{self, Scope};

/// The models of one file.
pub(crate) struct Family {
    /// The file's name without its ending.
    pub(crate) module: String,
    /// The models: components in document order, each followed by the inline ones inside it.
    pub(crate) members: Vec<SchemaId>,
}

/// The lines, roughly, from which on a family is split by the next word of its models' names.
const LARGE: usize = 600;
/// The lines, roughly, from which on a part of a large family gets a file of its own.
const WORTH_A_FILE: usize = 60;

/// Groups the models of an API, in the order of their files' names.
pub(crate) fn families(api: &Api, models: &[Model<'_>]) -> Vec<Family> {
    let mut groups: BTreeMap<Vec<String>, Vec<SchemaId>> = BTreeMap::new();
    let tags: Vec<Vec<String>> = api.tags.iter().map(|tag| singular(&tag.name)).collect();
    for id in in_document_order(api) {
        let key = noun(&tags, &root_name(api, models, id));
        groups.entry(key).or_default().push(id);
    }
    let mut scope = Scope::modules(&["mod"]);
    let groups = groups.into_iter().flat_map(|(key, members)| split(api, models, key, members));
    groups.map(|(key, members)| Family { module: scope.claim(&names::module_name(&key.join("_"))), members }).collect()
}

/// The schemas with the inline ones behind the component or operation that they are in.
fn in_document_order(api: &Api) -> Vec<SchemaId> {
    let mut first: HashMap<&Owner, usize> = HashMap::new();
    for (index, schema) in api.schemas.iter().enumerate() {
        first.entry(&schema.origin.owner).or_insert(index);
    }
    let mut ids: Vec<SchemaId> = (0..api.schemas.len()).map(SchemaId).collect();
    ids.sort_by_key(|id| {
        let origin = &api.schema(*id).origin;
        (first.get(&origin.owner).copied(), origin.steps.len().min(1), id.0)
    });
    ids
}

/// The name of the component that a model is in, or its own where it is in an operation.
fn root_name(api: &Api, models: &[Model<'_>], id: SchemaId) -> String {
    match &api.schema(id).origin.owner {
        Owner::Component(name) | Owner::Elsewhere(name) => name.clone(),
        _ => models[id.0].name.clone(),
    }
}

/// The words of a tag, the last one without an `s` at its end.
fn singular(tag: &str) -> Vec<String> {
    let mut words = names::words(tag);
    if let Some(last) = words.last_mut()
        && let Some(stem) = last.strip_suffix('s')
    {
        *last = stem.to_owned();
    }
    words
}

/// The words of the longest tag that the name starts with, or else its first word.
fn noun(tags: &[Vec<String>], name: &str) -> Vec<String> {
    let words = names::words(name);
    let longest = tags.iter().filter(|tag| words.starts_with(tag)).max_by_key(|tag| tag.len());
    longest.cloned().unwrap_or_else(|| words.into_iter().take(1).collect())
}

/// A family that is too large, as several: by the first word behind the noun, where the models that share it are worth it.
fn split(
    api: &Api,
    models: &[Model<'_>],
    key: Vec<String>,
    members: Vec<SchemaId>,
) -> Vec<(Vec<String>, Vec<SchemaId>)> {
    let lines = |members: &[SchemaId]| members.iter().map(|id| models[id.0].lines()).sum::<usize>();
    if lines(&members) <= LARGE {
        return vec![(key, members)];
    }
    let order: HashMap<SchemaId, usize> = members.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let mut parts: BTreeMap<Vec<String>, Vec<SchemaId>> = BTreeMap::new();
    for id in members {
        let words = names::words(&root_name(api, models, id));
        let longer = words.get(..=key.len()).map_or_else(|| key.clone(), <[String]>::to_vec);
        parts.entry(longer).or_default().push(id);
    }
    if parts.len() == 1 {
        return parts.into_iter().collect();
    }
    let mut files = Vec::new();
    let mut rest = Vec::new();
    for (part, members) in parts {
        if part == key || lines(&members) < WORTH_A_FILE {
            rest.extend(members);
        } else {
            files.extend(split(api, models, part, members));
        }
    }
    if !rest.is_empty() {
        rest.sort_by_key(|id| order.get(id).copied());
        files.push((key, rest));
    }
    files
}
