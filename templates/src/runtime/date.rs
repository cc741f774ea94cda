//! Dates and times.

use super::text::{Text, text};

/// A calendar date such as `2023-02-14`, kept as the server wrote it; some servers write `[2023, 2, 14]`.
#[derive(Clone, PartialEq)]
pub struct Date(Text);

text!(Date);

/// A point in time such as `2023-02-14T13:00:00Z`, kept as the server wrote it, with its own precision and offset.
#[derive(Clone, PartialEq)]
pub struct DateTime(Text);

text!(DateTime);
