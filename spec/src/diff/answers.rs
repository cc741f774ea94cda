//! Changes of what calls return.

use crate::ir::{Api, Method, Operation, Response, ResponseBody, Status};

use super::operations::Pair;
use super::{Change, Direction, Kind, Verdict, places, types};

impl Pair<'_> {
    /// What a call returns: of several successful answers, a choice.
    pub(super) fn answer(&self, changes: &mut Vec<Change>) {
        let (was, is) = (said(self.old_api, self.old), said(self.new_api, self.new));
        if was == is {
            return;
        }
        let (from, to) = (returned(self.old_api, self.old), returned(self.new_api, self.new));
        let verdict = match (&from, &to) {
            _ if from == to => Verdict::Documentation,
            // The enum learned a variant, and programs have a branch for what they do not know.
            (Returned::Choice(from), Returned::Choice(to)) if from.iter().all(|one| to.contains(one)) => {
                Verdict::Additive
            }
            _ => Verdict::BreaksAtCompileTime,
        };
        let message = format!("answers {is} in place of {was}");
        let [old, new] = [self.old, self.new].map(|operation| places::operation(operation).child("responses"));
        changes.push(self.change(Kind::Changed, verdict, message).toward(Some(Direction::Response)).at(old, new));
    }

    pub(super) fn errors(&self, changes: &mut Vec<Change>) {
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
            let (was, is) = (body(self.old_api, response, false), body(self.new_api, other, false));
            if was != is {
                let same = body(self.old_api, response, true) == body(self.new_api, other, true);
                let verdict = if same { Verdict::Documentation } else { Verdict::BreaksAtRunTime };
                let message = format!("the body of the answer {} is {is} in place of {was}", response.status);
                let change = self.change(Kind::Changed, verdict, message).toward(Some(Direction::Response));
                changes.push(change.at(here, place(self.new, other)));
            }
        }
        for response in self.new.errors.iter().filter(|response| find(&self.old.errors, response).is_none()) {
            let message =
                format!("the answer {} is documented: {}", response.status, body(self.new_api, response, false));
            let is_other = decoded(&self.old.errors, response.status).is_some_and(|covering| {
                matches!(response.body, ResponseBody::Json(_))
                    && body(self.old_api, covering, true) != body(self.new_api, response, true)
            });
            // Programs that ask for the body that the status had before find none any more.
            let verdict = if is_other { Verdict::BreaksAtRunTime } else { Verdict::Additive };
            let change = self.change(Kind::Added, verdict, message).toward(Some(Direction::Response));
            changes.push(change.at(None, place(self.new, response)));
        }
    }
}

/// The answer whose body goes with a status that has none of its own: that of its range, or the default.
fn decoded(errors: &[Response], status: Status) -> Option<&Response> {
    let with = |wanted: Status| {
        errors.iter().find(|response| response.status == wanted && matches!(response.body, ResponseBody::Json(_)))
    };
    match status {
        Status::Code(code) => {
            let range = u8::try_from(code / 100).ok().and_then(|digit| with(Status::Range(digit)));
            range.or_else(|| with(Status::Default))
        }
        Status::Range(_) => with(Status::Default),
        Status::Default => None,
    }
}

/// The successful answers in the document's words, each with its status.
fn said(api: &Api, operation: &Operation) -> String {
    let texts = choices(api, operation, false);
    if texts.is_empty() { "nothing that is documented".to_owned() } else { texts.join(" or ") }
}

fn choices(api: &Api, operation: &Operation, in_rust: bool) -> Vec<String> {
    let mut answers: Vec<&Response> = operation.successes.iter().collect();
    answers.sort_by_key(|response| response.status);
    answers.into_iter().map(|response| format!("{} ({})", body(api, response, in_rust), response.status)).collect()
}

/// What a method returns.
#[derive(PartialEq)]
enum Returned {
    /// A type, an `Option` of it, or nothing.
    Type(String),
    /// An enum with a variant for each status.
    Choice(Vec<String>),
}

/// What a method returns: the type of all answers, or that or nothing, or one of several.
fn returned(api: &Api, operation: &Operation) -> Returned {
    const NOTHING: &str = "nothing";
    const BYTES: &str = "bytes";
    if operation.method == Method::Head {
        return Returned::Type(NOTHING.to_owned());
    }
    let redirects =
        |response: &Response| matches!(response.status, Status::Code(301..=303 | 307 | 308) | Status::Range(3));
    let mut bodies: Vec<String> = Vec::new();
    for response in &operation.successes {
        let text = body(api, response, true);
        if !bodies.contains(&text) {
            bodies.push(text);
        }
    }
    let some: Vec<&String> = bodies.iter().filter(|body| *body != NOTHING).collect();
    let ty = match (bodies.as_slice(), some.as_slice()) {
        ([], _) if operation.errors.iter().any(redirects) => BYTES.to_owned(),
        ([], _) => NOTHING.to_owned(),
        ([only], _) => only.clone(),
        // A stream may be empty.
        (_, [only]) if *only == BYTES => BYTES.to_owned(),
        (_, [only]) if !only.ends_with(" or null") => format!("{only} or nothing"),
        _ => return Returned::Choice(choices(api, operation, true)),
    };
    Returned::Type(ty)
}

fn body(api: &Api, response: &Response, in_rust: bool) -> String {
    match &response.body {
        // Nothing comes with these, whatever the document says.
        _ if in_rust && matches!(response.status, Status::Code(204 | 205)) => "nothing".to_owned(),
        ResponseBody::Empty => "nothing".to_owned(),
        ResponseBody::Json(ty) if in_rust => types::in_rust(api, ty),
        ResponseBody::Json(ty) => types::text(api, ty),
        ResponseBody::Text(_) if in_rust => "string".to_owned(),
        ResponseBody::Text(_) => "text".to_owned(),
        ResponseBody::Stream(_) => "bytes".to_owned(),
    }
}
