//! Values of another kind than they should be, where it is clear what they mean: a number where text is wanted, a number or
//! a flag in quotes, a body whose schema was left empty. A component or a property without one is rather a text cut short.

use serde_json::{Map, Number, Value};

use super::fits;
use super::kind::Kind;
use super::schema_table::TYPES;

/// Fields whose text is for people alone: whatever stands there says nothing of what is sent.
const WORDS: [&str; 4] = ["description", "externalValue", "summary", "title"];

/// The value that `value` is taken for, if it can be.
pub(super) fn meant(name: &str, value: &Value, kind: &Kind) -> Option<Value> {
    match (kind, value) {
        (Kind::Text, Value::Number(_) | Value::Bool(_)) if name != "$ref" => Some(value.to_string().into()),
        (Kind::Text, Value::Object(_) | Value::Array(_)) if WORDS.contains(&name) => Some("".into()),
        (Kind::Schema, Value::Null) if name == "schema" => Some(Value::Object(Map::new())),
        (Kind::Flag, Value::String(word)) => flag(word).map(Value::Bool),
        (Kind::Number, Value::String(text)) => number(text),
        (Kind::Count, Value::String(text)) => number(text).filter(Value::is_u64),
        (Kind::Either(one, other), value) if !fits(kind, value) => {
            meant(name, value, one).or_else(|| meant(name, value, other))
        }
        (Kind::Types, Value::String(word)) => {
            // The word itself is none, or this would not be asked.
            TYPES.iter().find(|ty| ty.eq_ignore_ascii_case(word)).map(|ty| (*ty).into())
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<Value> {
    text.trim().parse::<Number>().ok().map(Value::Number)
}

fn flag(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" | "optional" => Some(false),
        _ => None,
    }
}
