//! Scalars with a name of their own, such as ids: no two can be confused.

use quote::{format_ident, quote};

use super::doc;
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{Model, RustType};

/// The struct, and the macro call that makes it a scalar.
pub(crate) fn items(model: &Model<'_>, inner: &RustType, vocabulary: &Vocabulary<'_>) -> [Item; 2] {
    let (name, ty) = (format_ident!("{}", model.name), inner.tokens());
    let docs = model_doc(model, "A scalar with a name of its own.", &|wire| vocabulary.spell(wire)).tokens();
    let deprecated = doc::deprecated(&model.schema.docs);
    let derives = match inner {
        RustType::Number => quote!(Clone, Debug, PartialEq, PartialOrd),
        RustType::String => quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord),
        other if other.is_container() => quote!(Clone, Debug, PartialEq),
        RustType::Base64 | RustType::Uri | RustType::Date | RustType::DateTime => quote!(Clone, Debug, PartialEq),
        _ => quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord),
    };
    let item = quote! {
        #docs
        #deprecated
        #[derive(#derives)]
        pub struct #name(pub #ty);
    };
    let by = if inner.is_container() { "wrapper" } else { "newtype" };
    let call = format!("{by}!({}({}));\n", model.name, inner.text());
    [Item::Tokens(item), Item::Text(call)]
}
