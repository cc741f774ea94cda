//! Values that are text by the document, kept as they came.

/// Implements a newtype over JSON that should be a string: its text, conversions and `serde` traits.
///
/// Servers send other things too, such as `[2023, 2, 14]` for a date; those are kept, and written back unchanged.
macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// The text as the server sent it; JSON where it did not send a string.
            pub fn as_str(&self) -> &str {
                match &self.0 {
                    $crate::runtime::text::Text::String(text) => text,
                    $crate::runtime::text::Text::Other(json) => json.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self($crate::runtime::text::Text::String(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.as_str().fmt(f)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match &self.0 {
                    $crate::runtime::text::Text::String(text) => serializer.serialize_str(text),
                    $crate::runtime::text::Text::Other(json) => json.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json: $crate::runtime::Json = serde::Deserialize::deserialize(deserializer)?;
                Ok(Self(match json.decode() {
                    Ok(text) => $crate::runtime::text::Text::String(text),
                    Err(_) => $crate::runtime::text::Text::Other(json),
                }))
            }
        }
    };
}
pub(crate) use text;

use super::Json;

/// A string, or what came in its place.
#[derive(Clone, PartialEq)]
pub(crate) enum Text {
    String(String),
    Other(Json),
}
