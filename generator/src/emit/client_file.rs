//! The client of an API.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::Server;

use super::doc::{self, Doc};
use super::gate::gate;
use super::{credentials, handle_file, markdown};
use crate::format::{Item, SourceFile};
use crate::plan::ApiPlan;

/// `Client`, with a method for each handle.
pub(crate) fn file(plan: &ApiPlan<'_>) -> SourceFile {
    let uses = plan.handles.iter().enumerate().map(|(index, handle)| {
        let (module, name) = (format_ident!("{}", handle.module), format_ident!("{}", handle.name));
        let gate = gate(plan.features.of_handle(index));
        quote!(#gate use super::#module::#name;)
    });
    let handles = plan.handles.iter().enumerate().map(|(index, handle)| {
        let (module, name) = (format_ident!("{}", handle.module), format_ident!("{}", handle.name));
        let docs = doc::line(&doc::first_sentence(&handle_file::description(handle)));
        let gate = gate(plan.features.of_handle(index));
        quote! {
            #docs
            #gate
            pub fn #module(&self) -> #name {
                #name::new(&self.transport)
            }
        }
    });
    let (docs, builder_docs, env_docs) =
        (client_doc(plan).tokens(), builder_doc(plan).tokens(), env_doc(plan).tokens());
    let raw_docs = raw_doc(plan).tokens();
    let item = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client { transport: Transport }
    };
    let methods = quote! {
        impl Client {
            #builder_docs
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder<Self> {
                ClientBuilder::new(base_url.into(), &SERVER)
            }
            #env_docs
            pub fn from_env() -> Result<Self, crate::Error> {
                ClientBuilder::from_environment(&SERVER)?.build()
            }
            #raw_docs
            pub fn raw(&self, method: reqwest::Method, path: &str) -> crate::RawCall {
                crate::RawCall::new(&self.transport, method, path)
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
        items: [Some(item), Some(methods), credentials::methods(plan), Some(conversion), Some(server(plan))]
            .into_iter()
            .flatten()
            .map(Item::Tokens)
            .collect(),
    }
}

/// What the document says of its server.
fn server(plan: &ApiPlan<'_>) -> TokenStream {
    let (address, variables, tokens) = (address(&plan.api.server), &plan.variables, credentials::tokens(plan));
    quote! {
        static SERVER: crate::runtime::Server = crate::runtime::Server {
            address: #address,
            tokens: #tokens,
            variables: #variables,
        };
    }
}

/// Where a server is, for the runtime.
pub(crate) fn address(server: &Server) -> TokenStream {
    let path = &server.path;
    let url = server.url.as_ref().map_or_else(|| quote!(None), |url| quote!(Some(#url)));
    quote!(crate::runtime::Address { path: #path, url: #url })
}

fn client_doc(plan: &ApiPlan<'_>) -> Doc {
    let mut doc = Doc::default();
    doc.paragraph(&format!("A client of the {}.", markdown::clean(&plan.api.title)));
    doc.paragraph("Clones are cheap and share one pool of connections.");
    doc.verbatim(&format!(
        "```no_run\nuse {}::Client;\n\n{}# Ok::<(), Box<dyn std::error::Error>>(())\n```",
        plan.path,
        credentials::quick_start(plan),
    ));
    doc
}

fn builder_doc(plan: &ApiPlan<'_>) -> Doc {
    let mut doc = Doc::default();
    doc.paragraph("Starts a client for the server at `base_url`, such as `http://localhost:8000`.");
    if !plan.api.server.path.is_empty() {
        doc.paragraph(&format!(
            "The API's own path, `{}`, may stand in it or be left out. A URL with another path is taken at its word.",
            plan.api.server.path
        ));
    }
    let schemes = credentials::schemes(plan);
    if !schemes.is_empty() {
        doc.paragraph("The document knows these ways to say who is calling:");
        doc.verbatim(&schemes);
    }
    doc
}

fn env_doc(plan: &ApiPlan<'_>) -> Doc {
    let variables = &plan.variables;
    let mut doc = Doc::default();
    doc.paragraph("Returns a client with the settings of the environment.");
    let client = match plan.api.tokens {
        Some(_) => format!("`{variables}_CLIENT_ID` and `{variables}_CLIENT_SECRET`, or else "),
        None => String::new(),
    };
    doc.paragraph(&format!(
        "`{variables}_URL` is the server's URL. The credentials are those of {client}`{variables}_TOKEN`, or else \
         `{variables}_USERNAME` and `{variables}_PASSWORD`; without any of them calls go without. An empty variable is taken for one that is not \
         there."
    ));
    doc.verbatim("# Errors");
    doc.paragraph(
        "[`Error::InvalidRequest`](crate::Error::InvalidRequest) when the URL is missing or cannot work, or one of two \
         variables that go together is missing; it names the variable.",
    );
    doc
}

fn raw_doc(plan: &ApiPlan<'_>) -> Doc {
    let mut doc = Doc::default();
    doc.paragraph("Calls any path of the server, for what the document does not have.");
    doc.paragraph(&format!(
        "The path starts with a slash, and stands below the API's root, `{}`. Credentials, retries and errors are those \
         of every other call.",
        if plan.api.server.path.is_empty() { "/" } else { &plan.api.server.path }
    ));
    doc.verbatim(&format!(
        "```no_run\n# use {}::Client;\n# async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {{\nuse {krate}::json;\nuse {krate}::reqwest::Method;\n\nlet answer = client.raw(Method::POST, \"/v1/jobs/list\").json(&json!({{}})).read_only().await?;\nprintln!(\"{{answer}}\");\n# Ok(())\n# }}\n```",
        plan.path,
        krate = plan.path.split("::").next().unwrap_or_default(),
    ));
    doc
}
