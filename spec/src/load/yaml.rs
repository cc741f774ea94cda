//! YAML to a tree: the one file that knows of `serde_yaml`.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{DEEPEST, scan};
use crate::diagnostics::{Diagnostic, start_of_character};

/// The tree of `text`, or all that is wrong with it as YAML.
pub(super) fn load(text: &str) -> Result<Value, Vec<Diagnostic>> {
    if let Some(tree) = plain(text) {
        return Ok(tree);
    }
    // What could exhaust memory or the stack, or would be lost without a word, is refused before a tree is made.
    let found = scan::check(text);
    if !found.is_empty() {
        return Err(found);
    }
    let without_bounds = Plain { levels: usize::MAX, left: &Cell::new(usize::MAX) };
    match without_bounds.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(tree) if !text.contains("<<") => Ok(tree),
        Ok(tree) => merged(text, serde_yaml::to_value(tree)),
        // Tags are a matter of YAML's own tree too.
        Err(_) => merged(text, serde_yaml::from_str(text)),
    }
}

/// The brackets that may be in a text that is read without a look before: what they may nest takes the square of its levels.
const MOST_BRACKETS: usize = 1_000;

/// The tree of a text in which nothing is unusual: no merge keys, no key twice in its mapping, neither deep nor blown up by
/// aliases. This is nearly every document, and takes half the time of looking it over before.
fn plain(text: &str) -> Option<Value> {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if brackets > MOST_BRACKETS || text.contains("<<") {
        return None;
    }
    let left = Cell::new(text.len());
    Plain { levels: DEEPEST, left: &left }.deserialize(serde_yaml::Deserializer::from_str(text)).ok()
}

/// Makes the tree of a node, and fails where something is unusual.
struct Plain<'l> {
    /// The levels that the node may have.
    levels: usize,
    /// The nodes and bytes that may come: no more than the text has, unless aliases stand for more.
    left: &'l Cell<usize>,
}

impl Plain<'_> {
    fn take<E: Error>(&self, count: usize) -> Result<(), E> {
        self.left.set(self.left.get().checked_sub(count).ok_or_else(|| E::custom("too much"))?);
        Ok(())
    }

    fn inner<E: Error>(&self) -> Result<Plain<'_>, E> {
        let levels = self.levels.checked_sub(1).ok_or_else(|| E::custom("too deep"))?;
        Ok(Plain { levels, left: self.left })
    }
}

impl<'de> DeserializeSeed<'de> for Plain<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Plain<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    /// What fits no integer is rounded, as it is in JSON.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.take(text.len())?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner()?)? {
            self.take(1)?;
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.take(key.len() + 1)?;
            let value = entries.next_value_seed(self.inner()?)?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key twice"));
            }
        }
        Ok(Value::Object(map))
    }
}

/// The tree of any text; merge keys are a matter of YAML's own tree.
fn merged(text: &str, tree: Result<serde_yaml::Value, serde_yaml::Error>) -> Result<Value, Vec<Diagnostic>> {
    let mut tree = tree.map_err(|error| invalid(text, &error))?;
    tree.apply_merge().map_err(|error| invalid(text, &error))?;
    serde_json::to_value(tree).map_err(|error| vec![Diagnostic::error("syntax", error.to_string())])
}

fn invalid(text: &str, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let place = error.location().map_or(0, |location| start_of_character(text, location.index()));
    vec![Diagnostic::error("syntax", error.to_string()).at_bytes(place..place)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn loaded(text: &str) -> Value {
        load(text).unwrap_or_else(|found| panic!("{found:?}"))
    }

    #[test]
    fn scalars_are_what_the_core_schema_says() {
        let text = "[~, True, 0x1F, -7, +3, 1e3, .5, 18446744073709551615, yes, 007, '1', 12:30, !!str 1]";
        let values = json!([null, true, 31, -7, 3, 1e3, 0.5, u64::MAX, "yes", "007", "1", "12:30", "1"]);
        assert_eq!(loaded(text), values);
    }

    #[test]
    fn whole_numbers_of_any_size_are_numbers() {
        let values = json!({ "a": -9223372036854776000.0, "b": 18446744073709552000.0, "c": 1e40 });
        let text = "a: -9223372036854776000\nb: 18446744073709552000\nc: 1e40";
        assert_eq!(loaded(text), values);
        assert_eq!(loaded(&format!("x: &x {{}}\n<<: *x\n{text}"))["b"], values["b"]);
    }

    #[test]
    fn keys_are_text_and_merges_are_made() {
        assert_eq!(loaded("200: a\ntrue: b\n1.5: c"), json!({ "200": "a", "true": "b", "1.5": "c" }));
        let merged = "base: &b {x: 1, y: 2}\n200:\n  <<: *b\n  y: 3";
        assert_eq!(loaded(merged), json!({ "base": { "x": 1, "y": 2 }, "200": { "x": 1, "y": 3 } }));
    }
}
