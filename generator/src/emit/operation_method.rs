//! The method of an operation, and the static with the operation's fixed parts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{ResponseBody, Status};

use super::doc::{self, Doc, with_full_stop};
use super::example::Example;
use super::vocabulary::Vocabulary;
use super::{flow_items, markdown};
use crate::plan::{Imports, Method, RustType, Statics};

/// The method itself. It is thin: all that can be shared is in the runtime.
pub(crate) fn method(method: &Method<'_>, example: &Example, vocabulary: &Vocabulary<'_>) -> TokenStream {
    let (name, constant) = (format_ident!("{}", method.name), format_ident!("{}", method.constant));
    let docs = method_doc(method, example, vocabulary).tokens();
    let deprecated = doc::deprecated(&method.operation.docs);
    let alias = &method.operation.id;
    // rustdoc takes no quotes and no spaces in an alias.
    let is_word = alias.chars().all(|c| c.is_alphanumeric() || "_-./".contains(c));
    let alias = (is_word && *alias != method.name).then(|| quote!(#[doc(alias = #alias)]));
    let answer = method.answer.tokens();
    let (argument, body) = match &method.request {
        Some(request) => {
            let ty = request.ty.tokens();
            let into = if request.required { quote!(impl Into<#ty>) } else { quote!(impl Into<Option<#ty>>) };
            let json =
                if request.required { quote!(.json(&request.into())) } else { quote!(.json_if_some(&request.into())) };
            (quote!(, request: #into), json)
        }
        None => (TokenStream::new(), TokenStream::new()),
    };
    quote! {
        #docs
        #deprecated
        #alias
        pub fn #name(&self #argument) -> Call<#answer> {
            Call::new(&self.transport, &#constant)#body
        }
    }
}

/// The operation's fixed parts.
pub(crate) fn constant(method: &Method<'_>, module: &str, statics: &Statics) -> TokenStream {
    let operation = method.operation;
    let (constant, id, path) = (format_ident!("{}", method.constant), &operation.id, operation.path.to_string());
    let http = format_ident!("{}", operation.method.as_str());
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
    if let Some(request) = &method.request {
        request.ty.imports(imports);
    }
    method.answer.imports(imports);
    flow_items::imports(method, imports);
    for body in method.errors.iter().filter_map(|error| error.body.as_ref()) {
        imports.runtime("ErrorBody");
        body.imports(imports);
    }
}

fn method_doc(method: &Method<'_>, example: &Example, vocabulary: &Vocabulary<'_>) -> Doc {
    let operation = method.operation;
    let spell = |wire: &str| vocabulary.spell(wire);
    let sentence = |text: &str| markdown::replace_code(&with_full_stop(&markdown::clean(text)), &spell);
    let mut doc = Doc::of(&operation.docs, "Calls the operation that is named below.", &spell);
    if let Some(description) = operation.body.as_ref().and_then(|body| body.description.as_deref()) {
        let description = sentence(description);
        let optional =
            if operation.body.as_ref().is_some_and(|body| body.required) { "" } else { " May be left out, as `None`." };
        doc.paragraph(&format!("`request`: {description}{optional}"));
    }
    if let Some(success) = operation.successes.first() {
        let description = sentence(&success.description);
        let bytes = match &success.body {
            ResponseBody::Stream(media_type) => format!(" The answer is a stream of bytes (`{media_type}`)."),
            _ => String::new(),
        };
        doc.paragraph(&format!("Returns, with {}: {description}{bytes}", success.status));
    }
    if operation.read_only {
        doc.paragraph("Only reads: sending it again changes nothing.");
    }
    doc.paragraph(&flow_items::note(operation));
    doc.paragraph(&format!("Operation `{}`: `{} {}`.", operation.id, operation.method.as_str(), operation.path));
    doc.verbatim(&errors_section(method));
    doc.verbatim(&format!("# Example\n\n{}", example.doctest()));
    if let Some(flow) = example.flow_doctest() {
        let what = if operation.job.is_some() { "Until the job is over" } else { "Over all pages" };
        doc.verbatim(&format!("{what}:\n\n{flow}"));
    }
    doc
}

fn errors_section(method: &Method<'_>) -> String {
    let mut section = String::from("# Errors\n\n");
    if method.errors.is_empty() {
        section.push_str("The document names none; see [`Error`](crate::Error) for those that any call can have.");
        return section;
    }
    section
        .push_str("[`Error::Api`](crate::Error::Api) with these bodies, beside the errors that any call can have:\n\n");
    for error in &method.errors {
        let body = match &error.body {
            Some(RustType::Model(name)) => format!("[`{name}`]"),
            Some(other) => format!("`{}`", other.text()),
            None => "no JSON".to_owned(),
        };
        let description = with_full_stop(&markdown::clean(error.description));
        section.push_str(&markdown::wrap(&format!("- {}, {body}: {description}", error.status), 92));
        section.push('\n');
    }
    section
}
