//! The crate's root, and the root of each API in it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc::Doc;
use super::gate::gate;
use super::markdown;
use crate::format::{Item, SourceFile};
use crate::plan::{ApiPlan, Model, ModelKind, RustType};
use crate::{Layout, Options};

/// `lib.rs`.
pub(crate) fn file(plans: &[ApiPlan<'_>], options: &Options) -> SourceFile {
    let mut items = vec![Item::Tokens(quote!(
        mod runtime;
    ))];
    match (options.layout, plans) {
        (Layout::Root, [plan]) => items.extend(api_items(plan)),
        _ => items.extend(plans.iter().map(|plan| Item::Tokens(feature_module(plan)))),
    }
    items.extend(options.guide.as_deref().map(guide));
    items.push(Item::Tokens(exports()));
    let mut imports = if plans.iter().any(is_foreign) { allow_foreign() } else { TokenStream::new() };
    imports.extend(recursion_limit(plans));
    if let (Layout::Root, [plan]) = (options.layout, plans) {
        imports.extend([allow_words(), allow_deprecated(plan)]);
    }
    SourceFile { docs: docs(plans, options), imports, items }
}

/// `mod.rs` of an API that stands in a module.
pub(crate) fn api_module(plan: &ApiPlan<'_>) -> SourceFile {
    SourceFile { docs: api_docs(plan), imports: allow_deprecated(plan), items: api_items(plan) }
}

/// The modules of an API. One without operations is a crate of models, and has no client.
fn api_items(plan: &ApiPlan<'_>) -> Vec<Item> {
    if plan.handles.is_empty() {
        return vec![Item::Tokens(quote!(
            pub mod models;
        ))];
    }
    let handles = plan.handles.iter().enumerate().map(|(index, handle)| {
        let (module, gate) = (format_ident!("{}", handle.module), gate(plan.features.of_handle(index)));
        quote!(#gate pub mod #module;)
    });
    vec![
        Item::Tokens(quote!(mod client; #(#handles)* pub mod models;)),
        Item::Tokens(quote!(
            pub use client::Client;
        )),
    ]
}

/// The compiler follows types that contain each other through every one of them before it knows that all can be sent to
/// another thread; a large document has more of them than it would go through by itself.
fn recursion_limit(plans: &[ApiPlan<'_>]) -> Option<TokenStream> {
    const LARGE: usize = 20;
    let is_boxed = |ty: &RustType| matches!(ty, RustType::Boxed(_));
    let contains_itself = |model: &Model<'_>| match &model.kind {
        ModelKind::Struct { fields, .. } => fields.iter().any(|field| is_boxed(&field.value)),
        ModelKind::Union(union) => union.variants.iter().any(|branch| is_boxed(&branch.value)),
        ModelKind::Enum { .. } | ModelKind::Newtype(_) | ModelKind::Alias(_) => false,
    };
    let models: usize = plans.iter().map(|plan| plan.models.len()).sum();
    let is_recursive = plans.iter().flat_map(|plan| &plan.models).any(contains_itself);
    (models > LARGE && is_recursive).then(|| {
        let limit = (128 + models * 5).to_string();
        quote!(#![recursion_limit = #limit])
    })
}

/// What people name things, and how they write, is not for the crate to say.
fn allow_words() -> TokenStream {
    quote! {
        #![allow(
            clippy::disallowed_names,
            clippy::module_inception,
            clippy::should_implement_trait,
            clippy::type_complexity,
            reason = "names and words are the document's"
        )]
    }
}

/// Whether a name has letters of other alphabets than the Latin one.
fn is_foreign(plan: &ApiPlan<'_>) -> bool {
    let of_model = |model: &Model<'_>| {
        let inside = match &model.kind {
            ModelKind::Struct { fields, .. } => fields.iter().any(|field| !field.name.is_ascii()),
            ModelKind::Enum { variants, .. } => variants.iter().any(|variant| !variant.name.is_ascii()),
            ModelKind::Union(union) => union.variants.iter().any(|branch| !branch.name.is_ascii()),
            ModelKind::Newtype(_) | ModelKind::Alias(_) => false,
        };
        inside || !model.name.is_ascii()
    };
    let methods = plan.handles.iter().flat_map(|handle| &handle.methods);
    plan.models.iter().any(of_model)
        || methods.map(|method| &method.name).chain(plan.handles.iter().map(|h| &h.name)).any(|name| !name.is_ascii())
}

fn allow_foreign() -> TokenStream {
    quote! {
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "the document has names in other alphabets"
        )]
    }
}

