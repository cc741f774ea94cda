//! Changes of schemas.

use std::collections::HashMap;

use crate::diagnostics::Pointer;
use crate::ir::{Api, Nesting, Origin, Owner, Schema, SchemaId, Shape};

use super::common::{deprecation, type_change};
use super::reach::Reach;
use super::renames::renames;
use super::spelling::same_type;
use super::{Change, Direction, Kind, Verdict, places, types};

/// What changed of the schemas.
pub(super) fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let (old_reach, new_reach) = (Reach::of(old), Reach::of(new));
    let (old_nesting, new_nesting) = (Nesting::of(old), Nesting::of(new));
    let by_origin: HashMap<&Origin, usize> =
        new.schemas.iter().enumerate().map(|(index, schema)| (&schema.origin, index)).collect();
    let renamed = renames(old, new);
    let mut changes = Vec::new();
    for (index, schema) in old.schemas.iter().enumerate() {
        let place = places::schema(old, &schema.origin);
        let direction = old_reach.direction(SchemaId(index));
        if let Some(other) = by_origin.get(&schema.origin) {
            let there = places::schema(new, &new.schemas[*other].origin);
            let direction = direction.or(new_reach.direction(SchemaId(*other)));
            let pair = Pair {
                old_api: old,
                new_api: new,
                old_nesting: &old_nesting,
                new_nesting: &new_nesting,
                old_id: SchemaId(index),
                new_id: SchemaId(*other),
                direction,
                name: name(&schema.origin),
                here: place,
                there,
            };
            pair.compare(schema, &new.schemas[*other], &mut changes);
        } else if let Some(component) = component(&schema.origin) {
            let (message, there) = match renamed.get(component) {
                Some(other) => (
                    format!("renamed to `{other}`"),
                    Some(Pointer::root().child("components").child("schemas").child(other)),
                ),
                None => ("the schema is gone".to_owned(), None),
            };
            let kind = if there.is_some() { Kind::Changed } else { Kind::Removed };
            let is_same = renamed.get(component).is_some_and(|other| same_type(other, component));
            let verdict = if is_same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
            changes.push(Change::new(component, kind, verdict, message).toward(direction).at(place, there));
        }
    }
    let old_components: Vec<&str> = old.schemas.iter().filter_map(|schema| component(&schema.origin)).collect();
    for (index, schema) in new.schemas.iter().enumerate() {
        let Some(component) = component(&schema.origin) else { continue };
        if !old_components.contains(&component) && !renamed.values().any(|name| *name == component) {
            let change = Change::new(
                component,
                Kind::Added,
                Verdict::Additive,
                format!("the schema is new: {}", types::kind(&schema.shape)),
            );
            changes.push(
                change.toward(new_reach.direction(SchemaId(index))).at(None, places::schema(new, &schema.origin)),
            );
        }
    }
    changes
}

/// The name of a component itself.
pub(super) fn component(origin: &Origin) -> Option<&str> {
    match (&origin.owner, origin.steps.as_slice()) {
        (Owner::Component(name), []) => Some(name),
        _ => None,
    }
}

/// What a schema is called: `JobRead`, `JobRead.status`.
fn name(origin: &Origin) -> String {
    let owner = match &origin.owner {
        Owner::Component(name) | Owner::Parameter(name) | Owner::Elsewhere(name) => name.clone(),
        Owner::Request(id) => format!("{id} (request)"),
        Owner::Response(id) | Owner::Error(id) => format!("{id} (response)"),
        Owner::Parameters(id) => format!("{id} (parameters)"),
    };
    origin.steps.iter().fold(owner, |way, step| way + &step.to_string())
}

/// A schema in both documents.
pub(super) struct Pair<'a> {
    pub(super) old_api: &'a Api,
    pub(super) new_api: &'a Api,
    pub(super) old_nesting: &'a Nesting,
    pub(super) new_nesting: &'a Nesting,
    pub(super) old_id: SchemaId,
    pub(super) new_id: SchemaId,
    direction: Option<Direction>,
    pub(super) name: String,
    pub(super) here: Pointer,
    pub(super) there: Pointer,
}

impl Pair<'_> {
    fn compare(&self, old: &Schema, new: &Schema, changes: &mut Vec<Change>) {
        let mut found = Vec::new();
        if old.docs.deprecated != new.docs.deprecated {
            found.push(deprecation(&self.name, new.docs.deprecated));
        }
        match (&old.shape, &new.shape) {
            (Shape::Struct(old), Shape::Struct(new)) => self.objects(old, new, &mut found),
            (Shape::Enum(old), Shape::Enum(new)) => self.enums(old, new, &mut found),
            (Shape::Union(old), Shape::Union(new)) => self.unions(old, new, &mut found),
            (Shape::Newtype(old), Shape::Newtype(new)) | (Shape::Alias(old), Shape::Alias(new)) => {
                found.extend(type_change(self.old_api, old, self.new_api, new, &self.name));
            }
            (old, new) => {
                let message = format!("is {} in place of {}", types::kind(new), types::kind(old));
                found.push(Change::new(&self.name, Kind::Changed, Verdict::BreaksAtCompileTime, message));
            }
        }
        changes.extend(found.into_iter().map(|mut change| {
            if change.old.is_none() && change.new.is_none() {
                (change.old, change.new) = (Some(self.here.clone()), Some(self.there.clone()));
            }
            change.toward(self.direction)
        }));
    }
}
