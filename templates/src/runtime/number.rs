//! Numbers.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Json;
use super::json::of_text;

/// A number of any size, kept to the last digit: `5` is not written back as `5.0`, nor `0.10` as `0.1`.
///
/// It is made from Rust's own numbers, and read as one of them when somebody calculates with it. So it is where it goes as a
/// parameter, or in a form: there it has the digits of an `i64`, a `u64` or an `f64`.
#[derive(Clone)]
pub struct Number(Form);

#[derive(Clone)]
enum Form {
    Integer(i64),
    Float(f64),
    /// What is written otherwise than Rust writes it.
    Text(Box<str>),
}

impl Number {
    /// The number as a float; the nearest one, where it has more digits than a float can hold.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what was asked for")]
            Form::Integer(integer) => *integer as f64,
            Form::Float(float) => *float,
            Form::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// The number as an integer. `None` where it is none, or too large.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Integer(integer) => Some(*integer),
            Form::Float(_) => None,
            Form::Text(text) => text.parse().ok(),
        }
    }

    /// The number that is written like this in JSON; `text` is the text of a number.
    fn of_text(text: &str) -> Self {
        let integer = text.parse::<i64>().ok().filter(|integer| integer.to_string() == text);
        if let Some(integer) = integer {
            return Self(Form::Integer(integer));
        }
        let float = text.parse::<f64>().ok();
        match float.filter(|float| serde_json::to_string(float).is_ok_and(|written| written == text)) {
            Some(float) => Self(Form::Float(float)),
            None => Self(Form::Text(text.into())),
        }
    }
}

macro_rules! from {
    ($($number:ty: $form:ident),*) => {
        $(impl From<$number> for Number {
            fn from(number: $number) -> Self {
                Self(Form::$form(number.into()))
            }
        })*
    };
}
from!(i8: Integer, i16: Integer, i32: Integer, i64: Integer, u8: Integer, u16: Integer, u32: Integer, f32: Float, f64: Float);

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::of_text(&number.to_string())
    }
}

impl std::str::FromStr for Number {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        of_text(text)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Integer(integer) => integer.fmt(f),
            Form::Float(float) => float.fmt(f),
            Form::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Integer(a), Form::Integer(b)) => a == b,
            (Form::Text(a), Form::Text(b)) => a == b,
            _ => self.as_f64() == other.as_f64(),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (&self.0, &other.0) {
            (Form::Integer(a), Form::Integer(b)) => a.partial_cmp(b),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Integer(integer) => serializer.serialize_i64(*integer),
            Form::Float(float) => serializer.serialize_f64(*float),
            Form::Text(text) => match of_text::<&RawValue>(text) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_f64(self.as_f64()),
            },
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        match json.as_str().as_bytes() {
            [b'-' | b'0'..=b'9', ..] => Ok(Self::of_text(json.as_str())),
            _ => Err(D::Error::custom("invalid type: expected a number")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_comes_back() {
        for text in ["5", "5.0", "-0", "0.10", "1e3", "1E400", "123456789012345678901234567890", "-9223372036854775808"]
        {
            let number: Number = text.parse().expect("it is a number");
            assert_eq!(serde_json::to_string(&number).expect("it has a JSON form"), text);
        }
        assert!("\"5\"".parse::<Number>().is_err());
        assert!("".parse::<Number>().is_err());
    }

    #[test]
    fn numbers_are_those_of_rust() {
        assert_eq!(Number::from(5), Number::from(5.0));
        assert_eq!(Number::from(7_u64).as_i64(), Some(7));
        assert_eq!(Number::from(u64::MAX).to_string(), u64::MAX.to_string());
        assert!(Number::from(1) < Number::from(1.5));
        assert_eq!("1e3".parse().map(|number: Number| number.as_f64()).ok(), Some(1000.0));
    }
}
