//! The files of an API's models: one per family, and the module that joins them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::vocabulary::Vocabulary;
use super::{alias_item, enum_item, newtype_item, struct_item, union_item};
use crate::format::{Item, SourceFile};
use crate::plan::{ApiPlan, Family, Imports, ModelKind};

/// The files by their paths below `models/`.
pub(crate) fn files(plan: &ApiPlan<'_>, vocabulary: &Vocabulary<'_>) -> Vec<(String, SourceFile)> {
    let families =
        plan.families.iter().map(|family| (format!("{}.rs", family.module), family_file(plan, family, vocabulary)));
    std::iter::once(("mod.rs".to_owned(), module_file(plan))).chain(families).collect()
}

fn module_file(plan: &ApiPlan<'_>) -> SourceFile {
    let modules: Vec<_> = plan.families.iter().map(|family| format_ident!("{}", family.module)).collect();
    SourceFile {
        docs: format!("The models of the {}: what its requests and answers are made of.", plan.api.title),
        imports: TokenStream::new(),
        items: if modules.is_empty() {
            Vec::new()
        } else {
            vec![Item::Tokens(quote!(#(mod #modules;)*)), Item::Tokens(quote!(#(pub use #modules::*;)*))]
        },
    }
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
