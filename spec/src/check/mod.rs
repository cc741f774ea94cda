//! Whether the untyped tree has the form of an OpenAPI document, by tables of what each of its objects may hold.
//!
//! Everything that is wrong is found in one run, and at its very key. `openapiv3` would stop at the first, and name only
//! the object around it where it has to try several types.

mod kind;
mod mends;
mod schema_table;
mod tables;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Pointer, Severity, Trail, shortened};
pub(crate) use kind::Part;
use kind::{Field, Kind, Need, Object, list_of};
use schema_table::TYPES;

/// What people write for a type, and how that is said.
const MEANT: [(&str, &str); 15] = [
    ("any", "no type at all"),
    ("bool", "`boolean`"),
    ("datetime", "`string` with `format: date-time`"),
    ("dict", "`object`"),
    ("int", "`integer`"),
    ("long", "`integer` with `format: int64`"),
    ("float", "`number` with `format: float`"),
    ("double", "`number` with `format: double`"),
    ("str", "`string`"),
    ("list", "`array` with its `items`"),
    ("map", "`object` with `additionalProperties`"),
    ("date", "`string` with `format: date`"),
    ("date-time", "`string` with `format: date-time`"),
    ("uuid", "`string` with `format: uuid`"),
    ("file", "`string` with `format: binary`"),
];

/// What the tree turned out to be.
pub(crate) struct Checked<'t> {
    /// Everything in its form that is wrong (an error) or that nothing will be made of (a warning).
    pub(crate) found: Vec<Diagnostic>,
    /// Its objects, in document order.
    pub(crate) nodes: Vec<Node<'t>>,
    /// Its references: the node that holds the `$ref`, and where that leads.
    pub(crate) references: Vec<(Pointer, &'t str)>,
    /// What some of its values are taken for.
    pub(crate) mends: Vec<(Pointer, Value)>,
    /// Whether the document is of OpenAPI 3.1 or later.
    is_later: bool,
}

/// An object of the document.
pub(crate) struct Node<'t> {
    pub(crate) part: Part,
    pub(crate) map: &'t Map<String, Value>,
    pub(crate) at: Pointer,
}

/// Goes through the whole document.
pub(crate) fn check(tree: &Value) -> Checked<'_> {
    let is_later = tree["openapi"].as_str().is_some_and(|version| !version.starts_with("3.0"));
    let mut checker =
        Checked { found: Vec::new(), nodes: Vec::new(), references: Vec::new(), mends: Vec::new(), is_later };
    checker.object(tree, &tables::DOCUMENT, &Trail::ROOT);
    checker
}

impl<'t> Checked<'t> {
    fn error(&mut self, code: &'static str, message: String, at: &Trail<'_>, help: impl Into<String>) {
        self.found.push(Diagnostic::error(code, message).at(at.pointer()).help(help));
    }

