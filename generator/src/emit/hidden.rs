//! Models whose values must not be shown.

use proc_macro2::TokenStream;
use quote::quote;

use crate::format::Item;
use crate::plan::Model;

/// `Debug`, to be derived, unless the model must not be shown.
pub(crate) fn debug(model: &Model<'_>) -> Option<TokenStream> {
    (!model.schema.secret).then(|| quote!(Debug,))
}

/// The `Debug` of a model that must not be shown.
pub(crate) fn item(model: &Model<'_>) -> Option<Item> {
    model.schema.secret.then(|| Item::Text(format!("hidden!({});\n", model.name)))
}
