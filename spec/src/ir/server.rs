//! Servers.

use serde::Serialize;

/// Where operations are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The path that those of operations are below, such as `/api`. Empty for the root.
    pub path: String,
    /// The URL, that path included; none where the document has no whole one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
