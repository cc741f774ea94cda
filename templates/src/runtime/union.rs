//! Values of one of several types, which keep what is of none of them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::model::Candidate;
use super::model::read::Key;
use super::{Json, json};

/// How deep a value may be nested to be looked into. What is nested deeper is kept as it is.
const DEPTH: usize = 128;

/// What JSON is, looked at from outside.
pub(crate) struct Outline<'j> {
    kind: u8,
    names: Vec<Cow<'j, str>>,
}

impl<'j> Outline<'j> {
    /// The outline of `json`; none where it is nested too deep to be read.
    pub(crate) fn of(json: &'j Json) -> Option<Self> {
        let text = json.as_str();
        let kind = *text.as_bytes().first()?;
        if depth(text) > DEPTH {
            return None;
        }
        let names = if kind == b'{' { json::of_text::<Names<'j>>(text).ok()?.0 } else { Vec::new() };
        Some(Self { kind, names })
    }

    /// Enums and unions take any value themselves.
    pub(crate) fn is_anything(&self) -> Option<usize> {
        Some(0)
    }

    pub(crate) fn is_string(&self) -> Option<usize> {
        (self.kind == b'"').then_some(0)
    }

    pub(crate) fn is_boolean(&self) -> Option<usize> {
        matches!(self.kind, b't' | b'f').then_some(0)
    }

    pub(crate) fn is_number(&self) -> Option<usize> {
        matches!(self.kind, b'-' | b'0'..=b'9').then_some(0)
    }

    pub(crate) fn is_array(&self) -> Option<usize> {
        (self.kind == b'[').then_some(0)
    }

    pub(crate) fn is_object(&self) -> Option<usize> {
        // Any object is a map; a struct that has fields of these names is more likely meant.
        (self.kind == b'{').then_some(self.names.len())
    }

    /// How many fields a struct would not know, unless it lacks one that it needs.
    pub(crate) fn is_model<T: Candidate>(&self) -> Option<usize> {
        let has = |name: &str| self.names.iter().any(|known| known == name);
        let complete = self.kind == b'{' && T::FIELDS.iter().all(|(name, required)| !required || has(name));
        let known = |name: &&Cow<'_, str>| T::FIELDS.iter().any(|(field, _)| field == *name);
        complete.then(|| self.names.len() - self.names.iter().filter(known).count())
    }
}

/// The names of an object's fields.
struct Names<'j>(Vec<Cow<'j, str>>);

impl<'j> Deserialize<'j> for Names<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'j> Visitor<'j> for NamesVisitor {
            type Value = Names<'j>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'j>>(self, mut entries: M) -> Result<Names<'j>, M::Error> {
                let mut names = Vec::new();
                while let Some(name) = entries.next_key::<Key<'j>>()? {
                    entries.next_value::<IgnoredAny>()?;
                    names.push(name.0);
                }
                Ok(Names(names))
            }
        }

        deserializer.deserialize_map(NamesVisitor)
    }
}

/// The value of the field of an object that tells what the object is: `null` where it has no such field. None where the
/// JSON is no object, or nested too deep to be read.
pub(crate) fn tag(json: &Json, name: &str) -> Option<Value> {
    struct TagVisitor<'n>(&'n str);

    impl<'de> Visitor<'de> for TagVisitor<'_> {
        type Value = Value;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut entries: M) -> Result<Value, M::Error> {
            let mut tag = Value::Null;
            while let Some(key) = entries.next_key::<Key<'de>>()? {
                if key.0 == self.0 {
                    tag = entries.next_value()?;
                } else {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
            Ok(tag)
        }
    }

    if depth(json.as_str()) > DEPTH {
        return None;
    }
    serde_json::Deserializer::from_slice(json.as_str().as_bytes()).deserialize_map(TagVisitor(name)).ok()
}

/// How deep lists and objects are inside each other.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Reads `json` as one of the variants.
pub(crate) fn read<T: DeserializeOwned, U>(json: &Json, variant: fn(T) -> U) -> Option<U> {
    json.decode().ok().map(variant)
}

/// How many fields would be left over if a variant were taken, none where it cannot be; and what reads it.
pub(crate) type Fit<U> = (Option<usize>, fn(&Json) -> Option<U>);

