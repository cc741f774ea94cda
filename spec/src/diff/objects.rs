//! Changes of objects.

use crate::diagnostics::Pointer;
use crate::ir::{Property, Struct, Type};

use super::common::{added, default_change, deprecation, reordered, required, type_change};
use super::schemas::Pair;
use super::spelling::same_field;
use super::{Change, Kind, Verdict, types};

impl Pair<'_> {
    pub(super) fn objects(&self, old: &Struct, new: &Struct, found: &mut Vec<Change>) {
        let has = |object: &Struct, one: &Property| object.properties.iter().any(|other| other.name == one.name);
        let mut come: Vec<&Property> = new.properties.iter().filter(|one| !has(old, one)).collect();
        for property in old.properties.iter().filter(|one| !has(new, one)) {
            let other = come.iter().position(|other| self.is_renamed(property, other));
            found.push(self.gone(property, other.map(|other| come.remove(other))));
        }
        for property in come {
            let (verdict, need) = added(self.new_api.is_argument(property));
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
        let subject = format!("{}.*", self.name);
        let additional = type_change(self.old_api, &old.additional, self.new_api, &new.additional, &subject);
        found.extend(additional.map(|change| change.about("additionalProperties")));
    }

    /// A property that is gone, or has another name now.
    fn gone(&self, property: &Property, other: Option<&Property>) -> Change {
        let subject = format!("{}.{}", self.name, property.name);
        let here = place(&self.here, property);
        let Some(other) = other else {
            return Change::new(subject, Kind::Removed, Verdict::BreaksAtCompileTime, "the property is gone")
                .at(here, None);
        };
        let is_same = same_field(&property.name, &other.name);
        let verdict = if is_same { Verdict::BreaksAtRunTime } else { Verdict::BreaksAtCompileTime };
        Change::new(subject, Kind::Changed, verdict, format!("renamed to `{}`", other.name))
            .at(here, place(&self.there, other))
    }

    /// Whether a property is another one under a new name: the name but for its form.
    fn is_renamed(&self, old: &Property, new: &Property) -> bool {
        let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
        let same =
            types::text(self.old_api, &old.ty) == types::text(self.new_api, &new.ty) && old.required == new.required;
        same && plain(&old.name) == plain(&new.name)
    }

    fn property(&self, old: &Property, new: &Property, found: &mut Vec<Change>) {
        let subject = format!("{}.{}", self.name, old.name);
        let start = found.len();
        let changed = type_change(self.old_api, &old.ty, self.new_api, &new.ty, &subject);
        if changed.is_none() && self.is_boxed(&old.ty, &new.ty) {
            found.push(self.boxed(&subject, new.ty.clone()));
        }
        found.extend(changed);
        if old.required != new.required {
            found.push(required(&subject, new.required));
        } else if self.old_api.is_argument(old) != self.new_api.is_argument(new) {
            let message = match self.new_api.is_argument(new) {
                true => "is an argument of `new` now, since it has several values",
                false => "is no argument of `new` any more, since it has one value",
            };
            found.push(Change::new(&subject, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("enum"));
        } else if old.constant != new.constant {
            let message = "its only value is another one";
            found.push(Change::new(&subject, Kind::Changed, Verdict::BreaksAtRunTime, message).about("enum"));
        }
        if old.default != new.default {
            found.push(default_change(&subject, old.default.as_ref(), new.default.as_ref()));
        }
        if old.docs.deprecated != new.docs.deprecated {
            found.push(deprecation(&subject, new.docs.deprecated));
        }
        for change in &mut found[start..] {
            (change.old, change.new) = (Some(place(&self.here, old)), Some(place(&self.there, new)));
        }
    }

    /// Whether a value is on the heap in one document and in place in the other.
    pub(super) fn is_boxed(&self, old: &Type, new: &Type) -> bool {
        self.old_nesting.leads_back(old, self.old_id) != self.new_nesting.leads_back(new, self.new_id)
    }

    pub(super) fn boxed(&self, subject: &str, new: Type) -> Change {
        let message = match self.new_nesting.leads_back(&new, self.new_id) {
            true => "is in a `Box` now, since it can contain what it is in",
            false => "is no longer in a `Box`",
        };
        Change::new(subject, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("type")
    }

    /// The required properties are the arguments of `new`, in their order.
    fn order(&self, old: &Struct, new: &Struct, found: &mut Vec<Change>) {
        let mut was: Vec<&Property> = old.properties.iter().filter(|p| self.old_api.is_argument(p)).collect();
        let mut is: Vec<&Property> = new.properties.iter().filter(|p| self.new_api.is_argument(p)).collect();
        was.retain(|property| is.iter().any(|other| other.name == property.name));
        is.retain(|property| was.iter().any(|other| other.name == property.name));
        let [from, to] = [&was, &is].map(|all| all.iter().map(|p| p.name.as_str()).collect::<Vec<_>>());
        if from != to {
            let message = format!("`new` takes {} in place of {}", to.join(", "), from.join(", "));
            let types = |all: &[&'_ Property]| all.iter().map(|p| p.ty.clone()).collect::<Vec<_>>();
            let (was, is) = (types(&was), types(&is));
            let [was, is] = [&was, &is].map(|all| all.iter().collect::<Vec<_>>());
            let verdict = reordered(&was, self.old_api, &is, self.new_api);
            found.push(Change::new(&self.name, Kind::Changed, verdict, message).about("order"));
        }
    }
}

fn place(object: &Pointer, property: &Property) -> Pointer {
    object.child("properties").child(&property.name)
}
