//! The handles and their methods.

use spec::ir::{Api, Operation, ResponseBody, SchemaId, Status};

use super::flows::{self, JobPlan, PagePlan};
use super::{Model, RustType};
use crate::names::{self, Scope};

/// A handle: what a tag becomes.
pub(crate) struct Handle<'a> {
    pub(crate) tag: &'a spec::ir::Tag,
    /// Its module, and the client's method that makes it.
    pub(crate) module: String,
    /// Its type.
    pub(crate) name: String,
    pub(crate) methods: Vec<Method<'a>>,
}

/// A method: what an operation becomes.
pub(crate) struct Method<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) name: String,
    /// The static that holds the operation's fixed parts.
    pub(crate) constant: String,
    pub(crate) request: Option<RequestPlan>,
    pub(crate) answer: RustType,
    /// Whether the answer holds secrets.
    pub(crate) secret: bool,
    pub(crate) errors: Vec<ErrorPlan<'a>>,
    /// The answer as a page of a list, at the first method that has this answer.
    pub(crate) page: Option<PagePlan>,
    /// The answer as a job, at the first method that has this answer.
    pub(crate) job: Option<JobPlan<'a>>,
    /// Whether the answers of other operations lead to it.
    pub(crate) is_asked: bool,
}

/// The argument of a method.
pub(crate) struct RequestPlan {
    pub(crate) ty: RustType,
    pub(crate) required: bool,
}

/// A documented error of a method.
pub(crate) struct ErrorPlan<'a> {
    pub(crate) status: Status,
    pub(crate) description: &'a str,
    /// The type of its body; none where the document has no JSON for it.
    pub(crate) body: Option<RustType>,
}

/// Plans the handles of an API, in document order.
pub(crate) fn handles<'a>(api: &'a Api, models: &[Model<'a>]) -> Vec<Handle<'a>> {
    let mut modules = Scope::of(&super::ROOT);
    let mut types = Scope::types();
    let name_of = |id: SchemaId| models[id.0].name.clone();
    let handles = api.tags.iter().enumerate().map(|(index, tag)| {
        let operations: Vec<&Operation> = api.operations_of(index).collect();
        let mut constants = Scope::of(&[]);
        let names = names::method_names(&tag.name, &operations);
        let methods = operations.into_iter().zip(names).map(|(operation, name)| {
            let constant = constants.claim(&names::constant_name(&name));
            let secret = answers_secret(api, operation);
            Method { secret, ..method(operation, name, constant, &name_of) }
        });
        Handle {
            tag,
            module: modules.claim(&names::module_name(&tag.name)),
            name: types.claim(&handle_type(&tag.name, models)),
            methods: methods.collect(),
        }
    });
    let mut handles: Vec<Handle<'_>> = handles.collect();
    flows::attach(api, models, &mut handles);
    handles
}

/// `WebBackend`, and `JobHandle` where there is a model `Job`.
fn handle_type(tag: &str, models: &[Model<'_>]) -> String {
    let name = names::type_name(tag);
    if models.iter().any(|model| model.name == name) { name + "Handle" } else { name }
}

/// Whether the answer of an operation holds secrets.
fn answers_secret(api: &Api, operation: &Operation) -> bool {
    operation.successes.iter().any(|response| match &response.body {
        ResponseBody::Json(ty) => api.holds_secret(ty),
        _ => false,
    })
}

fn method<'a>(
    operation: &'a Operation,
    name: String,
    constant: String,
    name_of: &dyn Fn(SchemaId) -> String,
) -> Method<'a> {
    let request = operation.body.as_ref().and_then(|body| Some((body.ty()?, body.required)));
    let request = request.map(|(ty, required)| RequestPlan { ty: RustType::new(ty.non_null(), name_of), required });
    let answer = match operation.successes.first().map(|response| &response.body) {
        Some(ResponseBody::Json(ty)) => RustType::new(ty, name_of),
        Some(ResponseBody::Stream(_) | ResponseBody::Text(_)) => RustType::Download,
        Some(ResponseBody::Empty) | None => RustType::Unit,
    };
    let mut errors: Vec<ErrorPlan<'_>> = operation
        .errors
        .iter()
        .map(|response| ErrorPlan {
            status: response.status,
            description: &response.description,
            body: match &response.body {
                ResponseBody::Json(ty) => Some(RustType::new(ty, name_of)),
                ResponseBody::Stream(_) | ResponseBody::Text(_) | ResponseBody::Empty => None,
            },
        })
        .collect();
    // Codes before ranges before the default: the first that matches is the one.
    errors.sort_by_key(|error| error.status);
    Method { operation, name, constant, request, answer, secret: false, errors, page: None, job: None, is_asked: false }
}
