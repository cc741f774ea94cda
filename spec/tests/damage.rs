//! Damage done to good documents at random: reading ends in an API, or in a report that says why there is none.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use serde_json::Value;
use spec::{Pointer, Severity, Source};

const SMALL: &str = include_str!("mutations/good.yaml");
const LARGE: &str = include_str!("../config.yaml");

/// One thing done to a node; the indices choose among the nodes of the document.
#[derive(Clone, Debug)]
enum Damage {
    Delete(Index),
    /// The node once more: in its list, or under another name.
    Duplicate(Index),
    /// The node becomes what another is.
    Replace(Index, Index),
    /// A reference leads to another node, or out of the document.
    Retarget(Index, Option<Index>),
    Garble(Index, Value),
}

#[test]
fn a_small_document_with_damaged_nodes_is_read_or_refused() {
    damage_nodes(SMALL, 250);
}

#[test]
fn the_real_document_with_damaged_nodes_is_read_or_refused() {
    damage_nodes(LARGE, 16);
}

#[test]
fn a_small_document_with_damaged_bytes_is_read_or_refused() {
    damage_bytes(SMALL, 250);
}

#[test]
fn the_real_document_with_damaged_bytes_is_read_or_refused() {
    damage_bytes(LARGE, 8);
}

fn damage_nodes(text: &str, cases: u32) {
    let tree = spec::tree(&Source::new("good.yaml", text), None).unwrap_or_else(|report| panic!("{report}"));
    run(cases, &prop::collection::vec(damage(), 1..4), |damages| {
        let mut tree = tree.clone();
        damages.into_iter().for_each(|damage| apply(&mut tree, damage));
        is_told(tree.to_string().into_bytes())
    });
}

fn damage_bytes(text: &str, cases: u32) {
    let piece = prop_oneof![
        select(&["\t", "\n", ":", "- ", "{", "}", "[", "\"", "'", "*a", "&a ", "<<: ", "? ", "|\n", "%", "\0", "  "]),
        Just(String::new()),
    ];
    let piece = prop_oneof![
        3 => piece.prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    let edits = prop::collection::vec((any::<Index>(), 0..30_usize, piece), 1..4);
    run(cases, &edits, |edits| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, length, piece) in edits {
            let start = at.index(bytes.len());
            bytes.splice(start..(start + length).min(bytes.len()), piece);
        }
        is_told(bytes)
    });
}

fn select(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

fn run<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let rng_seed = RngSeed::Fixed(11);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 100, rng_seed, ..Config::default() };
    match TestRunner::new(config).run(strategy, test) {
        Ok(()) => {}
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Err(TestError::Fail(reason, input)) => panic!("{reason}\nfor {input:?}"),
    }
}

/// Reads a document, and asks for a reason where it is refused.
fn is_told(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let read = Source::decode("damaged", bytes).and_then(|source| spec::read("damaged", source, None));
    let (report, is_read) = match read {
        Ok(document) => (document.warnings, true),
        Err(report) => (report, false),
    };
    let shown = report.to_string();
    prop_assert!(is_read == (report.count(Severity::Error) == 0), "{}", shown);
    prop_assert_eq!(report.is_empty(), shown.is_empty());
    Ok(())
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    let garbled = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        Just(serde_json::json!({})),
        Just(serde_json::json!([])),
    ];
    prop_oneof![
        2 => at().prop_map(Damage::Delete),
        2 => at().prop_map(Damage::Duplicate),
        2 => (at(), at()).prop_map(|(at, other)| Damage::Replace(at, other)),
        2 => (at(), prop::option::weighted(0.8, at())).prop_map(|(at, to)| Damage::Retarget(at, to)),
        3 => (at(), garbled).prop_map(|(at, value)| Damage::Garble(at, value)),
    ]
}

fn apply(tree: &mut Value, damage: Damage) {
    let mut places = Vec::new();
    collect(tree, &Pointer::root(), &mut places);
    if places.is_empty() {
        return;
    }
    let place = |index: Index| index.get(&places).clone();
    let node = |index: Index| tree.pointer(&place(index)).cloned().unwrap_or_default();
    match damage {
        Damage::Delete(at) => delete(tree, &place(at)),
        Damage::Duplicate(at) => {
            let copy = node(at);
            duplicate(tree, &place(at), copy);
        }
        Damage::Replace(at, other) => {
            let other = node(other);
            set(tree, &place(at), other);
        }
        Damage::Retarget(at, to) => {
            let references: Vec<&String> = places.iter().filter(|place| place.ends_with("/$ref")).collect();
            let to = to.map_or_else(|| "other.yaml#/Away".to_owned(), |to| format!("#{}", place(to)));
            if !references.is_empty() {
                set(tree, at.get(&references).as_str(), Value::from(to));
            }
        }
        Damage::Garble(at, value) => set(tree, &place(at), value),
    }
}

/// The pointers of all nodes but the top.
fn collect(node: &Value, at: &Pointer, places: &mut Vec<String>) {
    let mut below = |at: Pointer, value: &Value| {
        places.push(at.to_string());
        collect(value, &at, places);
    };
    match node {
        Value::Object(map) => map.iter().for_each(|(key, value)| below(at.child(key), value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| below(at.child(index), value)),
        _ => {}
    }
}

fn set(tree: &mut Value, place: &str, value: Value) {
    if let Some(node) = tree.pointer_mut(place) {
        *node = value;
    }
}

/// The node above a place, and the key of the place in it.
fn above<'t>(tree: &'t mut Value, place: &str) -> Option<(&'t mut Value, String)> {
    let (above, key) = place.rsplit_once('/')?;
    Some((tree.pointer_mut(above)?, key.replace("~1", "/").replace("~0", "~")))
}

fn delete(tree: &mut Value, place: &str) {
    match above(tree, place) {
        Some((Value::Object(map), key)) => drop(map.shift_remove(&key)),
        Some((Value::Array(list), key)) => {
            let index = key.parse().unwrap_or(usize::MAX);
            if index < list.len() {
                list.remove(index);
            }
        }
        _ => {}
    }
}

fn duplicate(tree: &mut Value, place: &str, copy: Value) {
    match above(tree, place) {
        Some((Value::Object(map), key)) => drop(map.insert(format!("{key}2"), copy)),
        Some((Value::Array(list), _)) => list.push(copy),
        _ => {}
    }
}
