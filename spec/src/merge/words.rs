//! Words stay where they are.

use serde_json::{Map, Value};

use super::kind::{Held, Kind};
use super::{lists, order};

/// Gives a merged document the words that `document` has in the same places. What a merge puts together from several
/// places has words of its own once somebody wrote them, and they come from no edition.
pub fn keep_words(merged: &mut Value, document: &Value) {
    keep(Kind::Document, merged, document);
}

fn keep(kind: Kind, merged: &mut Value, document: &Value) {
    let (Value::Object(merged), Value::Object(document)) = (merged, document) else { return };
    for (key, value) in document {
        match kind.held(key, value) {
            Held::Words if value != "" => {
                merged.insert(key.clone(), value.clone());
            }
            held => {
                if let Some(inside) = merged.get_mut(key) {
                    keep_inside(held, inside, value);
                }
            }
        }
    }
    order::sort_keys(kind, merged);
}

fn keep_inside(held: Held, merged: &mut Value, document: &Value) {
    match (held, merged, document) {
        (Held::Map(kind), Value::Object(merged), Value::Object(document)) => keep_each(kind, merged, document),
        (Held::One(kind), merged, document) => keep(kind, merged, document),
        (Held::List(kind), Value::Array(merged), Value::Array(document)) => {
            for node in merged {
                let identity = lists::identity(kind, node);
                let same = document.iter().find(|other| lists::identity(kind, other) == identity);
                same.into_iter().for_each(|other| keep(kind, node, other));
            }
        }
        (Held::Parts, Value::Array(merged), Value::Array(document)) if merged.len() == document.len() => {
            merged.iter_mut().zip(document).for_each(|(part, other)| keep(Kind::Schema, part, other));
        }
        _ => {}
    }
}

fn keep_each(kind: Kind, merged: &mut Map<String, Value>, document: &Map<String, Value>) {
    for (name, node) in merged {
        if let Some(other) = document.get(name) {
            keep(kind, node, other);
        }
    }
}
