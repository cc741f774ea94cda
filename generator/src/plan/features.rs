//! Which part of an API is compiled with which feature: a feature for each tag, and the models that its operations reach.

use std::collections::{BTreeSet, HashMap};

use spec::ir::Api;

use super::arguments::ArgumentStruct;
use super::handles::{Handle, Method};
use super::types::Imports;
use super::{Family, Model, flows};
use crate::Layout;
use crate::names::Scope;

/// The features of an API. One with a single tag, or none, has no parts.
#[derive(Default)]
pub(crate) struct Features {
    /// The feature of the client alone, which every tag implies; none at the root of a crate, where the client always is.
    pub(crate) client: Option<String>,
    /// The feature that implies all tags.
    pub(crate) all: String,
    /// The features of the tags, in the order of the handles; none where the API has no parts.
    pub(crate) tags: Vec<TagFeature>,
    /// The features that each family is compiled with, any of them, in the order of the families; none where it always is.
    pub(crate) families: Vec<Vec<String>>,
}

/// The feature of a tag.
pub(crate) struct TagFeature {
    pub(crate) name: String,
    /// The tags whose operations its own cannot do without.
    pub(crate) implied: Vec<String>,
}

impl Features {
    /// The feature that the handle at `index` is behind, where it is behind one.
    pub(crate) fn of_handle(&self, index: usize) -> &[String] {
        self.tags.get(index).map_or(&[], |tag| std::slice::from_ref(&tag.name))
    }
}

/// What has the name of a feature already, in every crate.
const TAKEN: [&str; 21] = [
    "all-tags",
    "backon",
    "base64",
    "blocking",
    "bytes",
    "chrono",
    "default",
    "futures-core",
    "gzip",
    "http-body",
    "httpdate",
    "jiff",
    "native-tls",
    "reqwest",
    "rustls",
    "serde",
    "serde_json",
    "system-proxy",
    "tokio",
    "tracing",
    "uuid",
];

/// Families that more tags than this reach are always compiled: little would be saved, and every such file would need a
/// long list.
const SHARED: usize = 4;

/// Plans the features of an API that stands in `module`.
pub(super) fn features(
    api: &Api,
    module: &str,
    layout: Layout,
    (handles, models, families): (&[Handle<'_>], &[Model<'_>], &[Family]),
) -> Features {
    let all = match layout {
        Layout::Modules => module.to_owned(),
        Layout::Root => "all-tags".to_owned(),
    };
    if handles.len() < 2 {
        return Features { all, families: vec![Vec::new(); families.len()], ..Features::default() };
    }
    let mut scope = Scope::of(&TAKEN);
    let names = handles.iter().map(|handle| match layout {
        Layout::Modules => format!("{module}-{}", handle.module),
        Layout::Root => scope.claim(&handle.module),
    });
    let names: Vec<String> = names.collect();
    let implied = flows::implied(api, models, handles);
    let tags = names.iter().zip(implied).map(|(name, implied)| TagFeature {
        name: name.clone(),
        implied: implied.into_iter().map(|handle| names[handle].clone()).collect(),
    });
    let reached = reached(handles, models, families).into_iter().map(|tags| match tags.len() {
        0 => vec![all.clone()],
        1..=SHARED => tags.into_iter().map(|tag| names[tag].clone()).collect(),
        _ => Vec::new(),
    });
    let client = (layout == Layout::Modules).then(|| format!("{module}-client"));
    Features { client, tags: tags.collect(), families: reached.collect(), all }
}

/// The handles that reach each family.
fn reached(handles: &[Handle<'_>], models: &[Model<'_>], families: &[Family]) -> Vec<BTreeSet<usize>> {
    let members = families
        .iter()
        .enumerate()
        .flat_map(|(place, family)| family.members.iter().map(move |id| (models[id.0].name.as_str(), place)));
    let family_of: HashMap<&str, usize> = members.collect();
    let families_of = |imports: &Imports| -> BTreeSet<usize> {
        imports.models.iter().filter_map(|name| family_of.get(name.as_str()).copied()).collect()
    };
    let neighbours = families.iter().map(|family| {
        let mut imports = Imports::default();
        family.members.iter().for_each(|id| models[id.0].imports(&mut imports));
        families_of(&imports)
    });
    let neighbours: Vec<BTreeSet<usize>> = neighbours.collect();
    let mut reached = vec![BTreeSet::new(); families.len()];
    for (index, handle) in handles.iter().enumerate() {
        let mut imports = Imports::default();
        handle.methods.iter().for_each(|method| of_method(method, &mut imports));
        let mut open: Vec<usize> = families_of(&imports).into_iter().collect();
        while let Some(family) = open.pop() {
            if reached[family].insert(index) {
                open.extend(&neighbours[family]);
            }
        }
    }
    reached
}

/// Adds the types of a method, and those of what is made for it.
fn of_method(method: &Method<'_>, imports: &mut Imports) {
    method.types(imports);
    let made = [&method.parameters, &method.form].into_iter().flatten();
    made.for_each(|made: &ArgumentStruct<'_>| made.fields.iter().for_each(|field| field.value.imports(imports)));
    let variants = method.answers.iter().flat_map(|answers| &answers.variants);
    variants.filter_map(|variant| variant.body.as_ref()).for_each(|body| body.imports(imports));
}