    /// Checks a value that stands under `name`.
    fn value(&mut self, name: &str, value: &'t Value, kind: &Kind, at: &Trail<'_>) {
        if let Some(meant) = mends::meant(name, value, kind).filter(|meant| meant != value) {
            return self.mend(name, value, meant, kind, at);
        }
        match (kind, value) {
            (Kind::Any, _)
            | (Kind::Text, Value::String(_) | Value::Null)
            | (Kind::Flag, Value::Bool(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::Schema, Value::Bool(_)) => {}
            (Kind::Count, Value::Number(number)) if number.as_u64().is_some() => {}
            (Kind::Word(words), Value::String(word)) => self.word(name, word, words, at),
            (Kind::Types, Value::String(word)) => self.word(name, word, &TYPES, at),
            (Kind::Types, Value::Array(words)) => {
                let kind = Kind::Word(&TYPES);
                words.iter().enumerate().for_each(|(index, word)| self.value(name, word, &kind, &at.child(index)));
            }
            (Kind::Object(object), Value::Object(_)) => self.object(value, object, at),
            (Kind::Reference(object), Value::Object(map)) => match map.get("$ref") {
                Some(Value::String(reference)) => self.references.push((at.pointer(), reference)),
                Some(other) => self.wrong("$ref", other, &Kind::Text, &at.child("$ref")),
                None => self.object(value, object, at),
            },
            (Kind::Schema, Value::Object(_)) => self.object(value, tables::SCHEMA_OBJECT, at),
            (Kind::List(kind), Value::Array(items)) => {
                items.iter().enumerate().for_each(|(index, item)| self.value(name, item, kind, &at.child(index)));
            }
            (Kind::Map(kind), Value::Object(map)) => self.map(map, kind, at),
            (Kind::Paths, Value::Object(map)) => self.paths(map, at),
            (Kind::Responses, Value::Object(map)) => self.responses(map, at),
            (Kind::Either(one, _), value) if fits(one, value) => self.value(name, value, one, at),
            (Kind::Either(_, other), value) if fits(other, value) => self.value(name, value, other, at),
            (kind, value) => self.wrong(name, value, kind, at),
        }
    }

    /// Takes note that a value is taken for another.
    fn mend(&mut self, name: &str, value: &Value, meant: Value, kind: &Kind, at: &Trail<'_>) {
        let taken = match &meant {
            Value::String(text) if text.is_empty() => "left out".to_owned(),
            meant => format!("taken for `{}`", shown(meant)),
        };
        let (name, wanted, found) = (shortened(name), kind.words(), described(value));
        let message = format!("`{name}` has to be {wanted}, and is {found}; it is {taken}");
        let help = match &meant {
            Value::String(text) if text.is_empty() => format!("write {wanted} here"),
            Value::String(text) if value.is_string() => format!("write `{text}`"),
            Value::String(text) => format!("put it in quotes: \"{text}\""),
            other => format!("write `{other}` without quotes"),
        };
        self.found.push(Diagnostic::warning("loose-type", message).at(at.pointer()).help(help));
        self.mends.push((at.pointer(), meant));
    }

    fn wrong(&mut self, name: &str, value: &Value, kind: &Kind, at: &Trail<'_>) {
        let message = format!("`{}` has to be {}, and is {}", shortened(name), kind.words(), described(value));
        let help = match (kind, value) {
            (Kind::Word(_), Value::Number(_) | Value::Bool(_)) => format!("put it in quotes: \"{value}\""),
            (_, Value::Null) => "give it a value, or remove it".to_owned(),
            (Kind::List(_), _) => "write each item behind a `-`, or all in `[…]`".to_owned(),
            _ => format!("write {} here", kind.words()),
        };
        self.error("wrong-type", message, at, help);
    }

    fn word(&mut self, name: &str, word: &str, words: &[&str], at: &Trail<'_>) {
        if words.contains(&word) {
            return;
        }
        let meant = MEANT.iter().find(|(written, _)| name == "type" && word.eq_ignore_ascii_case(written));
        if let Some((_, help)) = meant {
            let message = format!("there is no type `{}`; it is taken for what it must mean", shortened(word));
            self.found.push(Diagnostic::warning("type-name", message).at(at.pointer()).help(format!("write {help}")));
            return;
        }
        let message = format!("`{}` is none of the words that `{}` knows", shortened(word), shortened(name));
        let error = Diagnostic::error("unknown-word", message)
            .at(at.pointer())
            .help(format!("it is one of {}", list_of(words)));
        self.found.push(error.did_you_mean(word, words.iter().copied()));
    }

    fn object(&mut self, value: &'t Value, object: &Object, at: &Trail<'_>) {
        let Value::Object(map) = value else { return };
        if let Some(Value::String(reference)) = map.get("$ref") {
            self.references.push((at.pointer(), reference));
        }
        self.nodes.push(Node { part: object.part, map, at: at.pointer() });
        if std::ptr::eq(object.fields, tables::ANYTHING) {
            return;
        }
        let is_reference = object.part == Part::Schema && map.get("$ref").is_some_and(Value::is_string);
        for (key, value) in map {
            let before = self.found.len();
            match object.fields.iter().find(|field| field.name == key) {
                Some(field) => self.value(key, value, field.kind, &at.child(key)),
                None if key.starts_with("x-") => {}
                None => self.unknown(key, object, map, &at.child(key)),
            }
            if is_reference && key != "$ref" {
                self.left_out(before, &at.child(key));
            }
        }
        for field in object.fields.iter().filter(|field| field.need != Need::None) {
            if map.get(field.name).is_none_or(Value::is_null) {
                self.missing(field, object, at);
            }
        }
    }

    /// Leaves out what stands beside a reference, if something found from `before` on is wrong in it: the reference says
    /// what is meant.
    fn left_out(&mut self, before: usize, at: &Trail<'_>) {
        let news = &mut self.found[before..];
        if news.iter().any(|found| found.severity == Severity::Error) {
            news.iter_mut().for_each(|found| found.severity = Severity::Warning);
            self.mends.push((at.pointer(), Value::Null));
        }
    }

    /// Tells of a field that is not there, where it has to be.
    fn missing(&mut self, field: &Field, object: &Object, at: &Trail<'_>) {
        let instead = match field.need {
            Need::None => return,
            Need::Vital => None,
            Need::Word(instead) | Need::Until31(instead) => Some(instead),
        };
        let message = format!("{} needs `{}`", object.what, field.name);
        let help = format!("add `{}`: {}", field.name, field.kind.words());
        let Some(instead) = instead else { return self.error("missing-field", message, at, help) };
        if !self.is_later || field.need == Need::Word(instead) {
            self.found.push(Diagnostic::warning("missing-field", message).at(at.pointer()).help(help));
        }
        self.mends.push((at.child(field.name).pointer(), serde_json::from_str(instead).unwrap_or_default()));
    }

    fn unknown(&mut self, key: &str, object: &Object, map: &Map<String, Value>, at: &Trail<'_>) {
        let message = format!("{} has no `{}`; ignored", object.what, shortened(key));
        let free = object.fields.iter().map(|field| field.name).filter(|name| !map.contains_key(*name));
        let help = if object.what == "a parameter" && tables::SCHEMA_OBJECT.fields.iter().any(|field| field.name == key)
        {
            "it belongs under `schema`"
        } else {
            "is it misspelled, or indented wrongly? what is not OpenAPI starts with `x-`"
        };
        let warning = Diagnostic::warning("unknown-field", message).at(at.pointer()).help(help);
        self.found.push(warning.did_you_mean(key, free));
    }

    fn map(&mut self, map: &'t Map<String, Value>, kind: &Kind, at: &Trail<'_>) {
        for (key, value) in map {
            // Extensions may stand in maps of components, where the name of a property may as well start so.
            let is_extension = key.starts_with("x-") && !matches!(kind, Kind::Schema) && !fits(kind, value);
            if !is_extension {
                self.value(key, value, kind, &at.child(key));
            }
        }
    }

    fn paths(&mut self, map: &'t Map<String, Value>, at: &Trail<'_>) {
        for (path, item) in map.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let at = at.child(path);
            if !path.starts_with('/') {
                let message = format!("`{}` is no path", shortened(path));
                self.error("path", message, &at, "a path starts with `/`; is it indented wrongly?");
            }
            self.value(path, item, &Kind::Object(&tables::PATH_ITEM), &at);
        }
    }

