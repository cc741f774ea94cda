//! Reading an object entry by entry. What is repeated for each field of each model has to compile fast, so a failure is kept
//! here, and nothing of it is seen there.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::runtime::Extra;

/// The entries of an object, up to the first that cannot be read.
pub(crate) struct Entries<'de, M: MapAccess<'de>> {
    map: M,
    read: Result<(), M::Error>,
    text: PhantomData<&'de str>,
}

impl<'de, M: MapAccess<'de>> Entries<'de, M> {
    pub(super) fn new(map: M) -> Self {
        Self { map, read: Ok(()), text: PhantomData }
    }

    /// Why an entry could not be read, where one could not.
    pub(super) fn end(self) -> Result<(), M::Error> {
        self.read
    }

    /// The name of the next entry. None comes after one that could not be read.
    pub(crate) fn next_key(&mut self) -> Option<Key<'de>> {
        if self.read.is_err() {
            return None;
        }
        let key = self.map.next_key();
        self.kept(key).flatten()
    }

    /// Reads the entry's value for a field that has to be there.
    pub(crate) fn required<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        let value = self.map.next_value();
        *field = self.kept(value);
    }

    /// Reads the entry's value for a field for which `null` is the same as no entry.
    pub(crate) fn optional<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        let value = self.map.next_value();
        *field = self.kept(value).flatten();
    }

    /// Reads the entry's value for a field that has to be there and may be `null`.
    pub(crate) fn nullable<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        self.optional(field);
    }

    /// Reads the entry's value for a field for which `null` says something else than no entry.
    pub(crate) fn optional_nullable<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        self.required(field);
    }

    /// Reads the value of an entry that no field is for.
    pub(crate) fn unknown<T: Deserialize<'de>>(&mut self, key: Key<'de>, extra: &mut Extra<T>) {
        let value = self.map.next_value();
        if let Some(value) = self.kept(value) {
            extra.push(key.0.into_owned(), value);
        }
    }

    fn kept<T>(&mut self, result: Result<T, M::Error>) -> Option<T> {
        result.map_err(|error| self.read = Err(error)).ok()
    }
}

/// The name of an entry, borrowed from the input where it has no escapes.
pub(crate) struct Key<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(name.to_owned())))
    }
}
