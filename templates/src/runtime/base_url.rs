//! From what a user calls the server to the URL that paths are appended to.

use reqwest::Url;

use super::error::InvalidRequest;

/// The URL that operations' paths are appended to, without a slash at its end.
///
/// `root` is the path that the API's document gives to its server, such as `/api`. A URL without a path gets it; one
/// with a path is taken at its word, but for a version (`/api/v1`), which the operations' paths bring along themselves.
pub(crate) fn resolve(text: &str, root: &str) -> Result<Url, InvalidRequest> {
    let mut url = Url::parse(text.trim())
        .map_err(|error| InvalidRequest::base_url(text, &format!("it is no absolute URL ({error})"), &suggest(text)))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(InvalidRequest::base_url(text, "its scheme is neither http nor https", &suggest(text)));
    }
    if url.query().is_some() || url.fragment().is_some() {
        url.set_query(None);
        url.set_fragment(None);
        return Err(InvalidRequest::base_url(text, "it has a query or a fragment", url.as_str()));
    }
    let path = url.path().trim_end_matches('/');
    let path = match path.strip_suffix("/v1") {
        Some(unversioned) if unversioned.ends_with(root) => unversioned,
        _ => path,
    };
    let path = if path.is_empty() { root.to_owned() } else { path.to_owned() };
    url.set_path(&path);
    Ok(url)
}

/// The URL of an operation's `path` below `base`.
pub(crate) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

/// The URL to try when `base` answers with a web page: the API's own root on the same host.
pub(crate) fn alternative(base: &Url, root: &str) -> Option<Url> {
    let mut url = base.clone();
    url.set_path(root);
    (url.path().trim_end_matches('/') != base.path().trim_end_matches('/')).then_some(url)
}

fn suggest(text: &str) -> String {
    let host = text.rsplit("://").next().unwrap_or_default().trim_start_matches(['/', ':']);
    format!("http://{}", if host.is_empty() { "localhost:8000" } else { host })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> String {
        resolve(text, "/api").map_or_else(|error| error.to_string(), |url| join(&url, "/v1/health").to_string())
    }

    #[test]
    fn what_people_write_leads_to_the_api() {
        for text in
            ["http://h:8000", "http://h:8000/", "http://h:8000/api", "http://h:8000/api/", "http://h:8000/api/v1"]
        {
            assert_eq!(resolved(text), "http://h:8000/api/v1/health", "{text}");
        }
        assert_eq!(resolved("https://proxy/airbyte/api/v1/"), "https://proxy/airbyte/api/v1/health");
        assert_eq!(resolved("https://proxy/airbyte"), "https://proxy/airbyte/v1/health");
    }

    #[test]
    fn what_cannot_work_says_what_to_try() {
        assert!(resolved("localhost:8000").ends_with("try `http://localhost:8000`"));
        assert!(resolved("airbyte.example.com").ends_with("try `http://airbyte.example.com`"));
        assert!(resolved("http://h/api?x=1").ends_with("try `http://h/api`"));
    }
}
