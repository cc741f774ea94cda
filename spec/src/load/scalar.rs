//! What a plain scalar of YAML is.

use serde_json::{Number, Value};

/// The value of a scalar without quotes, by the core schema of YAML 1.2. What JSON has no number for stays text.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::from(text), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let digits = Some(digits).filter(|digits| !digits.starts_with('+'))?;
            return u64::from_str_radix(digits, radix).ok().map(Number::from);
        }
    }
    // A number that starts with a zero is a code or an octal number of YAML 1.1; as text nothing of it is lost.
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scalars_are_what_the_core_schema_says() {
        let texts = ["~", "True", "0x1F", "0o17", "-7", "+3", "1e3", ".5", "18446744073709551615"];
        let values = [json!(null), json!(true), json!(31), json!(15), json!(-7), json!(3), json!(1e3), json!(0.5)];
        for (text, value) in texts.iter().zip(values.into_iter().chain([json!(u64::MAX)])) {
            assert_eq!(plain(text), value, "{text}");
        }
        for text in ["yes", "007", "0x", "1.2.3", ".inf", "nan", "infinity", "-", "1_000", "12:30", "0x+1", "."] {
            assert_eq!(plain(text), json!(text));
        }
    }
}