/// What the document deprecates is used all the same where it is declared.
fn allow_deprecated(plan: &ApiPlan<'_>) -> TokenStream {
    let deprecated = plan.api.schemas.iter().any(|schema| {
        let properties = match &schema.shape {
            spec::ir::Shape::Struct(object) => object.properties.as_slice(),
            _ => &[],
        };
        schema.docs.deprecated || properties.iter().any(|property| property.docs.deprecated)
    });
    let made = plan.handles.iter().flat_map(|handle| &handle.methods);
    let made = made.flat_map(|method| [&method.parameters, &method.form].into_iter().flatten());
    let deprecated = deprecated || made.flat_map(|made| &made.fields).any(|field| field.docs.deprecated);
    if deprecated {
        quote!(#![allow(deprecated, reason = "what the document deprecates is part of the API all the same")])
    } else {
        TokenStream::new()
    }
}

/// The module that is a page of documentation and nothing else.
fn guide(page: &str) -> Item {
    Item::Tokens(quote! {
        #[doc = include_str!(#page)]
        pub mod guide {}
    })
}

fn feature_module(plan: &ApiPlan<'_>) -> TokenStream {
    let (module, feature) = (format_ident!("{}", plan.module), plan.features.client.as_ref().unwrap_or(&plan.module));
    quote! {
        #[cfg(feature = #feature)]
        pub mod #module;
    }
}

fn exports() -> TokenStream {
    quote! {
        pub use bytes::Bytes;
        pub use reqwest;
        pub use runtime::{
            ApiError, Attempt, AuthError, Authenticator, Authorization, Base64, Call, ClientBuilder, Date,
            DateTime, DecodeError, Download, Ended, Error, Extra, FromResponse, InvalidRequest, Items, Job, JobError, Json,
            Middleware, Number, Page, Pages, Part, Pending, Problem, Progress, ProgressStream, RawCall, Response,
            RetryPolicy, Secret, TransportError, UnexpectedContent, UnknownValue, Upload, Uri, Wait,
        };
        #[cfg(feature = "blocking")]
        pub use runtime::block_on;
        pub use serde_json::json;
        pub use uuid::{Uuid, uuid};
    }
}

fn docs(plans: &[ApiPlan<'_>], options: &Options) -> String {
    if let (Layout::Root, [plan]) = (options.layout, plans) {
        return api_docs(plan);
    }
    let mut doc = Doc::default();
    doc.paragraph("A client for Airbyte: one module per API, each behind the feature of the same name.");
    let list = plans.iter().map(|plan| format!("- `{}`: the {}", plan.module, markdown::clean(&plan.api.title)));
    doc.verbatim(&list.collect::<Vec<_>>().join("\n"));
    doc.into_text()
}

fn api_docs(plan: &ApiPlan<'_>) -> String {
    let mut doc = Doc::default();
    doc.paragraph(&format!("The {}.", markdown::clean(&plan.api.title)));
    if let Some(description) = &plan.api.description {
        doc.verbatim(&markdown::wrap(&markdown::clean(description), 92));
    }
    if plan.handles.is_empty() {
        return doc.into_text();
    }
    // At the crate's root the type is in scope, and rustdoc wants no path to it.
    let call = if plan.path.contains("::") { "[`Call`](crate::Call)" } else { "[`Call`]" };
    doc.paragraph(&format!(
        "[`Client`] has one method per handle, a handle one per operation. A method returns a {call}: await it for the \
         answer, or send it for the answer with its status and headers."
    ));
    doc.into_text()
}
