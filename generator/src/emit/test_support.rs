//! What the tests of the crate need for every operation and model: tables, so that no test can forget one.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::example::Example;
use crate::format::{Item, SourceFile};
use crate::plan::{ApiPlan, Model, RustType};

/// Every operation as a function of JSON: the request's text goes in, the answer's text comes out.
pub(crate) fn calls(plan: &ApiPlan<'_>) -> SourceFile {
    let path: TokenStream = plan.path.parse().unwrap_or_default();
    let root = format_ident!("{}", plan.path.split("::").next().unwrap_or_default());
    let entries = plan.handles.iter().flat_map(|handle| handle.methods.iter().map(move |method| (handle, method)));
    let arms = entries.map(|(handle, method)| {
        let (id, handle, name) =
            (&method.operation.id, format_ident!("{}", handle.module), format_ident!("{}", method.name));
        let call = match &method.request {
            Some(request) if request.required => {
                let ty = model_path(&path, &request.ty);
                quote!(client.#handle().#name(request::<#ty>(json)?))
            }
            Some(request) => {
                let ty = model_path(&path, &request.ty);
                quote!(client.#handle().#name(optional::<#ty>(json)?))
            }
            None => quote!(client.#handle().#name()),
        };
        let answer = match &method.answer {
            RustType::Unit => quote!({ #call.await?; Ok(None) }),
            RustType::Download => quote!(bytes(#call.await?).await),
            _ => quote!(text(&#call.await?)),
        };
        quote!(#id => #answer,)
    });
    let ids = plan.handles.iter().flat_map(|handle| handle.methods.iter().map(|method| &method.operation.id));
    let table = quote! {
        /// The ids of all operations.
        pub(crate) const OPERATIONS: &[&str] = &[#(#ids),*];
    };
    let call = quote! {
        /// Calls the operation of this id with a request given as JSON, and returns its answer as text.
        pub(crate) async fn call(client: &Client, id: &str, json: Option<&str>) -> Result<Option<String>, Box<dyn Error>> {
            match id {
                #(#arms)*
                other => Err(format!("there is no operation {other}").into()),
            }
        }
    };
    let helpers = quote! {
        fn request<T: DeserializeOwned>(json: Option<&str>) -> Result<T, Box<dyn Error>> {
            Ok(serde_json::from_str(json.ok_or("the operation needs a request")?)?)
        }

        fn optional<T: DeserializeOwned>(json: Option<&str>) -> Result<Option<T>, Box<dyn Error>> {
            json.map(serde_json::from_str).transpose().map_err(Into::into)
        }

        fn text(answer: &impl Serialize) -> Result<Option<String>, Box<dyn Error>> {
            Ok(Some(serde_json::to_string(answer)?))
        }

        async fn bytes(download: Download) -> Result<Option<String>, Box<dyn Error>> {
            Ok(Some(String::from_utf8_lossy(&download.bytes().await?).into_owned()))
        }
    };
    SourceFile {
        docs: "Every operation as a function of JSON.".to_owned(),
        imports: quote! {
            use std::error::Error;
            use #root::Download;
            use #path::Client;
            use serde::Serialize;
            use serde::de::DeserializeOwned;
        },
        items: [table, call, helpers].map(Item::Tokens).into(),
    }
}

/// Every model as a function of JSON: decoded, and encoded back.
pub(crate) fn models(plan: &ApiPlan<'_>) -> SourceFile {
    let path: TokenStream = plan.path.parse().unwrap_or_default();
    let entries = plan.models.iter().map(|model: &Model<'_>| {
        let (wire, name) = (wire_name(model), format_ident!("{}", model.name));
        quote!((#wire, round_trip::<#path::models::#name>),)
    });
    let table = quote! {
        /// What decodes JSON and encodes it back.
        pub(crate) type RoundTrip = fn(&str) -> serde_json::Result<String>;

        /// Each schema by where the document has it, with the model that it became.
        pub(crate) const MODELS: &[(&str, RoundTrip)] = &[#(#entries)*];
    };
    let helper = quote! {
        fn round_trip<T: Serialize + DeserializeOwned>(json: &str) -> serde_json::Result<String> {
            serde_json::to_string(&serde_json::from_str::<T>(json)?)
        }
    };
    SourceFile {
        docs: "Every model as a function of JSON.".to_owned(),
        imports: quote!(
            use serde::Serialize;
            use serde::de::DeserializeOwned;
        ),
        items: vec![Item::Tokens(table), Item::Tokens(helper)],
    }
}

/// Every example as a function of a client.
pub(crate) fn examples(plan: &ApiPlan<'_>, examples: &[(String, Example)]) -> String {
    let mut text =
        format!("{}\n//! Every example of the documentation, to be run against a server.\n\n", crate::format::HEADER);
    text.push_str(&format!(
        "use std::error::Error;\n\nuse {}::Client;\n\n/// Runs the example of the operation of this id.\n",
        plan.path
    ));
    text.push_str(
        "pub(crate) async fn run(client: &Client, id: &str) -> Result<(), Box<dyn Error>> {\n    match id {\n",
    );
    for (index, (id, _)) in examples.iter().enumerate() {
        text.push_str(&format!("        {id:?} => example{index}(client).await,\n"));
    }
    text.push_str("        other => Err(format!(\"there is no example of {other}\").into()),\n    }\n}\n");
    for (index, (_, example)) in examples.iter().enumerate() {
        text.push_str(&format!("\n{}", example.function(&format!("example{index}"))));
    }
    text
}

/// Where the document has the schema: the component's name, and the way down from it.
fn wire_name(model: &Model<'_>) -> String {
    use spec::ir::{Owner, Step};
    let origin = &model.schema.origin;
    let owner = match &origin.owner {
        Owner::Component(name)
        | Owner::Elsewhere(name)
        | Owner::Request(name)
        | Owner::Response(name)
        | Owner::Error(name)
        | Owner::Parameters(name)
        | Owner::Parameter(name) => name.clone(),
    };
    origin.steps.iter().fold(owner, |name, step| match step {
        Step::Property(property) => format!("{name}.{property}"),
        Step::Item => name + "[]",
        Step::Value => name + ".*",
        Step::Branch(branch) => format!("{name}|{branch}"),
    })
}

/// The request's type by its whole path.
fn model_path(path: &TokenStream, ty: &RustType) -> TokenStream {
    match ty {
        RustType::Model(name) => {
            let name = format_ident!("{name}");
            quote!(#path::models::#name)
        }
        other => other.tokens(),
    }
}
