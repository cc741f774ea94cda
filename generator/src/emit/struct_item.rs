//! Structs: the declaration that reads like documentation, `new` and the setters, and the table of wire names.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Origin, Owner, Step};

use super::doc::{self, Doc, Spell};
use super::enum_item::code;
use super::vocabulary::Vocabulary;
use super::{constraints, hidden, markdown};
use crate::format::Item;
use crate::plan::{ApiPlan, Constant, Field, FieldKind, Model, ModelKind, RustType};

/// The struct, its methods and its table. No items for a model that is no struct.
pub(crate) fn items(plan: &ApiPlan<'_>, model: &Model<'_>, vocabulary: &Vocabulary<'_>) -> Vec<Item> {
    let ModelKind::Struct { fields, extra, additional } = &model.kind else { return Vec::new() };
    let item = StructItem { plan, model, fields, extra, additional, vocabulary };
    let mut items = vec![Item::Tokens(item.declaration()), Item::Tokens(item.methods())];
    items.extend(item.default().map(Item::Tokens));
    items.extend(item.conversion().map(Item::Tokens));
    items.push(Item::Text(item.table()));
    items.extend(hidden::item(model));
    items
}

/// A struct on its way to tokens.
struct StructItem<'s> {
    plan: &'s ApiPlan<'s>,
    model: &'s Model<'s>,
    fields: &'s [Field<'s>],
    extra: &'s str,
    additional: &'s RustType,
    vocabulary: &'s Vocabulary<'s>,
}

