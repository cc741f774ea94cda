//! The handles and their methods.

use std::collections::HashMap;

use spec::ir::{Api, Content, Nesting, Operation, ResponseBody, SchemaId, Status};

use super::answers::{self, AnswerEnum};
use super::arguments::{self, ArgumentStruct, PathArgument, RequestPlan};
use super::flows::{self, JobPlan, PagePlan};
use super::{Imports, Model, RustType};
use crate::names::{self, Published, Scope};

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
    pub(crate) path: Vec<PathArgument<'a>>,
    pub(crate) request: Option<RequestPlan<'a>>,
    /// The parts of a multipart body.
    pub(crate) form: Option<ArgumentStruct<'a>>,
    /// All parameters that are not in the path.
    pub(crate) parameters: Option<ArgumentStruct<'a>>,
    pub(crate) answer: RustType,
    /// The enum that is made for the answer.
    pub(crate) answers: Option<AnswerEnum<'a>>,
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

impl Method<'_> {
    /// How many lines what is made for it takes, roughly.
    pub(crate) fn lines(&self) -> usize {
        let structs = [&self.parameters, &self.form].into_iter().flatten().map(ArgumentStruct::lines);
        structs.sum::<usize>() + self.answers.as_ref().map_or(0, |answers| 20 + answers.variants.len() * 3)
    }

    /// Adds the types that the method itself speaks of.
    pub(crate) fn types(&self, imports: &mut Imports) {
        self.path.iter().for_each(|argument| argument.ty.imports(imports));
        self.request.iter().for_each(|request| request.ty.imports(imports));
        self.parameters.iter().for_each(|made| RustType::Model(made.name.clone()).imports(imports));
        self.answer.imports(imports);
        self.errors.iter().filter_map(|error| error.body.as_ref()).for_each(|body| body.imports(imports));
        if let Some(page) = &self.page {
            page.item.imports(imports);
        }
    }
}

/// A documented error of a method.
pub(crate) struct ErrorPlan<'a> {
    pub(crate) status: Status,
    pub(crate) description: &'a str,
    /// The type of its body; none where the document has no JSON for it.
    pub(crate) body: Option<RustType>,
}

/// Plans the handles of an API, in document order.
pub(crate) fn handles<'a>(
    api: &'a Api,
    nesting: &Nesting,
    models: &[Model<'a>],
    published: Published<'_>,
) -> Vec<Handle<'a>> {
    let mut scope = Scope::types();
    models.iter().for_each(|model| scope.reserve(&model.name));
    let types = api.tags.iter().map(|tag| (("handle", tag.name.clone()), handle_type(&tag.name, &scope)));
    let types = types.collect::<Vec<_>>();
    let types = published.claim(&mut scope, types);
    let modules = api.tags.iter().map(|tag| (("module", tag.name.clone()), names::module_name(&tag.name)));
    let modules = published.claim(&mut Scope::modules(&super::ROOT), modules);
    // What is made for operations stands beside the models, and is used in the files of the handles.
    let made = made_types(api, &mut scope, published);
    let name_of = |id: SchemaId| models[id.0].name.clone();
    let handles = api.tags.iter().zip(types).zip(modules).enumerate().map(|(index, ((tag, name), module))| {
        let operations: Vec<&Operation> = api.operations_of(index).collect();
        let mut constants = Scope::of(&[]);
        let names = names::method_names(&tag.name, &operations, published);
        let methods = operations.into_iter().zip(names).map(|(operation, name)| {
            let constant = constants.claim(&names::constant_name(&name));
            method((api, nesting), operation, (name, constant), (&made, published), &name_of)
        });
        let methods = methods.collect();
        Handle { tag, module, name, methods }
    });
    let mut handles: Vec<Handle<'_>> = handles.collect();
    flows::attach(api, models, &mut handles);
    handles
}

/// `WebBackend`, and `JobHandle` where there is a model `Job`.
fn handle_type(tag: &str, models: &Scope) -> String {
    let name = names::type_name(tag);
    if models.is_free(&name) { name } else { name + "Handle" }
}

