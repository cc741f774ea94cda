//! Free JSON.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// JSON of any form, kept as text until somebody looks at it.
///
/// It is written back as it came, to the last digit of a number and the order of an object's fields. Two of them are
/// equal when they hold the same JSON, whatever its spacing and order. As a parameter or in a form, its numbers have the
/// digits that Rust's own have.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The JSON that `value` is written as.
    ///
    /// # Errors
    ///
    /// When `value` has no JSON form, such as a map whose keys are not strings.
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The tree of values that the text stands for. `null` where it is nested deeper than 128 levels.
    pub fn to_value(&self) -> Value {
        self.decode().unwrap_or_default()
    }

    /// The value of type `T` that the text stands for.
    ///
    /// # Errors
    ///
    /// When the JSON does not have the form of a `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        of_text(self.0.get())
    }
}

/// Reads JSON from a text. As bytes, like the bodies of answers, so that one parser is compiled and not two.
pub(crate) fn of_text<'j, T: Deserialize<'j>>(text: &'j str) -> Result<T, serde_json::Error> {
    serde_json::from_slice(text.as_bytes())
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        // A `Value` always has a JSON form; `null` stands in for the error that cannot happen.
        serde_json::value::to_raw_value(&value).map_or_else(|_| Self::default(), Self)
    }
}

impl Default for Json {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
            || matches!((self.decode::<Value>(), other.decode::<Value>()), (Ok(a), Ok(b)) if a == b)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}