impl StructItem<'_> {
    fn declaration(&self) -> TokenStream {
        let Self { model, fields, .. } = self;
        let (name, extra) = (format_ident!("{}", model.name), format_ident!("{}", self.extra));
        let spell = |wire: &str| self.vocabulary.spell_in_struct(fields, wire);
        let docs = model_doc(model, "An object.", &spell).tokens();
        let deprecated = doc::deprecated(&model.schema.docs);
        let field_docs = fields.iter().map(|field| field_doc(self.plan, field, &spell).tokens());
        let field_deprecated = fields.iter().map(|field| doc::deprecated(&field.property.docs));
        let names = fields.iter().map(|field| format_ident!("{}", field.name));
        let types = fields.iter().map(|field| field.declared().tokens());
        let extra_docs = doc::line(match self.additional {
            RustType::Json => "Fields that this edition does not know, kept and written back.",
            _ => "The fields beside those that have a name in the document.",
        });
        let extra_type = match self.additional {
            RustType::Json => quote!(Extra),
            typed => {
                let typed = typed.tokens();
                quote!(Extra<#typed>)
            }
        };
        // A `Default` is what `new` without arguments makes.
        let is_empty = fields.iter().all(|field| !field.is_argument() && field.constant.is_none());
        let default = is_empty.then(|| quote!(, Default));
        let debug = hidden::debug(model);
        quote! {
            #docs
            #deprecated
            #[derive(Clone, #debug PartialEq #default)]
            #[non_exhaustive]
            pub struct #name {
                #(#field_docs #field_deprecated pub #names: #types,)*
                #extra_docs
                pub #extra: #extra_type,
            }
        }
    }

    fn methods(&self) -> TokenStream {
        let (name, fields, extra) =
            (format_ident!("{}", self.model.name), self.fields, format_ident!("{}", self.extra));
        let new_docs = doc::line(if fields.iter().any(Field::is_argument) {
            "Returns one with its required fields, and nothing else set."
        } else {
            "Returns one of which nothing is set."
        });
        let arguments = fields.iter().filter(|field| field.is_argument()).map(|field| {
            let (name, ty) = (format_ident!("{}", field.name), argument_type(field));
            quote!(#name: #ty)
        });
        let values = fields.iter().map(|field| {
            let name = format_ident!("{}", field.name);
            if let Some(value) = &field.constant {
                return constant(field, value);
            }
            match field.kind {
                FieldKind::Required => shorthand(&name, &argument_value(field)),
                FieldKind::Nullable => quote!(#name),
                _ => quote!(#name: None),
            }
        });
        let many = fields.iter().filter(|field| field.is_argument()).count() > 7;
        let many = many.then(|| quote!(#[expect(clippy::too_many_arguments, reason = "one for each required field")]));
        let is_settable = |field: &&Field<'_>| !matches!(field.kind, FieldKind::Required | FieldKind::Nullable);
        let setters = fields.iter().filter(is_settable).map(setter);
        quote! {
            impl #name {
                #new_docs
                #many
                #[inline]
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values,)* #extra: Extra::default() }
                }
                #(#setters)*
            }
        }
    }

    /// `Default`, where `new` takes no arguments and sets something all the same.
    fn default(&self) -> Option<TokenStream> {
        let is_set = self.fields.iter().any(|field| field.constant.is_some());
        let name = format_ident!("{}", self.model.name);
        (is_set && !self.fields.iter().any(Field::is_argument)).then(|| {
            quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        })
    }

    /// `From` the one required field of a request, so that the field alone can be passed for the request.
    fn conversion(&self) -> Option<TokenStream> {
        let Self { model, fields, .. } = self;
        let mut arguments = fields.iter().filter(|field| field.is_argument());
        let (Some(only), None, true) = (arguments.next(), arguments.next(), model.is_request) else { return None };
        if only.kind != FieldKind::Required || matches!(only.value, RustType::Boxed(_)) {
            return None;
        }
        let (name, argument, ty) =
            (format_ident!("{}", model.name), format_ident!("{}", only.name), only.value.tokens());
        Some(quote! {
            impl From<#ty> for #name {
                fn from(#argument: #ty) -> Self {
                    Self::new(#argument)
                }
            }
        })
    }

    /// The table of wire names.
    fn table(&self) -> String {
        let candidate = if self.model.is_candidate { "candidate " } else { "" };
        let mut table = format!("wire! {{\n    {candidate}{} {{\n", self.model.name);
        for field in self.fields {
            // Writing to a `String` does not fail.
            let _ = writeln!(table, "        {}: {} {:?},", field.name, field.kind.keyword(), field.property.name);
        }
        let _ = writeln!(table, "        ..{}\n    }}\n}}", self.extra);
        table
    }
}

/// `name: name.into()`, or just `name` where the argument is the value.
fn shorthand(name: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}

/// The field with the value that it always has.
fn constant(field: &Field<'_>, value: &Constant) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let value = match value {
        Constant::Flag(value) => quote!(#value),
        Constant::Variant(model, variant) => {
            let (model, variant) = (format_ident!("{model}"), format_ident!("{variant}"));
            quote!(#model::#variant)
        }
    };
    match field.kind {
        FieldKind::Required => quote!(#name: #value),
        FieldKind::Optional | FieldKind::Nullable => quote!(#name: Some(#value)),
        FieldKind::OptionalNullable => quote!(#name: Some(Some(#value))),
    }
}

/// A setter. It is compiled where it is called: a program pays for those that it uses, and the crate for none.
fn setter(field: &Field<'_>) -> TokenStream {
    let (name, ty, value) = (format_ident!("{}", field.name), argument_type(field), argument_value(field));
    let docs = doc::line(&format!("Sets [`{0}`](Self::{0}).", field.name));
    let deprecated = doc::deprecated(&field.property.docs);
    let value = match field.kind {
        FieldKind::OptionalNullable => quote!(Some(#name.into())),
        _ => quote!(Some(#value)),
    };
    let ty = match field.kind {
        FieldKind::OptionalNullable => {
            let inner = field.value.tokens();
            quote!(impl Into<Option<#inner>>)
        }
        _ => ty,
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn argument_type(field: &Field<'_>) -> TokenStream {
    let ty = match &field.value {
        RustType::Boxed(inner) => inner.tokens(),
        other => other.tokens(),
    };
    match field.kind {
        FieldKind::Nullable => {
            let declared = field.declared().tokens();
            quote!(#declared)
        }
        _ if field.takes_into => quote!(impl Into<#ty>),
        _ => ty,
    }
}

fn argument_value(field: &Field<'_>) -> TokenStream {
    let name = format_ident!("{}", field.name);
    match &field.value {
        RustType::Boxed(_) if field.takes_into => quote!(Box::new(#name.into())),
        RustType::Boxed(_) => quote!(Box::new(#name)),
        _ if field.takes_into => quote!(#name.into()),
        _ => quote!(#name),
    }
}

/// What a model's documentation says: the document's words, and where the document has it.
pub(crate) fn model_doc(model: &Model<'_>, otherwise: &str, spell: Spell<'_>) -> Doc {
    let mut doc = Doc::of(&model.schema.docs, otherwise, spell);
    doc.paragraph(&constraints::sentence(&model.schema.constraints).unwrap_or_default());
    if model.schema.secret {
        doc.paragraph("What it holds does not show in `Debug`, nor in errors.");
    }
    doc.paragraph(&format!("{}.", origin(&model.schema.origin)));
    doc
}

fn origin(origin: &Origin) -> String {
    let (kind, owner) = match &origin.owner {
        Owner::Component(name) | Owner::Elsewhere(name) => ("schema", name),
        Owner::Request(operation) => ("request of", operation),
        Owner::Response(operation) => ("response of", operation),
        Owner::Error(operation) => ("error of", operation),
        Owner::Parameters(operation) => ("parameters of", operation),
        Owner::Parameter(name) => ("parameter", name),
    };
    let steps = origin.steps.iter().filter(|step| !matches!(step, Step::Number(_)));
    let way: String = steps.map(Step::to_string).collect();
    if way.is_empty() {
        format!("Schema {}", code(owner))
    } else {
        format!("Inline in the {kind} {}", code(&(owner.clone() + &way)))
    }
}

fn field_doc(plan: &ApiPlan<'_>, field: &Field<'_>, spell: Spell<'_>) -> Doc {
    let property = field.property;
    let of_schema = plan.api.description(&property.ty);
    let of_schema = of_schema.map(|text| markdown::replace_code(&doc::first_sentence(text), spell));
    let otherwise = of_schema.unwrap_or_else(|| format!("The property {}.", code(&property.name)));
    let mut doc = Doc::of(&property.docs, &otherwise, spell);
    match (property.read_only, property.write_only) {
        (true, _) => doc.paragraph("Only the server sets it."),
        (_, true) => doc.paragraph("Only callers set it; servers do not send it."),
        _ => {}
    }
    doc.paragraph(&constraints::sentence(&property.constraints).unwrap_or_default());
    if let Some(default) = &property.default {
        doc.paragraph(&format!("Default: {}.", code(&default.to_string())));
    }
    doc
}
