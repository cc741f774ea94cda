//! How structs are read and written: a table of wire names per struct, and the machinery for all of them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

/// A struct with a table of wire names, as [`wire!`] writes it.
pub(crate) trait Model: Sized {
    /// What errors call it.
    const NAME: &'static str;
    /// The wire names of its fields, and whether an object without them is none.
    const FIELDS: &'static [(&'static str, bool)];

    /// Reads the entries of an object.
    fn read<'de, M: MapAccess<'de>>(entries: M) -> Result<Self, M::Error>;

    /// Writes the entries of an object.
    fn write<M: SerializeMap>(&self, entries: &mut M) -> Result<(), M::Error>;
}

/// Reads a model from an object.
pub(crate) fn deserialize<'de, T: Model, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ModelVisitor(PhantomData))
}

/// Writes a model as an object.
pub(crate) fn serialize<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(None)?;
    model.write(&mut entries)?;
    entries.end()
}

/// Reads the value of an entry into the place of its field, by the kind of the field. Functions, for code that is not
/// repeated for every field compiles faster.
pub(crate) mod read {
    use serde::de::{Deserialize, MapAccess};

    pub(crate) fn required<'de, T: Deserialize<'de>, M: MapAccess<'de>>(
        place: &mut Option<T>,
        entries: &mut M,
    ) -> Result<(), M::Error> {
        *place = Some(entries.next_value()?);
        Ok(())
    }

    pub(crate) fn optional<'de, T: Deserialize<'de>, M: MapAccess<'de>>(
        place: &mut Option<T>,
        entries: &mut M,
    ) -> Result<(), M::Error> {
        *place = entries.next_value()?;
        Ok(())
    }

    pub(crate) use {optional as nullable, required as optional_nullable};
}

/// Writes a field by its kind, unless one before it could not be written.
pub(crate) mod write {
    use serde::ser::{Serialize, SerializeMap};

    pub(crate) fn required<T: Serialize, M: SerializeMap>(
        name: &'static str,
        value: &T,
        entries: &mut M,
        written: &mut Result<(), M::Error>,
    ) {
        if written.is_ok() {
            *written = entries.serialize_entry(name, value);
        }
    }

    pub(crate) fn optional<T: Serialize, M: SerializeMap>(
        name: &'static str,
        value: &Option<T>,
        entries: &mut M,
        written: &mut Result<(), M::Error>,
    ) {
        if let Some(value) = value {
            required(name, value, entries, written);
        }
    }

    pub(crate) use {optional as optional_nullable, required as nullable};
}

struct ModelVisitor<T>(PhantomData<T>);

impl<'de, T: Model> Visitor<'de> for ModelVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, entries: M) -> Result<T, M::Error> {
        T::read(entries)
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
/// The field after `..` takes what the table does not name, and gives it back when the struct is written.
macro_rules! wire {
    ($name:ident { $($field:ident: $kind:ident $wire:literal,)* ..$extra:ident }) => {
        impl $crate::runtime::model::Model for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [(&'static str, bool)] =
                &[$(($wire, $crate::runtime::model::wire!(@is_required $kind))),*];

            fn read<'de, M: serde::de::MapAccess<'de>>(mut entries: M) -> Result<Self, M::Error> {
                $(let mut $field = None;)*
                let mut unknown = $crate::runtime::Extra::default();
                while let Some(key) = entries.next_key::<$crate::runtime::model::Key<'de>>()? {
                    match &*key.0 {
                        $($wire => $crate::runtime::model::read::$kind(&mut $field, &mut entries),)*
                        _ => unknown.read(key.0, &mut entries),
                    }?;
                }
                Ok(Self {
                    $($field: $crate::runtime::model::wire!(@read $kind $field $wire),)*
                    $extra: unknown,
                })
            }

            fn write<M: serde::ser::SerializeMap>(&self, entries: &mut M) -> Result<(), M::Error> {
                let mut written = Ok(());
                $($crate::runtime::model::write::$kind($wire, &self.$field, entries, &mut written);)*
                self.$extra.write(entries, &mut written);
                written
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::model::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::deserialize(deserializer)
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
    (@is_required required) => { true };
    (@is_required $kind:ident) => { false };
    (@read required $field:ident $wire:literal) => {
        match $field {
            Some(value) => value,
            None => return Err(serde::de::Error::missing_field($wire)),
        }
    };
    (@read $kind:ident $field:ident $wire:literal) => { $field };
}
pub(crate) use wire;
