//! Where two documents differ.

use serde_json::{Map, Value};

use super::facts;
use super::kind::{Held, Kind};
use super::lists;

/// Tells each fact in which two documents differ: the way to it, and what either says. What only one has is told as a
/// whole, and named by what it says of itself: a parameter by its place and name, a value of an enum by itself.
pub fn differences(old: &Value, new: &Value, tell: &mut Tell<'_>) {
    compare(Kind::Document, &mut Vec::new(), &facts::facts(old), &facts::facts(new), tell);
}

/// Is told the way to a fact, and what the old and the new document say there.
pub type Tell<'t> = dyn FnMut(&[String], Option<&Value>, Option<&Value>) + 't;

fn compare(kind: Kind, way: &mut Vec<String>, old: &Value, new: &Value, tell: &mut Tell<'_>) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        if old != new {
            tell(way, Some(old), Some(new));
        }
        return;
    };
    for key in union(old, new) {
        way.push(key.clone());
        match (old.get(&key), new.get(&key)) {
            (Some(was), Some(is)) => value(kind.held(&key, is), way, was, is, tell),
            (Some(was), None) if is_container(kind.held(&key, was)) => {
                value(kind.held(&key, was), way, was, &empty(was), tell)
            }
            (None, Some(is)) if is_container(kind.held(&key, is)) => {
                value(kind.held(&key, is), way, &empty(is), is, tell)
            }
            (was, is) => tell(way, was, is),
        }
        way.pop();
    }
}

fn value(held: Held, way: &mut Vec<String>, was: &Value, is: &Value, tell: &mut Tell<'_>) {
    match (held, was, is) {
        (Held::Map(kind), Value::Object(was), Value::Object(is)) => {
            for name in union(was, is) {
                way.push(name.clone());
                one(kind, way, was.get(&name), is.get(&name), tell);
                way.pop();
            }
        }
        (Held::One(kind), was, is) => compare(kind, way, was, is, tell),
        (Held::List(kind), Value::Array(was), Value::Array(is)) => {
            let by_name = |list: &[Value]| -> Map<String, Value> {
                list.iter().map(|item| (lists::identity(kind, item), item.clone())).collect()
            };
            let (was, is) = (by_name(was), by_name(is));
            for name in union(&was, &is) {
                way.push(name.clone());
                one(kind, way, was.get(&name), is.get(&name), tell);
                way.pop();
            }
        }
        (Held::Values, Value::Array(was), Value::Array(is)) => {
            was.iter().filter(|value| !is.contains(value)).for_each(|value| tell(way, Some(value), None));
            is.iter().filter(|value| !was.contains(value)).for_each(|value| tell(way, None, Some(value)));
        }
        (Held::Required, Value::Array(was), Value::Array(is)) => {
            let gone = was.iter().filter(|name| !is.contains(name)).map(|name| (name, true));
            let come = is.iter().filter(|name| !was.contains(name)).map(|name| (name, false));
            let said: Vec<(&Value, bool)> = gone.chain(come).collect();
            way.pop();
            for (name, is_gone) in said {
                way.extend([
                    "properties".to_owned(),
                    name.as_str().unwrap_or_default().to_owned(),
                    "required".to_owned(),
                ]);
                let required = Value::Bool(true);
                tell(way, is_gone.then_some(&required), (!is_gone).then_some(&required));
                way.truncate(way.len() - 3);
            }
            way.push("required".to_owned());
        }
        (_, was, is) if facts::canonical_parts(was) != facts::canonical_parts(is) => tell(way, Some(was), Some(is)),
        _ => {}
    }
}

fn one(kind: Kind, way: &mut Vec<String>, was: Option<&Value>, is: Option<&Value>, tell: &mut Tell<'_>) {
    match (was, is) {
        (Some(was), Some(is)) => compare(kind, way, was, is, tell),
        (Some(was), None) if kind == Kind::PathItem => compare(kind, way, was, &empty(was), tell),
        (None, Some(is)) if kind == Kind::PathItem => compare(kind, way, &empty(is), is, tell),
        (was, is) => tell(way, was, is),
    }
}

fn is_container(held: Held) -> bool {
    matches!(held, Held::Map(_) | Held::List(_) | Held::Values | Held::Required)
}

fn empty(like: &Value) -> Value {
    match like {
        Value::Object(_) => Value::Object(Map::new()),
        Value::Array(_) => Value::Array(Vec::new()),
        _ => Value::Null,
    }
}

fn union(one: &Map<String, Value>, other: &Map<String, Value>) -> Vec<String> {
    one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))).cloned().collect()
}
