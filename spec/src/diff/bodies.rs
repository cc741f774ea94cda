//! Changes of what calls send.

use crate::ir::{Api, Content, Part, PartKind, RequestBody, Shape, Type};

use super::common::{added, required};
use super::operations::Pair;
use super::{Change, Direction, Kind, Verdict, places, types};

impl Pair<'_> {
    pub(super) fn body(&self, changes: &mut Vec<Change>) {
        let mut found = Vec::new();
        match (&self.old.body, &self.new.body) {
            (None, None) => {}
            (None, Some(_)) => {
                found.push(self.change(Kind::Added, Verdict::BreaksAtCompileTime, "takes a body now"));
            }
            (Some(_), None) => {
                found.push(self.change(Kind::Removed, Verdict::BreaksAtCompileTime, "takes no body any more"));
            }
            (Some(old), Some(new)) => self.bodies(old, new, &mut found),
        }
        changes.extend(found.into_iter().map(|change| {
            let [old, new] = [self.old, self.new].map(|operation| places::operation(operation).child("requestBody"));
            change.toward(Some(Direction::Request)).at(old, new)
        }));
    }

    fn bodies(&self, old: &RequestBody, new: &RequestBody, found: &mut Vec<Change>) {
        match (&old.content, &new.content) {
            (Content::Multipart(was), Content::Multipart(is)) => self.parts(was, is, found),
            (was, is) => {
                let words = |api: &Api, content: &Content| content_text(api, content, types::text);
                let (from, to) = (words(self.old_api, was), words(self.new_api, is));
                if from != to {
                    let in_rust = |api: &Api, content: &Content| sent(api, content, types::in_rust);
                    let verdict = match (was, is) {
                        // Text becomes bytes by itself.
                        (Content::Text, Content::Bytes) => Verdict::BreaksAtRunTime,
                        _ if in_rust(self.old_api, was) == in_rust(self.new_api, is) => Verdict::Documentation,
                        _ => Verdict::BreaksAtCompileTime,
                    };
                    let message =
                        format!("takes {} in place of {}", types::with_article(&to), types::with_article(&from));
                    found.push(self.change(Kind::Changed, verdict, message).about("schema"));
                }
            }
        }
        if old.required != new.required {
            let (verdict, message) = match new.required {
                true => (Verdict::BreaksAtCompileTime, "its body is required now"),
                // What may be left out is taken as `impl Into<Option<_>>`, which the body itself is too, but not what
                // becomes one.
                false if is_made_of_others(self.old_api, &old.content) => (
                    Verdict::BreaksAtCompileTime,
                    "its body may be left out now, so it is no longer made of what is passed",
                ),
                false => (Verdict::Additive, "its body may be left out now"),
            };
            found.push(self.change(Kind::Changed, verdict, message).about("required"));
        }
        if old.media_type != new.media_type {
            let message = format!("sends `{}` in place of `{}`", new.media_type, old.media_type);
            found.push(self.change(Kind::Changed, Verdict::BreaksAtRunTime, message));
        }
    }

    /// The parts of a body are the fields of a struct.
    fn parts(&self, old: &[Part], new: &[Part], found: &mut Vec<Change>) {
        let subject = |part: &Part| format!("{}({})", self.old.id, part.name);
        for part in old {
            let Some(other) = new.iter().find(|other| other.name == part.name) else {
                let message = format!("the part `{}` is gone", part.name);
                found.push(self.change(Kind::Removed, Verdict::BreaksAtCompileTime, message).about("schema"));
                continue;
            };
            let (was, is) = (part_text(self.old_api, part), part_text(self.new_api, other));
            if was != is {
                let [was, is] = [was, is].map(|words| types::with_article(&words));
                let message = format!("is {is} in place of {was}");
                found.push(
                    Change::new(subject(part), Kind::Changed, Verdict::BreaksAtCompileTime, message).about("schema"),
                );
            }
            if part.required != other.required {
                found.push(required(&subject(part), other.required));
            }
        }
        let both =
            |part: &&Part| [old, new].iter().all(|all| all.iter().any(|one| one.name == part.name && one.required));
        let [was, is] = [old, new].map(|all| all.iter().filter(both).collect::<Vec<_>>());
        if was.iter().map(|part| &part.name).ne(is.iter().map(|part| &part.name)) {
            let words = |api: &Api, all: &[&Part]| all.iter().map(|part| part_text(api, part)).collect::<Vec<_>>();
            let same = words(self.old_api, &was) == words(self.new_api, &is);
            let verdict = if same { Verdict::BreaksAtRunTime } else { Verdict::BreaksAtCompileTime };
            let message = "its required parts come in another order";
            found.push(self.change(Kind::Changed, verdict, message).about("schema"));
        }
        for part in new.iter().filter(|part| !old.iter().any(|other| other.name == part.name)) {
            let (verdict, need) = added(part.required);
            let message = format!("takes the {need} part `{}`: {}", part.name, part_text(self.new_api, part));
            found.push(self.change(Kind::Added, verdict, message).about("schema"));
        }
    }
}

/// Whether callers may pass something else that becomes the body: the one field that it needs, a variant, text.
fn is_made_of_others(api: &Api, content: &Content) -> bool {
    let ty = match content {
        Content::Json(ty) | Content::Form { ty, .. } => ty.non_null(),
        Content::Multipart(parts) => return parts.is_empty(),
        Content::Text | Content::Bytes => return true,
    };
    match api.behind_aliases(ty) {
        Type::Schema(id) => match &api.schema(*id).shape {
            Shape::Struct(object) => object.properties.iter().filter(|property| api.is_argument(property)).count() == 1,
            Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_) => true,
        },
        Type::Boolean | Type::Integer(_) => false,
        _ => true,
    }
}

type Words = fn(&Api, &Type) -> String;

fn content_text(api: &Api, content: &Content, ty: Words) -> String {
    match content {
        Content::Form { ty: form, .. } => format!("a form of {}", ty(api, form)),
        other => sent(api, other, ty),
    }
}

/// What callers pass, however it is sent.
fn sent(api: &Api, content: &Content, ty: Words) -> String {
    match content {
        Content::Json(sent) | Content::Form { ty: sent, .. } => ty(api, sent.non_null()),
        Content::Text => "text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
        Content::Multipart(_) => "parts".to_owned(),
    }
}

fn part_text(api: &Api, part: &Part) -> String {
    match (&part.kind, part.repeated) {
        (PartKind::File, false) => "a file".to_owned(),
        (PartKind::File, true) => "files".to_owned(),
        (PartKind::Value(value), _) => types::text(api, value),
    }
}
