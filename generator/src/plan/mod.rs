//! What the crate will contain: every name decided, every type in Rust's terms. Emission only writes it down.

mod boxing;
mod families;
mod handles;
mod models;
mod types;

pub(crate) use families::Family;
pub(crate) use handles::{Handle, Method};
pub(crate) use models::{Field, FieldKind, Model, ModelKind, Variant};
pub(crate) use types::{Imports, RustType};

use spec::ir::{Api, SchemaId};

use crate::names;
use crate::{Layout, Options};

/// One API of the crate.
pub(crate) struct ApiPlan<'a> {
    pub(crate) api: &'a Api,
    /// The module that it stands in, which is also its feature and its folder.
    pub(crate) module: String,
    /// The path of that module for users: `airbyte::config`, or the crate's name where it is the only one.
    pub(crate) path: String,
    pub(crate) handles: Vec<Handle<'a>>,
    pub(crate) families: Vec<Family>,
    /// The models by schema id.
    pub(crate) models: Vec<Model<'a>>,
}

impl ApiPlan<'_> {
    /// The model of a schema.
    pub(crate) fn model(&self, id: SchemaId) -> &Model<'_> {
        &self.models[id.0]
    }
}

/// Plans one API.
pub(crate) fn plan<'a>(api: &'a Api, options: &Options) -> ApiPlan<'a> {
    let module = names::module_name(&api.name);
    let crate_path = options.crate_name.replace('-', "_");
    let path = match options.layout {
        Layout::Modules => format!("{crate_path}::{module}"),
        Layout::Root => crate_path,
    };
    let models = models::models(api);
    let families = families::families(api, &models);
    ApiPlan { handles: handles::handles(api, &models), families, models, module, path, api }
}
