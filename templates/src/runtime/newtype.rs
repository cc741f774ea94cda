//! Scalars with a name of their own.

/// Implements the conversions and `serde` traits of a newtype over a scalar: `newtype! { ConnectionId(Uuid) }`.
///
/// `wrapper!` does so for one over a list or a map, which has no form as text.
macro_rules! newtype {
    ($name:ident($inner:ty)) => {
        $crate::runtime::wrapper!($name($inner));

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = <$inner as std::str::FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}
pub(crate) use newtype;

macro_rules! wrapper {
    ($name:ident($inner:ty)) => {
        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
}
pub(crate) use wrapper;