/// Reads `json` as the variant that it fits best: the one with the fewest fields left over; among equals, the first.
pub(crate) fn best<U, const N: usize>(json: &Json, mut variants: [Fit<U>; N]) -> Option<U> {
    variants.sort_by_key(|(left_over, _)| *left_over);
    variants.iter().filter(|(left_over, _)| left_over.is_some()).find_map(|(_, read)| read(json))
}

/// Implements a union from a table of its variants. Where a field tells what an object is, the table has the values that
/// stand for each variant; a variant without one is for all others:
///
/// ```text
/// union! {
///     Pet by "petType" {
///         Cat = "cat" | "Cat",
///         Dog = "dog",
///         Base,
///         ..Unrecognized
///     }
/// }
/// ```
///
/// Otherwise it has what JSON each can be:
///
/// ```text
/// union! {
///     Size {
///         Text: string,
///         Count: number,
///         Named: known,
///         Box: model BoxSize,
///         ..Unrecognized
///     }
/// }
/// ```
///
/// `known` stands for enums and other unions, which take any value themselves. Nothing fails to be read: a value that is
/// of no variant is kept in the one after `..`, and written back unchanged.
macro_rules! union {
    ($name:ident by $tag:literal { $($variant:ident $(= $($value:literal)|+)?,)* ..$unknown:ident }) => {
        impl $name {
            fn read(json: &$crate::runtime::Json) -> Option<Self> {
                let tag = $crate::runtime::union::tag(json, $tag)?;
                $($(if $(tag == $value)||+ {
                    return $crate::runtime::union::read(json, Self::$variant);
                })?)*
                let others: &[fn(&$crate::runtime::Json) -> Option<Self>] =
                    &[$($crate::runtime::union::union!(@other $variant $($($value)|+)?)),*];
                others.iter().find_map(|read| read(json))
            }
        }

        $crate::runtime::union::union!(@serde $name $($variant)* .. $unknown);
    };
    ($name:ident { $($variant:ident: $kind:ident $($model:ident)?,)* ..$unknown:ident }) => {
        impl $name {
            fn read(json: &$crate::runtime::Json) -> Option<Self> {
                let outline = $crate::runtime::union::Outline::of(json)?;
                $crate::runtime::union::best(
                    json,
                    [$((
                        $crate::runtime::union::union!(@fits outline $kind $($model)?),
                        $crate::runtime::union::union!(@read $variant $kind),
                    )),*],
                )
            }
        }

        $crate::runtime::union::union!(@serde $name $($variant)* .. $unknown);
    };
    (@other $variant:ident) => { |json| $crate::runtime::union::read(json, Self::$variant) };
    (@other $variant:ident $($value:literal)|+) => { |_| None };
    (@fits $outline:ident string) => { $outline.is_string() };
    (@fits $outline:ident number) => { $outline.is_number() };
    (@fits $outline:ident boolean) => { $outline.is_boolean() };
    (@fits $outline:ident array) => { $outline.is_array() };
    (@fits $outline:ident object) => { $outline.is_object() };
    (@fits $outline:ident model $model:ident) => { $outline.is_model::<$model>() };
    (@fits $outline:ident known) => { $outline.is_anything() };
    (@read $variant:ident known) => {
        |json| match $crate::runtime::union::read(json, Self::$variant) {
            Some(Self::$variant(value)) if value.is_known() => Some(Self::$variant(value)),
            _ => None,
        }
    };
    (@read $variant:ident $kind:ident) => { |json| $crate::runtime::union::read(json, Self::$variant) };
    (@serde $name:ident $($variant:ident)* .. $unknown:ident) => {
        impl $name {
            /// Whether the value is of one of the types that this edition knows.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json: $crate::runtime::Json = serde::Deserialize::deserialize(deserializer)?;
                Ok(Self::read(&json).unwrap_or(Self::$unknown(json)))
            }
        }

        impl $crate::runtime::from_response::FromJson for $name {}
    };
}
pub(crate) use union;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_are_no_depth() {
        assert_eq!(depth(r#"{"a[[": "\"[", "b": [[1], {}]}"#), 3);
        assert_eq!(depth("1"), 0);
    }
}
