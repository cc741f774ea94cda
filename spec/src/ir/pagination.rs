//! How lists come in pages.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a list comes in pages (`x-pagination`). Places in the answer are the way to a property, its wire names joined by
/// dots; in a list, a number is an item and `-1` the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "style", rename_all = "snake_case", deny_unknown_fields)]
pub enum Pagination {
    /// By the number of items to pass over.
    Offset {
        /// In the request: the largest number of items of a page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Place>,
        /// In the request: the number of items to pass over.
        offset: Place,
        /// In the answer: the items of the page.
        items: String,
        /// In the answer: the number of items in all pages, where the server tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
    },
    /// By something in one answer that the next request takes.
    Cursor {
        /// In the request: the largest number of items of a page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Place>,
        /// In the request: what the answer before had at `next`.
        cursor: Place,
        /// In the answer: what the next request takes; absent, `null` or empty behind the last page. It may stand in the
        /// last item, such as `sources.-1.sourceId`.
        next: String,
        /// In the answer: the items of the page.
        items: String,
    },
    /// By a URL in one answer whose query is that of the next request.
    Link {
        /// In the answer: the URL; absent, `null` or empty behind the last page.
        next: String,
        /// In the answer: the items of the page.
        items: String,
    },
}

impl Pagination {
    /// Where the answer has the items.
    pub fn items(&self) -> &str {
        match self {
            Self::Offset { items, .. } | Self::Cursor { items, .. } | Self::Link { items, .. } => items,
        }
    }

    /// The places in the request.
    pub fn in_request(&self) -> Vec<&Place> {
        match self {
            Self::Offset { limit, offset: place, .. } | Self::Cursor { limit, cursor: place, .. } => {
                limit.iter().chain([place]).collect()
            }
            Self::Link { .. } => Vec::new(),
        }
    }

    /// The places in the answer beside that of the items.
    pub fn in_answer(&self) -> Option<&str> {
        match self {
            Self::Offset { total, .. } => total.as_deref(),
            Self::Cursor { next, .. } | Self::Link { next, .. } => Some(next),
        }
    }
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Place {
    /// The way to a property of the body, its wire names joined by dots: `pagination.pageSize`.
    Body(String),
    /// The name of a parameter in the query, written with a question mark: `?limit`.
    Query(String),
    /// The name of a parameter in the path, written between braces: `{jobId}`.
    Path(String),
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        let in_path = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        match (text.strip_prefix('?'), in_path) {
            (Some(name), _) => Self::Query(name.to_owned()),
            (None, Some(name)) => Self::Path(name.to_owned()),
            (None, None) => Self::Body(text),
        }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(way) => f.write_str(way),
            Self::Query(name) => write!(f, "?{name}"),
            Self::Path(name) => write!(f, "{{{name}}}"),
        }
    }
}
