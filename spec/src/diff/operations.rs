//! Changes of operations.

use crate::ir::{Api, Content, Operation, Owner, PathSegment};

use super::arguments::beside_path;
use super::common::deprecation;
use super::spelling::same_type;
use super::{Change, Direction, Kind, Verdict, places, servers};

/// What changed of the operations.
pub(super) fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    for operation in &old.operations {
        match counterpart(operation, old, new) {
            Some(other) => Pair { old_api: old, new_api: new, old: operation, new: other }.compare(&mut changes),
            None => changes.push(
                Change::new(&operation.id, Kind::Removed, Verdict::BreaksAtCompileTime, "the operation is gone")
                    .at(places::operation(operation), None),
            ),
        }
    }
    for operation in new.operations.iter().filter(|operation| counterpart(operation, new, old).is_none()) {
        let message = format!("the operation is new: `{} {}`", operation.method.as_str(), operation.path);
        changes.push(
            Change::new(&operation.id, Kind::Added, Verdict::Additive, message).at(None, places::operation(operation)),
        );
    }
    changes
}

/// The same operation in another document: the one at the same place, or else the one of the same id.
fn counterpart<'o>(operation: &Operation, here: &Api, there: &'o Api) -> Option<&'o Operation> {
    let same_place = |one: &Operation, other: &Operation| one.method == other.method && path(one) == path(other);
    there.operations.iter().find(|other| same_place(operation, other)).or_else(|| {
        let other = there.operations.iter().find(|other| other.id == operation.id)?;
        let is_another = here.operations.iter().any(|one| same_place(one, other));
        (!is_another).then_some(other)
    })
}

/// The path whatever its parameters are called.
fn path(operation: &Operation) -> Vec<&str> {
    let segments = operation.path.segments.iter().map(|segment| match segment {
        PathSegment::Literal(text) => text.as_str(),
        PathSegment::Parameter(_) => "{}",
    });
    segments.collect()
}

/// An operation in both documents.
pub(super) struct Pair<'a> {
    pub(super) old_api: &'a Api,
    pub(super) new_api: &'a Api,
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl Pair<'_> {
    fn compare(&self, changes: &mut Vec<Change>) {
        let start = changes.len();
        self.identity(changes);
        self.parameters(changes);
        self.body(changes);
        self.answer(changes);
        self.errors(changes);
        for change in &mut changes[start..] {
            change.old.get_or_insert_with(|| places::operation(self.old));
            change.new.get_or_insert_with(|| places::operation(self.new));
        }
    }

    pub(super) fn change(&self, kind: Kind, verdict: Verdict, message: impl Into<String>) -> Change {
        Change::new(&self.old.id, kind, verdict, message)
    }

    fn identity(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.old, self.new);
        let line = |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        if line(old) != line(new) {
            let is_same = old.method == new.method && path(old) == path(new);
            let verdict = if is_same { Verdict::Documentation } else { Verdict::BreaksAtRunTime };
            let message = format!("moved from `{}` to `{}`", line(old), line(new));
            changes.push(self.change(Kind::Changed, verdict, message).toward(Some(Direction::Request)));
        }
        changes.extend(servers::of_operation(self));
        if old.id != new.id {
            let is_same = old.method_name.is_some() && old.method_name == new.method_name && !self.names_types();
            let verdict = if is_same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
            let message = format!("renamed to `{}`", new.id);
            changes.push(self.change(Kind::Changed, verdict, message).about("operationId"));
        }
        let tag = |api: &Api, operation: &Operation| api.tags.get(operation.tag).map(|tag| tag.name.clone());
        let (was, is) = (tag(self.old_api, old), tag(self.new_api, new));
        if was != is {
            let name = |tag: &Option<String>| tag.clone().unwrap_or_else(|| "none".to_owned());
            let message = format!("moved from the handle of the tag `{}` to that of `{}`", name(&was), name(&is));
            let is_same = was.zip(is).is_some_and(|(was, is)| same_type(&was, &is));
            let verdict = if is_same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
            changes.push(self.change(Kind::Changed, verdict, message).about("tags"));
        }
        if old.docs.deprecated != new.docs.deprecated {
            changes.push(deprecation(&old.id, new.docs.deprecated));
        }
        if old.method_name != new.method_name {
            changes.push(
                self.change(Kind::Changed, Verdict::BreaksAtCompileTime, "its method has another name")
                    .about("x-method-name"),
            );
        }
        self.flows(changes);
    }

    /// What a call can do beside returning its answer: fetch the pages after it, wait for a job.
    fn flows(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.old.pagination.as_ref(), self.new.pagination.as_ref());
        let mut push = |kind, verdict, message: &str, aspect| {
            changes.push(self.change(kind, verdict, message).about(aspect));
        };
        match (old, new) {
            (None, Some(_)) => push(Kind::Added, Verdict::Additive, "its answer comes in pages", "x-pagination"),
            (Some(_), None) => {
                push(
                    Kind::Removed,
                    Verdict::BreaksAtCompileTime,
                    "its answer comes in no pages any more",
                    "x-pagination",
                );
            }
            (Some(old), Some(new)) if old.items() != new.items() => {
                push(Kind::Changed, Verdict::BreaksAtCompileTime, "its pages have other items", "x-pagination");
            }
            (old, new) if old != new => {
                push(Kind::Changed, Verdict::Documentation, "its pages are asked for in another way", "x-pagination");
            }
            _ => {}
        }
        match (&self.old.job, &self.new.job) {
            (None, Some(_)) => push(Kind::Added, Verdict::Additive, "its answer tells of a job", "x-job"),
            (Some(_), None) => {
                push(Kind::Removed, Verdict::BreaksAtCompileTime, "its answer tells of no job any more", "x-job");
            }
            (old, new) if old != new => {
                push(Kind::Changed, Verdict::BreaksAtRunTime, "its job is waited for in another way", "x-job");
            }
            _ => {}
        }
    }

    /// Whether types are called after the operation.
    fn names_types(&self) -> bool {
        let id = &self.old.id;
        let is_inline = self.old_api.schemas.iter().any(|schema| match &schema.origin.owner {
            Owner::Request(owner) | Owner::Response(owner) | Owner::Error(owner) | Owner::Parameters(owner) => {
                owner == id
            }
            Owner::Component(_) | Owner::Parameter(_) | Owner::Elsewhere(_) => false,
        });
        let has_parts = matches!(self.old.body.as_ref().map(|body| &body.content), Some(Content::Multipart(_)));
        is_inline || has_parts || beside_path(self.old).next().is_some() || self.old.successes.len() > 1
    }
}
