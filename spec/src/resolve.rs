//! References to components.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use crate::diagnostics::{Diagnostic, Pointer};

/// The name that `reference` gives to a component of `section`, or what is wrong with it.
pub(crate) fn component_name<'r>(
    reference: &'r str,
    section: &str,
    at: &Pointer,
) -> Result<std::borrow::Cow<'r, str>, Box<Diagnostic>> {
    let name = reference
        .strip_prefix("#/components/")
        .and_then(|rest| rest.strip_prefix(section))
        .and_then(|rest| rest.strip_prefix('/'));
    match name {
        Some(name) if name.contains('~') => Ok(name.replace("~1", "/").replace("~0", "~").into()),
        Some(name) if !name.contains('/') => Ok(name.into()),
        _ => Err(Box::new(
            Diagnostic::error("reference", format!("`{reference}` does not lead to one of this document's {section}"))
                .at(at.child("$ref"))
                .help(format!("references have the form `#/components/{section}/Name`")),
        )),
    }
}

/// The component that `node` refers to, followed through references to references, or the node itself; with its place.
pub(crate) fn resolve<'d, T>(
    node: &'d ReferenceOr<T>,
    section: &str,
    components: &'d IndexMap<String, ReferenceOr<T>>,
    at: &Pointer,
) -> Result<(&'d T, Pointer), Box<Diagnostic>> {
    let (mut node, mut at) = (node, at.clone());
    for _ in 0..=components.len() {
        match node {
            ReferenceOr::Item(item) => return Ok((item, at)),
            ReferenceOr::Reference { reference } => {
                let name = component_name(reference, section, &at)?;
                node =
                    components.get(name.as_ref()).ok_or_else(|| unresolved(&name, section, components.keys(), &at))?;
                at = Pointer::root().child("components").child(section).child(name);
            }
        }
    }
    Err(Box::new(Diagnostic::error("reference", "this reference leads back to itself").at(at)))
}

/// The error for a reference to a component that does not exist, with the nearest name that does.
pub(crate) fn unresolved<'n>(
    name: &str,
    section: &str,
    known: impl Iterator<Item = &'n String>,
    at: &Pointer,
) -> Box<Diagnostic> {
    let error =
        Diagnostic::error("reference", format!("there is no `{name}` among the {section}")).at(at.child("$ref"));
    Box::new(error.help("define it, or refer to one that is there").did_you_mean(name, known.map(String::as_str)))
}
