//! The method of an operation, and the static with the operation's fixed parts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Content, ResponseBody, Status};

use super::doc;
use super::example::Example;
use super::vocabulary::Vocabulary;
use super::{client_file, flow_items, method_doc};
use crate::plan::{Imports, Method, RequestPlan, Statics, style_name};

/// The method itself. It is thin: all that can be shared is in the runtime.
pub(crate) fn method(method: &Method<'_>, example: &Example, vocabulary: &Vocabulary<'_>) -> TokenStream {
    let (name, constant) = (format_ident!("{}", method.name), format_ident!("{}", method.constant));
    let docs = method_doc::of(method, example, vocabulary).tokens();
    let deprecated = doc::deprecated(&method.operation.docs);
    let ids = [&method.operation.id].into_iter().chain(&method.operation.other_ids);
    // rustdoc takes no quotes and no spaces in an alias.
    let is_word = |id: &str| id.chars().all(|c| c.is_alphanumeric() || "_-./".contains(c));
    let aliases = ids.filter(|id| is_word(id) && **id != method.name).map(|id| quote!(#[doc(alias = #id)]));
    let answer = method.answer.tokens();
    let arguments: Vec<TokenStream> = arguments(method);
    let many = arguments.len() > 6;
    let many =
        many.then(|| quote!(#[expect(clippy::too_many_arguments, reason = "one for each parameter of the path")]));
    let steps = steps(method);
    quote! {
        #docs
        #deprecated
        #(#aliases)*
        #many
        pub fn #name(&self #(, #arguments)*) -> Call<#answer> {
            Call::new(&self.transport, &#constant)#steps
        }
    }
}

/// The arguments: the path's parameters, the body, the other parameters.
fn arguments(method: &Method<'_>) -> Vec<TokenStream> {
    let path = method.path.iter().map(|argument| {
        let (name, ty) = (format_ident!("{}", argument.name), argument.ty.tokens());
        if argument.takes_into { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
    });
    let request = method.request.iter().map(|request| {
        let ty = request.ty.tokens();
        if request.required { quote!(request: impl Into<#ty>) } else { quote!(request: impl Into<Option<#ty>>) }
    });
    let parameters = method.parameters.iter().map(|made| {
        let ty = format_ident!("{}", made.name);
        if made.is_optional() { quote!(parameters: impl Into<Option<#ty>>) } else { quote!(parameters: impl Into<#ty>) }
    });
    path.chain(request).chain(parameters).collect()
}

/// What the method does with its arguments.
fn steps(method: &Method<'_>) -> TokenStream {
    let path = method.path.iter().map(|argument| {
        let (wire, name) = (&argument.parameter.name, format_ident!("{}", argument.name));
        let value = if argument.takes_into { quote!(&#name.into()) } else { quote!(&#name) };
        match argument.style.map(|style| format_ident!("{style}")) {
            Some(style) => quote!(.path_as(#wire, crate::runtime::Style::#style, #value)),
            None => quote!(.path(#wire, #value)),
        }
    });
    let request = method.request.as_ref().map(request_step);
    let parameters = method.parameters.as_ref().map(|_| quote!(.parameters(&parameters.into())));
    let anonymous = method.operation.anonymous.then(|| quote!(.anonymous()));
    let accept = accepted(method).map(|media_type| quote!(.accept(#media_type)));
    quote!(#(#path)* #request #parameters #anonymous #accept)
}

fn request_step(request: &RequestPlan<'_>) -> TokenStream {
    let media_type = request.media_type;
    let (name, ending) = match request.content {
        Content::Json(_) if media_type == "application/json" && request.required => {
            return quote!(.json(&request.into()));
        }
        Content::Json(_) if media_type == "application/json" => return quote!(.json_if_some(&request.into())),
        Content::Json(_) => ("json_as", quote!()),
        Content::Form { styles, .. } => {
            let styles = styles.iter().map(|property| {
                let (name, style) = (&property.name, format_ident!("{}", style_name(property.style, property.explode)));
                quote!((#name, crate::runtime::Style::#style))
            });
            ("form", quote!(, &[#(#styles),*]))
        }
        Content::Multipart(_) => ("multipart", quote!()),
        Content::Text => ("text", quote!()),
        Content::Bytes => ("upload", quote!()),
    };
    let name = format_ident!("{name}");
    let reference = matches!(request.content, Content::Json(_) | Content::Form { .. }).then(|| quote!(&));
    if request.required {
        quote!(.#name(#media_type, #reference request.into() #ending))
    } else {
        quote!(.if_some(request.into(), |call, request| call.#name(#media_type, #reference request #ending)))
    }
}

/// The media types to ask for, where an answer is not JSON.
fn accepted(method: &Method<'_>) -> Option<String> {
    let mut accepted: Vec<&str> = Vec::new();
    for response in &method.operation.successes {
        let media_type = match &response.body {
            ResponseBody::Text(media_type) | ResponseBody::Stream(media_type) => media_type,
            ResponseBody::Json(_) => "application/json",
            ResponseBody::Empty => continue,
        };
        if !accepted.contains(&media_type) {
            accepted.push(media_type);
        }
    }
    (accepted.iter().any(|media_type| *media_type != "application/json")).then(|| accepted.join(", "))
}

/// The operation's fixed parts.
pub(crate) fn constant(method: &Method<'_>, module: &str, statics: &Statics) -> TokenStream {
    let operation = method.operation;
    let (constant, id, path) = (format_ident!("{}", method.constant), &operation.id, operation.path.to_string());
    let http = format_ident!("{}", operation.method.as_str());
    let server = match &operation.server {
        Some(server) => {
            let address = client_file::address(server);
            quote!(Some(#address))
        }
        None => quote!(None),
    };
    let (read_only, secret) = (operation.read_only, method.secret);
    let errors = method.errors.iter().filter_map(|error| {
        let body = error.body.as_ref()?.tokens();
        Some(match error.status {
            Status::Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(code);
                quote!(ErrorBody::code::<#body>(#code))
            }
            Status::Range(digit) => {
                let digit = proc_macro2::Literal::u8_unsuffixed(digit);
                quote!(ErrorBody::range::<#body>(#digit))
            }
            Status::Default => quote!(ErrorBody::any::<#body>()),
        })
    });
    let (paging, rival) =
        (flow_items::paging(operation.pagination.as_ref()), flow_items::rival(method, module, statics));
    let visibility = method.is_asked.then(|| quote!(pub(super)));
    quote! {
        #visibility static #constant: Operation = Operation {
            id: #id,
            method: Method::#http,
            path: #path,
            server: #server,
            read_only: #read_only,
            secret: #secret,
            errors: &[#(#errors),*],
            paging: #paging,
            rival: #rival,
        };
    }
}

/// Adds what the method and its static need to be imported.
pub(crate) fn imports(method: &Method<'_>, imports: &mut Imports) {
    imports.runtime("Call");
    imports.runtime("Operation");
    method.types(imports);
    flow_items::imports(method, imports);
    if method.errors.iter().any(|error| error.body.is_some()) {
        imports.runtime("ErrorBody");
    }
}
