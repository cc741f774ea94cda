//! Schemas whose keywords do not go together.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{View, list, text};
use crate::check::{Node, Part};
use crate::diagnostics::{Diagnostic, nearest, shortened};

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for schema in view.of(Part::Schema) {
        found.extend(enum_without_type(schema));
        found.extend(repeated_values(schema));
        found.extend(null_default(schema));
        found.extend(array_without_items(schema));
        found.extend(empty_ranges(schema));
        found.extend(repeated_requirements(schema));
        found.extend(undescribed_discriminator(view, schema));
    }
}

fn enum_without_type(schema: &Node<'_>) -> Option<Diagnostic> {
    let has_type = ["type", "allOf", "oneOf", "anyOf", "$ref"].iter().any(|key| schema.map.contains_key(*key));
    if has_type || list(schema.map, "enum").is_empty() {
        return None;
    }
    let warning = Diagnostic::warning("enum-without-type", "this `enum` has no `type`; taken from its values");
    Some(warning.at(schema.at.child("enum")).help("add the type that its values have, such as `type: string`"))
}

fn repeated_values(schema: &Node<'_>) -> Vec<Diagnostic> {
    let mut firsts: HashMap<String, usize> = HashMap::new();
    let values = list(schema.map, "enum");
    if values.is_empty() {
        return Vec::new();
    }
    let at = schema.at.child("enum");
    let repeated = values.iter().enumerate().filter_map(|(index, value)| {
        let value = value.to_string();
        let message = format!("the value {} stands twice in this `enum`", shortened(&value));
        let first = *firsts.entry(value).or_insert(index);
        let warning = Diagnostic::warning("duplicate-enum-value", message).at(at.child(index));
        let warning = warning.related(at.child(first), "it stands here first").help("remove one of the two");
        (first < index).then_some(warning)
    });
    repeated.take(MOST).collect()
}

/// The findings on one list; a longer list of them helps nobody.
const MOST: usize = 20;

fn null_default(schema: &Node<'_>) -> Option<Diagnostic> {
    if schema.map.get("default") != Some(&Value::Null) || allows_null(schema.map) || !schema.map.contains_key("type") {
        return None;
    }
    let warning = Diagnostic::warning("null-default", "`default: null` on what is not nullable; ignored");
    Some(warning.at(schema.at.child("default")).help("remove it: absence says the same; or add `nullable: true`"))
}

fn allows_null(schema: &Map<String, Value>) -> bool {
    let is_null = |word: &Value| word == "null";
    let in_type = schema
        .get("type")
        .is_some_and(|ty| is_null(ty) || ty.as_array().is_some_and(|types| types.iter().any(is_null)));
    in_type || schema.get("nullable") == Some(&Value::Bool(true))
}

fn array_without_items(schema: &Node<'_>) -> Option<Diagnostic> {
    let is_array = text(schema.map, "type") == Some("array");
    if !is_array || schema.map.contains_key("items") || schema.map.contains_key("prefixItems") {
        return None;
    }
    let warning = Diagnostic::warning("array-without-items", "this array has no `items`; they are free JSON");
    Some(warning.at(schema.at.clone()).help("say what its items are: `items: {type: string}`"))
}

fn empty_ranges(schema: &Node<'_>) -> Vec<Diagnostic> {
    const RANGES: [(&str, &str); 4] = [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ];
    let number = |key: &str| schema.map.get(key).and_then(Value::as_f64);
    let empty = RANGES.iter().filter(|(low, high)| number(low).zip(number(high)).is_some_and(|(low, high)| low > high));
    empty
        .map(|(low, high)| {
            let message = format!("no value fits: `{low}` is greater than `{high}`");
            let warning = Diagnostic::warning("empty-range", message).at(schema.at.child(low));
            warning.related(schema.at.child(high), "this is less").help("exchange the two, or mend the wrong one")
        })
        .collect()
}

fn repeated_requirements(schema: &Node<'_>) -> Vec<Diagnostic> {
    let mut names = HashSet::new();
    let required = list(schema.map, "required").iter().enumerate();
    let repeated = required.filter(|(_, name)| name.is_string() && !names.insert(name.as_str()));
    repeated
        .take(MOST)
        .map(|(index, name)| {
            let name = name.as_str().unwrap_or_default();
            let message = format!("`{}` stands twice among what is required", shortened(name));
            let at = schema.at.child("required").child(index);
            Diagnostic::warning("duplicate-required", message).at(at).help("remove one of the two")
        })
        .collect()
}

/// A discriminator whose mapping leads to schemas that are not there.
fn undescribed_discriminator(view: &View<'_>, schema: &Node<'_>) -> Vec<Diagnostic> {
    let mapping = schema.map.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
    let Some(targets) = mapping.and_then(Value::as_object) else { return Vec::new() };
    let known = view.tree.pointer("/components/schemas").and_then(Value::as_object);
    let names: Vec<&str> = known.into_iter().flat_map(|known| known.keys()).map(String::as_str).collect();
    let missing = targets.iter().filter_map(|(value, target)| Some((value, target.as_str()?))).filter(|(_, target)| {
        let name = target.strip_prefix("#/components/schemas/").unwrap_or(target);
        view.target(target).is_none() && !names.contains(&name)
    });
    missing
        .map(|(value, target)| {
            let at = schema.at.child("discriminator").child("mapping").child(value);
            let name = target.rsplit('/').next().unwrap_or(target);
            let message = format!("there is no `{}` among the schemas", shortened(name));
            // One that is nearly right is a slip. One that leads into another file is left from a bundler, and is of no use.
            let is_slip = !target.contains('.') && nearest(name, names.iter().copied()).is_some();
            let told = if is_slip { Diagnostic::error } else { Diagnostic::warning };
            let told = told("reference", message).at(at).help("define it, or map to one that is there");
            told.did_you_mean(name, names.iter().copied())
        })
        .collect()
}
