//! Changes of schemas.

use std::collections::HashMap;

use crate::diagnostics::Pointer;
use crate::ir::{Api, EnumValue, Origin, Owner, Property, Schema, SchemaId, Shape, Step, Struct, Type, Union};

use super::operations::{added, default_change, deprecation, type_change};
use super::reach::Reach;
use super::{Change, Direction, Kind, Verdict, places, types};

/// What changed of the schemas.
pub(super) fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let (old_reach, new_reach) = (Reach::of(old), Reach::of(new));
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
            let pair = Pair { old_api: old, new_api: new, direction, name: name(&schema.origin), here: place, there };
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
            let change = Change::new(component, kind, Verdict::BreaksAtCompileTime, message);
            changes.push(change.toward(direction).at(place, there));
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

fn component(origin: &Origin) -> Option<&str> {
    match (&origin.owner, origin.steps.as_slice()) {
        (Owner::Component(name), []) => Some(name),
        _ => None,
    }
}

/// Components that are gone and of which another one is the new name: the only two with that shape. What is renamed
/// inside them is looked through, so it takes rounds until no more are found.
fn renames<'a>(old: &'a Api, new: &'a Api) -> HashMap<&'a str, &'a str> {
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

/// What a schema is called: `JobRead`, `JobRead.status`.
fn name(origin: &Origin) -> String {
    let owner = match &origin.owner {
        Owner::Component(name) | Owner::Parameter(name) | Owner::Elsewhere(name) => name.clone(),
        Owner::Request(id) => format!("{id} (request)"),
        Owner::Response(id) | Owner::Error(id) => format!("{id} (response)"),
        Owner::Parameters(id) => format!("{id} (parameters)"),
    };
    origin.steps.iter().fold(owner, |name, step| match step {
        Step::Property(property) => format!("{name}.{property}"),
        Step::Item => name + "[]",
        Step::Value => name + ".*",
        Step::Branch(branch) => format!("{name}|{branch}"),
    })
}

