//! How callers say who they are: what the documentation says of it, and the builder's methods that take keys.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{Location, SecurityKind, SecurityScheme, Tokens};

use super::doc::{self, Doc};
use super::enum_item::code;
use super::markdown;
use crate::plan::{ApiPlan, Key};

/// The document's security schemes as a list, each with the builder's method for it.
pub(crate) fn schemes(plan: &ApiPlan<'_>) -> String {
    let lines = plan.api.security.iter().enumerate().map(|(index, scheme)| {
        let key = plan.keys.iter().find(|key| key.scheme == index);
        markdown::wrap(&format!("- {}: {}", code(&scheme.name), scheme_text(plan, scheme, key)), 92)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How a client follows a security scheme.
fn scheme_text(plan: &ApiPlan<'_>, scheme: &SecurityScheme, key: Option<&Key<'_>>) -> String {
    let how = match (&scheme.kind, key) {
        (SecurityKind::Basic, _) => "[`basic_auth`](ClientBuilder::basic_auth)".to_owned(),
        (SecurityKind::Bearer, _) => "[`bearer_auth`](ClientBuilder::bearer_auth)".to_owned(),
        (SecurityKind::ApiKey { .. }, Some(key)) => format!("[`{0}`](ClientBuilder::{0})", key.method),
        (SecurityKind::OAuth2 { token_url: None }, _) => {
            "a token of OAuth 2, given to [`bearer_auth`](ClientBuilder::bearer_auth)".to_owned()
        }
        (SecurityKind::OAuth2 { token_url: Some(url) }, _) if is_source(plan, url) => format!(
            "a token of OAuth 2, fetched from {} for [`client_credentials`](ClientBuilder::client_credentials), or given \
             to [`bearer_auth`](ClientBuilder::bearer_auth)",
            code(url)
        ),
        (SecurityKind::OAuth2 { token_url: Some(url) }, _) => format!(
            "a token of OAuth 2, which {} gives to clients; pass it to [`bearer_auth`](ClientBuilder::bearer_auth)",
            code(url)
        ),
        (SecurityKind::OpenIdConnect(url), _) => format!(
            "a token of the OpenID provider at {}, given to [`bearer_auth`](ClientBuilder::bearer_auth)",
            code(url)
        ),
        (SecurityKind::Http(name), _) => {
            format!(
                "the HTTP scheme {}, as the header `authorization` of [`headers`](ClientBuilder::headers)",
                code(name)
            )
        }
        (SecurityKind::ApiKey { name, .. }, None) => code(name),
    };
    match scheme.description.as_deref().map(doc::first_sentence) {
        Some(description) if !description.is_empty() => format!("{how}. {description}"),
        _ => format!("{how}."),
    }
}

/// Whether this is the URL that tokens come from: a second one has no method.
fn is_source(plan: &ApiPlan<'_>, url: &str) -> bool {
    matches!(&plan.api.tokens, Some(Tokens::OAuth2(source)) if source == url)
}

/// The methods of the builder that the document brings along: for its keys, and for a client's id and secret.
pub(crate) fn methods(plan: &ApiPlan<'_>) -> Option<TokenStream> {
    let methods = plan.keys.iter().map(|key| {
        let (method, name) = (format_ident!("{}", key.method), key.name);
        let (location, words) = match key.location {
            Location::Query => ("Query", "query parameter"),
            Location::Cookie => ("Cookie", "cookie"),
            Location::Header | Location::Path => ("Header", "header"),
        };
        let location = format_ident!("{location}");
        let docs = doc::line(&format!("Sends a key with every call, as the {words} {}.", code(name)));
        quote! {
            #docs
            pub fn #method(self, key: impl Into<String>) -> Self {
                self.with_key(crate::runtime::KeyPlace::#location, #name, key.into())
            }
        }
    });
    let methods: Vec<TokenStream> = client_credentials(plan).into_iter().chain(methods).collect();
    (!methods.is_empty()).then(|| quote!(impl ClientBuilder<Client> { #(#methods)* }))
}

/// The method that takes a client's id and secret, where the document has a place for them.
fn client_credentials(plan: &ApiPlan<'_>) -> Option<TokenStream> {
    plan.api.tokens.as_ref()?;
    let mut doc = Doc::default();
    doc.paragraph("Exchanges a client id and a client secret for a token, which goes with every call.");
    doc.paragraph(
        "The first call fetches the token, and 30 s before it expires the next call fetches a new one, while others \
         wait for it. A token's life is the `expires_in` of the answer, or else the `exp` of the token, or else 150 s. \
         When the server answers 401 all the same, a new token is fetched and the call is sent once more.",
    );
    doc.paragraph(
        "An error of the token endpoint is [`Error::Auth`](crate::Error::Auth), and says which URL answered what.",
    );
    let docs = doc.tokens();
    Some(quote! {
        #docs
        pub fn client_credentials(self, client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
            self.with_client(client_id.into(), client_secret.into())
        }
    })
}

/// Where the document says that tokens come from, for the runtime.
pub(crate) fn tokens(plan: &ApiPlan<'_>) -> TokenStream {
    match &plan.api.tokens {
        None => quote!(None),
        Some(Tokens::OAuth2(url)) => quote!(Some(crate::runtime::Tokens::OAuth2(#url))),
        Some(Tokens::Json { path, grant_type }) => {
            let grant_type = grant_type.as_ref().map_or_else(|| quote!(None), |name| quote!(Some(#name)));
            quote!(Some(crate::runtime::Tokens::Json { path: #path, grant_type: #grant_type }))
        }
    }
}

/// The statement that makes a client, as a listing.
pub(crate) fn quick_start(plan: &ApiPlan<'_>) -> String {
    let steps: Vec<String> = credential_calls(plan).into_iter().collect();
    let steps: String = steps.iter().map(|call| format!("    .{call}\n")).collect();
    match steps.as_str() {
        "" => format!("let client = Client::builder({:?}).build()?;\n", base_url(plan)),
        steps => format!("let client = Client::builder({:?})\n{steps}    .build()?;\n", base_url(plan)),
    }
}

/// A base URL that an example can use: that of the document's first server, where it is in the open.
pub(crate) fn base_url<'p>(plan: &'p ApiPlan<'_>) -> &'p str {
    let given = plan.api.server.url.as_deref().filter(|url| !is_local(url));
    given.unwrap_or("http://localhost:8000")
}

fn is_local(url: &str) -> bool {
    ["://localhost", "://127.", "://0.0.0.0"].iter().any(|host| url.contains(host))
}

/// The calls of a builder that set the credentials which the document has, for an example.
pub(crate) fn credentials(plan: &ApiPlan<'_>) -> TokenStream {
    credential_calls(plan).map(|call| format!(".{call}").parse().unwrap_or_default()).unwrap_or_default()
}

/// One such call: for the first scheme that a client can follow.
fn credential_calls(plan: &ApiPlan<'_>) -> Option<String> {
    if plan.path.contains("::") {
        // Airbyte's servers take a password, whatever edition's document says.
        return Some("basic_auth(\"airbyte\", \"password\")".to_owned());
    }
    plan.api.security.iter().enumerate().find_map(|(index, scheme)| match &scheme.kind {
        SecurityKind::Basic => Some("basic_auth(\"user\", \"password\")".to_owned()),
        SecurityKind::Bearer => Some("bearer_auth(\"token\")".to_owned()),
        SecurityKind::ApiKey { .. } => {
            let key = plan.keys.iter().find(|key| key.scheme == index)?;
            Some(format!("{}(\"key\")", key.method))
        }
        SecurityKind::OAuth2 { token_url: Some(url) } if is_source(plan, url) => {
            Some("client_credentials(\"id\", \"secret\")".to_owned())
        }
        SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect(_) => Some("bearer_auth(\"token\")".to_owned()),
        SecurityKind::Http(_) => None,
    })
}
