//! Many editions of an API in one document.
//!
//! A document that holds several editions says of each thing from which edition on and until which it exists, which
//! editions require it, and what some editions say otherwise. That is enough to get the facts of every edition back
//! ([`edition`]), so taking one more edition in is a pure function of all of them ([`merge`]): the same set of editions
//! gives the same document, in whichever order they came. `docs/updating.md` has the rules.
//!
//! Words, which are summaries, descriptions, examples and extensions, are ours: they stay with the place that they
//! describe, and are never taken from an edition.

mod atoms;
mod differences;
mod facts;
mod forms;
mod holds;
mod ids;
mod kind;
mod lists;
mod node;
mod order;
mod presence;
mod project;
mod required;
mod schema;
mod wordless;
mod words;

use serde_json::Value;

pub use differences::{Tell, differences};
pub use facts::facts;
pub use wordless::wordless;
pub use words::keep_words;

/// One edition of an API: its name, and what it says.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The name that the document's annotations use.
    pub name: String,
    /// The edition's document; its own words only where they are ours.
    pub tree: Value,
}

/// A node on which editions disagree in a way that no rule covers.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Where the node is, as a JSON pointer.
    pub pointer: String,
    /// What the editions say, each with the first that says it.
    pub sides: Vec<(String, Value)>,
}

/// The document that holds all `editions`, which are in the order of their dates. Where editions differ in the order of
/// things, that of `base` counts, then that of the oldest.
pub fn merge(editions: &[Edition], base: &str) -> Value {
    let base = editions.iter().position(|edition| edition.name == base).unwrap_or_default();
    node::Merge::new(editions, base).document()
}

/// What one edition says, taken from a document that holds the editions `names`, in the order of their dates. Words come
/// along.
pub fn edition(document: &Value, names: &[String], name: &str) -> Edition {
    let index = names.iter().position(|other| other == name).unwrap_or_default();
    let tree = project::Projection { names, edition: index }.node(kind::Kind::Document, document);
    Edition { name: name.to_owned(), tree }
}

/// The places where `document` holds a conflict that nothing has decided: no type was given to it.
pub fn conflicts(document: &Value, names: &[String]) -> Vec<Conflict> {
    schema::conflicts(document, names)
}

/// Whether two documents say the same, whatever their words and the order of what they say.
pub fn same(one: &Value, other: &Value) -> bool {
    facts::canonical(kind::Kind::Document, one) == facts::canonical(kind::Kind::Document, other)
}

/// Puts a document into the form in which it is kept: the keys of each node in their order.
pub fn tidy(document: &mut Value) {
    order::tidy(kind::Kind::Document, document, order::Things::AsTheyAre);
}
