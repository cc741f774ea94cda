//! The file of a handle.

use quote::{format_ident, quote};

use super::doc::{self, Doc};
use super::enum_item::code;
use super::example::Example;
use super::model_files::use_items;
use super::vocabulary::Vocabulary;
use super::{flow_items, markdown, operation_method};
use crate::format::{Item, SourceFile};
use crate::plan::{Handle, Imports, Statics};

/// The handle with its methods, and the statics behind them.
pub(crate) fn file(
    handle: &Handle<'_>,
    statics: &Statics,
    examples: &[Example],
    vocabulary: &Vocabulary<'_>,
) -> SourceFile {
    let mut imports = Imports::default();
    imports.runtime("Transport");
    handle.methods.iter().for_each(|method| operation_method::imports(method, &mut imports));
    let uses = use_items(&imports, &quote!(super::models));
    let name = format_ident!("{}", handle.name);
    let mut docs = Doc::default();
    docs.paragraph(&description(handle));
    docs.paragraph(&format!("Made by [`Client::{0}`](super::Client::{0}); {1}.", handle.module, origin(handle)));
    let docs = docs.tokens();
    let methods = handle
        .methods
        .iter()
        .zip(examples)
        .map(|(method, example)| operation_method::method(method, example, vocabulary));
    let methods: Vec<_> = methods.collect();
    let mut items = vec![
        Item::Tokens(quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #name { transport: Transport }
        }),
        Item::Tokens(quote! {
            impl #name {
                pub(super) fn new(transport: &Transport) -> Self {
                    Self { transport: transport.clone() }
                }
                #(#methods)*
            }
        }),
    ];
    for method in &handle.methods {
        items.push(Item::Tokens(operation_method::constant(method, &handle.module, statics)));
        items.extend(flow_items::items(method, &handle.module, statics).into_iter().map(Item::Tokens));
    }
    SourceFile {
        docs: markdown::wrap(&doc::first_sentence(&description(handle)), 96),
        imports: quote!(use reqwest::Method; #uses),
        items,
    }
}

/// The tag's description, or a sentence in its place.
pub(crate) fn description(handle: &Handle<'_>) -> String {
    match handle.tag.description.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => doc::with_full_stop(&markdown::clean(text)),
        None if handle.tag.by_path => format!("The operations of the paths with {}.", code(&handle.tag.name)),
        None => format!("The operations of the tag {}.", code(&handle.tag.name)),
    }
}

/// Where the document has what is in the handle.
fn origin(handle: &Handle<'_>) -> String {
    let kind = if handle.tag.by_path { "paths with" } else { "tag" };
    format!("{kind} {}", code(&handle.tag.name))
}

/// The same as a sentence for a page.
pub(crate) fn page_origin(handle: &Handle<'_>) -> String {
    let kind = if handle.tag.by_path { "the paths of its operations have" } else { "the document's tag is" };
    format!("{kind} {}", code(&handle.tag.name))
}
