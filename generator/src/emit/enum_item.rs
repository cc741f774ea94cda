//! Open enums: the values that the document names, and a variant that keeps all others.

use std::fmt::Write;

use quote::{format_ident, quote};
use serde_json::Value;

use super::doc::{self, Doc};
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use super::{hidden, markdown};
use crate::format::Item;
use crate::plan::{Model, Variant};

/// The enum, and the table of its wire values.
pub(crate) fn items(
    model: &Model<'_>,
    variants: &[Variant<'_>],
    unknown: &str,
    of_text: bool,
    vocabulary: &Vocabulary<'_>,
) -> Vec<Item> {
    let (name, unknown) = (format_ident!("{}", model.name), format_ident!("{unknown}"));
    let docs = model_doc(model, "One of a list of values.", &|wire| vocabulary.spell(wire)).tokens();
    let deprecated = doc::deprecated(&model.schema.docs);
    let variants_docs = variants.iter().map(|variant| {
        let mut docs = Doc::default();
        match &variant.value.description {
            Some(description) => {
                let description = markdown::clean(description);
                docs.paragraph(&markdown::replace_code(&description, &|wire| vocabulary.spell(wire)));
            }
            None => docs.paragraph(&format!("The value {}.", code(&variant.value.text()))),
        }
        docs.paragraph(&doc::present(&variant.value.editions).join(" "));
        docs.tokens()
    });
    let names = variants.iter().map(|variant| format_ident!("{}", variant.name));
    let (derives, kept) =
        if of_text { (quote!(PartialEq, Eq, Hash), quote!(UnknownValue)) } else { (quote!(PartialEq), quote!(Json)) };
    let debug = hidden::debug(model);
    let item = quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants_docs #names,)*
            /// A value that this edition does not know, kept and written back unchanged.
            #unknown(#kept),
        }
    };
    let mut items = vec![Item::Tokens(item), Item::Text(table(model, variants, &unknown.to_string(), of_text))];
    items.extend(hidden::item(model));
    items
}

fn table(model: &Model<'_>, variants: &[Variant<'_>], unknown: &str, of_text: bool) -> String {
    let name = if of_text { "open_enum" } else { "scalar_enum" };
    let mut table = format!("{name}! {{\n    {} {{\n", model.name);
    for variant in variants {
        // Writing to a `String` does not fail.
        let _ = writeln!(table, "        {} = {},", variant.name, literal(&variant.value.value));
    }
    let _ = writeln!(table, "        ..{unknown}\n    }}\n}}");
    table
}

/// A scalar as a literal of Rust.
pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Number(number) if number.is_i64() => format!("{number}i64"),
        Value::Number(number) if number.is_u64() => format!("{number}u64"),
        Value::Number(number) => format!("{:?}f64", number.as_f64().unwrap_or_default()),
        other => other.to_string(),
    }
}

/// A value between as many backticks as it needs.
pub(crate) fn code(value: &str) -> String {
    let value: String = value.chars().map(|c| if markdown::is_harmless(c) { c } else { ' ' }).collect();
    let longest = value.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    match longest {
        _ if value.trim().is_empty() => "of no characters".to_owned(),
        0 => format!("`{value}`"),
        run => format!("{0} {value} {0}", "`".repeat(run + 1)),
    }
}
