//! From what a user calls the server to the URL that paths are appended to.

use reqwest::Url;

use super::Secret;
use super::error::InvalidRequest;

/// A user name and a password that stood in a URL.
type User = (String, Secret);

/// Where a document has a server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address {
    /// The path that those of operations are below, such as `/api`.
    pub(crate) path: &'static str,
    /// The URL, that path included, where the document has a whole one.
    pub(crate) url: Option<&'static str>,
}

/// The URL that operations' paths are appended to, without a slash at its end.
///
/// `root` is the path that the API's document gives to its server, such as `/api`. A URL without a path gets it; one
/// with a path is taken at its word, but for a version (`/api/v1`), which the operations' paths bring along themselves.
///
/// A user name and a password that stand in the URL are taken out of it, and returned beside it.
pub(crate) fn resolve(text: &str, root: &str) -> Result<(Url, Option<User>), InvalidRequest> {
    let shown = &without_user(text);
    let invalid = |why: &str| InvalidRequest::base_url(shown, why, &suggest(shown));
    let mut url = Url::parse(text.trim()).map_err(|error| invalid(&format!("it is no absolute URL ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("its scheme is neither http nor https"));
    }
    let user = take_user(&mut url);
    if url.query().is_some() || url.fragment().is_some() {
        url.set_query(None);
        url.set_fragment(None);
        return Err(InvalidRequest::base_url(shown, "it has a query or a fragment", url.as_str()));
    }
    let path = url.path().trim_end_matches('/');
    let path = match path.strip_suffix("/v1") {
        Some(unversioned) if unversioned.ends_with(root) => unversioned,
        _ => path,
    };
    let path = if path.is_empty() { root.to_owned() } else { path.to_owned() };
    url.set_path(&path);
    Ok((url, user))
}

fn take_user(url: &mut Url) -> Option<User> {
    let user = (decoded(url.username()), Secret::new(decoded(url.password().unwrap_or_default())));
    let is_there = !user.0.is_empty() || url.password().is_some();
    // Both only fail for URLs without a host, and those have no user.
    let _ = (url.set_username(""), url.set_password(None));
    is_there.then_some(user)
}

/// The text without its percent-encoding.
fn decoded(text: &str) -> String {
    let query = format!("http://x/?x={}", text.replace('+', "%2B").replace('&', "%26").replace('#', "%23"));
    let decoded = Url::parse(&query).ok().and_then(|url| url.query_pairs().next().map(|(_, value)| value.into_owned()));
    decoded.unwrap_or_else(|| text.to_owned())
}

/// The text of a URL without the user in it, who may have a password. Of a text that is no URL, all before its last `@`
/// could be one.
pub(crate) fn without_user(text: &str) -> String {
    match Url::parse(text.trim()) {
        Ok(mut url) if url.has_host() => match take_user(&mut url) {
            Some(_) => url.into(),
            None => text.to_owned(),
        },
        _ => match text.rsplit_once('@') {
            Some((before, behind)) => match before.split_once("://") {
                Some((scheme, _)) => format!("{scheme}://{behind}"),
                None => behind.to_owned(),
            },
            None => text.to_owned(),
        },
    }
}

/// The URL of an operation's `path` below `base`. The path may end in a query.
pub(crate) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let end = path.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(path.len());
    let (path, rest) = path.split_at(end);
    // A fragment in a path tells operations apart in a document, and is never sent.
    let query = rest.strip_prefix('?').map(|rest| rest.split('#').next().unwrap_or_default());
    url.set_query(query);
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

/// The URL that the paths of operations on a server of their own are appended to, where `base` is the URL of the client,
/// and `common` the server of the document.
///
/// A client of the document's own server goes to the operation's. Any other, such as one of a test server or of a proxy,
/// stays where it is: nothing reaches a server that its user has not named. Either way, the operation's path takes the
/// place of the document's.
pub(crate) fn elsewhere(base: &Url, common: Address, own: Address) -> Url {
    let host = |address: Address| address.url.and_then(|url| Url::parse(url).ok());
    match (host(common), host(own)) {
        (Some(common), Some(own)) if common.origin() == base.origin() => own,
        _ => {
            let mut url = base.clone();
            if let Some(above) = base.path().trim_end_matches('/').strip_suffix(common.path) {
                url.set_path(&format!("{above}{}", own.path));
            }
            url
        }
    }
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
        resolve(text, "/api").map_or_else(|error| error.to_string(), |(url, _)| join(&url, "/v1/health").to_string())
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
    fn a_user_in_the_url_is_taken_out_of_it() {
        assert_eq!(resolved("http://me:p%40ss@h:8000"), "http://h:8000/api/v1/health");
        let user = resolve("http://me:p%40s+s@h:8000", "/api").ok().and_then(|(_, user)| user);
        assert_eq!(user.map(|(name, password)| (name, password.into_exposed())), Some(("me".into(), "p@s+s".into())));
        let error = resolved("ftp://me:hunter2@h:8000/x@y");
        assert!(error.contains("`ftp://h:8000/x@y`") && !error.contains("hunter2"), "{error}");
        for text in ["me:hunter2@h:8000", "http://me:hunter2/x@h", "http://me:hunter2?x@h", "https:/me:hunter2@h/?x"] {
            let error = resolved(text);
            assert!(error.contains("cannot work") && !error.contains("hunter2"), "{text}: {error}");
            assert!(!without_user(text).contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn operations_of_another_server_go_there_unless_the_client_is_elsewhere() -> Result<(), Box<dyn std::error::Error>>
    {
        let address = |path, url| Address { path, url };
        let common = address("/api", Some("https://h.example/api"));
        let files = address("/v2", Some("https://files.example/v2"));
        let cases = [
            ("https://h.example/api", files, "https://files.example/v2/x"),
            ("https://h.example/api", address("/v2", None), "https://h.example/v2/x"),
            ("http://localhost:8000/api", files, "http://localhost:8000/v2/x"),
            ("https://proxy/airbyte/api", files, "https://proxy/airbyte/v2/x"),
            ("https://proxy/airbyte", files, "https://proxy/airbyte/x"),
        ];
        for (base, own, expected) in cases {
            assert_eq!(join(&elsewhere(&Url::parse(base)?, common, own), "/x").as_str(), expected, "{base}");
        }
        let relative = elsewhere(&Url::parse("https://h.example/")?, address("", None), files);
        assert_eq!(join(&relative, "/x").as_str(), "https://h.example/v2/x");
        Ok(())
    }

    #[test]
    fn what_cannot_work_says_what_to_try() {
        assert!(resolved("localhost:8000").ends_with("try `http://localhost:8000`"));
        assert!(resolved("airbyte.example.com").ends_with("try `http://airbyte.example.com`"));
        assert!(resolved("http://h/api?x=1").ends_with("try `http://h/api`"));
    }
}
