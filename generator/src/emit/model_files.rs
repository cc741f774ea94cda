//! The files of an API's models: one per family, and the module that joins them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::gate::gate;
use super::vocabulary::Vocabulary;
use super::{alias_item, answer_enum, argument_struct, enum_item, markdown, newtype_item, struct_item, union_item};
use crate::format::{Item, SourceFile};
use crate::names::Scope;
use crate::plan::{ApiPlan, Family, Imports, Method, ModelKind};

/// A file of models.
pub(crate) struct ModelFile<'p> {
    pub(crate) module: String,
    /// The features that it is compiled with, any of them; always, where there are none.
    features: &'p [String],
    contents: Contents<'p>,
}

enum Contents<'p> {
    Family(&'p Family),
    /// What is made for these operations.
    Made(&'p [Method<'p>]),
}

impl ModelFile<'_> {
    /// What stands in it.
    pub(crate) fn source(&self, plan: &ApiPlan<'_>, vocabulary: &Vocabulary<'_>) -> SourceFile {
        match self.contents {
            Contents::Family(family) => family_file(plan, family, vocabulary),
            Contents::Made(methods) => made_file(methods, vocabulary),
        }
    }
}

/// The files of an API's models.
pub(crate) fn files<'p>(plan: &'p ApiPlan<'p>) -> Vec<ModelFile<'p>> {
    let families = plan.families.iter().zip(&plan.features.families).map(|(family, features)| ModelFile {
        module: family.module.clone(),
        features,
        contents: Contents::Family(family),
    });
    families.chain(made_files(plan)).collect()
}

/// Joins the modules of the files, each with the features that it is compiled with.
pub(crate) fn module(plan: &ApiPlan<'_>, files: &[ModelFile<'_>]) -> SourceFile {
    let names: Vec<_> = files.iter().map(|file| format_ident!("{}", file.module)).collect();
    let gates: Vec<_> = files.iter().map(|file| gate(file.features)).collect();
    SourceFile {
        docs: format!(
            "The models of the {}: what its requests and answers are made of.",
            markdown::clean(&plan.api.title)
        ),
        imports: TokenStream::new(),
        items: if files.is_empty() {
            Vec::new()
        } else {
            vec![Item::Tokens(quote!(#(#gates mod #names;)*)), Item::Tokens(quote!(#(#gates pub use #names::*;)*))]
        },
    }
}

/// The lines, roughly, from which on what is made for the operations of a handle goes on in another file.
const LARGE: usize = 600;

/// What is made for operations: a file for each handle, and more where one would be long.
fn made_files<'p>(plan: &'p ApiPlan<'p>) -> Vec<ModelFile<'p>> {
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
            if methods
                .iter()
                .any(|method| method.parameters.is_some() || method.form.is_some() || method.answers.is_some())
            {
                let module = modules.claim(&format!("{}_calls", handle.module));
                let features = plan.features.of_handle(index);
                files.push(ModelFile { module, features, contents: Contents::Made(methods) });
            }
        }
    }
    files
}

fn made_file(methods: &[Method<'_>], vocabulary: &Vocabulary<'_>) -> SourceFile {
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
    SourceFile { docs: String::new(), imports: use_items(&imports, &quote!(super)), items }
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
