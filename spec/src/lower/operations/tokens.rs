//! Where clients get tokens for their id and secret.

use crate::ir::{Api, Content, Method, Operation, SecurityKind, Shape, Tokens, Type};

/// How the path of the operation ends that gives tokens for the id and secret of an Airbyte application.
const APPLICATION_TOKEN: &str = "/applications/token";

/// Where tokens come from: from the path that an overlay gives (`x-token-path`), from the flow of OAuth 2 that the
/// document has for clients, or from its operation for applications.
pub(crate) fn tokens(api: &Api, given: Option<&str>) -> Option<Tokens> {
    if let Some(path) = given {
        return Some(Tokens::Json { path: path.to_owned(), grant_type: None });
    }
    let of_scheme = api.security.iter().find_map(|scheme| match &scheme.kind {
        SecurityKind::OAuth2 { token_url } => token_url.clone().map(Tokens::OAuth2),
        _ => None,
    });
    of_scheme.or_else(|| {
        let operation = api.operations.iter().find(|operation| gives_tokens(operation))?;
        Some(Tokens::Json { path: operation.path.to_string(), grant_type: grant_type(api, operation) })
    })
}

fn gives_tokens(operation: &Operation) -> bool {
    operation.method == Method::Post
        && operation.path.to_string().ends_with(APPLICATION_TOKEN)
        && operation.parameters.iter().all(|parameter| !parameter.required)
}

/// The property of the operation's body that says what kind of grant is asked for; Airbyte writes it with a hyphen.
fn grant_type(api: &Api, operation: &Operation) -> Option<String> {
    let Content::Json(ty) = &operation.body.as_ref()?.content else { return None };
    let Type::Schema(id) = api.behind_aliases(ty.non_null()) else { return None };
    let Shape::Struct(object) = &api.schema(*id).shape else { return None };
    let mut names = object.properties.iter().map(|property| &property.name);
    names.find(|name| matches!(name.as_str(), "grant_type" | "grant-type")).cloned()
}
