//! Enums of strings that keep values they do not know.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// A value that this edition of the API does not know, kept as the server sent it.
///
/// It can only come from text that names no known value: `JobStatus::from("running")` is `JobStatus::Running`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads an open enum, without a copy of the text when the value is known.
pub(crate) fn deserialize<'de, T, D>(name: &'static str, deserializer: D) -> Result<T, D::Error>
where
    T: for<'s> From<&'s str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor { name, value: PhantomData })
}

struct TextVisitor<T> {
    name: &'static str,
    value: PhantomData<T>,
}

impl<T: for<'s> From<&'s str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string ({})", self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Implements an open enum from a table of its values:
///
/// ```text
/// open_enum! {
///     JobStatus {
///         Pending = "pending",
///         Running = "running",
///         ..Unrecognized
///     }
/// }
/// ```
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $wire:literal,)* ..$unknown:ident }) => {
        impl $name {
            /// Every value that this edition knows, in document order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it stands on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value.as_str(),
                }
            }

            /// Whether this edition knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::UnknownValue::new(text)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::open_enum::deserialize(stringify!($name), deserializer)
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
}
pub(crate) use open_enum;
