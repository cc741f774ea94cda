//! Unions: one variant per type, a variant that keeps what is of none, and the table that finds the right one.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::doc::{self, Doc};
use super::enum_item::{code, literal};
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use super::{hidden, markdown};
use crate::format::Item;
use crate::plan::{ApiPlan, Model, RustType, UnionPlan};

/// The union, its table, and the conversions from what it can be.
pub(crate) fn items(
    plan: &ApiPlan<'_>,
    model: &Model<'_>,
    union: &UnionPlan<'_>,
    vocabulary: &Vocabulary<'_>,
) -> Vec<Item> {
    let mut items = vec![Item::Tokens(declaration(plan, model, union, vocabulary))];
    items.extend(conversions(model, union).into_iter().map(Item::Tokens));
    items.push(Item::Text(table(model, union)));
    items.extend(hidden::item(model));
    items
}

fn declaration(
    plan: &ApiPlan<'_>,
    model: &Model<'_>,
    union: &UnionPlan<'_>,
    vocabulary: &Vocabulary<'_>,
) -> TokenStream {
    let (name, unknown) = (format_ident!("{}", model.name), format_ident!("{}", union.unknown));
    let mut docs = model_doc(model, "One of several types.", &|wire| vocabulary.spell(wire));
    if let Some(tag) = union.tag {
        docs.paragraph(&format!("The field {} tells which.", code(tag)));
    }
    let (docs, deprecated) = (docs.tokens(), doc::deprecated(&model.schema.docs));
    let variant_docs = union.variants.iter().map(|branch| {
        let mut docs = Doc::default();
        let of_schema = plan.api.description(branch.ty).map(doc::first_sentence);
        let of_schema = of_schema.map(|text| markdown::replace_code(&text, &|wire| vocabulary.spell(wire)));
        docs.paragraph(&of_schema.unwrap_or_else(|| format!("A value of the type `{}`.", text_of(&branch.value))));
        if !branch.tags.is_empty() {
            let tags: Vec<String> = branch.tags.iter().map(|tag| code(&text(tag))).collect();
            docs.paragraph(&format!("For {}.", tags.join(", ")));
        }
        docs.tokens()
    });
    let names = union.variants.iter().map(|branch| format_ident!("{}", branch.name));
    let types = union.variants.iter().map(|branch| branch.value.tokens());
    let holds_models = union.variants.iter().any(|branch| matches!(branch.value, RustType::Model(_)));
    let sizes = holds_models
        .then(|| quote!(#[allow(clippy::large_enum_variant, reason = "a variant is as large as what it holds")]));
    let debug = hidden::debug(model);
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #sizes
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #names(#types),)*
            /// A value of no type that this edition knows, kept and written back unchanged.
            #unknown(Json),
        }
    }
}

/// `From` each type that only one variant has.
fn conversions(model: &Model<'_>, union: &UnionPlan<'_>) -> Vec<TokenStream> {
    let name = format_ident!("{}", model.name);
    let mut conversions = Vec::new();
    for branch in union.variants.iter().filter(|branch| branch.is_unambiguous) {
        let variant = format_ident!("{}", branch.name);
        let (ty, value) = match &branch.value {
            RustType::Boxed(inner) => (inner.tokens(), quote!(Box::new(value))),
            other => (other.tokens(), quote!(value)),
        };
        conversions.push(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        });
        if branch.value == RustType::String {
            conversions.push(quote! {
                impl From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant(value.to_owned())
                    }
                }
            });
        }
    }
    conversions
}

fn table(model: &Model<'_>, union: &UnionPlan<'_>) -> String {
    let mut table = format!("union! {{\n    {} ", model.name);
    if let Some(tag) = union.tag {
        // Writing to a `String` does not fail.
        let _ = write!(table, "by {tag:?} ");
    }
    table.push_str("{\n");
    for branch in &union.variants {
        let _ = match (union.tag, branch.tags) {
            (None, _) => writeln!(table, "        {}: {},", branch.name, branch.fits),
            (Some(_), []) => writeln!(table, "        {},", branch.name),
            (Some(_), tags) => {
                let tags: Vec<String> = tags.iter().map(literal).collect();
                writeln!(table, "        {} = {},", branch.name, tags.join(" | "))
            }
        };
    }
    let _ = writeln!(table, "        ..{}\n    }}\n}}", union.unknown);
    table
}

fn text_of(ty: &RustType) -> String {
    match ty {
        RustType::Boxed(inner) => inner.text(),
        other => other.text(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
