//! What a method returns.

use spec::ir::{Method, Operation, Response, ResponseBody, SchemaId, Status};

use super::RustType;
use super::models::claim_all;
use crate::names::{self, Published, Scope};

/// An enum of what an operation answers with different statuses.
pub(crate) struct AnswerEnum<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) name: String,
    /// Codes before ranges before the default: the first that matches is the one.
    pub(crate) variants: Vec<AnswerVariant<'a>>,
    /// The variant for statuses that the document does not have.
    pub(crate) other: String,
}

/// What an operation answers with one status, or a hundred of them.
pub(crate) struct AnswerVariant<'a> {
    pub(crate) response: &'a Response,
    pub(crate) name: String,
    /// What comes with it; none where nothing does.
    pub(crate) body: Option<RustType>,
}

/// What an operation answers, and the enum that is made for it where its statuses have answers of different types.
pub(crate) fn answer<'a>(
    operation: &'a Operation,
    (name, published): (String, Published<'_>),
    name_of: &dyn Fn(SchemaId) -> String,
) -> (RustType, Option<AnswerEnum<'a>>) {
    // The answer to a HEAD has no body, whatever its document says.
    if operation.method == Method::Head {
        return (RustType::Unit, None);
    }
    let mut types: Vec<RustType> = Vec::new();
    for response in &operation.successes {
        let ty = body_type(response, name_of);
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    let bodies: Vec<&RustType> = types.iter().filter(|ty| **ty != RustType::Unit).collect();
    let ty = match (types.as_slice(), bodies.as_slice()) {
        // What a redirect leads to is bytes, as far as the document says.
        ([], _) if operation.errors.iter().any(is_redirect) => RustType::Download,
        ([], _) => RustType::Unit,
        ([only], _) => only.clone(),
        // A stream may be empty.
        (_, [RustType::Download]) => RustType::Download,
        (_, [only]) if !matches!(only, RustType::Option(_)) => RustType::Option(Box::new((*only).clone())),
        _ => {
            let answer = answer_enum(operation, (name, published), name_of);
            return (RustType::Model(answer.name.clone()), Some(answer));
        }
    };
    (ty, None)
}

fn answer_enum<'a>(
    operation: &'a Operation,
    (name, published): (String, Published<'_>),
    name_of: &dyn Fn(SchemaId) -> String,
) -> AnswerEnum<'a> {
    let mut responses: Vec<&Response> = operation.successes.iter().collect();
    responses.sort_by_key(|response| response.status);
    let owner = format!("answer {}", operation.id);
    let wanted = responses.iter().map(|response| {
        (("variant", names::inside(&owner, &response.status.to_string())), variant_name(response.status))
    });
    let others = (("other", operation.id.clone()), "Other");
    let (names, other) = claim_all(published, &mut Scope::of(&[]), wanted, others);
    let variants = responses.into_iter().zip(names).map(|(response, name)| AnswerVariant {
        response,
        name,
        body: Some(body_type(response, name_of)).filter(|ty| *ty != RustType::Unit),
    });
    AnswerEnum { operation, name, variants: variants.collect(), other }
}

fn body_type(response: &Response, name_of: &dyn Fn(SchemaId) -> String) -> RustType {
    match &response.body {
        // Nothing comes with these, whatever the document says.
        _ if matches!(response.status, Status::Code(204 | 205)) => RustType::Unit,
        ResponseBody::Json(ty) => RustType::new(ty, name_of),
        ResponseBody::Text(_) => RustType::String,
        ResponseBody::Stream(_) => RustType::Download,
        ResponseBody::Empty => RustType::Unit,
    }
}

fn is_redirect(response: &Response) -> bool {
    matches!(response.status, Status::Code(301 | 302 | 303 | 307 | 308) | Status::Range(3))
}

fn variant_name(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(203) => "NonAuthoritative".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(205) => "ResetContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(207) => "MultiStatus".to_owned(),
        Status::Code(code) => format!("Status{code}"),
        Status::Range(_) => "Success".to_owned(),
        Status::Default => "Default".to_owned(),
    }
}
