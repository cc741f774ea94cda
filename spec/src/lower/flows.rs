//! What goes beyond one request and its answer: lists in pages (`x-pagination`), and jobs (`x-job`).

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Api, Ask, Job, Location, Operation, Pagination, Place, ResponseBody, Type};

impl Lowering<'_> {
    /// Reads one of the extensions of an operation.
    pub(super) fn flow<T: DeserializeOwned>(
        &mut self,
        extensions: &IndexMap<String, Value>,
        name: &'static str,
        operation: &Pointer,
    ) -> Option<T> {
        let read = serde_json::from_value(extensions.get(name)?.clone());
        read.map_err(|error| self.report(Diagnostic::error("flow", error.to_string()).at(operation.child(name)))).ok()
    }
}

/// Finds the places and operations in the extensions that the document does not have.
pub(super) fn check(api: &Api) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for operation in &api.operations {
        let path = Pointer::root().child("paths").child(&operation.path);
        let pointer = path.child(operation.method.as_str().to_lowercase());
        if let Some(pagination) = &operation.pagination {
            let mut check = Check { api, operation, at: pointer.child("x-pagination"), found: &mut found };
            check.pagination(pagination);
        }
        if let Some(job) = &operation.job {
            let mut check = Check { api, operation, at: pointer.child("x-job"), found: &mut found };
            check.job(job);
        }
    }
    found
}

/// One extension of one operation.
struct Check<'c> {
    api: &'c Api,
    operation: &'c Operation,
    at: Pointer,
    found: &'c mut Vec<Diagnostic>,
}

impl<'c> Check<'c> {
    fn pagination(&mut self, pagination: &Pagination) {
        let items = pagination.items();
        let is_list = |check: &Self, ty: &'c Type| matches!(check.plain(ty), Type::List(_));
        match self.in_answer("items", items) {
            Some(ty) if !is_list(self, ty) => self.wrong("items", format!("`{items}` is no list")),
            _ => {}
        }
        if let Some(way) = pagination.in_answer() {
            self.in_answer(if matches!(pagination, Pagination::Offset { .. }) { "total" } else { "next" }, way);
        }
        for place in pagination.in_request() {
            self.in_request(self.operation, place);
        }
        let same = self.api.operations.iter().filter(|other| answer(other) == answer(self.operation));
        let mut ways = same.filter_map(|other| Some(other.pagination.as_ref()?.items()));
        if ways.any(|other| other != items) {
            self.wrong("items", "another operation with the same answer has its items elsewhere".to_owned());
        }
    }

    fn job(&mut self, job: &Job) {
        self.in_answer("id", &job.id);
        self.in_answer("status", &job.status);
        if let Some(attempts) = &job.attempts {
            self.in_answer("attempts", &attempts.list);
            for way in attempts.records.iter().chain(&attempts.bytes) {
                self.in_answer("attempts", &format!("{}.-1.{way}", attempts.list));
            }
        }
        for (name, ask) in [("info", Some(&job.info)), ("glance", job.glance.as_ref()), ("cancel", job.cancel.as_ref())]
        {
            self.ask(name, ask, job);
        }
        let same = self.api.operations.iter().filter(|other| answer(other) == answer(self.operation));
        let facts = |job: &Job| Job { rival: None, ..job.clone() };
        if same.filter_map(|other| other.job.as_ref()).any(|other| facts(other) != facts(job)) {
            self.wrong("info", "another operation with the same answer tells of its jobs differently".to_owned());
        }
        if let Some(running) = job.rival.as_ref().and_then(|rival| rival.running.as_ref())
            && let Some(other) = self.other("rival", &running.operation)
        {
            for property in &running.shared {
                self.in_request(self.operation, &Place::Body(property.clone()));
                self.in_request(other, &Place::Body(property.clone()));
            }
            self.answers("rival", other, job);
        }
    }

    /// Checks an operation that takes a job's id and, unless it cancels, answers where the job stands.
    fn ask(&mut self, name: &str, ask: Option<&Ask>, job: &Job) {
        let Some(ask) = ask else { return };
        let Some(other) = self.other(name, &ask.operation) else { return };
        self.in_request(other, &ask.id);
        match name {
            "info" if answer(other) != answer(self.operation) => {
                self.wrong(name, format!("the answer of `{}` is another one", ask.operation));
            }
            "glance" => self.answers(name, other, job),
            _ => {}
        }
    }

    fn answers(&mut self, name: &str, other: &Operation, job: &Job) {
        for way in [&job.id, &job.status] {
            if answer(other).is_none_or(|ty| self.api.at(ty, way).is_none()) {
                self.wrong(name, format!("the answer of `{}` has no `{way}`", other.id));
            }
        }
    }

    fn other(&mut self, name: &str, id: &str) -> Option<&'c Operation> {
        let other = self.api.operations.iter().find(|other| other.id == id);
        if other.is_none() {
            self.wrong(name, format!("there is no operation `{id}`"));
        }
        other
    }

    fn in_answer(&mut self, name: &str, way: &str) -> Option<&'c Type> {
        let ty = answer(self.operation).and_then(|ty| self.api.at(ty, way));
        if ty.is_none() {
            self.wrong(name, format!("the answer has no `{way}`"));
        }
        ty
    }

    fn in_request(&mut self, operation: &Operation, place: &Place) {
        let is_there = match place {
            Place::Body(way) => {
                let ty = operation.body.as_ref().and_then(|body| body.ty());
                ty.is_some_and(|ty| self.api.at(ty, way).is_some())
            }
            Place::Query(name) => has_parameter(operation, Location::Query, name),
            Place::Path(name) => has_parameter(operation, Location::Path, name),
        };
        if !is_there {
            let message = format!("the request of `{}` has no `{place}`", operation.id);
            self.found.push(Diagnostic::error("flow", message).at(self.at.clone()));
        }
    }

    fn plain(&self, ty: &'c Type) -> &'c Type {
        self.api.behind_aliases(ty.non_null()).non_null()
    }

    fn wrong(&mut self, name: &str, message: String) {
        self.found.push(Diagnostic::error("flow", message).at(self.at.child(name)));
    }
}

fn answer(operation: &Operation) -> Option<&Type> {
    match &operation.successes.first()?.body {
        ResponseBody::Json(ty) => Some(ty),
        _ => None,
    }
}

fn has_parameter(operation: &Operation, location: Location, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.location == location && parameter.name == name)
}
