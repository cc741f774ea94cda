//! The docs pages: Markdown beside the source.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use spec::ir::{Operation, Response, Type};

use super::doc::{first_sentence, with_full_stop};
use super::enum_item::code;
use super::example::Example;
use super::vocabulary::Vocabulary;
use super::{handle_file, markdown};
use crate::plan::{ApiPlan, ArgumentField, ArgumentStruct, Field, Method, ModelKind, PathArgument, RustType};
use crate::{Error, Layout, Options};

/// The templates by name.
const TEMPLATES: [(&str, &str); 4] = [
    ("Cargo.toml", include_str!("../../../templates/text/Cargo.toml.jinja")),
    ("README.md", include_str!("../../../templates/text/README.md.jinja")),
    ("index.md", include_str!("../../../templates/text/index.md.jinja")),
    ("handle.md", include_str!("../../../templates/text/handle.md.jinja")),
];

/// The templates, read once.
static ENVIRONMENT: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
});

/// Renders the template of this name.
pub(crate) fn render(name: &str, context: &Value) -> Result<String, Error> {
    let environment = ENVIRONMENT.as_ref().map_err(|error| Error::new(name, error.to_string()))?;
    let template = environment.get_template(name);
    template.and_then(|template| template.render(context)).map_err(|error| Error::new(name, error))
}

/// An operation, as the page sees it.
#[derive(Serialize)]
struct Entry {
    method: String,
    summary: String,
    description: String,
    id: String,
    call: String,
    deprecated: bool,
    arguments: Vec<FieldRow>,
    request: Option<Request>,
    parameters: Option<Request>,
    answer: String,
    answer_description: String,
    errors: Vec<ErrorRow>,
    example: String,
}

#[derive(Serialize)]
struct Request {
    ty: String,
    description: String,
    required: bool,
    fields: Vec<FieldRow>,
}

#[derive(Serialize)]
struct FieldRow {
    name: String,
    ty: String,
    required: bool,
    description: String,
}

#[derive(Serialize)]
struct ErrorRow {
    status: String,
    body: String,
    description: String,
}

/// A handle, as the index sees it.
#[derive(Serialize)]
struct IndexEntry<'a> {
    name: &'a str,
    module: &'a str,
    overview: String,
    operations: Vec<IndexLine<'a>>,
}

#[derive(Serialize)]
struct IndexLine<'a> {
    method: &'a str,
    summary: String,
}

/// The page that lists all handles of an API.
pub(crate) fn index_page(plan: &ApiPlan<'_>, vocabulary: &Vocabulary<'_>) -> Result<String, Error> {
    let spell = |text: &str| markdown::replace_code(text, &|wire| vocabulary.spell_on_page(wire));
    let handles = plan.handles.iter().map(|handle| IndexEntry {
        name: &handle.name,
        module: &handle.module,
        overview: spell(&handle_file::description(handle)),
        operations: handle
            .methods
            .iter()
            .map(|method| IndexLine { method: &method.name, summary: spell(&summary(method)) })
            .collect(),
    });
    let handles: Vec<IndexEntry<'_>> = handles.collect();
    let context = context! {
        title => markdown::clean(&plan.api.title),
        path => &plan.path,
        handles => Value::from(Serde(handles)),
    };
    Ok(render("index.md", &context)?.trim_end().to_owned() + "\n")
}

/// One sentence that says what the operation does.
fn summary(method: &Method<'_>) -> String {
    let docs = &method.operation.docs;
    match (&docs.summary, &docs.description) {
        (Some(summary), _) => with_full_stop(&markdown::clean(summary)),
        (None, Some(description)) => first_sentence(description),
        (None, None) => format!("Calls the operation {}.", code(&method.operation.id)),
    }
}

/// The page of the handle at `index`.
pub(crate) fn handle_page(
    plan: &ApiPlan<'_>,
    index: usize,
    examples: &[Example],
    vocabulary: &Vocabulary<'_>,
    options: &Options,
) -> Result<String, Error> {
    let handle = &plan.handles[index];
    let api_feature = (options.layout == Layout::Modules).then_some(&plan.module);
    let entries: Vec<Entry> =
        handle.methods.iter().zip(examples).map(|(method, example)| entry(plan, method, example, vocabulary)).collect();
    let context = context! {
        title => &handle.name,
        handle => &handle.module,
        origin => handle_file::page_origin(handle),
        feature => plan.features.of_handle(index).first().or(api_feature),
        overview => handle_file::description(handle),
        operations => Value::from(Serde(entries)),
    };
    render("handle.md", &context)
}

