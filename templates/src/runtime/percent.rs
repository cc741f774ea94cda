//! Percent-encoding.

use std::fmt::Write;

/// The text with everything encoded that is not a letter, a digit, or one of `-._~`.
pub(crate) fn encoded(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// The same with what is reserved in URLs as it is, but for what would end the value.
pub(crate) fn encoded_but_reserved(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_alphanumeric() || b"-._~:/?[]@!$'()*,;=".contains(&byte))
}

fn encode(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
