//! Keys that go with every call.

use reqwest::Url;
use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};

use super::Secret;
use super::attempt::add_to_query;
use super::error::{InvalidRequest, Secrets};
use super::percent::encoded;

/// A key, and where it stands in a request.
pub(crate) struct ApiKey {
    pub(crate) place: KeyPlace,
    pub(crate) name: &'static str,
    pub(crate) value: Secret,
}

/// Where a key stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyPlace {
    Header,
    Query,
    Cookie,
}

impl ApiKey {
    /// Whether the key can be sent.
    pub(crate) fn check(&self) -> Result<(), InvalidRequest> {
        if self.place == KeyPlace::Header && self.header().is_none() {
            return Err(InvalidRequest::new(format!(
                "the key has characters that the header `{}` cannot have",
                self.name
            )));
        }
        Ok(())
    }

    /// The secrets, with the key among them as servers may repeat it: as it is, and as a URL has it.
    pub(crate) fn among(&self, secrets: Secrets) -> Secrets {
        let key = self.value.expose().trim();
        secrets.and(key).and(encoded(key))
    }

    /// Adds the key to a request.
    pub(crate) fn add_to(&self, url: &mut Url, headers: &mut HeaderMap) {
        let pair = || format!("{}={}", encoded(self.name), encoded(self.value.expose()));
        match self.place {
            KeyPlace::Header => {
                if let Some((name, value)) = self.header() {
                    headers.entry(name).or_insert(value);
                }
            }
            KeyPlace::Query => add_to_query(url, &pair()),
            KeyPlace::Cookie => {
                let known = headers.get(COOKIE).and_then(|known| known.to_str().ok()).map(str::to_owned);
                let cookies: Vec<String> = known.into_iter().chain([pair()]).collect();
                if let Ok(mut cookies) = HeaderValue::from_str(&cookies.join("; ")) {
                    cookies.set_sensitive(true);
                    headers.insert(COOKIE, cookies);
                }
            }
        }
    }

    /// The key as a header. What a call sets itself goes before it.
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let name = HeaderName::from_bytes(self.name.as_bytes()).ok()?;
        let mut value = HeaderValue::from_str(self.value.expose().trim()).ok()?;
        value.set_sensitive(true);
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_sets_itself_goes_before_a_key() -> Result<(), Box<dyn std::error::Error>> {
        let key = ApiKey { place: KeyPlace::Header, name: "x-key", value: Secret::new("the client's\n".to_owned()) };
        let mut url = Url::parse("http://localhost")?;
        for (own, sent) in [(None, "the client's"), (Some("the call's"), "the call's")] {
            let mut headers: HeaderMap =
                own.map(|own| (HeaderName::from_static("x-key"), HeaderValue::from_static(own))).into_iter().collect();
            key.add_to(&mut url, &mut headers);
            assert_eq!(headers.get_all("x-key").iter().collect::<Vec<_>>(), [sent]);
        }
        let shown = key.among(Secrets::default()).hide("the client's, the%20client%27s".to_owned());
        assert_eq!(shown, "***, ***");
        Ok(())
    }
}
