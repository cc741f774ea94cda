//! Facts that are taken whole: which one counts where editions differ, and how the others are noted.

use serde_json::{Map, Value, json};

use super::kind::{Held, Kind};
use super::node::Variant;
use super::presence::Set;

/// Merges the atoms of a node. What an edition says otherwise is noted, `null` for what it does not say, and so is what the
/// editions `untold` require.
pub(super) fn merge(
    kind: Kind,
    variants: &[Variant<'_>],
    base: usize,
    id: Option<&str>,
    (names, untold): (&[String], &Set),
    merged: &mut Map<String, Value>,
) {
    let mut keys: Vec<&str> = Vec::new();
    for (key, value) in variants.iter().filter_map(|variant| variant.node.as_object()).flatten() {
        let is_atom =
            kind.held(key, value) == Held::Atom || (key == "additionalProperties" && !merged.contains_key(key));
        if is_atom && !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    for key in &keys {
        let said = Said { key, all: variants.iter().map(|v| (v.edition, v.node.get(key))).collect(), base };
        let chosen = match id.filter(|_| *key == "operationId") {
            Some(id) => Some(Value::from(id)),
            None => said.choose(kind),
        };
        if let Some(value) = chosen {
            merged.insert((*key).to_owned(), value);
        }
    }
    note_exceptions(variants, &keys, (names, untold), merged);
}

/// What the editions say for one key.
struct Said<'a> {
    key: &'a str,
    all: Vec<(usize, Option<&'a Value>)>,
    base: usize,
}

impl Said<'_> {
    fn choose(&self, kind: Kind) -> Option<Value> {
        let newest = || self.all.iter().max_by_key(|(edition, _)| *edition).and_then(|(_, value)| value.cloned());
        match (kind, self.key) {
            // A value that may be null in one edition may be null.
            (Kind::Schema, "nullable") => self.any(|value| value == Some(&json!(true))).then(|| json!(true)),
            // What is set by one side alone in all editions.
            (Kind::Schema, "readOnly" | "writeOnly") => self.agreed(),
            (Kind::Schema, "type" | "discriminator") => self.latest(),
            (Kind::Schema, "format") => self.format(),
            (Kind::Schema, "additionalProperties") => self.additional(),
            // Limits hold where all editions have them.
            (
                Kind::Schema,
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" | "minLength"
                | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties",
            ) => self.agreed(),
            // Where an operation lives is where the base has it.
            (Kind::Operation, "tags") => self.of_base().or_else(newest),
            _ => newest(),
        }
    }

    fn any(&self, test: impl Fn(Option<&Value>) -> bool) -> bool {
        self.all.iter().any(|(_, value)| test(*value))
    }

    /// The value that all editions agree on.
    fn agreed(&self) -> Option<Value> {
        let (_, first) = self.all.first()?;
        self.all.iter().all(|(_, value)| value == first).then(|| first.cloned())?
    }

    /// The value of the newest edition that has one.
    fn latest(&self) -> Option<Value> {
        let having = self.all.iter().filter(|(_, value)| value.is_some());
        having.max_by_key(|(edition, _)| *edition).and_then(|(_, value)| value.cloned())
    }

    fn of_base(&self) -> Option<Value> {
        self.all.iter().find(|(edition, _)| *edition == self.base).and_then(|(_, value)| value.cloned())
    }

    /// The wider of two integers; of two kinds of text, text of any kind.
    fn format(&self) -> Option<Value> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_ascii_lowercase();
        let words: Vec<Option<String>> = self.all.iter().map(|(_, value)| value.map(word)).collect();
        if words.iter().all(|word| *word == words[0]) {
            return self.latest();
        }
        let wide = |word: &Option<String>| word.as_deref() == Some("int64");
        words.iter().any(wide).then(|| json!("int64"))
    }

    /// A type for other properties, or a ban on them, counts where all editions have it.
    fn additional(&self) -> Option<Value> {
        self.agreed().or_else(|| self.any(|value| value == Some(&json!(true))).then(|| json!(true)))
    }
}

fn note_exceptions(
    variants: &[Variant<'_>],
    keys: &[&str],
    (names, untold): (&[String], &Set),
    merged: &mut Map<String, Value>,
) {
    let mut notes: Vec<(Map<String, Value>, Vec<&str>)> = Vec::new();
    let mut sorted: Vec<&Variant<'_>> = variants.iter().collect();
    sorted.sort_by_key(|variant| variant.edition);
    for variant in sorted {
        let differs = keys.iter().filter(|key| variant.node.get(**key) != merged.get(**key));
        let mut note: Map<String, Value> =
            differs.map(|key| ((*key).to_owned(), variant.node.get(*key).cloned().unwrap_or_default())).collect();
        if untold.contains(&variant.edition) {
            note.insert("required".to_owned(), variant.node.get("required").cloned().unwrap_or_default());
        }
        note.sort_keys();
        if note.is_empty() {
            continue;
        }
        match notes.iter_mut().find(|(other, _)| *other == note) {
            Some((_, editions)) => editions.push(&names[variant.edition]),
            None => notes.push((note, vec![&names[variant.edition]])),
        }
    }
    if !notes.is_empty() {
        let notes = notes.into_iter().map(|(note, editions)| {
            let head = [("in".to_owned(), json!(editions))];
            Value::Object(head.into_iter().chain(note).collect())
        });
        merged.insert("x-was".to_owned(), notes.collect());
    }
}
