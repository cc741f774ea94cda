//! Types in words, so that they can be compared between two documents.

use super::schemas::component;
use crate::ir::{Api, IntegerFormat, Owner, Shape, StringFormat, Type};

/// The type as the document has it: components by name, inline schemas by what they are.
pub(super) fn text(api: &Api, ty: &Type) -> String {
    words(api, ty, false)
}

/// The type as Rust has it: what is only another name is what it stands for, and text is text.
pub(super) fn in_rust(api: &Api, ty: &Type) -> String {
    words(api, ty, true)
}

fn words(api: &Api, ty: &Type, in_rust: bool) -> String {
    let inner = |ty: &Type| words(api, ty, in_rust);
    match ty {
        Type::Json => "any JSON".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer(IntegerFormat::Int32) => "integer of 32 bits".to_owned(),
        Type::Integer(IntegerFormat::Int64) => "integer".to_owned(),
        Type::Integer(IntegerFormat::Uint32) => "unsigned integer of 32 bits".to_owned(),
        Type::Integer(IntegerFormat::Uint64) => "unsigned integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String(StringFormat::Plain) => "string".to_owned(),
        Type::String(StringFormat::Binary) if in_rust => "string".to_owned(),
        Type::String(format) => format!("string ({})", format!("{format:?}").to_lowercase()),
        Type::List(items) => format!("list of {}", inner(items)),
        Type::Map(values) => format!("map of {}", inner(values)),
        Type::Secret(secret) => format!("secret {}", inner(secret)),
        Type::Nullable(value) => format!("{} or null", inner(value)),
        Type::Schema(id) => {
            let schema = api.schema(*id);
            match (&schema.origin.owner, schema.origin.steps.as_slice(), &schema.shape) {
                (_, _, Shape::Alias(target)) if in_rust => inner(api.behind_aliases(target)),
                (Owner::Component(name), [], _) => format!("`{name}`"),
                (_, _, shape) => format!("{} of its own", kind(shape)),
            }
        }
    }
}

/// Whether a schema that the type is, or holds, has no name of its own in the document.
pub(super) fn is_inline(api: &Api, ty: &Type) -> bool {
    match ty.innermost() {
        Type::Schema(id) => component(&api.schema(*id).origin).is_none(),
        _ => false,
    }
}

/// A type in words, as a sentence has it: `a list of numbers` but `any JSON`.
pub(super) fn with_article(words: &str) -> String {
    let article = match words.split(' ').next().unwrap_or_default() {
        "boolean" | "list" | "map" | "number" | "secret" | "string" => "a ",
        "integer" | "unsigned" => "an ",
        _ => "",
    };
    format!("{article}{words}")
}

/// What a schema is, in a word.
pub(super) fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "an object",
        Shape::Enum(_) => "an enum",
        Shape::Union(_) => "a choice",
        Shape::Newtype(_) => "a scalar",
        Shape::Alias(_) => "another name",
    }
}
