//! URIs.

use super::text::{Text, text};

/// A URI, kept as the server wrote it.
///
/// Servers also send relative paths and plain words for one, and a parsed URL is written back with other slashes and
/// escapes; so nothing is checked until [`Uri::parse`].
#[derive(Clone, PartialEq)]
pub struct Uri(Text);

text!(Uri);

impl Uri {
    /// The URI as an absolute URL.
    ///
    /// # Errors
    ///
    /// When the text is no absolute URL.
    pub fn parse(&self) -> Result<reqwest::Url, Box<dyn std::error::Error + Send + Sync>> {
        Ok(reqwest::Url::parse(self.as_str())?)
    }
}
