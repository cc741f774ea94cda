//! Other names for types: free JSON, lists and maps that the document gives a name.

use quote::{format_ident, quote};
use spec::ir::Shape;

use super::doc;
use super::struct_item::model_doc;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{ApiPlan, Model, RustType};

/// `pub type FieldName = Vec<String>;`
pub(crate) fn item(plan: &ApiPlan<'_>, model: &Model<'_>, target: &RustType, vocabulary: &Vocabulary<'_>) -> Item {
    let (name, target) = (format_ident!("{}", model.name), target.tokens());
    let of_target = match &model.schema.shape {
        Shape::Alias(target) => plan.api.description(target).map(doc::first_sentence),
        _ => None,
    };
    let otherwise = of_target.as_deref().unwrap_or("Another name for a type.");
    let docs = model_doc(model, otherwise, &|wire| vocabulary.spell(wire)).tokens();
    let deprecated = doc::deprecated(&model.schema.docs);
    Item::Tokens(quote! {
        #docs
        #deprecated
        pub type #name = #target;
    })
}
