//! Values without their depth: what the styles know how to write.

use serde_json::Value;

/// A value without its depth: what the styles know how to write.
pub(super) enum Flat {
    /// Nothing is sent.
    Nothing,
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Flat {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Array(items) => Self::Many(items.iter().filter(|item| !item.is_null()).map(text).collect()),
            Value::Object(entries) => {
                let entries = entries.iter().filter(|(_, value)| !value.is_null());
                Self::Pairs(entries.map(|(name, value)| (name.clone(), text(value))).collect())
            }
            scalar => Self::One(text(scalar)),
        }
    }

    /// The items, or the names and values one after the other.
    pub(super) fn items(self) -> Vec<String> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(value) => vec![value],
            Self::Many(items) => items,
            Self::Pairs(pairs) => pairs.into_iter().flat_map(|(name, value)| [name, value]).collect(),
        }
    }
}

/// A scalar as it is; JSON of anything deeper.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
