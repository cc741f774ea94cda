//! Names that are spelled in several ways, and are one in Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Whether two wire names make the same field, method or argument: `timeUnit` and `time_unit`.
pub(super) fn same_field(one: &str, other: &str) -> bool {
    one.to_snake_case() == other.to_snake_case()
}

/// Whether two wire names make the same type or variant: `queued` and `QUEUED`.
pub(super) fn same_type(one: &str, other: &str) -> bool {
    one.to_upper_camel_case() == other.to_upper_camel_case()
}
