//! The client of an API.

use quote::{format_ident, quote};

use super::doc::{self, Doc};
use super::{handle_file, markdown};
use crate::format::{Item, SourceFile};
use crate::plan::ApiPlan;

/// `Client`, with a method for each handle.
pub(crate) fn file(plan: &ApiPlan<'_>) -> SourceFile {
    let uses = plan.handles.iter().map(|handle| {
        let (module, name) = (format_ident!("{}", handle.module), format_ident!("{}", handle.name));
        quote!(use super::#module::#name;)
    });
    let root = &plan.api.server_path;
    let handles = plan.handles.iter().map(|handle| {
        let (module, name) = (format_ident!("{}", handle.module), format_ident!("{}", handle.name));
        let docs = doc::line(&doc::first_sentence(&handle_file::description(handle)));
        quote! {
            #docs
            pub fn #module(&self) -> #name {
                #name::new(&self.transport)
            }
        }
    });
    let (docs, builder_docs) = (client_doc(plan).tokens(), builder_doc(plan).tokens());
    let item = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client { transport: Transport }
    };
    let methods = quote! {
        impl Client {
            #builder_docs
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder<Self> {
                ClientBuilder::new(base_url.into(), #root)
            }
            #(#handles)*
        }
    };
    let conversion = quote! {
        impl From<Transport> for Client {
            fn from(transport: Transport) -> Self {
                Self { transport }
            }
        }
    };
    SourceFile {
        docs: String::new(),
        imports: quote!(use crate::runtime::{ClientBuilder, Transport}; #(#uses)*),
        items: vec![Item::Tokens(item), Item::Tokens(methods), Item::Tokens(conversion)],
    }
}

fn client_doc(plan: &ApiPlan<'_>) -> Doc {
    let mut doc = Doc::default();
    doc.paragraph(&format!("A client of the {}.", markdown::clean(&plan.api.title)));
    doc.paragraph("Clones are cheap and share one pool of connections.");
    doc.verbatim(&format!(
        "```no_run\nuse {}::Client;\n\nlet client = Client::builder(\"http://localhost:8000\")\n    .basic_auth(\"airbyte\", \"password\")\n    .build()?;\n# Ok::<(), Box<dyn std::error::Error>>(())\n```",
        plan.path
    ));
    doc
}

fn builder_doc(plan: &ApiPlan<'_>) -> Doc {
    let mut doc = Doc::default();
    doc.paragraph("Starts a client for the server at `base_url`, such as `http://localhost:8000`.");
    if !plan.api.server_path.is_empty() {
        doc.paragraph(&format!(
            "The API's own path, `{}`, may stand in it or be left out. A URL with another path is taken at its word.",
            plan.api.server_path
        ));
    }
    doc
}
