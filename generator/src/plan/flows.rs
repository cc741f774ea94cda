//! What goes beyond one request and its answer: lists in pages, and jobs.

use std::collections::{BTreeSet, HashMap, HashSet};

use spec::ir::{Api, Job, Operation, ResponseBody, SchemaId, Type};

use super::handles::{Handle, Method};
use super::models::{FieldKind, Model, ModelKind};
use super::types::RustType;

/// The answer of an operation as one page of a list.
pub(crate) struct PagePlan {
    /// The model of the answer.
    pub(crate) model: String,
    pub(crate) item: RustType,
    /// The fields that lead to the items.
    pub(crate) way: Vec<(String, FieldKind)>,
}

/// The answer of an operation as news of a job.
pub(crate) struct JobPlan<'a> {
    /// The model of the answer.
    pub(crate) model: String,
    pub(crate) job: &'a spec::ir::Job,
}

/// The static of an operation, as seen from the file of a handle.
#[derive(Clone)]
pub(crate) struct StaticPath {
    pub(crate) module: String,
    pub(crate) constant: String,
}

/// The statics by the id of their operation.
pub(crate) struct Statics(Vec<(String, StaticPath)>);

impl Statics {
    pub(crate) fn new(handles: &[Handle<'_>]) -> Self {
        let statics = handles.iter().flat_map(|handle| {
            handle.methods.iter().map(|method| {
                let path = StaticPath { module: handle.module.clone(), constant: method.constant.clone() };
                (method.operation.id.clone(), path)
            })
        });
        Self(statics.collect())
    }

    /// The static of the operation with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&StaticPath> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, path)| path)
    }
}

/// The plan for the answer of an operation as a page, where it is one.
fn page(api: &Api, models: &[Model<'_>], operation: &Operation) -> Option<PagePlan> {
    let items = operation.pagination.as_ref()?.items();
    let answer = answer(api, operation)?;
    let mut ty = Type::Schema(answer);
    let mut way = Vec::new();
    for step in items.split('.') {
        let Type::Schema(id) = *api.behind_aliases(ty.non_null()).non_null() else { return None };
        let ModelKind::Struct { fields, .. } = &models[id.0].kind else { return None };
        let field = fields.iter().find(|field| field.property.name == step)?;
        way.push((field.name.clone(), field.kind));
        ty = field.property.ty.clone();
    }
    let Type::List(item) = api.behind_aliases(ty.non_null()).non_null() else { return None };
    let item = RustType::new(item, &|id| models[id.0].name.clone());
    Some(PagePlan { model: models[answer.0].name.clone(), item, way })
}

/// The plan for the answer of an operation as a job, where it is one.
fn job<'a>(api: &Api, models: &[Model<'_>], operation: &'a Operation) -> Option<JobPlan<'a>> {
    let job = operation.job.as_ref()?;
    Some(JobPlan { model: models[answer(api, operation)?.0].name.clone(), job })
}

/// The schema of a successful answer.
fn answer(api: &Api, operation: &Operation) -> Option<SchemaId> {
    let ResponseBody::Json(ty) = &operation.successes.first()?.body else { return None };
    match api.behind_aliases(ty) {
        Type::Schema(id) => Some(*id),
        _ => None,
    }
}

/// The ids of the operations that jobs are asked for with.
fn asked(api: &Api) -> HashSet<&str> {
    api.operations.iter().filter_map(|operation| operation.job.as_ref()).flat_map(asks).collect()
}

/// The ids of the operations that one job is asked for with.
fn asks(job: &Job) -> impl Iterator<Item = &str> {
    let asks = [Some(&job.info), job.glance.as_ref(), job.cancel.as_ref()];
    let running = job.rival.as_ref().and_then(|rival| rival.running.as_ref());
    let asks = asks.into_iter().flatten().map(|ask| ask.operation.as_str());
    asks.chain(running.map(|running| running.operation.as_str()))
}

/// The other handles whose operations each handle cannot do without: those that its jobs are asked for with, and those
/// that have the implementations for its answers.
pub(super) fn implied(api: &Api, models: &[Model<'_>], handles: &[Handle<'_>]) -> Vec<BTreeSet<usize>> {
    let (mut operations, mut answers) = (HashMap::new(), HashMap::new());
    for (index, method) in methods(handles) {
        operations.insert(method.operation.id.as_str(), index);
        let (page, job) = (method.page.as_ref().map(|page| &page.model), method.job.as_ref().map(|job| &job.model));
        answers.extend(page.into_iter().chain(job).map(|model| (model.as_str(), index)));
    }
    let mut implied = vec![BTreeSet::new(); handles.len()];
    for (index, method) in methods(handles) {
        let asked = method.operation.job.iter().flat_map(asks).filter_map(|id| operations.get(id));
        let is_flow = method.operation.pagination.is_some() || method.operation.job.is_some();
        let answer = answer(api, method.operation).filter(|_| is_flow);
        let answer = answer.and_then(|id| answers.get(models[id.0].name.as_str()));
        implied[index].extend(asked.chain(answer).filter(|other| **other != index));
    }
    implied
}

/// All methods, with the index of their handle.
fn methods<'h, 'a>(handles: &'h [Handle<'a>]) -> impl Iterator<Item = (usize, &'h Method<'a>)> {
    handles.iter().enumerate().flat_map(|(index, handle)| handle.methods.iter().map(move |method| (index, method)))
}

/// Adds to each method what goes beyond it. A model's plans are at the first method that has it as its answer, so that
/// nothing is implemented twice.
pub(super) fn attach<'a>(api: &'a Api, models: &[Model<'a>], handles: &mut [Handle<'a>]) {
    let asked = asked(api);
    let (mut pages, mut jobs) = (HashSet::new(), HashSet::new());
    for method in handles.iter_mut().flat_map(|handle| &mut handle.methods) {
        let operation = method.operation;
        method.page = page(api, models, operation).filter(|page| pages.insert(page.model.clone()));
        method.job = job(api, models, operation).filter(|job| jobs.insert(job.model.clone()));
        method.is_asked = asked.contains(operation.id.as_str());
    }
}
