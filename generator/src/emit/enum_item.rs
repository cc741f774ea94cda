//! Open enums: the values that the document names, and a variant that keeps all others.

use std::fmt::Write;

use quote::{format_ident, quote};

use super::doc::{self, Doc};
use super::markdown;
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{Model, Variant};

/// The enum, and the table of its wire values.
pub(crate) fn items(
    model: &Model<'_>,
    variants: &[Variant<'_>],
    unknown: &str,
    vocabulary: &Vocabulary<'_>,
) -> [Item; 2] {
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
        docs.tokens()
    });
    let names = variants.iter().map(|variant| format_ident!("{}", variant.name));
    let item = quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants_docs #names,)*
            /// A value that this edition does not know, kept and written back unchanged.
            #unknown(UnknownValue),
        }
    };
    [Item::Tokens(item), Item::Text(table(model, variants, &unknown.to_string()))]
}

fn table(model: &Model<'_>, variants: &[Variant<'_>], unknown: &str) -> String {
    let mut table = format!("open_enum! {{\n    {} {{\n", model.name);
    for variant in variants {
        // Writing to a `String` does not fail.
        let _ = writeln!(table, "        {} = {:?},", variant.name, variant.value.text());
    }
    let _ = writeln!(table, "        ..{unknown}\n    }}\n}}");
    table
}

/// A value between as many backticks as it needs.
pub(crate) fn code(value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if value.is_empty() {
        "of no characters".to_owned()
    } else if value.contains('`') {
        format!("`` {value} ``")
    } else {
        format!("`{value}`")
    }
}
