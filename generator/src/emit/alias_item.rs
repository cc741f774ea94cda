//! Other names for types: free JSON, lists and maps that the document gives a name.

use quote::{format_ident, quote};

use super::doc;
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{Model, RustType};

/// `pub type FieldName = Vec<String>;`
pub(crate) fn item(model: &Model<'_>, target: &RustType, vocabulary: &Vocabulary<'_>) -> Item {
    let (name, target) = (format_ident!("{}", model.name), target.tokens());
    let docs = model_doc(model, "Another name for a type.", &|wire| vocabulary.spell(wire)).tokens();
    let deprecated = doc::deprecated(&model.schema.docs);
    Item::Tokens(quote! {
        #docs
        #deprecated
        pub type #name = #target;
    })
}