/// The names of the types that may be made for operations, by what they are for and the operation's id.
type MadeTypes<'a> = HashMap<(&'static str, &'a str), String>;

fn made_types<'a>(api: &'a Api, scope: &mut Scope, published: Published<'_>) -> MadeTypes<'a> {
    let wanted = api.operations.iter().flat_map(|operation| {
        let is_form = operation.body.as_ref().is_some_and(|body| matches!(body.content, Content::Multipart(_)));
        let is_beside = arguments::beside_path(operation).next().is_some();
        let made = [
            ("form", "Form", is_form),
            ("answer", "Answer", operation.successes.len() > 1),
            ("parameters", "Parameters", is_beside),
        ];
        let made = made.into_iter().filter(|(.., is_made)| *is_made);
        made.map(move |(kind, ending, _)| (kind, operation.id.as_str(), names::operation_type(&operation.id) + ending))
    });
    let wanted: Vec<(&str, &str, String)> = wanted.collect();
    let things = wanted.iter().map(|(kind, id, name)| ((*kind, (*id).to_owned()), name.clone()));
    let names = published.claim(scope, things);
    wanted.iter().zip(names).map(|((kind, id, _), name)| ((*kind, *id), name)).collect()
}

/// Whether the answer of an operation holds secrets.
fn answers_secret(nesting: &Nesting, operation: &Operation) -> bool {
    operation.successes.iter().any(|response| match &response.body {
        ResponseBody::Json(ty) => nesting.holds_secret(ty),
        _ => false,
    })
}

fn method<'a>(
    (api, nesting): (&Api, &Nesting),
    operation: &'a Operation,
    (name, constant): (String, String),
    (made, published): (&MadeTypes<'_>, Published<'_>),
    name_of: &dyn Fn(SchemaId) -> String,
) -> Method<'a> {
    let made = |kind| (made.get(&(kind, operation.id.as_str())).cloned().unwrap_or_default(), published);
    let form = arguments::form(api, operation, made("form"), name_of);
    let (answer, answers) = answers::answer(operation, made("answer"), name_of);
    Method {
        name,
        constant,
        path: arguments::path_arguments(api, operation, name_of),
        request: request(operation, form.as_ref(), name_of),
        parameters: arguments::parameters(api, operation, made("parameters"), name_of),
        form,
        answer,
        answers,
        secret: answers_secret(nesting, operation),
        errors: errors(operation, name_of),
        page: None,
        job: None,
        is_asked: false,
        operation,
    }
}

fn request<'a>(
    operation: &'a Operation,
    form: Option<&ArgumentStruct<'a>>,
    name_of: &dyn Fn(SchemaId) -> String,
) -> Option<RequestPlan<'a>> {
    let body = operation.body.as_ref()?;
    let ty = match (&body.content, form) {
        (Content::Json(ty) | Content::Form { ty, .. }, _) => RustType::new(ty.non_null(), name_of),
        (Content::Multipart(_), Some(form)) => RustType::Model(form.name.clone()),
        (Content::Text, _) => RustType::String,
        (Content::Multipart(_) | Content::Bytes, _) => RustType::Upload,
    };
    Some(RequestPlan { ty, required: body.required, media_type: &body.media_type, content: &body.content })
}

/// The documented errors, codes before ranges before the default: the first that matches is the one.
fn errors<'a>(operation: &'a Operation, name_of: &dyn Fn(SchemaId) -> String) -> Vec<ErrorPlan<'a>> {
    let planned = operation.errors.iter().map(|response| ErrorPlan {
        status: response.status,
        description: &response.description,
        body: match &response.body {
            ResponseBody::Json(ty) => Some(RustType::new(ty, name_of)),
            ResponseBody::Stream(_) | ResponseBody::Text(_) | ResponseBody::Empty => None,
        },
    });
    let mut errors: Vec<ErrorPlan<'_>> = planned.collect();
    errors.sort_by_key(|error| error.status);
    errors
}