    fn responses(&mut self, map: &'t Map<String, Value>, at: &Trail<'_>) {
        for (status, response) in map.iter().filter(|(status, _)| !status.starts_with("x-")) {
            let at = at.child(status);
            let is_code = match status.as_bytes() {
                [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
                [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
                _ => status == "default",
            };
            if is_code {
                self.value(status, response, &Kind::Reference(&tables::RESPONSE), &at);
            } else {
                let message = format!("`{}` is no status code", shortened(status));
                self.error("status-code", message, &at, "it is one like `200`, a range like `4XX`, or `default`");
            }
        }
    }
}

/// Whether a value is of a kind, as far as can be seen from above.
fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text | Kind::Word(_) => value.is_string(),
        Kind::Flag => value.is_boolean(),
        Kind::Number | Kind::Count => value.is_number(),
        Kind::Types => value.is_string() || value.is_array(),
        Kind::Schema => value.is_object() || value.is_boolean(),
        Kind::List(_) => value.is_array(),
        Kind::Object(_) | Kind::Reference(_) | Kind::Map(_) | Kind::Paths | Kind::Responses => value.is_object(),
        Kind::Either(one, other) => fits(one, value) || fits(other, value),
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn described(value: &Value) -> String {
    match value {
        Value::Null => "empty".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
        Value::String(_) => "text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
    }
}
