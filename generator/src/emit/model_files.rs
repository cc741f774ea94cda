//! The files of an API's models: one per family, and the module that joins them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::gate::gate;
use super::vocabulary::Vocabulary;
use super::{alias_item, answer_enum, argument_struct, enum_item, markdown, newtype_item, struct_item, union_item};
use crate::format::{Item, SourceFile};
use crate::names::Scope;
use crate::plan::{ApiPlan, Family, Imports, Method, ModelKind};

/// The files by their paths below `models/`.
pub(crate) fn files(plan: &ApiPlan<'_>, vocabulary: &Vocabulary<'_>) -> Vec<(String, SourceFile)> {
    let families =
        plan.families.iter().map(|family| (format!("{}.rs", family.module), family_file(plan, family, vocabulary)));
    let made = made_files(plan, vocabulary);
    let gated = plan
        .families
        .iter()
        .zip(&plan.features.families)
        .map(|(family, features)| (family.module.as_str(), features.as_slice()));
    let module =
        module_file(plan, gated.chain(made.iter().map(|made| (made.module.as_str(), made.features))).collect());
    let made = made.into_iter().map(|made| (format!("{}.rs", made.module), made.file));
    std::iter::once(("mod.rs".to_owned(), module)).chain(families).chain(made).collect()
}

/// Joins the modules, each with the features that it is compiled with.
fn module_file(plan: &ApiPlan<'_>, modules: Vec<(&str, &[String])>) -> SourceFile {
    let names: Vec<_> = modules.iter().map(|(module, _)| format_ident!("{module}")).collect();
    let gates: Vec<_> = modules.iter().map(|(_, features)| gate(features)).collect();
    SourceFile {
        docs: format!(
            "The models of the {}: what its requests and answers are made of.",
            markdown::clean(&plan.api.title)
        ),
        imports: TokenStream::new(),
        items: if modules.is_empty() {
            Vec::new()
        } else {
            vec![Item::Tokens(quote!(#(#gates mod #names;)*)), Item::Tokens(quote!(#(#gates pub use #names::*;)*))]
        },
    }
}

/// A file of what is made for operations.
struct Made<'p> {
    module: String,
    /// The features that it is compiled with, any of them.
    features: &'p [String],
    file: SourceFile,
}

/// The lines, roughly, from which on what is made for the operations of a handle goes on in another file.
const LARGE: usize = 600;

/// What is made for operations, by module: a file for each handle, and more where one would be long.
fn made_files<'p>(plan: &'p ApiPlan<'_>, vocabulary: &Vocabulary<'_>) -> Vec<Made<'p>> {
    let mut modules = Scope::of(&["mod"]);
    plan.families.iter().for_each(|family| modules.reserve(&family.module));
    let mut files = Vec::new();
    for (index, handle) in plan.handles.iter().enumerate() {
        let mut rest = handle.methods.as_slice();
        while !rest.is_empty() {
            let mut lines = 0;
            let fits = rest.iter().take_while(|method| {
                let before = lines;
                lines += method.lines();
                before == 0 || lines < LARGE
            });
            let (methods, left) = rest.split_at(fits.count());
            rest = left;
            if let Some(file) = made_file(methods, vocabulary) {
                let module = modules.claim(&format!("{}_calls", handle.module));
                files.push(Made { module, features: plan.features.of_handle(index), file });
            }
        }
    }
    files
}

fn made_file(methods: &[Method<'_>], vocabulary: &Vocabulary<'_>) -> Option<SourceFile> {
    let mut imports = Imports::default();
    let mut items = Vec::new();
    let mut own = Vec::new();
    for method in methods {
        for made in [&method.parameters, &method.form].into_iter().flatten() {
            argument_struct::imports(made, &mut imports);
            items.extend(argument_struct::items(made, vocabulary));
            own.push(&made.name);
        }
        if let Some(made) = &method.answers {
            answer_enum::imports(made, &mut imports);
            items.extend(answer_enum::items(made, vocabulary));
            own.push(&made.name);
        }
    }
    own.into_iter().for_each(|name| {
        imports.models.remove(name);
    });
    let uses = use_items(&imports, &quote!(super));
    (!items.is_empty()).then(|| SourceFile { docs: String::new(), imports: uses, items })
}

fn family_file(plan: &ApiPlan<'_>, family: &Family, vocabulary: &Vocabulary<'_>) -> SourceFile {
    let mut imports = Imports::default();
    let mut items = Vec::new();
    for id in &family.members {
        let model = plan.model(*id);
        model.imports(&mut imports);
        match &model.kind {
            ModelKind::Struct { .. } => {
                items.extend(struct_item::items(plan, model, vocabulary));
            }
            ModelKind::Enum { variants, unknown, of_text } => {
                items.extend(enum_item::items(model, variants, unknown, *of_text, vocabulary));
            }
            ModelKind::Union(union) => items.extend(union_item::items(plan, model, union, vocabulary)),
            ModelKind::Newtype(inner) => items.extend(newtype_item::items(model, inner, vocabulary)),
            ModelKind::Alias(target) => items.push(alias_item::item(plan, model, target, vocabulary)),
        }
    }
    for id in &family.members {
        imports.models.remove(&plan.model(*id).name);
    }
    SourceFile { docs: String::new(), imports: use_items(&imports, &quote!(super)), items }
}

/// The `use` items for `imports`; models are found in the module at `models`.
pub(crate) fn use_items(imports: &Imports, models: &TokenStream) -> TokenStream {
    let map = imports.map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let uuid = imports.uuid.then(|| {
        quote!(
            use uuid::Uuid;
        )
    });
    let runtime = imports.runtime.iter().map(|name| format_ident!("{name}"));
    let runtime = (!imports.runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
    let names = imports.models.iter().map(|name| format_ident!("{name}"));
    let models = (!imports.models.is_empty()).then(|| quote!(use #models::{#(#names),*};));
    quote!(#map #uuid #runtime #models)
}
