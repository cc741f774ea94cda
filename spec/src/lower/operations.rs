//! Operations.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, StatusCode};

use super::schemas::{Place, media_example};
use super::{Lowering, extension, is_set, unsupported};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Docs, Method, Operation, Origin, Owner, PathTemplate, RequestBody, Response, ResponseBody, Status, Tag,
};
use crate::resolve;

/// The tag that an operation lives under when it names none.
const UNTAGGED: &str = "default";

/// The name of the tag that `operation` lives under.
pub(super) fn home(operation: &openapiv3::Operation) -> &str {
    operation.tags.first().map_or(UNTAGGED, String::as_str)
}

impl<'d> Lowering<'d> {
    /// Lowers every operation, in document order.
    pub(super) fn operations(&mut self, tags: &[Tag]) -> Vec<Operation> {
        let document = self.document;
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in document.paths.iter() {
            let pointer = Pointer::root().child("paths").child(path);
            let ReferenceOr::Item(item) = item else {
                self.report(unsupported("a path item that is a reference", &pointer.child("$ref")));
                continue;
            };
            if !item.parameters.is_empty() {
                self.report(unsupported("an operation with parameters", &pointer.child("parameters")));
            }
            if let Some(name) = PathTemplate::parse(path).parameters().next() {
                self.report(unsupported(&format!("the path parameter `{name}`"), &pointer));
            }
            for (method, operation) in item.iter() {
                let pointer = pointer.child(method);
                let lowered = self.operation(path, method, operation, &pointer, tags);
                if operations.iter().any(|other| other.id == lowered.id) {
                    let message = format!("a second operation has the id `{}`", lowered.id);
                    self.report(Diagnostic::error("duplicate-operation", message).at(pointer.child("operationId")));
                }
                operations.push(lowered);
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &str,
        method: &str,
        operation: &'d openapiv3::Operation,
        pointer: &Pointer,
        tags: &[Tag],
    ) -> Operation {
        if !operation.parameters.is_empty() {
            self.report(unsupported("an operation with parameters", &pointer.child("parameters")));
        }
        let id = operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| self.request_body(body, &id, &pointer.child("requestBody")));
        let pagination = operation.extensions.get("x-pagination").and_then(|value| {
            let read = serde_json::from_value(value.clone());
            let invalid = |error: serde_json::Error| Diagnostic::error("pagination", error.to_string());
            read.map_err(|error| self.report(invalid(error).at(pointer.child("x-pagination")))).ok()
        });
        let (success, errors) = self.responses(operation, &id, &pointer.child("responses"));
        Operation {
            tag: tags.iter().position(|tag| tag.name == home(operation)).unwrap_or_default(),
            method: method_of(method),
            method_name: extension(&operation.extensions, "x-method-name"),
            read_only: matches!(method, "get" | "head") || is_set(&operation.extensions, "x-read-only"),
            pagination,
            path: PathTemplate::parse(path),
            docs: operation_docs(operation),
            body,
            success,
            errors,
            id,
        }
    }

    fn request_body(
        &mut self,
        body: &'d ReferenceOr<openapiv3::RequestBody>,
        id: &str,
        pointer: &Pointer,
    ) -> Option<RequestBody> {
        static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<openapiv3::RequestBody>>> =
            std::sync::LazyLock::new(IndexMap::new);
        let components = self.document.components.as_ref().map_or(&*NONE, |components| &components.request_bodies);
        let resolved = resolve::resolve(body, "requestBodies", components, pointer);
        let (body, pointer) = resolved.map_err(|error| self.report(*error)).ok()?;
        let content = pointer.child("content");
        let Some((media_type, media)) = json_content(&body.content) else {
            self.report(unsupported("a request body that is not JSON", &content));
            return None;
        };
        let place = Place {
            pointer: content.child(media_type).child("schema"),
            origin: Origin { owner: Owner::Request(id.to_owned()), steps: Vec::new() },
        };
        Some(RequestBody {
            description: body.description.clone(),
            required: body.required,
            ty: media.schema.as_ref().map_or(crate::ir::Type::Json, |schema| self.value_type(schema, place)),
            example: media_example(media),
        })
    }

    fn responses(
        &mut self,
        operation: &'d openapiv3::Operation,
        id: &str,
        pointer: &Pointer,
    ) -> (Option<Response>, Vec<Response>) {
        let coded = operation.responses.responses.iter().map(|(status, response)| (status_of(status), response));
        let default = operation.responses.default.iter().map(|response| (Status::Default, response));
        let (mut success, mut errors) = (None, Vec::new());
        for (status, response) in coded.chain(default) {
            let pointer = pointer.child(status);
            let Some(response) = self.response(status, response, id, &pointer) else { continue };
            match status {
                Status::Code(200..=299) | Status::Range(2) if success.is_some() => {
                    self.report(unsupported("an operation with several successful responses", &pointer));
                }
                Status::Code(200..=299) | Status::Range(2) => success = Some(response),
                _ => errors.push(response),
            }
        }
        (success, errors)
    }

    fn response(
        &mut self,
        status: Status,
        response: &'d ReferenceOr<openapiv3::Response>,
        id: &str,
        pointer: &Pointer,
    ) -> Option<Response> {
        static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<openapiv3::Response>>> =
            std::sync::LazyLock::new(IndexMap::new);
        let components = self.document.components.as_ref().map_or(&*NONE, |components| &components.responses);
        let resolved = resolve::resolve(response, "responses", components, pointer);
        let (response, pointer) = resolved.map_err(|error| self.report(*error)).ok()?;
        let body = match (json_content(&response.content), response.content.first()) {
            (Some((media_type, media)), _) => match &media.schema {
                Some(schema) => {
                    let place = Place {
                        pointer: pointer.child("content").child(media_type).child("schema"),
                        origin: Origin { owner: Owner::Response(id.to_owned()), steps: Vec::new() },
                    };
                    ResponseBody::Json(self.value_type(schema, place))
                }
                None => ResponseBody::Json(crate::ir::Type::Json),
            },
            (None, Some((media_type, _))) => ResponseBody::Stream(media_type.clone()),
            (None, None) => ResponseBody::Empty,
        };
        Some(Response { status, description: response.description.clone(), body })
    }
}

fn operation_docs(operation: &openapiv3::Operation) -> Docs {
    Docs {
        summary: operation.summary.clone().filter(|text| !text.trim().is_empty()),
        description: operation.description.clone().filter(|text| !text.trim().is_empty()),
        deprecated: operation.deprecated,
        deprecation: None,
        since: extension(&operation.extensions, "x-since"),
        until: extension(&operation.extensions, "x-until"),
    }
}

/// The JSON among the media types of a body: `application/json` first, else anything that ends in `+json`.
fn json_content(content: &IndexMap<String, MediaType>) -> Option<(&String, &MediaType)> {
    let essence = |media_type: &str| media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    content
        .iter()
        .find(|(media_type, _)| essence(media_type) == "application/json")
        .or_else(|| content.iter().find(|(media_type, _)| essence(media_type).ends_with("+json")))
}

fn method_of(name: &str) -> Method {
    match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => Method::Post,
    }
}

fn status_of(status: &StatusCode) -> Status {
    match status {
        StatusCode::Code(code) => Status::Code(*code),
        StatusCode::Range(digit) => Status::Range(u8::try_from(*digit).unwrap_or_default()),
    }
}
