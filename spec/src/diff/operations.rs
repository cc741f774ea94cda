//! Changes of operations.

use crate::diagnostics::Pointer;
use crate::ir::{Api, Content, Operation, Parameter, PartKind, Response, ResponseBody};

use super::{Change, Direction, Kind, Verdict, places, types};

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
    let same_place = |one: &Operation, other: &Operation| one.method == other.method && one.path == other.path;
    there.operations.iter().find(|other| same_place(operation, other)).or_else(|| {
        let other = there.operations.iter().find(|other| other.id == operation.id)?;
        let is_another = here.operations.iter().any(|one| same_place(one, other));
        (!is_another).then_some(other)
    })
}

struct Pair<'a> {
    old_api: &'a Api,
    new_api: &'a Api,
    old: &'a Operation,
    new: &'a Operation,
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

    fn change(&self, kind: Kind, verdict: Verdict, message: impl Into<String>) -> Change {
        Change::new(&self.old.id, kind, verdict, message)
    }

    fn identity(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.old, self.new);
        let line = |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        if line(old) != line(new) {
            let message = format!("moved from `{}` to `{}`", line(old), line(new));
            changes
                .push(self.change(Kind::Changed, Verdict::BreaksAtRunTime, message).toward(Some(Direction::Request)));
        }
        if old.id != new.id {
            let message = format!("renamed to `{}`", new.id);
            changes.push(self.change(Kind::Changed, Verdict::BreaksAtCompileTime, message).about("operationId"));
        }
        let tag = |api: &Api, operation: &Operation| api.tags.get(operation.tag).map(|tag| tag.name.clone());
        let (was, is) = (tag(self.old_api, old), tag(self.new_api, new));
        if was != is {
            let name = |tag: Option<String>| tag.unwrap_or_else(|| "none".to_owned());
            let message = format!("moved from the handle of the tag `{}` to that of `{}`", name(was), name(is));
            changes.push(self.change(Kind::Changed, Verdict::BreaksAtCompileTime, message).about("tags"));
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
        let how = |operation: &Operation| {
            (serde_json::to_value(&operation.pagination).ok(), serde_json::to_value(&operation.job).ok())
        };
        if how(old) != how(new) {
            let verdict = if old.pagination.is_none() && old.job.is_none() {
                Verdict::Additive
            } else {
                Verdict::BreaksAtCompileTime
            };
            changes.push(
                self.change(Kind::Changed, verdict, "its pages are fetched, or its job waited for, in another way")
                    .about("x-pagination"),
            );
        }
    }

    fn parameters(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.old.parameters, &self.new.parameters);
        let find = |all: &'_ [Parameter], one: &Parameter| {
            all.iter().position(|other| other.name == one.name && other.location == one.location)
        };
        for (index, parameter) in old.iter().enumerate() {
            let here = places::operation(self.old).child("parameters").child(index);
            match find(new, parameter) {
                None => changes.push(
                    self.change(
                        Kind::Removed,
                        Verdict::BreaksAtCompileTime,
                        format!("the parameter `{}` is gone", parameter.name),
                    )
                    .at(here, None),
                ),
                Some(other) => {
                    let there = places::operation(self.new).child("parameters").child(other);
                    self.parameter(parameter, &new[other], changes, &here, &there);
                }
            }
        }
        for (index, parameter) in new.iter().enumerate().filter(|(_, parameter)| find(old, parameter).is_none()) {
            let (verdict, need) = added(parameter.required);
            let message = format!("takes the {need} parameter `{}`", parameter.name);
            let place = places::operation(self.new).child("parameters").child(index);
            changes.push(self.change(Kind::Added, verdict, message).toward(Some(Direction::Request)).at(None, place));
        }
        let required = |all: &[Parameter]| -> Vec<String> {
            all.iter().filter(|parameter| parameter.required).map(|parameter| parameter.name.clone()).collect()
        };
        let (was, is) = (required(old), required(new));
        if was != is && was.len() == is.len() && was.iter().all(|name| is.contains(name)) {
            changes.push(self.change(
                Kind::Changed,
                Verdict::BreaksAtCompileTime,
                "its required parameters come in another order",
            ));
        }
    }

    fn parameter(&self, old: &Parameter, new: &Parameter, changes: &mut Vec<Change>, here: &Pointer, there: &Pointer) {
        let subject = format!("{}({})", self.old.id, old.name);
        let mut push = |change: Change| {
            changes.push(change.toward(Some(Direction::Request)).at(here.clone(), there.clone()));
        };
        if let Some(change) = type_change(self.old_api, &old.ty, self.new_api, &new.ty, &subject) {
            push(change);
        }
        if old.required != new.required {
            let message = if new.required { "is required now" } else { "is no longer required" };
            push(Change::new(&subject, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("required"));
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

    fn body(&self, changes: &mut Vec<Change>) {
        let places =
            || (places::operation(self.old).child("requestBody"), places::operation(self.new).child("requestBody"));
        let mut push = |change: Change| {
            let (old, new) = places();
            changes.push(change.toward(Some(Direction::Request)).at(old, new));
        };
        match (&self.old.body, &self.new.body) {
            (None, None) => {}
            (None, Some(_)) => push(self.change(Kind::Added, Verdict::BreaksAtCompileTime, "takes a body now")),
            (Some(_), None) => push(self.change(Kind::Removed, Verdict::BreaksAtCompileTime, "takes no body any more")),
            (Some(old), Some(new)) => {
                let (was, is) =
                    (content(self.old_api, &old.content, false), content(self.new_api, &new.content, false));
                if was != is {
                    let same = content(self.old_api, &old.content, true) == content(self.new_api, &new.content, true);
                    let verdict = if same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
                    push(self.change(Kind::Changed, verdict, format!("takes {is} in place of {was}")).about("schema"));
                }
                if old.required != new.required {
                    // What may be left out is taken as `impl Into<Option<_>>`, which a value is too.
                    let (verdict, message) = match new.required {
                        true => (Verdict::BreaksAtCompileTime, "its body is required now"),
                        false => (Verdict::Additive, "its body may be left out now"),
                    };
                    push(self.change(Kind::Changed, verdict, message).about("required"));
                }
                if old.media_type != new.media_type {
                    let message = format!("sends `{}` in place of `{}`", new.media_type, old.media_type);
                    push(self.change(Kind::Changed, Verdict::BreaksAtRunTime, message));
                }
            }
        }
    }

    /// What a call returns: of several successful answers, a choice.
    fn answer(&self, changes: &mut Vec<Change>) {
        let all = |api: &Api, operation: &Operation, in_rust: bool| -> Vec<String> {
            let mut texts: Vec<String> =
                operation.successes.iter().map(|response| answer(api, response, in_rust)).collect();
            if in_rust && texts.is_empty() {
                texts.push("nothing".to_owned());
            }
            texts
        };
        let (was, is) = (all(self.old_api, self.old, false), all(self.new_api, self.new, false));
        let statuses = |operation: &Operation| -> Vec<String> {
            operation.successes.iter().map(|response| response.status.to_string()).collect()
        };
        let (from, to) = (statuses(self.old), statuses(self.new));
        if was == is && from == to {
            return;
        }
        let same = all(self.old_api, self.old, true) == all(self.new_api, self.new, true);
        let verdict = match same {
            true => Verdict::Documentation,
            false => Verdict::BreaksAtCompileTime,
        };
        let said = |texts: Vec<String>, statuses: Vec<String>| match texts.is_empty() {
            true => "nothing that is documented".to_owned(),
            false => texts
                .iter()
                .zip(statuses)
                .map(|(text, status)| format!("{text} ({status})"))
                .collect::<Vec<_>>()
                .join(" or "),
        };
        let message = format!("answers {} in place of {}", said(is, to), said(was, from));
        let old = places::operation(self.old).child("responses");
        let new = places::operation(self.new).child("responses");
        changes.push(self.change(Kind::Changed, verdict, message).toward(Some(Direction::Response)).at(old, new));
    }

    fn errors(&self, changes: &mut Vec<Change>) {
        let find = |all: &'_ [Response], one: &Response| all.iter().position(|other| other.status == one.status);
        let place = |operation: &Operation, response: &Response| {
            places::operation(operation).child("responses").child(response.status)
        };
        for response in &self.old.errors {
            let here = place(self.old, response);
            let Some(other) = find(&self.new.errors, response) else {
                let message =
                    format!("the answer {} is no longer documented, so its body is not decoded", response.status);
                let change = self.change(Kind::Removed, Verdict::BreaksAtRunTime, message);
                changes.push(change.toward(Some(Direction::Response)).at(here, None));
                continue;
            };
            let other = &self.new.errors[other];
            let (was, is) = (answer(self.old_api, response, false), answer(self.new_api, other, false));
            if was != is {
                let same = answer(self.old_api, response, true) == answer(self.new_api, other, true);
                let verdict = if same { Verdict::Documentation } else { Verdict::BreaksAtRunTime };
                let message = format!("the body of the answer {} is {is} in place of {was}", response.status);
                let change = self.change(Kind::Changed, verdict, message).toward(Some(Direction::Response));
                changes.push(change.at(here, place(self.new, other)));
            }
        }
        for response in self.new.errors.iter().filter(|response| find(&self.old.errors, response).is_none()) {
            let message =
                format!("the answer {} is documented: {}", response.status, answer(self.new_api, response, false));
            let change = self.change(Kind::Added, Verdict::Additive, message).toward(Some(Direction::Response));
            changes.push(change.at(None, place(self.new, response)));
        }
    }
}

/// What a new argument or property does, and the word for it.
pub(super) fn added(required: bool) -> (Verdict, &'static str) {
    if required { (Verdict::BreaksAtCompileTime, "required") } else { (Verdict::Additive, "optional") }
}

/// The change of a type, where there is one.
pub(super) fn type_change(
    old_api: &Api,
    old: &crate::ir::Type,
    new_api: &Api,
    new: &crate::ir::Type,
    subject: &str,
) -> Option<Change> {
    let (was, is) = (types::text(old_api, old), types::text(new_api, new));
    if was == is {
        return None;
    }
    let same = types::in_rust(old_api, old) == types::in_rust(new_api, new);
    let verdict = if same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
    Some(Change::new(subject, Kind::Changed, verdict, format!("is {is} in place of {was}")).about("type"))
}

pub(super) fn default_change(
    subject: &str,
    old: Option<&serde_json::Value>,
    new: Option<&serde_json::Value>,
) -> Change {
    let message = match (old, new) {
        (Some(old), Some(new)) => format!("its default is `{new}` in place of `{old}`"),
        (None, Some(new)) => format!("its default is `{new}` now"),
        _ => "has no default any more".to_owned(),
    };
    Change::new(subject, Kind::Changed, Verdict::Documentation, message).about("default")
}

pub(super) fn deprecation(subject: &str, deprecated: bool) -> Change {
    let change = match deprecated {
        true => Change::new(subject, Kind::Deprecated, Verdict::Additive, "is deprecated"),
        false => Change::new(subject, Kind::Changed, Verdict::Additive, "is no longer deprecated"),
    };
    change.about("deprecated")
}

fn content(api: &Api, content: &Content, in_rust: bool) -> String {
    let ty = |ty| if in_rust { types::in_rust(api, ty) } else { types::text(api, ty) };
    match content {
        Content::Json(json) => ty(json),
        Content::Form { ty: form, .. } => format!("a form of {}", ty(form)),
        Content::Text => "text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
        Content::Multipart(parts) => {
            let parts = parts.iter().map(|part| {
                let kind = match &part.kind {
                    PartKind::File => "a file".to_owned(),
                    PartKind::Value(value) => ty(value),
                };
                format!(
                    "`{}` ({kind}{}{})",
                    part.name,
                    if part.required { ", required" } else { "" },
                    if part.repeated { ", repeated" } else { "" }
                )
            });
            format!("parts: {}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn answer(api: &Api, response: &Response, in_rust: bool) -> String {
    match &response.body {
        ResponseBody::Empty => "nothing".to_owned(),
        ResponseBody::Json(ty) if in_rust => types::in_rust(api, ty),
        ResponseBody::Json(ty) => types::text(api, ty),
        ResponseBody::Text(_) => "text".to_owned(),
        ResponseBody::Stream(_) => "bytes".to_owned(),
    }
}
