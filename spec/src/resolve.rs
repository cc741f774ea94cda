//! References: to components by name, and to any place of the document by JSON pointer.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer, unescaped};

/// The name that `reference` gives to a component of `section`, or what is wrong with it.
pub(crate) fn component_name<'r>(
    reference: &'r str,
    section: &str,
    at: &Pointer,
) -> Result<Cow<'r, str>, Box<Diagnostic>> {
    let name = reference
        .strip_prefix("#/components/")
        .and_then(|rest| rest.strip_prefix(section))
        .and_then(|rest| rest.strip_prefix('/'));
    match name {
        Some(name) if !name.contains('/') && name.contains(['~', '%']) => {
            Ok(unescaped(&percent_decoded(name)).into_owned().into())
        }
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
                node = components.get(name.as_ref()).ok_or_else(|| unresolved(&name, section, &at))?;
                at = Pointer::root().child("components").child(section).child(name);
            }
        }
    }
    Err(Box::new(Diagnostic::error("reference", "this reference leads back to itself").at(at)))
}

/// The error for a reference to a component that does not exist. A lint has told it with advice before.
pub(crate) fn unresolved(name: &str, section: &str, at: &Pointer) -> Box<Diagnostic> {
    let message = format!("there is no `{name}` among the {section}");
    Box::new(Diagnostic::error("reference", message).at(at.child("$ref")))
}

/// How many references a way may lead through.
const HOPS: usize = 64;

/// The place that `reference` leads to, through the references that stand on the way, and the node there.
pub(crate) fn locate<'d>(
    tree: &'d Value,
    reference: &str,
    at: &Pointer,
) -> Result<(&'d Value, Pointer), Box<Diagnostic>> {
    let mut hops = 0;
    let mut way = pointer_keys(reference, at)?;
    let (mut node, mut pointer) = (tree, Pointer::root());
    while !way.is_empty() {
        if let Some(next) = node.get("$ref").and_then(Value::as_str).filter(|_| !pointer.is_root()) {
            hops += 1;
            if hops > HOPS {
                return Err(Box::new(
                    Diagnostic::error("reference", "this reference leads back to itself").at(at.child("$ref")),
                ));
            }
            let mut keys = pointer_keys(next, &pointer)?;
            keys.append(&mut way);
            (node, pointer, way) = (tree, Pointer::root(), keys);
            continue;
        }
        let key = way.remove(0);
        let child = match node {
            Value::Object(map) => map.get(&key),
            Value::Array(list) => key.parse().ok().and_then(|index: usize| list.get(index)),
            _ => None,
        };
        node = child.ok_or_else(|| nothing_there(reference, &key, &pointer, at))?;
        pointer = pointer.child(key);
    }
    Ok((node, pointer))
}

fn pointer_keys(reference: &str, at: &Pointer) -> Result<Vec<String>, Box<Diagnostic>> {
    match reference.strip_prefix('#') {
        Some("") => Ok(Vec::new()),
        Some(pointer) if pointer.starts_with('/') => {
            Ok(pointer.split('/').skip(1).map(|key| unescaped(&percent_decoded(key)).into_owned()).collect())
        }
        _ => Err(Box::new(
            Diagnostic::error("reference", format!("`{reference}` leads out of this document"))
                .at(at.child("$ref"))
                .help("references have the form `#/components/schemas/Name`; a bundler makes one document of several"),
        )),
    }
}

/// A lint has told it with advice before.
fn nothing_there(reference: &str, key: &str, pointer: &Pointer, at: &Pointer) -> Box<Diagnostic> {
    if pointer.to_string() == "/components/schemas" {
        return unresolved(key, "schemas", at);
    }
    let error = Diagnostic::error("reference", format!("`{reference}` leads nowhere: there is no `{key}`"));
    Box::new(error.at(at.child("$ref")).help("references have the form `#/components/schemas/Name`"))
}

/// The text with `%7B` and the like as the characters that they stand for.
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(text.into(), Cow::Owned)
}
