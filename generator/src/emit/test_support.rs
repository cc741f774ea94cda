//! What the tests of the crate need for every operation and model: tables, so that no test can forget one.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::example::Example;
use crate::format::{Item, SourceFile};
use crate::plan::{ApiPlan, ArgumentField, ArgumentStruct, Handle, Method, Model, RustType};

/// Every operation as a function of JSON: the request's text goes in, the answer's text comes out.
pub(crate) fn calls(plan: &ApiPlan<'_>) -> SourceFile {
    let path: TokenStream = plan.path.parse().unwrap_or_default();
    let root = format_ident!("{}", plan.path.split("::").next().unwrap_or_default());
    let entries = plan.handles.iter().flat_map(|handle| handle.methods.iter().map(move |method| (handle, method)));
    let arms = entries.map(|(handle, method)| {
        let (id, call) = (&method.operation.id, call(&path, handle, method));
        let answer = match (&method.answer, &method.answers) {
            (RustType::Unit, _) => quote!({ #call.await?; Ok(None) }),
            (RustType::Download, _) => quote!(bytes(#call.await?).await),
            (_, Some(_)) => quote!(Ok(Some(format!("{:?}", #call.await?)))),
            _ => quote!(text(&#call.await?)),
        };
        quote!(#id => #answer,)
    });
    let ids = plan.handles.iter().flat_map(|handle| handle.methods.iter().map(|method| &method.operation.id));
    let table = quote! {
        /// The ids of all operations.
        pub(crate) const OPERATIONS: &[&str] = &[#(#ids),*];
    };
    let mut methods = plan.handles.iter().flat_map(|handle| &handle.methods);
    let has_arguments = methods.any(|method| {
        !method.path.is_empty()
            || [&method.parameters, &method.form].into_iter().flatten().any(|made| !made.fields.is_empty())
    });
    let unused = (!has_arguments).then(|| quote!(let _ = parameters;));
    let call = quote! {
        /// Calls the operation of this id with a request given as JSON and parameters by their wire names, and returns
        /// its answer as text.
        pub(crate) async fn call(
            client: &Client,
            id: &str,
            json: Option<&str>,
            parameters: &Value,
        ) -> Result<Option<String>, Box<dyn Error>> {
            #unused
            match id {
                #(#arms)*
                other => Err(format!("there is no operation {other}").into()),
            }
        }
    };
    let parameter = has_arguments.then(|| {
        quote! {
            fn parameter<T: DeserializeOwned>(parameters: &Value, name: &str) -> Result<T, Box<dyn Error>> {
                serde_json::from_value(parameters[name].clone()).map_err(|error| format!("{name}: {error}").into())
            }
        }
    });
    let helpers = quote! {
        #parameter

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
            use serde_json::Value;
        },
        items: [table, call, helpers].map(Item::Tokens).into(),
    }
}

/// The call of a method, with arguments made of JSON.
fn call(path: &TokenStream, handle: &Handle<'_>, method: &Method<'_>) -> TokenStream {
    let (handle, name) = (format_ident!("{}", handle.module), format_ident!("{}", method.name));
    let in_path = method.path.iter().map(|argument| {
        let (ty, wire) = (model_path(path, &argument.ty), &argument.parameter.name);
        quote!(parameter::<#ty>(parameters, #wire)?)
    });
    let request = method.request.iter().map(|request| {
        let ty = model_path(path, &request.ty);
        match &method.form {
            Some(form) if request.required => made(path, form),
            Some(form) => {
                let form = made(path, form);
                quote!(Some(#form))
            }
            None if request.ty == RustType::Upload => quote!(#ty::from(json.unwrap_or_default().to_owned())),
            None if request.required => quote!(request::<#ty>(json)?),
            None => quote!(optional::<#ty>(json)?),
        }
    });
    let parameters = method.parameters.iter().map(|parameters| made(path, parameters));
    let arguments = in_path.chain(request).chain(parameters);
    quote!(client.#handle().#name(#(#arguments),*))
}

/// A struct that is made for an operation, its fields made of JSON by their wire names.
fn made(path: &TokenStream, made: &ArgumentStruct<'_>) -> TokenStream {
    let name = format_ident!("{}", made.name);
    let value = |field: &ArgumentField<'_>| {
        let wire = field.wire;
        let read = match (field.ty.is_some(), &field.value) {
            (true, _) => return quote!(parameter(parameters, #wire)?),
            (false, RustType::Vec(_)) => {
                quote!(parameter::<Vec<String>>(parameters, #wire)?.into_iter().map(Into::into).collect())
            }
            (false, _) => quote!(parameter::<String>(parameters, #wire)?.into()),
        };
        if field.required { read } else { quote!(Some(#read)) }
    };
    let required = made.fields.iter().filter(|field| field.required).map(|field| match field.ty {
        Some(_) if field.takes_into => {
            let (ty, wire) = (model_path(path, &field.value), field.wire);
            quote!(parameter::<#ty>(parameters, #wire)?)
        }
        _ => value(field),
    });
    let optional = made.fields.iter().filter(|field| !field.required).map(|field| {
        let (name, value) = (format_ident!("{}", field.name), value(field));
        quote!(made.#name = #value;)
    });
    let optional: Vec<TokenStream> = optional.collect();
    let mutable = (!optional.is_empty()).then(|| quote!(mut));
    quote!({
        let #mutable made = #path::models::#name::new(#(#required),*);
        #(#optional)*
        made
    })
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
pub(crate) fn examples(plan: &ApiPlan<'_>, examples: &[(&str, &Example)]) -> String {
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
    use spec::ir::Owner;
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
    origin.steps.iter().fold(owner, |way, step| way + &step.to_string())
}

/// A type by its whole path.
fn model_path(path: &TokenStream, ty: &RustType) -> TokenStream {
    let root: TokenStream = path.to_string().split("::").next().unwrap_or_default().parse().unwrap_or_default();
    let inner = |ty: &RustType| model_path(path, ty);
    match ty {
        RustType::Model(name) => {
            let name = format_ident!("{name}");
            quote!(#path::models::#name)
        }
        RustType::Vec(items) => {
            let items = inner(items);
            quote!(Vec<#items>)
        }
        RustType::Option(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
        RustType::Secret(value) => {
            let value = inner(value);
            quote!(#root::Secret<#value>)
        }
        RustType::Map(values) => {
            let values = inner(values);
            quote!(std::collections::BTreeMap<String, #values>)
        }
        RustType::Json
        | RustType::Uuid
        | RustType::Base64
        | RustType::Uri
        | RustType::Date
        | RustType::DateTime
        | RustType::Upload => {
            let name = format_ident!("{}", ty.text().rsplit("::").next().unwrap_or_default());
            quote!(#root::#name)
        }
        other => other.tokens(),
    }
}
