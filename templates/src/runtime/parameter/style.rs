//! The styles of OpenAPI: how a value becomes text.

use serde_json::Value;

use super::value::{Flat, text};
use crate::runtime::percent::encoded;

/// How a value becomes text. A name without more joins the items of a list with commas; `Exploded` has each item, and each
/// property of an object, stand for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    SimpleExploded,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    /// The exploded form: `color=blue&color=black`.
    Form,
    FormJoined,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Json,
}

/// An object as the body of a form. Objects and what else is deep is JSON, unless a style says otherwise.
pub(crate) fn form(object: &Value, styles: &[(&'static str, Style)]) -> String {
    let entries = object.as_object().into_iter().flatten();
    let pairs = entries.flat_map(|(name, value)| {
        let style = styles.iter().find(|(known, _)| known == name).map(|(_, style)| *style);
        match (style, value) {
            (Some(Style::FormJoined | Style::SpaceDelimited | Style::PipeDelimited), Value::Array(_)) => {
                let delimiter = match style {
                    Some(Style::SpaceDelimited) => " ",
                    Some(Style::PipeDelimited) => "|",
                    _ => ",",
                };
                vec![(name.clone(), Flat::of(value).items().join(delimiter))]
            }
            (None, Value::Object(_)) => pairs_of(name, Style::Json, value),
            (style, value) => pairs_of(name, style.unwrap_or(Style::Form), value),
        }
    });
    let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// The names and values that a value becomes where each item stands for itself.
pub(crate) fn pairs_of(name: &str, style: Style, value: &Value) -> Vec<(String, String)> {
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Style::Json, value) => vec![(name.to_owned(), value.to_string())],
        (Style::DeepObject, value) => {
            let mut pairs = Vec::new();
            deep_pairs(name.to_owned(), value, &mut pairs);
            pairs
        }
        (_, value) => match Flat::of(value) {
            Flat::Nothing => Vec::new(),
            Flat::One(value) => vec![(name.to_owned(), value)],
            Flat::Many(items) => items.into_iter().map(|item| (name.to_owned(), item)).collect(),
            Flat::Pairs(pairs) => pairs,
        },
    }
}

/// `name[key]=value`, as deep as the value goes; the items of lists by their numbers.
fn deep_pairs(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(entries) => {
            entries.iter().for_each(|(key, value)| deep_pairs(format!("{name}[{key}]"), value, pairs));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| deep_pairs(format!("{name}[{index}]"), item, pairs));
        }
        scalar => pairs.push((name, text(scalar))),
    }
}

/// A value as it stands in a path.
pub(super) fn in_path(name: &str, style: Style, value: &Value) -> String {
    let flat = match style {
        Style::Json => Flat::One(value.to_string()),
        _ => Flat::of(value),
    };
    let prefixed = |prefix: &str, items: Vec<String>| items.iter().map(|item| format!("{prefix}{item}")).collect();
    let encode_all = |items: Vec<String>| -> Vec<String> { items.iter().map(|item| encoded(item)).collect() };
    match (style, flat) {
        (_, Flat::Nothing) => String::new(),
        (Style::Label, flat) => prefixed(".", encode_all(flat.items())),
        (Style::LabelExploded, Flat::Pairs(pairs)) => format!(".{}", joined_pairs(&pairs, ".", encoded)),
        (Style::LabelExploded, flat) => prefixed(".", encode_all(flat.items())),
        (Style::MatrixExploded, Flat::Pairs(pairs)) => format!(";{}", joined_pairs(&pairs, ";", encoded)),
        (Style::MatrixExploded, Flat::Many(items)) => prefixed(&format!(";{}=", encoded(name)), encode_all(items)),
        (Style::Matrix | Style::MatrixExploded, Flat::One(value)) if value.is_empty() => format!(";{}", encoded(name)),
        (Style::Matrix | Style::MatrixExploded, flat) => {
            format!(";{}={}", encoded(name), encode_all(flat.items()).join(","))
        }
        (Style::SimpleExploded, Flat::Pairs(pairs)) => joined_pairs(&pairs, ",", encoded),
        (_, flat) => encode_all(flat.items()).join(","),
    }
}

pub(super) fn joined_pairs(pairs: &[(String, String)], delimiter: &str, encode: impl Fn(&str) -> String) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join(delimiter)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms() {
        let object =
            json!({"a": "b c", "deep": {"x": {"y": true}}, "json": {"z": 1}, "list": [1, 2], "no": null, "p": [1, 2]});
        let styles = [("deep", Style::DeepObject), ("p", Style::PipeDelimited)];
        let expected = "a=b%20c&deep%5Bx%5D%5By%5D=true&json=%7B%22z%22%3A1%7D&list=1&list=2&p=1%7C2";
        assert_eq!(form(&object, &styles), expected);
        assert_eq!(form(&Value::Null, &[]), "");
    }
}
