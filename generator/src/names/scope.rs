//! Scopes in which identifiers are claimed.

use std::collections::{HashMap, HashSet};

/// Words that are no identifiers, in any edition.
const KEYWORDS: [&str; 53] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// Types, traits and macros that the emitted source uses by their short names, or that a user of `models::*` would miss.
const TYPES: [&str; 62] = [
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "Box",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Display",
    "DoubleEndedIterator",
    "Download",
    "Drop",
    "Eq",
    "Err",
    "ErrorBody",
    "ExactSizeIterator",
    "Extend",
    "Extra",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Json",
    "Method",
    "New",
    "None",
    "Number",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Secret",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Transport",
    "TryFrom",
    "TryInto",
    "Unpin",
    "UnknownValue",
    "Uri",
    "Uuid",
    "Vec",
];

/// Names that a module's file cannot have: those of files that are there already, and those that no file can have on
/// Windows, whatever its ending.
const FILES: [&str; 25] = [
    "lib", "main", "readme", "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The characters that a name may have; what is behind them is cut off.
const LONGEST: usize = 80;

/// A set of identifiers in which no two are the same.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Lists of what cannot be claimed. Most scopes are small, and would spend more on copying these than on asking them.
    reserved: Vec<&'static [&'static str]>,
    taken: HashSet<String>,
    /// The number that the next of several equal names gets.
    numbers: HashMap<String, usize>,
    /// What is added to a wanted name that is a reserved word.
    suffix: &'static str,
}

impl Scope {
    /// A scope for types.
    pub(crate) fn types() -> Self {
        Self::new("Model", vec![&KEYWORDS, &TYPES])
    }

    /// A scope for fields, methods, variants or modules, in which `reserved` stands already.
    pub(crate) fn of(reserved: &'static [&'static str]) -> Self {
        Self::new("_", vec![&KEYWORDS, reserved])
    }

    /// A scope for modules, each of which becomes a file, in which `reserved` stands already.
    pub(crate) fn modules(reserved: &'static [&'static str]) -> Self {
        Self::new("_", vec![&KEYWORDS, reserved, &FILES])
    }

    fn new(suffix: &'static str, reserved: Vec<&'static [&'static str]>) -> Self {
        Self { reserved, taken: HashSet::new(), numbers: HashMap::new(), suffix }
    }

    /// An identifier like `wanted` that nobody else in the scope has: `type` gives `type_`, a second `name` gives `name2`.
    pub(crate) fn claim(&mut self, wanted: &str) -> String {
        // A name may become that of a file, with an ending.
        let mut name: String = wanted.chars().take(LONGEST).collect();
        if !self.is_free(&name) && self.is_reserved(wanted) {
            name.push_str(self.suffix);
        }
        // `Self_2` would be no name for a variant.
        let base = name.trim_end_matches('_').to_owned();
        let base = if base.is_empty() { name.clone() } else { base };
        if self.is_free(&name) {
            self.reserve(&name);
            return name;
        }
        let mut number = self.numbers.get(&base).copied().unwrap_or(2);
        let name = loop {
            let name = format!("{base}{number}");
            number += 1;
            if self.is_free(&name) {
                break name;
            }
        };
        self.numbers.insert(base, number);
        self.reserve(&name);
        name
    }

    /// Claims exactly `name`, which was published before, however long it is. `None` where it is not free.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.is_free(name).then(|| {
            self.reserve(name);
            name.to_owned()
        })
    }

    /// Takes `name` out of what can be claimed.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Whether `name` is still free.
    pub(crate) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name) && !self.reserved.iter().any(|words| words.contains(&name))
    }

    fn is_reserved(&self, name: &str) -> bool {
        KEYWORDS.contains(&name) || (self.suffix == "Model" && TYPES.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_and_repeated_names_get_out_of_the_way() {
        let mut types = Scope::types();
        assert_eq!(
            ["Option", "Job", "Job", "Option"].map(|name| types.claim(name)),
            ["OptionModel", "Job", "Job2", "OptionModel2"]
        );
        // What was published is taken as it is, even where it would be too long now.
        let long = "N".repeat(LONGEST) + "2";
        assert_eq!(types.take(&long), Some(long.clone()));
        assert_eq!((types.take(&long), types.take("Job")), (None, None));
        let mut fields = Scope::of(&["new"]);
        assert_eq!(["type", "new", "self", "type"].map(|name| fields.claim(name)), ["type_", "new2", "self_", "type2"]);
    }
}
