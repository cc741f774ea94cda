//! Components that have another name.

use std::collections::HashMap;

use crate::ir::{Api, Schema, Shape, Type};

use super::schemas::component;
use super::types;

/// Components that are gone and of which another one is the new name: the only two with that shape. What is renamed
/// inside them is looked through, so it takes rounds until no more are found.
pub(super) fn renames<'a>(old: &'a Api, new: &'a Api) -> HashMap<&'a str, &'a str> {
    let names =
        |api: &'a Api| -> Vec<&'a str> { api.schemas.iter().filter_map(|schema| component(&schema.origin)).collect() };
    let (old_names, new_names) = (names(old), names(new));
    let mut known = HashMap::new();
    loop {
        let gone = shapes(old, &new_names, &known);
        let come = shapes(new, &old_names, &HashMap::new());
        let only = |all: &[(&str, String)], shape: &str| all.iter().filter(|(_, other)| other == shape).count() == 1;
        let pairs = gone.iter().filter_map(|(name, shape)| {
            let (other, _) = come.iter().find(|(_, other)| other == shape)?;
            (only(&gone, shape) && only(&come, shape)).then_some((*name, *other))
        });
        let found: HashMap<&str, &str> = pairs.collect();
        if found.len() <= known.len() {
            return known;
        }
        known = found;
    }
}

/// The shapes of an API's components but for `others`, by name.
fn shapes<'a>(api: &'a Api, others: &[&str], renamed: &HashMap<&str, &str>) -> Vec<(&'a str, String)> {
    let own = api.schemas.iter().filter_map(|schema| Some((component(&schema.origin)?, schema)));
    let own = own.filter(|(name, _)| !others.contains(name));
    own.filter_map(|(name, schema)| Some((name, shape(api, name, schema, renamed)?))).collect()
}

/// What tells a schema apart whatever its name: the properties of an object, the values of an enum.
fn shape(api: &Api, name: &str, schema: &Schema, renamed: &HashMap<&str, &str>) -> Option<String> {
    let text = |ty: &Type| {
        let text = types::text(api, ty).replace(&format!("`{name}`"), "itself");
        renamed.iter().fold(text, |text, (was, is)| text.replace(&format!("`{was}`"), &format!("`{is}`")))
    };
    match &schema.shape {
        Shape::Struct(object) => {
            let properties = object.properties.iter();
            Some(properties.map(|p| format!("{} {} {}\n", p.name, text(&p.ty), p.required)).collect())
        }
        Shape::Enum(values) if values.len() > 1 => {
            Some(values.iter().map(|value| format!("{}\n", value.value)).collect())
        }
        _ => None,
    }
}
