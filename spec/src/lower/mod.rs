//! `openapiv3`'s types to the representation: references resolved, inline schemas lifted out, facts only.

mod circles;
mod operations;
mod schemas;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Api, Docs, Schema, SchemaId, Tag};

/// Lowers a whole document. What cannot be lowered is added to `found`, and left out.
pub(crate) fn lower(name: &str, document: &OpenAPI, found: &mut Vec<Diagnostic>) -> Api {
    let mut lowering = Lowering::new(document, found);
    lowering.component_schemas();
    let tags = tags(document);
    let operations = lowering.operations(&tags);
    let schemas = lowering.finish_schemas();
    found.extend(circles::find(&schemas));
    Api {
        name: name.to_owned(),
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document.info.description.clone(),
        server_path: server_path(document),
        operations,
        schemas,
        tags,
    }
}

/// The state of lowering one document.
struct Lowering<'d> {
    document: &'d OpenAPI,
    /// The id of each component schema, known before any is lowered so that they can refer to each other.
    components: IndexMap<&'d str, SchemaId>,
    /// Lowered schemas by id; a component's place is empty until it is lowered.
    schemas: Vec<Option<Schema>>,
    found: &'d mut Vec<Diagnostic>,
}

impl<'d> Lowering<'d> {
    fn new(document: &'d OpenAPI, found: &'d mut Vec<Diagnostic>) -> Self {
        let components: IndexMap<_, _> = component_schemas(document)
            .keys()
            .enumerate()
            .map(|(index, name)| (name.as_str(), SchemaId(index)))
            .collect();
        let schemas = vec![None; components.len()];
        Self { document, components, schemas, found }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

fn component_schemas(document: &OpenAPI) -> &IndexMap<String, ReferenceOr<openapiv3::Schema>> {
    static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<openapiv3::Schema>>> =
        std::sync::LazyLock::new(IndexMap::new);
    document.components.as_ref().map_or(&NONE, |components| &components.schemas)
}

/// The tags in order of declaration, then of use, without those that no operation names first.
fn tags(document: &OpenAPI) -> Vec<Tag> {
    let declared = document.tags.iter().map(|tag| (tag.name.as_str(), tag.description.clone()));
    let mut tags: IndexMap<&str, Option<String>> = declared.collect();
    let used: Vec<&str> = document.operations().map(|(_, _, operation)| operations::home(operation)).collect();
    for name in &used {
        tags.entry(name).or_default();
    }
    tags.retain(|name, _| used.contains(name));
    tags.into_iter().map(|(name, description)| Tag { name: name.to_owned(), description }).collect()
}

/// The path of the first server's URL, without a slash at its end.
fn server_path(document: &OpenAPI) -> String {
    let url = document.servers.first().map_or("", |server| server.url.as_str());
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

/// What a schema says of itself in words.
fn docs(data: &openapiv3::SchemaData) -> Docs {
    Docs {
        summary: data.title.clone().filter(|title| !title.trim().is_empty()),
        description: data.description.clone().filter(|text| !text.trim().is_empty()),
        deprecated: data.deprecated,
        deprecation: None,
        since: extension(&data.extensions, "x-since"),
        until: extension(&data.extensions, "x-until"),
    }
}

fn extension(extensions: &IndexMap<String, Value>, name: &str) -> Option<String> {
    extensions.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Whether an extension is there and true.
fn is_set(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}

/// The error for what the project does not support.
fn unsupported(what: &str, at: &Pointer) -> Diagnostic {
    Diagnostic::error("unsupported", format!("{what} cannot be generated yet")).at(at.clone())
}
