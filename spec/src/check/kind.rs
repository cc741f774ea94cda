//! The vocabulary of the tables: what a field of an OpenAPI object may hold.

/// An object of OpenAPI: its fields, and what else it may have.
pub(crate) struct Object {
    /// What it is called in a message, with its article.
    pub(super) what: &'static str,
    /// What it is to a lint.
    pub(super) part: Part,
    pub(super) fields: &'static [Field],
}

/// The objects that lints look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Document,
    Server,
    PathItem,
    Operation,
    Parameter,
    Header,
    MediaType,
    Response,
    Link,
    Schema,
    /// What no lint is about.
    Other,
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: &'static Kind,
    pub(super) need: Need,
}

/// Whether an object has to have a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    None,
    /// OpenAPI demands it, but all that is lost without are words; this is taken in its place, in JSON.
    Word(&'static str),
    /// The same, in documents of OpenAPI 3.0 alone: later ones may do without.
    Until31(&'static str),
    /// Without it, the object says nothing.
    Vital,
}

/// What a field may hold.
pub(super) enum Kind {
    /// Anything at all.
    Any,
    Text,
    Flag,
    Number,
    /// A whole number that is not negative.
    Count,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The type of a schema, or a list of them.
    Types,
    /// An object.
    Object(&'static Object),
    /// An object, or a reference to one.
    Reference(&'static Object),
    /// A schema: an object, a reference, or in 3.1 a flag.
    Schema,
    /// A list of such.
    List(&'static Kind),
    /// A mapping whose values are such.
    Map(&'static Kind),
    /// Paths to path items.
    Paths,
    /// Status codes to responses.
    Responses,
    /// Either of the two.
    Either(&'static Kind, &'static Kind),
}

/// A field that may be left out.
pub(super) const fn field(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, need: Need::None }
}

/// A field without which the object says nothing.
pub(super) const fn required(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, need: Need::Vital }
}

/// A field that OpenAPI demands, and in whose place `instead` is taken, in JSON.
pub(super) const fn expected(name: &'static str, kind: &'static Kind, instead: &'static str) -> Field {
    Field { name, kind, need: Need::Word(instead) }
}

/// A field that OpenAPI 3.0 demands, and later versions do not.
pub(super) const fn once_expected(name: &'static str, kind: &'static Kind, instead: &'static str) -> Field {
    Field { name, kind, need: Need::Until31(instead) }
}

impl Kind {
    /// What it is, in words for its author.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Any => "anything".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number from 0 up".to_owned(),
            Self::Word(words) => format!("one of {}", list_of(words)),
            Self::Types => "a type or a list of types".to_owned(),
            Self::Object(object) | Self::Reference(object) => object.what.to_owned(),
            Self::Schema => "a schema".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) | Self::Paths | Self::Responses => "a mapping".to_owned(),
            Self::Either(one, other) => format!("{} or {}", one.words(), other.words()),
        }
    }
}

/// The words in code quotes, with commas between.
pub(super) fn list_of(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
