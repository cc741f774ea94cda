//! What the crate will contain: every name decided, every type in Rust's terms. Emission only writes it down.

mod answers;
mod arguments;
mod constants;
mod families;
mod features;
mod flows;
mod handles;
mod keys;
mod models;
mod types;
mod unions;

pub(crate) use answers::{AnswerEnum, AnswerVariant};
pub(crate) use arguments::{ArgumentField, ArgumentStruct, PathArgument, Purpose, RequestPlan, style_name};
pub(crate) use constants::Constant;
pub(crate) use families::Family;
pub(crate) use features::Features;
pub(crate) use flows::{JobPlan, PagePlan, StaticPath, Statics};
pub(crate) use handles::{Handle, Method};
pub(crate) use keys::Key;
pub(crate) use models::{Field, FieldKind, Model, ModelKind, Variant};
pub(crate) use types::{Imports, RustType};
pub(crate) use unions::UnionPlan;

use spec::ir::{Api, Nesting, SchemaId};

use crate::names::{self, Scope};
use crate::{Layout, Options};

/// One API of the crate.
pub(crate) struct ApiPlan<'a> {
    pub(crate) api: &'a Api,
    /// The module that it stands in, which is also its feature and its folder.
    pub(crate) module: String,
    /// The path of that module for users: `airbyte::config`, or the crate's name where it is the only one.
    pub(crate) path: String,
    /// What the names of environment variables start with: `AIRBYTE`.
    pub(crate) variables: String,
    pub(crate) handles: Vec<Handle<'a>>,
    /// The keys that the client's builder takes.
    pub(crate) keys: Vec<Key<'a>>,
    pub(crate) families: Vec<Family>,
    pub(crate) features: Features,
    /// The models by schema id.
    pub(crate) models: Vec<Model<'a>>,
}

impl ApiPlan<'_> {
    /// The model of a schema.
    pub(crate) fn model(&self, id: SchemaId) -> &Model<'_> {
        &self.models[id.0]
    }
}

/// What stands at the crate's root already, so that no module there can have its name.
const ROOT: [&str; 15] = [
    "block_on",
    "builder",
    "bytes",
    "client",
    "clone",
    "from_env",
    "guide",
    "json",
    "models",
    "new",
    "raw",
    "reqwest",
    "runtime",
    "serde_json",
    "uuid",
];

/// Plans the APIs of a crate.
pub(crate) fn plan<'a>(apis: &'a [Api], options: &Options) -> Vec<ApiPlan<'a>> {
    let mut modules = Scope::modules(&ROOT);
    apis.iter().map(|api| plan_api(api, modules.claim(&names::module_name(&api.name)), options)).collect()
}

fn plan_api<'a>(api: &'a Api, module: String, options: &Options) -> ApiPlan<'a> {
    let crate_path = options.crate_name.replace('-', "_");
    let path = match options.layout {
        Layout::Modules => format!("{crate_path}::{module}"),
        Layout::Root => crate_path,
    };
    let published = options.names.of_api(&api.name);
    let nesting = Nesting::of(api);
    let models = models::models(api, &nesting, published);
    let families = families::families(api, &models);
    let variables = names::variable_prefix(&api.title);
    let (keys, handles) = (keys::keys(api, published), handles::handles(api, &nesting, &models, published));
    let features = features::features(api, &module, options.layout, (&handles, &models, &families));
    ApiPlan { variables, keys, handles, families, features, models, module, path, api }
}
