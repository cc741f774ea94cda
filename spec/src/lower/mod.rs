//! `openapiv3`'s types to the representation: references resolved, inline schemas lifted out, facts only.

mod circles;
mod direction;
mod editions;
mod facts;
mod flatten;
mod flows;
mod formats;
mod inheritance;
mod node;
mod operations;
mod schemas;
mod settle;
mod shapes;
mod structs;
mod tags;
mod targets;
mod unions;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::Components;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Api, Schema, SchemaId, Type};
use crate::parse;
use crate::threads::beside;
use inheritance::Inheritance;

/// Lowers a whole document, whose schemas are read from its tree, and all else while that is parsed. What cannot be
/// lowered is added to `found`, and left out.
///
/// # Errors
///
/// When the tree cannot be parsed.
pub(crate) fn lower(name: &str, tree: &Value, found: &mut Vec<Diagnostic>) -> Result<Api, Box<Diagnostic>> {
    let document;
    let mut lowering = Lowering::new(tree, found);
    let (parsed, ()) = beside(|| parse::parse(tree), || lowering.named_schemas())?;
    document = parsed?;
    lowering.shared = document.components.as_ref();
    let entries = operations::entries(&document);
    let tags = operations::tags(&document, &entries);
    let server = operations::server(&document, &entries);
    let operations = lowering.operations(&entries, &tags, &server);
    let security = operations::schemes(&mut lowering);
    let schemas = lowering.finish_schemas(&operations);
    let mut api = Api {
        name: name.to_owned(),
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document.info.description.clone(),
        server,
        security,
        tokens: None,
        operations,
        schemas,
        tags,
    };
    api.tokens = operations::tokens(&api, document.extensions.get("x-token-path").and_then(Value::as_str));
    found.extend(flows::check(&api));
    Ok(api)
}

/// The state of lowering one document.
struct Lowering<'d> {
    tree: &'d Value,
    /// The components that are no schemas, which operations refer to; known when all of these are.
    shared: Option<&'d Components>,
    /// The id of each schema that has a name, by its pointer: the components, known before any is lowered so that they
    /// can refer to each other, then what else references lead to.
    named: IndexMap<String, SchemaId>,
    /// How many of the named schemas are components.
    components: usize,
    /// How many of the named schemas are lowered.
    lowered: usize,
    /// Lowered schemas by id; a place is empty until its schema is lowered.
    schemas: Vec<Option<Schema>>,
    /// The types of inline schemas that are lowered, by the pointers of their parts.
    lifted: HashMap<String, Type>,
    /// The inline schemas that are being lowered, with the ids of those that were met again meanwhile.
    open: IndexMap<String, Option<SchemaId>>,
    /// How many choices the one that is being looked at is inside of, of those that what is around them is added to.
    choices: usize,
    /// How often something was added to a branch inside such a choice.
    multiplied: usize,
    /// Whether `null` is a value of a schema, by its pointer, as far as anybody asked.
    nullable: HashMap<String, bool>,
    inheritance: Inheritance,
    unknown_formats: HashSet<String>,
    /// The codes and places of what was found.
    told: HashSet<(&'static str, Pointer)>,
    found: &'d mut Vec<Diagnostic>,
}

impl<'d> Lowering<'d> {
    fn new(tree: &'d Value, found: &'d mut Vec<Diagnostic>) -> Self {
        let section = Pointer::root().child("components").child("schemas");
        let components = section.find(tree).and_then(Value::as_object);
        let names = components.into_iter().flat_map(|components| components.keys());
        let named: IndexMap<_, _> =
            names.enumerate().map(|(index, name)| (section.child(name).to_string(), SchemaId(index))).collect();
        let mut lowering = Self {
            tree,
            shared: None,
            components: named.len(),
            lowered: 0,
            schemas: vec![None; named.len()],
            named,
            lifted: HashMap::new(),
            open: IndexMap::new(),
            choices: 0,
            multiplied: 0,
            nullable: HashMap::new(),
            inheritance: Inheritance::of(tree),
            unknown_formats: HashSet::new(),
            told: HashSet::new(),
            found,
        };
        lowering.name_targets();
        lowering
    }

    /// Adds what was found, once for each place.
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.told.insert((diagnostic.code, diagnostic.pointer())) {
            self.found.push(diagnostic);
        }
    }
}

fn extension(extensions: &IndexMap<String, Value>, name: &str) -> Option<String> {
    extensions.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Whether an extension is there and true.
fn is_set(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}