struct Pair<'a> {
    old_api: &'a Api,
    new_api: &'a Api,
    direction: Option<Direction>,
    name: String,
    here: Pointer,
    there: Pointer,
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

    fn objects(&self, old: &Struct, new: &Struct, found: &mut Vec<Change>) {
        let place = |at: &Pointer, property: &Property| at.child("properties").child(&property.name);
        let gone = old.properties.iter().filter(|one| !new.properties.iter().any(|other| other.name == one.name));
        let come: Vec<&Property> =
            new.properties.iter().filter(|one| !old.properties.iter().any(|other| other.name == one.name)).collect();
        let mut renamed: Vec<&str> = Vec::new();
        for property in gone {
            let subject = format!("{}.{}", self.name, property.name);
            let other = come.iter().find(|other| self.is_renamed(property, other));
            let change = match other {
                Some(other) => {
                    renamed.push(&other.name);
                    Change::new(
                        subject,
                        Kind::Changed,
                        Verdict::BreaksAtCompileTime,
                        format!("renamed to `{}`", other.name),
                    )
                    .at(place(&self.here, property), place(&self.there, other))
                }
                None => Change::new(subject, Kind::Removed, Verdict::BreaksAtCompileTime, "the property is gone")
                    .at(place(&self.here, property), None),
            };
            found.push(change);
        }
        for property in come.into_iter().filter(|property| !renamed.contains(&property.name.as_str())) {
            let (verdict, need) = added(is_argument(property));
            let message = format!("the {need} property is new: {}", types::text(self.new_api, &property.ty));
            let change = Change::new(format!("{}.{}", self.name, property.name), Kind::Added, verdict, message);
            found.push(change.at(None, place(&self.there, property)));
        }
        for property in &old.properties {
            if let Some(other) = new.properties.iter().find(|other| other.name == property.name) {
                self.property(property, other, found);
            }
        }
        self.order(old, new, found);
        if let Some(change) =
            type_change(self.old_api, &old.additional, self.new_api, &new.additional, &format!("{}.*", self.name))
        {
            found.push(change.about("additionalProperties"));
        }
    }

    /// Whether a property is another one under a new name: the name but for its form, or the only one of its type.
    fn is_renamed(&self, old: &Property, new: &Property) -> bool {
        let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
        let same =
            types::text(self.old_api, &old.ty) == types::text(self.new_api, &new.ty) && old.required == new.required;
        same && plain(&old.name) == plain(&new.name)
    }

    fn property(&self, old: &Property, new: &Property, found: &mut Vec<Change>) {
        let subject = format!("{}.{}", self.name, old.name);
        let start = found.len();
        found.extend(type_change(self.old_api, &old.ty, self.new_api, &new.ty, &subject));
        if is_argument(old) != is_argument(new) {
            let message = if is_argument(new) { "is required now" } else { "is no longer required" };
            found.push(Change::new(&subject, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("required"));
        }
        if old.default != new.default {
            found.push(default_change(&subject, old.default.as_ref(), new.default.as_ref()));
        }
        if old.docs.deprecated != new.docs.deprecated {
            found.push(deprecation(&subject, new.docs.deprecated));
        }
        if old.constant != new.constant {
            found.push(
                Change::new(&subject, Kind::Changed, Verdict::BreaksAtCompileTime, "its only value is another one")
                    .about("enum"),
            );
        }
        for change in &mut found[start..] {
            change.old = Some(self.here.child("properties").child(&old.name));
            change.new = Some(self.there.child("properties").child(&new.name));
        }
    }

    /// The required properties are the arguments of `new`, in their order.
    fn order(&self, old: &Struct, new: &Struct, found: &mut Vec<Change>) {
        let arguments = |object: &Struct, other: &Struct| -> Vec<String> {
            let both = |one: &&Property| other.properties.iter().any(|p| p.name == one.name && is_argument(p));
            object.properties.iter().filter(|p| is_argument(p)).filter(both).map(|p| p.name.clone()).collect()
        };
        let (was, is) = (arguments(old, new), arguments(new, old));
        if was != is {
            let message = format!("`new` takes {} in place of {}", is.join(", "), was.join(", "));
            found.push(Change::new(&self.name, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("order"));
        }
    }

    fn enums(&self, old: &[EnumValue], new: &[EnumValue], found: &mut Vec<Change>) {
        let text = |value: &EnumValue| {
            serde_json::to_value(&value.value)
                .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
                .unwrap_or_default()
        };
        let has = |all: &[EnumValue], one: &EnumValue| all.iter().any(|other| text(other) == text(one));
        for value in old.iter().filter(|value| !has(new, value)) {
            let message = format!("no longer knows `{}`", text(value));
            found.push(
                Change::new(&self.name, Kind::Removed, Verdict::BreaksAtCompileTime, message)
                    .at(self.here.child("enum"), self.there.child("enum"))
                    .about("enum"),
            );
        }
        for value in new.iter().filter(|value| !has(old, value)) {
            let message = format!("learned `{}`", text(value));
            found.push(
                Change::new(&self.name, Kind::Added, Verdict::Additive, message)
                    .at(self.here.child("enum"), self.there.child("enum"))
                    .about("enum"),
            );
        }
    }

    fn unions(&self, old: &Union, new: &Union, found: &mut Vec<Change>) {
        if old.tag != new.tag {
            let message = "its variants are told apart in another way";
            found.push(Change::new(&self.name, Kind::Changed, Verdict::BreaksAtRunTime, message));
        }
        let texts = |api: &Api, union: &Union| -> Vec<String> {
            union.variants.iter().map(|variant| types::text(api, &variant.ty)).collect()
        };
        let (was, is) = (texts(self.old_api, old), texts(self.new_api, new));
        for gone in was.iter().filter(|one| !is.contains(one)) {
            found.push(Change::new(
                &self.name,
                Kind::Removed,
                Verdict::BreaksAtCompileTime,
                format!("is no longer {gone}"),
            ));
        }
        for come in is.iter().filter(|one| !was.contains(one)) {
            found.push(Change::new(&self.name, Kind::Added, Verdict::Additive, format!("may be {come}")));
        }
    }
}

/// Whether callers have to give it.
fn is_argument(property: &Property) -> bool {
    property.required
}
