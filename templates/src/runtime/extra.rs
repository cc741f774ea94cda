//! Fields that the document does not name.

use std::borrow::Cow;

use super::Json;

/// Fields of an object that this edition of the API does not know, in the order in which they came.
///
/// They are written back with the object, so that reading, changing and writing an object loses nothing. Where the
/// document gives such fields a type, that is `T`; otherwise they are free [`Json`].
#[derive(Clone, Debug, PartialEq)]
pub struct Extra<T = Json> {
    entries: Vec<(String, T)>,
}

impl<T> Extra<T> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value of the field of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Sets a field, and replaces its value when it is there already.
    pub fn insert<'n>(&mut self, name: impl Into<Cow<'n, str>>, value: T) {
        let name = name.into();
        match self.entries.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.entries.push((name.into_owned(), value)),
        }
    }

    /// Adds a field. Of two with one name, [`Extra::get`] sees the first; both are written back.
    pub(crate) fn push(&mut self, name: String, value: T) {
        self.entries.push((name, value));
    }

    /// Takes a field out.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let index = self.entries.iter().position(|(known, _)| known == name)?;
        Some(self.entries.remove(index).1)
    }
}

impl<T> Default for Extra<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T, N: Into<String>> FromIterator<(N, T)> for Extra<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        let mut extra = Self::default();
        entries.into_iter().for_each(|(name, value)| extra.insert(name.into(), value));
        extra
    }
}
