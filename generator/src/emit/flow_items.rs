//! What lists in pages and jobs need beside their operations: data for the runtime, and thin implementations of its traits.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use spec::ir::{Ask, Operation, Pagination, Place};

use crate::names::field_name;
use crate::plan::{FieldKind, Imports, JobPlan, Method, PagePlan, StaticPath, Statics};

/// The implementations for the answer of a method.
pub(crate) fn items(method: &Method<'_>, module: &str, statics: &Statics) -> Vec<TokenStream> {
    let page = method.page.as_ref().map(page);
    let job = method.job.as_ref().map(|job| job_item(job, module, statics));
    page.into_iter().chain(job).collect()
}

/// Adds what the implementations and the data need of the runtime.
pub(crate) fn imports(method: &Method<'_>, imports: &mut Imports) {
    let job = method.operation.job.as_ref();
    if method.operation.pagination.is_some() || method.job.is_some() || job.is_some_and(|job| job.rival.is_some()) {
        imports.runtime("self");
    }
}

/// What callers are told of an operation with pages or jobs; empty for others.
pub(crate) fn note(operation: &Operation) -> String {
    let way = |names: &str| names.split('.').map(field_name).collect::<Vec<_>>().join(".");
    let first = match &operation.pagination {
        Some(Pagination::Offset { limit: Some(Place::Body(limit)), offset: Place::Body(offset), items, .. }) => {
            let (limit, offset, items) = (way(limit), way(offset), way(items));
            format!("Comes in pages: `{offset}` items are passed over, and up to `{limit}` of them are in `{items}`.")
        }
        Some(pagination) => format!("Comes in pages, whose items are in `{}`.", way(pagination.items())),
        None if operation.job.is_some() => {
            return "Answers before the job is over: [`wait`](crate::Call::wait) waits until it is.".to_owned();
        }
        None => return String::new(),
    };
    format!("{first} [`items`](crate::Call::items) and [`pages`](crate::Call::pages) ask for one page after the other.")
}

/// The field of an operation's static that says how its answer comes in pages.
pub(crate) fn paging(pagination: Option<&Pagination>) -> TokenStream {
    let Some(pagination) = pagination else { return quote!(None) };
    let items = pagination.items();
    let (limit, next) = match pagination {
        Pagination::Offset { limit, offset, total, .. } => {
            let (offset, total) = (place(offset), option(total.as_ref().map(|total| quote!(#total))));
            (limit.as_ref(), quote!(Offset { offset: #offset, total: #total }))
        }
        Pagination::Cursor { limit, cursor, next, .. } => {
            let cursor = place(cursor);
            (limit.as_ref(), quote!(Cursor { cursor: #cursor, next: #next }))
        }
        Pagination::Link { next, .. } => (None, quote!(Link { next: #next })),
    };
    let limit = option(limit.map(place));
    quote!(Some(runtime::Paging { items: #items, limit: #limit, next: runtime::NextPage::#next }))
}

/// The field of an operation's static that says what it answers when it cannot start a job.
pub(crate) fn rival(method: &Method<'_>, module: &str, statics: &Statics) -> TokenStream {
    let Some(rival) = method.operation.job.as_ref().and_then(|job| job.rival.as_ref()) else { return quote!(None) };
    let message = rival.message.to_lowercase();
    let running = rival.running.as_ref().and_then(|running| {
        let (operation, shared) = (path(statics.find(&running.operation)?, module), &running.shared);
        Some(quote!(runtime::Running { operation: &#operation, shared: &[#(#shared),*] }))
    });
    let running = option(running);
    quote!(Some(runtime::Rival { message: #message, running: #running }))
}

fn page(page: &PagePlan) -> TokenStream {
    let (model, item) = (format_ident!("{}", page.model), page.item.tokens());
    let items = items_of(quote!(self), &page.way);
    quote! {
        impl runtime::Page for #model {
            type Item = #item;

            fn into_items(self) -> Vec<Self::Item> {
                #items
            }
        }
    }
}

/// The list at the end of `way` in `value`, empty where the way ends early.
fn items_of(value: TokenStream, way: &[(String, FieldKind)]) -> TokenStream {
    let Some(((name, kind), rest)) = way.split_first() else { return value };
    let name = format_ident!("{name}");
    let field = match kind {
        FieldKind::Required => return items_of(quote!(#value.#name), rest),
        FieldKind::OptionalNullable => quote!(#value.#name.flatten()),
        FieldKind::Optional | FieldKind::Nullable => quote!(#value.#name),
    };
    if rest.is_empty() {
        return quote!(#field.unwrap_or_default());
    }
    let inner = items_of(quote!(value), rest);
    quote!(#field.map(|value| #inner).unwrap_or_default())
}

fn job_item(plan: &JobPlan<'_>, module: &str, statics: &Statics) -> TokenStream {
    let (model, job) = (format_ident!("{}", plan.model), plan.job);
    let (id, status, succeeded, unsuccessful) = (&job.id, &job.status, &job.succeeded, &job.unsuccessful);
    let ask = |ask: &Ask| {
        let (operation, id) = (path(statics.find(&ask.operation)?, module), place(&ask.id));
        Some(quote!(runtime::Ask { operation: &#operation, id: #id }))
    };
    // The operation is there: reading the document made sure of it.
    let Some(info) = ask(&job.info) else { return TokenStream::new() };
    let [glance, cancel] = [&job.glance, &job.cancel].map(|other| option(other.as_ref().and_then(ask)));
    let attempts = option(job.attempts.as_ref().map(|attempts| {
        let (list, records, bytes) = (&attempts.list, &attempts.records, &attempts.bytes);
        quote!(runtime::Attempts { list: #list, records: &[#(#records),*], bytes: &[#(#bytes),*] })
    }));
    quote! {
        impl runtime::Job for #model {
            fn facts() -> &'static runtime::JobFacts {
                static FACTS: runtime::JobFacts = runtime::JobFacts {
                    id: #id,
                    status: #status,
                    succeeded: &[#(#succeeded),*],
                    unsuccessful: &[#(#unsuccessful),*],
                    info: #info,
                    glance: #glance,
                    cancel: #cancel,
                    attempts: #attempts,
                };
                &FACTS
            }
        }
    }
}

fn path(path: &StaticPath, module: &str) -> TokenStream {
    let constant = format_ident!("{}", path.constant);
    if path.module == module {
        return quote!(#constant);
    }
    let other = format_ident!("{}", path.module);
    quote!(super::#other::#constant)
}

fn place(place: &Place) -> TokenStream {
    let (kind, name) = match place {
        Place::Body(way) => (format_ident!("Body"), Literal::string(way)),
        Place::Query(name) => (format_ident!("Query"), Literal::string(name)),
        Place::Path(name) => (format_ident!("Path"), Literal::string(name)),
    };
    quote!(runtime::Place::#kind(#name))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
