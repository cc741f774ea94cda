//! Writing an object entry by entry; as in reading, a failure is kept here.

use serde::ser::{Serialize, SerializeMap};

use crate::runtime::Extra;

/// The entries of an object, up to the first that cannot be written.
pub(crate) struct Entries<M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
}

impl<M: SerializeMap> Entries<M> {
    pub(super) fn new(map: M) -> Self {
        Self { map, written: Ok(()) }
    }

    pub(super) fn end(self) -> Result<M::Ok, M::Error> {
        self.written?;
        self.map.end()
    }

    /// Writes a field that has to be there.
    pub(crate) fn required<T: Serialize>(&mut self, name: &'static str, value: &T) {
        if self.written.is_ok() {
            self.written = self.map.serialize_entry(name, value);
        }
    }

    /// Writes a field when there is one.
    pub(crate) fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes a field that has to be there, as `null` where there is none.
    pub(crate) fn nullable<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes a field when there is one, which may be `null`.
    pub(crate) fn optional_nullable<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional(name, value);
    }

    /// Writes the fields that no field is for.
    pub(crate) fn extra<T: Serialize>(&mut self, extra: &Extra<T>) {
        if self.written.is_ok() {
            self.written = extra.iter().try_for_each(|(name, value)| self.map.serialize_entry(name, value));
        }
    }
}
