//! The enum of what an operation answers with different statuses.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::Status;

use super::doc::{self, Doc, with_full_stop};
use super::markdown;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{AnswerEnum, AnswerVariant, Imports, RustType};

/// The enum, and the table of its statuses.
pub(crate) fn items(made: &AnswerEnum<'_>, vocabulary: &Vocabulary<'_>) -> [Item; 2] {
    [Item::Tokens(declaration(made, vocabulary)), Item::Text(table(made))]
}

/// Adds what the enum needs to be imported.
pub(crate) fn imports(made: &AnswerEnum<'_>, imports: &mut Imports) {
    imports.runtime("answers");
    made.variants.iter().filter_map(|variant| variant.body.as_ref()).for_each(|body| body.imports(imports));
}

fn declaration(made: &AnswerEnum<'_>, vocabulary: &Vocabulary<'_>) -> TokenStream {
    let (name, other) = (format_ident!("{}", made.name), format_ident!("{}", made.other));
    let docs = doc::line(&format!("What {} answers, by its status.", vocabulary.operation(&made.operation.id)));
    let other_docs = doc::line("What came with a status that the document does not have.");
    let variants = made.variants.iter().map(|variant| {
        let (name, docs) = (format_ident!("{}", variant.name), variant_doc(variant, vocabulary).tokens());
        let body = variant.body.as_ref().map(|body| {
            let body = body.tokens();
            quote!((#body))
        });
        quote!(#docs #name #body)
    });
    let streams = made.variants.iter().any(|variant| variant.body == Some(RustType::Download));
    let derives = if streams { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other_docs
            #other(crate::Bytes),
        }
    }
}

fn variant_doc(variant: &AnswerVariant<'_>, vocabulary: &Vocabulary<'_>) -> Doc {
    let mut doc = Doc::default();
    let description = with_full_stop(&markdown::clean(&variant.response.description));
    let description = markdown::replace_code(&description, &|wire| vocabulary.spell(wire));
    doc.paragraph(format!("{}: {description}", variant.response.status).trim_end_matches([':', ' ']));
    doc
}

fn table(made: &AnswerEnum<'_>) -> String {
    let mut table = format!("answers! {{\n    {} {{\n", made.name);
    for variant in &made.variants {
        let body = variant.body.as_ref().map(|body| format!("({})", body.text())).unwrap_or_default();
        let statuses = match variant.response.status {
            Status::Code(code) => format!("code({code})"),
            Status::Range(digit) => format!("range({digit})"),
            Status::Default => "any(0)".to_owned(),
        };
        // Writing to a `String` does not fail.
        let _ = writeln!(table, "        {}{body}: {statuses},", variant.name);
    }
    let _ = writeln!(table, "        ..{}\n    }}\n}}", made.other);
    table
}
