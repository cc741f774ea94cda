//! Changes of what calls take beside a body.

use crate::diagnostics::Pointer;
use crate::ir::{Location, Operation, Parameter, Type};

use super::common::{added, default_change, deprecation, reordered, required, type_change};
use super::operations::Pair;
use super::{Change, Direction, Kind, Verdict, places};

impl Pair<'_> {
    pub(super) fn parameters(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.old.parameters, &self.new.parameters);
        for (index, parameter) in old.iter().enumerate() {
            let here = places::operation(self.old).child("parameters").child(index);
            match self.counterpart(index) {
                None => {
                    let message = format!("the parameter `{}` is gone", parameter.name);
                    changes.push(self.change(Kind::Removed, Verdict::BreaksAtCompileTime, message).at(here, None));
                }
                Some(other) => {
                    let there = places::operation(self.new).child("parameters").child(other);
                    self.parameter(parameter, &new[other], changes, &here, &there);
                }
            }
        }
        let known: Vec<usize> = (0..old.len()).filter_map(|index| self.counterpart(index)).collect();
        for (index, parameter) in new.iter().enumerate().filter(|(index, _)| !known.contains(index)) {
            let (verdict, need) = added(parameter.required);
            // The first one is an argument that the method did not have.
            let verdict = if beside_path(self.old).next().is_none() { Verdict::BreaksAtCompileTime } else { verdict };
            let message = format!("takes the {need} parameter `{}`", parameter.name);
            let place = places::operation(self.new).child("parameters").child(index);
            changes.push(self.change(Kind::Added, verdict, message).toward(Some(Direction::Request)).at(None, place));
        }
        self.order(changes);
    }

    /// The same parameter in the new document. One of the path is the one at its place there, whatever its name.
    fn counterpart(&self, index: usize) -> Option<usize> {
        let (old, new) = (&self.old.parameters, &self.new.parameters);
        let in_path = |all: &[Parameter]| all.iter().filter(|one| one.location == Location::Path).count();
        if old[index].location == Location::Path && in_path(old) == in_path(new) {
            return Some(index);
        }
        new.iter().position(|other| other.name == old[index].name && other.location == old[index].location)
    }

    /// What is required is the arguments of `new`, in their order.
    fn order(&self, changes: &mut Vec<Change>) {
        let arguments = |operation: &'_ Operation| -> Vec<(String, Type)> {
            let required = beside_path(operation).filter(|parameter| parameter.required);
            required.map(|parameter| (parameter.name.clone(), parameter.ty.clone())).collect()
        };
        let (mut was, mut is) = (arguments(self.old), arguments(self.new));
        was.retain(|(name, _)| is.iter().any(|(other, _)| other == name));
        is.retain(|(name, _)| was.iter().any(|(other, _)| other == name));
        if was.iter().map(|(name, _)| name).ne(is.iter().map(|(name, _)| name)) {
            let [from, to] = [&was, &is].map(|all| all.iter().map(|(_, ty)| ty).collect::<Vec<_>>());
            let verdict = reordered(&from, self.old_api, &to, self.new_api);
            changes.push(self.change(Kind::Changed, verdict, "its required parameters come in another order"));
        }
    }

    fn parameter(&self, old: &Parameter, new: &Parameter, changes: &mut Vec<Change>, here: &Pointer, there: &Pointer) {
        let subject = format!("{}({})", self.old.id, old.name);
        let mut push = |change: Change| {
            changes.push(change.toward(Some(Direction::Request)).at(here.clone(), there.clone()));
        };
        if old.name != new.name {
            // What stands in the path has no name on the wire, and arguments have none for callers.
            let message = format!("is called `{}` now", new.name);
            push(Change::new(&subject, Kind::Changed, Verdict::Documentation, message).about("name"));
        }
        if let Some(change) = type_change(self.old_api, &old.ty, self.new_api, &new.ty, &subject) {
            push(change);
        }
        if old.required != new.required {
            push(required(&subject, new.required));
        }
        if (old.style, old.explode, old.reserved) != (new.style, new.explode, new.reserved) {
            push(
                Change::new(&subject, Kind::Changed, Verdict::BreaksAtRunTime, "is written in another style")
                    .about("style"),
            );
        }
        if old.default != new.default {
            push(default_change(&subject, old.default.as_ref(), new.default.as_ref()));
        }
        if old.docs.deprecated != new.docs.deprecated {
            push(deprecation(&subject, new.docs.deprecated));
        }
    }
}

/// The parameters that a method takes together, in a struct of their own.
pub(super) fn beside_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.location != Location::Path)
}
