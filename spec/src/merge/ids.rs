//! One id per operation, whatever editions call it.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Edition;
use super::kind::{Held, Kind};
use crate::diagnostics::escaped;

/// The id of each operation, by the pointer to it.
///
/// An operation keeps the id that the base has for it, or else takes the newest. Where an id moved from one path to
/// another, the newest place has it, and earlier ones are told apart by a word: `getDataplaneFormerly`.
pub(super) fn operation_ids(editions: &[Edition], base: usize) -> HashMap<String, String> {
    let mut wanted: BTreeMap<String, (bool, usize, String)> = BTreeMap::new();
    for (index, edition) in editions.iter().enumerate() {
        for (at, id) in ids(&edition.tree) {
            let claim = (index == base, index, id.to_owned());
            let known = wanted.entry(at).or_insert_with(|| claim.clone());
            known.1 = index;
            if !known.0 {
                (known.0, known.2) = (claim.0, claim.2);
            }
        }
    }
    let mut by_rank: Vec<(String, (bool, usize, String))> = wanted.into_iter().collect();
    by_rank.sort_by_key(|(_, (in_base, last, _))| std::cmp::Reverse((*in_base, *last)));
    let mut taken: HashMap<String, String> = HashMap::new();
    let mut chosen = HashMap::new();
    for (at, (.., id)) in by_rank {
        let mut name = id.clone();
        let mut number = 1;
        while taken.contains_key(&name) {
            name = if number == 1 { format!("{id}Formerly") } else { format!("{id}Formerly{number}") };
            number += 1;
        }
        taken.insert(name.clone(), at.clone());
        chosen.insert(at, name);
    }
    chosen
}

/// The operations of a document with the ids that they have.
fn ids(document: &Value) -> impl Iterator<Item = (String, &str)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    operations.filter_map(|(path, method, operation)| {
        let is_operation = Kind::PathItem.held(method, operation) == Held::One(Kind::Operation);
        let id = operation.get("operationId").and_then(Value::as_str).filter(|_| is_operation)?;
        Some((format!("/paths/{}/{method}", escaped(path)), id))
    })
}
