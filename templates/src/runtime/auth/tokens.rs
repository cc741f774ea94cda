//! Where tokens for a client's id and secret come from, and what is sent for them.

use reqwest::Url;
use serde_json::json;

use crate::runtime::error::InvalidRequest;
use crate::runtime::percent::encoded;
use crate::runtime::{Secret, base_url};

/// Where a document says that tokens come from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tokens {
    /// From the URL of an OAuth 2 flow, whole or relative to the server, for a form.
    OAuth2(&'static str),
    /// From a path below the API's root, for JSON.
    Json {
        path: &'static str,
        /// The name under which the kind of the grant goes along, where it does.
        grant_type: Option<&'static str>,
    },
}

impl Tokens {
    /// The URL that is asked, for the API at `base`.
    pub(crate) fn url(self, base: &Url) -> Result<Url, InvalidRequest> {
        match self {
            Self::Json { path, .. } => Ok(base_url::join(base, path)),
            Self::OAuth2(url) => {
                // What is relative is relative to the root, and not to what stands above it.
                let joined = base_url::join(base, "/").join(url).ok();
                let usable = joined.filter(|url| matches!(url.scheme(), "http" | "https"));
                usable.ok_or_else(|| {
                    InvalidRequest::new(format!("the document has tokens come from `{url}`, which is no usable URL"))
                })
            }
        }
    }

    /// Whether the URL follows the base URL that the caller gave.
    pub(crate) fn follows_base(self) -> bool {
        match self {
            Self::Json { .. } => true,
            Self::OAuth2(url) => Url::parse(url).is_err(),
        }
    }

    /// The media type and the text of the request for a token.
    pub(super) fn request(self, id: &str, secret: &Secret) -> (&'static str, String) {
        let secret = secret.expose();
        match self {
            Self::OAuth2(_) => {
                let (id, secret) = (encoded(id), encoded(secret));
                let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
                ("application/x-www-form-urlencoded", form)
            }
            Self::Json { grant_type, .. } => {
                let mut body = json!({ "client_id": id, "client_secret": secret });
                if let Some(name) = grant_type {
                    body[name] = json!("client_credentials");
                }
                ("application/json", body.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(tokens: Tokens) -> String {
        let base = Url::parse("https://h/api").expect("a URL");
        tokens.url(&base).map_or_else(|error| error.to_string(), |url| url.to_string())
    }

    #[test]
    fn the_url_is_what_the_document_says() {
        assert_eq!(url(Tokens::Json { path: "/v1/token", grant_type: None }), "https://h/api/v1/token");
        assert_eq!(url(Tokens::OAuth2("https://auth.example.com/token?x=1")), "https://auth.example.com/token?x=1");
        assert_eq!(url(Tokens::OAuth2("/oauth/token")), "https://h/oauth/token");
        assert_eq!(url(Tokens::OAuth2("oauth/token")), "https://h/api/oauth/token");
        assert!(url(Tokens::OAuth2("mailto:x")).contains("`mailto:x`"));
        assert!(Tokens::OAuth2("oauth/token").follows_base());
        assert!(!Tokens::OAuth2("https://auth.example.com/token").follows_base());
    }

    #[test]
    fn credentials_stay_apart_from_the_form() {
        let (media_type, form) = Tokens::OAuth2("/").request("a&b", &Secret::new("c=d e".to_owned()));
        assert_eq!(media_type, "application/x-www-form-urlencoded");
        assert_eq!(form, "grant_type=client_credentials&client_id=a%26b&client_secret=c%3Dd%20e");
        let (_, body) =
            Tokens::Json { path: "/", grant_type: Some("grant-type") }.request("a", &Secret::new("b".to_owned()));
        assert_eq!(body, r#"{"client_id":"a","client_secret":"b","grant-type":"client_credentials"}"#);
    }
}
