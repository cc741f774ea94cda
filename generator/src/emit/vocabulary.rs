//! The names that the document's texts speak of, as the crate spells them.
//!
//! A description says `scheduleType` and `webBackendGetConnection`, because other languages read it too. Rust's
//! documentation says `schedule_type`, and links to the method.

use std::collections::HashMap;

use spec::ir::{Api, Type};

use crate::plan::{ApiPlan, Field, ModelKind};
use crate::{Layout, Options};

/// The operations and properties of one API by their wire names.
pub(crate) struct Vocabulary<'p> {
    api: &'p Api,
    operations: HashMap<&'p str, Place<'p>>,
    properties: HashMap<&'p str, &'p str>,
    /// The API's module, as the crate itself writes it.
    module: String,
}

/// Where an operation's method is.
struct Place<'p> {
    module: &'p str,
    handle: &'p str,
    method: &'p str,
}

impl<'p> Vocabulary<'p> {
    pub(crate) fn new(plan: &'p ApiPlan<'p>, options: &Options) -> Self {
        let mut operations = HashMap::new();
        for handle in &plan.handles {
            for method in &handle.methods {
                let place = Place { module: &handle.module, handle: &handle.name, method: &method.name };
                operations.insert(method.operation.id.as_str(), place);
            }
        }
        let structs = plan.models.iter().filter_map(|model| match &model.kind {
            ModelKind::Struct { fields, .. } => Some(fields),
            _ => None,
        });
        let fields = structs.flatten().map(|field| (field.property.name.as_str(), field.name.as_str()));
        let module = match options.layout {
            Layout::Modules => format!("crate::{}", plan.module),
            Layout::Root => "crate".to_owned(),
        };
        Self { api: plan.api, operations, properties: fields.filter(|(wire, name)| wire != name).collect(), module }
    }

    /// The method of an operation, as a link.
    pub(crate) fn operation(&self, id: &str) -> String {
        match self.operations.get(id) {
            Some(Place { module, handle, method }) => {
                format!("[`{module}().{method}`]({}::{module}::{handle}::{method})", self.module)
            }
            None => "the operation".to_owned(),
        }
    }

    /// What the document says of the schema that `ty` is.
    pub(crate) fn description<'t>(&'t self, ty: &'t Type) -> Option<&'t str> {
        self.api.description(ty)
    }

    /// The spelling in the documentation of anything that is not a struct: operations are links.
    pub(crate) fn spell(&self, wire: &str) -> Option<String> {
        match self.operations.get(wire) {
            Some(Place { module, handle, method }) if *method != wire => {
                Some(format!("[`{module}().{method}`]({}::{module}::{handle}::{method})", self.module))
            }
            _ => self.properties.get(wire).map(|name| format!("`{name}`")),
        }
    }

    /// The spelling in the documentation of a struct with these fields, which are links too.
    pub(crate) fn spell_in_struct(&self, fields: &[Field<'_>], wire: &str) -> Option<String> {
        match fields.iter().find(|field| field.property.name == wire && field.name != wire) {
            Some(Field { name, .. }) => Some(format!("[`{name}`](Self::{name})")),
            None => self.spell(wire),
        }
    }

    /// The spelling on a page, where operations link to other pages.
    pub(crate) fn spell_on_page(&self, wire: &str) -> Option<String> {
        match self.operations.get(wire) {
            Some(Place { module, method, .. }) => Some(format!("[`{module}().{method}`]({module}.md#{method})")),
            None => self.properties.get(wire).map(|name| format!("`{name}`")),
        }
    }
}
