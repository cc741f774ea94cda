//! Enums whose values are not all strings, and that keep values they do not know.

/// Implements such an enum from a table of its values:
///
/// ```text
/// scalar_enum! {
///     Level {
///         N1 = 1i64,
///         Auto = "auto",
///         ..Unrecognized
///     }
/// }
/// ```
macro_rules! scalar_enum {
    ($name:ident { $($variant:ident = $wire:literal,)* ..$unknown:ident }) => {
        impl $name {
            /// Every value that this edition knows, in document order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// Whether this edition knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant => std::fmt::Display::fmt(&$wire, f),)*
                    Self::$unknown(value) => match value.decode::<String>() {
                        Ok(text) => f.pad(&text),
                        Err(_) => f.pad(value.as_str()),
                    },
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant => serde::Serialize::serialize(&$wire, serializer),)*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json: $crate::runtime::Json = serde::Deserialize::deserialize(deserializer)?;
                let value = json.to_value();
                $(if value == $wire {
                    return Ok(Self::$variant);
                })*
                Ok(Self::$unknown(json))
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
}
pub(crate) use scalar_enum;
