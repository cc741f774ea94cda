//! Formats: which become types of their own, and which are known to be plain text or numbers.

use super::facts::Facts;
use crate::ir::{IntegerFormat, StringFormat};

/// Formats of text that need no type of their own, beside those of numbers, which some write as text.
const PLAIN: [&str; 25] = [
    "char",
    "commonmark",
    "duration",
    "email",
    "hostname",
    "html",
    "idn-email",
    "idn-hostname",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "markdown",
    "media-range",
    "password",
    "phone",
    "regex",
    "relative-json-pointer",
    "string",
    "text",
    "time",
    "uri-reference",
    "uri-template",
];

const NUMBERS: [&str; 16] = [
    "decimal",
    "decimal128",
    "double",
    "float",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "integer",
    "number",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
];

/// The format of text; none where nobody knows it.
pub(super) fn of_string(format: &str) -> Option<StringFormat> {
    match format.to_ascii_lowercase().as_str() {
        "date" => Some(StringFormat::Date),
        "date-time" | "datetime" => Some(StringFormat::DateTime),
        "uuid" => Some(StringFormat::Uuid),
        "uri" | "url" => Some(StringFormat::Uri),
        "byte" | "base64" => Some(StringFormat::Byte),
        "binary" => Some(StringFormat::Binary),
        "" => Some(StringFormat::Plain),
        plain if PLAIN.contains(&plain) || NUMBERS.contains(&plain) => Some(StringFormat::Plain),
        _ => None,
    }
}

/// Whether text of a format is any text to Rust.
pub(super) fn is_plain(format: &str) -> bool {
    of_string(format)
        .is_none_or(|format| matches!(format, StringFormat::Plain | StringFormat::Byte | StringFormat::Binary))
}

/// Whether a format says something of numbers. `unix-time` and the like say what a number is about, and change nothing.
pub(super) fn is_known_for_numbers(format: &str) -> bool {
    let format = format.to_ascii_lowercase();
    NUMBERS.contains(&format.as_str()) || matches!(format.as_str(), "unix-time" | "timestamp" | "duration")
}

/// The width of an integer: what the format says, or the bounds.
pub(super) fn of_integer(format: Option<&str>, facts: &Facts<'_>) -> IntegerFormat {
    match format.map(str::to_ascii_lowercase).as_deref() {
        Some("int8" | "int16" | "int32") => IntegerFormat::Int32,
        Some("uint8" | "uint16" | "uint32") => IntegerFormat::Uint32,
        Some("uint64" | "uint") => IntegerFormat::Uint64,
        format => {
            let maximum = facts.nodes.iter().find_map(|node| node.constraints().maximum);
            let minimum = facts.nodes.iter().find_map(|node| node.constraints().minimum);
            let is_large = maximum.is_some_and(|bound| is_beyond_i64(&bound.value));
            let is_signed = minimum.map_or(format == Some("int64"), |bound| bound.value.as_f64() < Some(0.0));
            if is_large && !is_signed { IntegerFormat::Uint64 } else { IntegerFormat::Int64 }
        }
    }
}

/// Whether a number is larger than any `i64`, which as a float is 2^63 or more.
fn is_beyond_i64(number: &serde_json::Number) -> bool {
    const LARGEST: f64 = 9_223_372_036_854_775_807.0;
    number.as_i64().is_none() && (number.is_u64() || number.as_f64() > Some(LARGEST))
}
