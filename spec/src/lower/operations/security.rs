//! Security: who may call, and how they say so.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, Operation, ReferenceOr, SecurityScheme as Scheme};

use super::Lowering;
use crate::diagnostics::Pointer;
use crate::ir::{Location, SecurityKind, SecurityScheme};
use crate::resolve;

/// The document's security schemes.
pub(crate) fn schemes(lowering: &mut Lowering<'_>) -> Vec<SecurityScheme> {
    static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<Scheme>>> = std::sync::LazyLock::new(IndexMap::new);
    let components = lowering.shared;
    let schemes = components.map_or(&*NONE, |components| &components.security_schemes);
    let mut lowered = Vec::new();
    for (name, scheme) in schemes {
        let pointer = Pointer::root().child("components").child("securitySchemes").child(name);
        match resolve::resolve(scheme, "securitySchemes", schemes, &pointer) {
            Ok((scheme, _)) => lowered.push(lower(name, scheme)),
            Err(error) => lowering.report(*error),
        }
    }
    lowered
}

fn lower(name: &str, scheme: &Scheme) -> SecurityScheme {
    let (description, kind) = match scheme {
        Scheme::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (description, SecurityKind::ApiKey { location, name: name.clone() })
        }
        Scheme::HTTP { scheme, description, .. } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                _ => SecurityKind::Http(scheme.clone()),
            };
            (description, kind)
        }
        Scheme::OAuth2 { flows, description, .. } => {
            let token_url = flows.client_credentials.as_ref().map(|flow| flow.token_url.clone());
            (description, SecurityKind::OAuth2 { token_url })
        }
        Scheme::OpenIDConnect { open_id_connect_url, description, .. } => {
            (description, SecurityKind::OpenIdConnect(open_id_connect_url.clone()))
        }
    };
    SecurityScheme { name: name.to_owned(), description: description.clone(), kind }
}

/// Whether the operation says that it takes no credentials. One that takes them or not as the caller likes does not.
pub(super) fn is_anonymous(operation: &Operation) -> bool {
    operation.security.as_ref().is_some_and(|alternatives| alternatives.iter().all(IndexMap::is_empty))
}
