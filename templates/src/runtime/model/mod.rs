//! How structs are read and written: a table of wire names per struct, and the machinery for all of them.

pub(crate) mod read;
pub(crate) mod write;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

/// A struct with a table of wire names, as [`wire!`] writes it.
pub(crate) trait Model: Sized {
    /// Reads the entries of an object.
    ///
    /// # Errors
    ///
    /// The wire name of a field that has to be there and is not, which says nothing where an entry could not be read.
    fn read<'de, M: MapAccess<'de>>(entries: &mut read::Entries<'de, M>) -> Result<Self, &'static str>;

    /// Writes the entries of an object.
    fn write<M: SerializeMap>(&self, entries: &mut write::Entries<M>);
}

/// A model that a union tells by its fields.
pub(crate) trait Candidate: Model {
    /// The wire names of its fields, and whether an object without them is none.
    const FIELDS: &'static [(&'static str, bool)];
}

/// Reads a model from an object; errors call it by its name.
pub(crate) fn deserialize<'de, T: Model, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ModelVisitor { name, model: PhantomData })
}

/// Writes a model as an object.
pub(crate) fn serialize<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = write::Entries::new(serializer.serialize_map(None)?);
    model.write(&mut entries);
    entries.end()
}

struct ModelVisitor<T> {
    name: &'static str,
    model: PhantomData<T>,
}

impl<'de, T: Model> Visitor<'de> for ModelVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.name)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        let mut entries = read::Entries::new(map);
        let model = T::read(&mut entries);
        entries.end()?;
        model.map_err(Error::missing_field)
    }
}

/// Implements `Serialize` and `Deserialize` for a struct from a table of its fields:
///
/// ```text
/// wire! {
///     ConnectionSchedule {
///         units: required "units",
///         time_unit: optional "timeUnit",
///         ..extra
///     }
/// }
/// ```
///
/// | kind | the field | missing | `null` | written |
/// |---|---|---|---|---|
/// | `required` | `T` | an error | an error, unless `T` takes it | always |
/// | `optional` | `Option<T>` | `None` | `None` | when it is `Some` |
/// | `nullable` | `Option<T>` | `None` | `None` | always, `None` as `null` |
/// | `optional_nullable` | `Option<Option<T>>` | `None` | `Some(None)` | when it is `Some` |
///
/// The field after `..` takes what the table does not name, and gives it back when the struct is written. A table that
/// begins with `candidate` also makes the struct a [`Candidate`].
macro_rules! wire {
    ($name:ident { $($field:ident: $kind:ident $wire:literal,)* ..$extra:ident }) => {
        impl $crate::runtime::model::Model for $name {
            fn read<'de, M: serde::de::MapAccess<'de>>(
                entries: &mut $crate::runtime::model::read::Entries<'de, M>,
            ) -> Result<Self, &'static str> {
                $(let mut $field = None;)*
                let mut unknown = $crate::runtime::Extra::default();
                while let Some(key) = entries.next_key() {
                    match &*key.0 {
                        $($wire => entries.$kind(&mut $field),)*
                        _ => entries.unknown(key, &mut unknown),
                    }
                }
                Ok(Self {
                    $($field: $crate::runtime::model::wire!(@read $kind $field $wire),)*
                    $extra: unknown,
                })
            }

            fn write<M: serde::ser::SerializeMap>(&self, entries: &mut $crate::runtime::model::write::Entries<M>) {
                $(entries.$kind($wire, &self.$field);)*
                entries.extra(&self.$extra);
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::model::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::deserialize(stringify!($name), deserializer)
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
    (candidate $name:ident { $($field:ident: $kind:ident $wire:literal,)* ..$extra:ident }) => {
        impl $crate::runtime::model::Candidate for $name {
            const FIELDS: &'static [(&'static str, bool)] =
                &[$(($wire, $crate::runtime::model::wire!(@is_required $kind))),*];
        }

        $crate::runtime::model::wire! { $name { $($field: $kind $wire,)* ..$extra } }
    };
    (@is_required required) => { true };
    (@is_required $kind:ident) => { false };
    (@read required $field:ident $wire:literal) => {
        match $field {
            Some(value) => value,
            None => return Err($wire),
        }
    };
    (@read $kind:ident $field:ident $wire:literal) => { $field };
}
pub(crate) use wire;
