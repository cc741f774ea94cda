//! The structs that are made for one operation: its parameters, and the parts of a multipart body.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc::{self, Doc};
use super::enum_item::code;
use super::markdown;
use super::vocabulary::Vocabulary;
use crate::format::Item;
use crate::plan::{ArgumentField, ArgumentStruct, Imports, Purpose, RustType};

/// The struct, its methods and its table.
pub(crate) fn items(made: &ArgumentStruct<'_>, vocabulary: &Vocabulary<'_>) -> [Item; 3] {
    [Item::Tokens(declaration(made, vocabulary)), Item::Tokens(methods(made)), Item::Text(table(made))]
}

/// Adds what the struct needs to be imported.
pub(crate) fn imports(made: &ArgumentStruct<'_>, imports: &mut Imports) {
    imports.runtime(match made.purpose {
        Purpose::Parameters => "parameters",
        Purpose::Form { .. } => "parts",
    });
    made.fields.iter().for_each(|field| field.value.imports(imports));
}

fn declaration(made: &ArgumentStruct<'_>, vocabulary: &Vocabulary<'_>) -> TokenStream {
    let name = format_ident!("{}", made.name);
    let docs = struct_doc(made, vocabulary).tokens();
    let field_docs = made.fields.iter().map(|field| field_doc(made, field, vocabulary).tokens());
    let deprecated = made.fields.iter().map(|field| doc::deprecated(field.docs));
    let names = made.fields.iter().map(|field| format_ident!("{}", field.name));
    let types = made.fields.iter().map(|field| {
        let value = field.value.tokens();
        if field.required { value } else { quote!(Option<#value>) }
    });
    let default = made.is_optional().then(|| quote!(, Default));
    let (derives, others) = match &made.purpose {
        Purpose::Parameters => (quote!(Clone, Debug, PartialEq #default), None),
        Purpose::Form { others } => {
            let (others, docs) = (format_ident!("{others}"), doc::line("The parts that the document does not name."));
            (quote!(Debug #default), Some(quote!(#docs pub #others: Vec<(String, crate::Part)>,)))
        }
    };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#field_docs #deprecated pub #names: #types,)*
            #others
        }
    }
}

fn methods(made: &ArgumentStruct<'_>) -> TokenStream {
    let name = format_ident!("{}", made.name);
    let docs = doc::line(if made.is_optional() {
        "Returns one of which nothing is set."
    } else {
        "Returns one with what is required, and nothing else set."
    });
    let required: Vec<&ArgumentField<'_>> = made.fields.iter().filter(|field| field.required).collect();
    let arguments = required.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), argument_type(field));
        quote!(#name: #ty)
    });
    let values = made.fields.iter().map(|field| {
        let (name, value) = (format_ident!("{}", field.name), argument_value(field));
        match (field.required, field.takes_into) {
            (true, true) => quote!(#name: #value),
            (true, false) => quote!(#name),
            (false, _) => quote!(#name: None),
        }
    });
    let many = required.len() > 7;
    let many = many.then(|| quote!(#[expect(clippy::too_many_arguments, reason = "one for each that is required")]));
    let setters = made.fields.iter().filter(|field| !field.required).map(setter);
    let (others, part) = match &made.purpose {
        Purpose::Parameters => (None, None),
        Purpose::Form { others } => {
            let others = format_ident!("{others}");
            (Some(quote!(#others: Vec::new())), Some(part_method(&others)))
        }
    };
    quote! {
        impl #name {
            #docs
            #many
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #others }
            }
            #(#setters)*
            #part
        }
    }
}

/// The method that adds a part which the document does not name.
fn part_method(others: &proc_macro2::Ident) -> TokenStream {
    let docs = doc::line("Adds a part that the document does not name.");
    quote! {
        #docs
        pub fn part(mut self, name: impl Into<String>, part: impl Into<crate::Part>) -> Self {
            self.#others.push((name.into(), part.into()));
            self
        }
    }
}

fn setter(field: &ArgumentField<'_>) -> TokenStream {
    let (name, ty, value) = (format_ident!("{}", field.name), argument_type(field), argument_value(field));
    let docs = doc::line(&format!("Sets [`{0}`](Self::{0}).", field.name));
    let deprecated = doc::deprecated(field.docs);
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

fn argument_type(field: &ArgumentField<'_>) -> TokenStream {
    let ty = field.value.tokens();
    if field.takes_into { quote!(impl Into<#ty>) } else { ty }
}

fn argument_value(field: &ArgumentField<'_>) -> TokenStream {
    let name = format_ident!("{}", field.name);
    if field.takes_into { quote!(#name.into()) } else { quote!(#name) }
}

/// How each field is written.
fn table(made: &ArgumentStruct<'_>) -> String {
    let (table, others) = match &made.purpose {
        Purpose::Parameters => ("parameters", String::new()),
        Purpose::Form { others } => ("parts", format!("        ..{others}\n")),
    };
    let mut text = format!("{table}! {{\n    {} {{\n", made.name);
    for field in &made.fields {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "        {}: {} {:?},", field.name, field.written, field.wire);
    }
    text + &others + "    }\n}\n"
}

fn struct_doc(made: &ArgumentStruct<'_>, vocabulary: &Vocabulary<'_>) -> Doc {
    let mut doc = Doc::default();
    let method = vocabulary.operation(&made.operation.id);
    doc.paragraph(&match made.purpose {
        Purpose::Parameters => format!("The parameters of {method} that are not in its path."),
        Purpose::Form { .. } => format!("The body of {method}, in parts."),
    });
    doc
}

fn field_doc(made: &ArgumentStruct<'_>, field: &ArgumentField<'_>, vocabulary: &Vocabulary<'_>) -> Doc {
    let spell = |wire: &str| vocabulary.spell(wire);
    let what = match made.purpose {
        Purpose::Parameters => "parameter",
        Purpose::Form { .. } => "part",
    };
    let of_schema = field.ty.and_then(|ty| vocabulary.description(ty));
    let of_schema = of_schema.map(|text| markdown::replace_code(&doc::first_sentence(text), &spell));
    let otherwise = of_schema.unwrap_or_else(|| format!("The {what} {}.", code(field.wire)));
    let mut doc = Doc::of(field.docs, &otherwise, &spell);
    if let Some(default) = field.default {
        doc.paragraph(&format!("Default: {}.", code(&default.to_string())));
    }
    if matches!(field.value, RustType::Json) && field.written.contains("Json") {
        doc.paragraph("It is sent as JSON text.");
    }
    doc
}
