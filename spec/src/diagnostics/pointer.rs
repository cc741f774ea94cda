//! The way to a node.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde_json::Value;

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
        let mut child = Self(text);
        child.push(key);
        child
    }

    /// Goes on to the node named `key` below.
    fn push(&mut self, key: impl fmt::Display) {
        let Self(text) = self;
        text.push('/');
        let start = text.len();
        // Writing to a `String` does not fail.
        let _ = write!(text, "{key}");
        if let Cow::Owned(escaped) = escaped(&text[start..]) {
            text.replace_range(start.., &escaped);
        }
    }

    /// The node of `tree` that it leads to.
    pub(crate) fn find<'t>(&self, tree: &'t Value) -> Option<&'t Value> {
        value_at(tree, &self.0)
    }

    /// Whether it stands for the whole document.
    pub(crate) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// What is above the last name or index, and that name; none for the whole document.
    pub(crate) fn parent(&self) -> Option<(Self, String)> {
        let (parent, last) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescaped(last).into_owned()))
    }

    /// The names and indices on the way, from the top.
    pub(crate) fn steps(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|step| unescaped(step).into_owned())
    }
}

/// The node that a pointer leads to, like [`Value::pointer`], which makes two copies of each step.
pub(crate) fn value_at<'t>(tree: &'t Value, pointer: &str) -> Option<&'t Value> {
    if !pointer.starts_with('/') {
        return pointer.is_empty().then_some(tree);
    }
    pointer.split('/').skip(1).map(unescaped).try_fold(tree, |node, step| match node {
        Value::Object(map) => map.get(&*step),
        Value::Array(list) => list.get(step.parse::<usize>().ok().filter(|index| index.to_string() == step)?),
        _ => None,
    })
}

/// A key as a step of a pointer.
pub(crate) fn escaped(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { key.replace('~', "~0").replace('/', "~1").into() } else { key.into() }
}

/// The key that a step of a pointer stands for.
pub(crate) fn unescaped(step: &str) -> Cow<'_, str> {
    if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step.into() }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The way to a node while the document is gone through: a step and what is above it, which cost nothing. It becomes a
/// [`Pointer`] where there is something to tell.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'t> {
    above: Option<&'t Self>,
    step: Step<'t>,
}

/// A step from a node to one below it.
#[derive(Clone, Copy)]
pub(crate) enum Step<'t> {
    /// To the value of a key.
    Key(&'t str),
    /// To an item of a list.
    Index(usize),
}

impl<'t> Trail<'t> {
    /// The whole document.
    pub(crate) const ROOT: Self = Self { above: None, step: Step::Key("") };

    /// The way to what is below.
    pub(crate) fn child(&'t self, step: impl Into<Step<'t>>) -> Self {
        Self { above: Some(self), step: step.into() }
    }

    /// The key or index of the last step.
    pub(crate) fn last(&self) -> Step<'t> {
        self.step
    }

    /// The way for keeps.
    pub(crate) fn pointer(&self) -> Pointer {
        let mut pointer = Pointer(String::with_capacity(96));
        self.add_to(&mut pointer);
        pointer
    }

    fn add_to(&self, pointer: &mut Pointer) {
        let Some(above) = self.above else { return };
        above.add_to(pointer);
        match self.step {
            Step::Key(key) => pointer.push(key),
            Step::Index(index) => pointer.push(index),
        }
    }
}

impl<'t> From<&'t str> for Step<'t> {
    fn from(key: &'t str) -> Self {
        Self::Key(key)
    }
}

impl<'t> From<&'t String> for Step<'t> {
    fn from(key: &'t String) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_where_those_of_serde_json_lead() {
        let tree = serde_json::json!({ "a/b": { "~": [10, { "": true }] }, "": 1, "01": 2 });
        for pointer in [
            "",
            "/",
            "/a~1b/~0/0",
            "/a~1b/~0/1/",
            "/a~1b/~0/01",
            "/a~1b/~0/+1",
            "/a~1b/~0/2",
            "/a~1b/~0/1//",
            "/01",
            "/a",
            "a",
            "/a~1b/~0/-1",
        ] {
            assert_eq!(value_at(&tree, pointer), tree.pointer(pointer), "{pointer}");
        }
    }
}
