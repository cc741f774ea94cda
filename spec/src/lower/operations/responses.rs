//! Responses.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, StatusCode};

use super::component_at;
use super::media::{self, Kind};
use crate::diagnostics::Pointer;
use crate::ir::{Editions, Header, Origin, Owner, Response, ResponseBody, Status, Type};
use crate::lower::node::Place;
use crate::lower::{Lowering, editions};
use crate::resolve;

impl<'d> Lowering<'d> {
    /// What an operation answers when all is well, and what otherwise. The default is for both where nothing else is.
    pub(super) fn responses(
        &mut self,
        operation: &'d openapiv3::Operation,
        id: &str,
        pointer: &Pointer,
    ) -> (Vec<Response>, Vec<Response>) {
        let coded = operation.responses.responses.iter().map(|(status, response)| (status_of(status), response));
        let default = operation.responses.default.iter().map(|response| (Status::Default, response));
        let all: Vec<_> = coded.chain(default).collect();
        let only_default = !all.iter().any(|(status, _)| is_success(*status) || is_redirect(*status));
        let (mut successes, mut errors): (Vec<Response>, Vec<Response>) = (Vec::new(), Vec::new());
        for (status, response) in all {
            let succeeds = is_success(status) || only_default && status == Status::Default;
            let Some(response) = self.response(status, response, id, succeeds, &pointer.child(status)) else {
                continue;
            };
            if succeeds {
                successes.push(response.clone());
            }
            if !is_success(status) {
                errors.push(response);
            }
        }
        self.allow_nothing(&mut successes, pointer);
        (successes, errors)
    }

    /// Where editions have no answer, or no body of it, and no other answer says that nothing may come, a body says so.
    fn allow_nothing(&self, successes: &mut [Response], pointer: &Pointer) {
        let is_alone = successes.len() == 1;
        if successes.iter().any(|response| matches!(response.body, ResponseBody::Empty)) {
            return;
        }
        for response in successes {
            let place = pointer.child(response.status);
            let is_missing = is_alone && self.is_limited(&place) || self.is_without_body(&place.child("content"));
            if let ResponseBody::Json(ty) = &mut response.body
                && is_missing
                && !matches!(ty, Type::Nullable(_) | Type::Json)
            {
                *ty = Type::Nullable(Box::new(ty.clone()));
            }
        }
    }

    /// Whether there are editions that do not have what stands there.
    fn is_limited(&self, pointer: &Pointer) -> bool {
        let node = pointer.find(self.tree);
        node.is_some_and(|node| editions::present(|key| node.get(key)) != Editions::default())
    }

    /// Whether each media type is missing in some editions.
    fn is_without_body(&self, content: &Pointer) -> bool {
        let media_types = content.find(self.tree).and_then(serde_json::Value::as_object);
        media_types.is_some_and(|all| !all.is_empty() && all.keys().all(|name| self.is_limited(&content.child(name))))
    }

    fn response(
        &mut self,
        status: Status,
        response: &'d ReferenceOr<openapiv3::Response>,
        id: &str,
        succeeds: bool,
        pointer: &Pointer,
    ) -> Option<Response> {
        static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<openapiv3::Response>>> =
            std::sync::LazyLock::new(IndexMap::new);
        let components = self.shared.map_or(&*NONE, |components| &components.responses);
        let resolved = resolve::resolve(response, "responses", components, pointer);
        let (response, pointer) = resolved.map_err(|error| self.report(*error)).ok()?;
        let owner = match component_at(&pointer) {
            Some(name) => Owner::Response(name),
            None if succeeds => Owner::Response(id.to_owned()),
            None => Owner::Error(id.to_owned()),
        };
        let (body, others) = self.response_body(response, owner, &pointer);
        let headers = response.headers.iter().map(|(name, header)| Header {
            name: name.clone(),
            description: header.as_item().and_then(|header| header.description.clone()),
        });
        Some(Response { status, description: response.description.clone(), body, others, headers: headers.collect() })
    }

    fn response_body(
        &mut self,
        response: &'d openapiv3::Response,
        owner: Owner,
        pointer: &Pointer,
    ) -> (ResponseBody, Vec<String>) {
        let Some((name, media)) = media::preferred(&response.content) else {
            return (ResponseBody::Empty, Vec::new());
        };
        let place = Place {
            pointer: pointer.child("content").child(name).child("schema"),
            origin: Origin { owner, steps: Vec::new() },
        };
        let has_schema = media.schema.is_some();
        let is_text = || !has_schema || self.is_string(&place) && !self.is_binary(&place);
        let body = match Kind::of(name) {
            Kind::Json => ResponseBody::Json(self.media_type(place)),
            Kind::Text if is_text() => ResponseBody::Text(name.clone()),
            // Any type of content with a schema that is no text is JSON.
            _ if name.contains('*') && has_schema && !self.is_string(&place) => {
                ResponseBody::Json(self.media_type(place))
            }
            _ => ResponseBody::Stream(name.clone()),
        };
        (body, media::others(&response.content, name))
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

fn is_redirect(status: Status) -> bool {
    matches!(status, Status::Code(300..=399) | Status::Range(3))
}

fn status_of(status: &StatusCode) -> Status {
    match status {
        StatusCode::Code(code) => Status::Code(*code),
        StatusCode::Range(digit) => Status::Range(u8::try_from(*digit).unwrap_or_default()),
    }
}
