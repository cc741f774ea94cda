//! The way to a node.

use std::fmt::{self, Write};

/// The way from the top of a document to a node: a JSON pointer as in RFC 6901.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text.
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The node named `key` below this one.
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 24);
        text.push_str(&self.0);
        text.push('/');
        let start = text.len();
        // Writing to a `String` does not fail.
        let _ = write!(text, "{key}");
        if text[start..].contains(['~', '/']) {
            let escaped = text[start..].replace('~', "~0").replace('/', "~1");
            text.replace_range(start.., &escaped);
        }
        Self(text)
    }

    /// Whether it stands for the whole document.
    pub(crate) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The last name or index as it is written in the pointer; none for the whole document.
    pub(crate) fn last(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(_, last)| last)
    }

    /// What is above the last name or index, and that name; none for the whole document.
    pub(crate) fn parent(&self) -> Option<(Self, String)> {
        let (parent, last) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), last.replace("~1", "/").replace("~0", "~")))
    }

    /// The names and indices on the way, from the top.
    pub(crate) fn steps(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
