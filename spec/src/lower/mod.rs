//! `openapiv3`'s types to the representation: references resolved, inline schemas lifted out, facts only.

mod circles;
mod flows;
mod operations;
mod schemas;

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Api, Docs, Schema, SchemaId, Type};

/// Lowers a whole document. What cannot be lowered is added to `found`, and left out.
pub(crate) fn lower(name: &str, document: &OpenAPI, found: &mut Vec<Diagnostic>) -> Api {
    let mut lowering = Lowering::new(document, found);
    lowering.component_schemas();
    let entries = operations::entries(document);
    let tags = operations::tags(document, &entries);
    let operations = lowering.operations(&entries, &tags);
    let security = operations::schemes(&mut lowering);
    let schemas = lowering.finish_schemas();
    found.extend(circles::find(&schemas));
    let api = Api {
        name: name.to_owned(),
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document.info.description.clone(),
        server_path: operations::server_path(document),
        server_url: operations::server_url(document),
        security,
        operations,
        schemas,
        tags,
    };
    found.extend(flows::check(&api));
    api
}

/// The state of lowering one document.
struct Lowering<'d> {
    document: &'d OpenAPI,
    /// The id of each component schema, known before any is lowered so that they can refer to each other.
    components: IndexMap<&'d str, SchemaId>,
    /// Lowered schemas by id; a component's place is empty until it is lowered.
    schemas: Vec<Option<Schema>>,
    /// The types of schemas in operations and what they share, by place: what several operations refer to is lowered once.
    shared: HashMap<String, Type>,
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
        Self { document, components, schemas, shared: HashMap::new(), found }
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
