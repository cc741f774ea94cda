//! What is compiled with some features only.

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that compiles an item with any of these features; none where it always is.
pub(crate) fn gate(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}
