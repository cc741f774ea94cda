//! Which schemas go to the server, and which come from it.

use crate::ir::{Api, Content, PartKind, ResponseBody, SchemaId, Shape, Type};

use super::Direction;

/// For each schema of an API which way its values go.
pub(super) struct Reach {
    sent: Vec<bool>,
    received: Vec<bool>,
}

impl Reach {
    pub(super) fn of(api: &Api) -> Self {
        let mut reach = Self { sent: vec![false; api.schemas.len()], received: vec![false; api.schemas.len()] };
        for operation in &api.operations {
            operation.parameters.iter().for_each(|parameter| follow(api, &parameter.ty, &mut reach.sent));
            match operation.body.as_ref().map(|body| &body.content) {
                Some(Content::Json(ty) | Content::Form { ty, .. }) => follow(api, ty, &mut reach.sent),
                Some(Content::Multipart(parts)) => {
                    for part in parts {
                        if let PartKind::Value(ty) = &part.kind {
                            follow(api, ty, &mut reach.sent);
                        }
                    }
                }
                _ => {}
            }
            for response in operation.successes.iter().chain(&operation.errors) {
                if let ResponseBody::Json(ty) = &response.body {
                    follow(api, ty, &mut reach.received);
                }
            }
        }
        reach
    }

    pub(super) fn direction(&self, id: SchemaId) -> Option<Direction> {
        match (self.sent[id.0], self.received[id.0]) {
            (true, true) => Some(Direction::Both),
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            (false, false) => None,
        }
    }
}

fn follow(api: &Api, ty: &Type, seen: &mut [bool]) {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Schema(id) if !std::mem::replace(&mut seen[id.0], true) => match &api.schema(*id).shape {
                Shape::Struct(object) => {
                    open.extend(object.properties.iter().map(|property| &property.ty));
                    open.push(&object.additional);
                }
                Shape::Union(union) => open.extend(union.variants.iter().map(|variant| &variant.ty)),
                Shape::Newtype(inner) | Shape::Alias(inner) => open.push(inner),
                Shape::Enum(_) => {}
            },
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Secret(inner) => open.push(inner),
            _ => {}
        }
    }
}