fn entry(plan: &ApiPlan<'_>, method: &Method<'_>, example: &Example, vocabulary: &Vocabulary<'_>) -> Entry {
    let operation = method.operation;
    let spell = |text: &str| markdown::replace_code(text, &|wire| vocabulary.spell_on_page(wire));
    let words = |text: &str| spell(&markdown::clean(text));
    let summary = spell(&summary(method));
    let description = operation.docs.description.as_deref().map(words).unwrap_or_default();
    Entry {
        method: method.name.clone(),
        description: if description.starts_with(&summary) {
            description
        } else {
            format!("{summary}\n\n{description}").trim().to_owned()
        },
        summary,
        id: code(&operation.id),
        call: code(&format!("{} {}", operation.method.as_str(), operation.path)),
        deprecated: operation.docs.deprecated,
        arguments: method.path.iter().map(|argument| argument_row(plan, argument, &words)).collect(),
        request: request(plan, method, &words),
        parameters: method.parameters.as_ref().map(|made| parameters(plan, made, &words)),
        answer: method.answer.text(),
        answer_description: answer_description(operation, &words),
        errors: method
            .errors
            .iter()
            .map(|error| ErrorRow {
                status: error.status.to_string(),
                body: error.body.as_ref().map_or_else(|| "-".to_owned(), |body| format!("`{}`", body.text())),
                description: spell(&cell(error.description)),
            })
            .collect(),
        example: example.program(),
    }
}

fn request(plan: &ApiPlan<'_>, method: &Method<'_>, words: &dyn Fn(&str) -> String) -> Option<Request> {
    let (request, body) = (method.request.as_ref()?, method.operation.body.as_ref()?);
    let fields = match body.ty().map(Type::non_null) {
        Some(Type::Schema(id)) => match &plan.model(*id).kind {
            ModelKind::Struct { fields, .. } => fields.iter().map(|field| field_row(plan, field, words)).collect(),
            _ => Vec::new(),
        },
        _ => method.form.iter().flat_map(|form| form.fields.iter().map(|field| made_row(plan, field, words))).collect(),
    };
    Some(Request {
        ty: request.ty.text(),
        description: body.description.as_deref().map(|text| with_full_stop(&words(text))).unwrap_or_default(),
        required: request.required,
        fields,
    })
}

fn parameters(plan: &ApiPlan<'_>, made: &ArgumentStruct<'_>, words: &dyn Fn(&str) -> String) -> Request {
    Request {
        ty: made.name.clone(),
        description: String::new(),
        required: !made.is_optional(),
        fields: made.fields.iter().map(|field| made_row(plan, field, words)).collect(),
    }
}

fn made_row(plan: &ApiPlan<'_>, field: &ArgumentField<'_>, words: &dyn Fn(&str) -> String) -> FieldRow {
    let of_schema = field.ty.and_then(|ty| plan.api.description(ty));
    let description = field.docs.description.as_deref().or(of_schema).unwrap_or_default();
    FieldRow {
        name: field.name.clone(),
        ty: field.value.text(),
        required: field.required,
        description: words(&cell(description)),
    }
}

fn argument_row(plan: &ApiPlan<'_>, argument: &PathArgument<'_>, words: &dyn Fn(&str) -> String) -> FieldRow {
    let parameter = argument.parameter;
    let of_schema = plan.api.description(&parameter.ty);
    let description = parameter.docs.description.as_deref().or(of_schema).unwrap_or_default();
    FieldRow {
        name: argument.name.clone(),
        ty: argument.ty.text(),
        required: true,
        description: words(&cell(description)),
    }
}

/// What the document says of the successful answers; with their statuses, where there are several.
fn answer_description(operation: &Operation, words: &dyn Fn(&str) -> String) -> String {
    let describe = |response: &Response| with_full_stop(&words(&response.description));
    match operation.successes.as_slice() {
        [only] => describe(only),
        several => {
            let lines = several.iter().map(|response| format!("{}: {}", response.status, describe(response)));
            lines.collect::<Vec<_>>().join(" ")
        }
    }
}

fn field_row(plan: &ApiPlan<'_>, field: &Field<'_>, words: &dyn Fn(&str) -> String) -> FieldRow {
    let of_schema = plan.api.description(&field.property.ty);
    let description = field.property.docs.description.as_deref().or(of_schema).unwrap_or_default();
    FieldRow {
        name: field.name.clone(),
        ty: match &field.value {
            RustType::Boxed(inner) => inner.text(),
            other => other.text(),
        },
        required: field.is_argument(),
        description: words(&cell(description)),
    }
}

/// Text for a cell of a table: one line, without bars that would end the cell.
fn cell(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    first_sentence(text).replace('|', "\\|")
}
