//! Settings from the environment.

use std::env::VarError;

use super::client::{ClientBuilder, Server};
use super::error::{Error, InvalidRequest};
use super::transport::Transport;

impl<C: From<Transport>> ClientBuilder<C> {
    /// A builder with the URL and the credentials that the environment has.
    pub(crate) fn from_environment(server: &'static Server) -> Result<Self, Error> {
        Ok(Self::from_variables(server, |name| std::env::var(name))?)
    }

    fn from_variables(
        server: &'static Server,
        read: impl Fn(&str) -> Result<String, VarError>,
    ) -> Result<Self, InvalidRequest> {
        let variables = Variables { prefix: server.variables, read };
        let url = variables.get("URL")?.ok_or_else(|| variables.missing("URL", "the server's URL"))?;
        let builder = Self::new(url, server);
        if server.tokens.is_some()
            && let Some((id, secret)) = variables.pair("CLIENT_ID", "CLIENT_SECRET")?
        {
            return Ok(builder.with_client(id, secret));
        }
        if let Some(token) = variables.get("TOKEN")? {
            return Ok(builder.bearer_auth(token));
        }
        Ok(match variables.pair("USERNAME", "PASSWORD")? {
            Some((username, password)) => builder.basic_auth(username, password),
            None => builder,
        })
    }
}

/// The environment's variables whose names start alike.
struct Variables<R> {
    prefix: &'static str,
    read: R,
}

impl<R: Fn(&str) -> Result<String, VarError>> Variables<R> {
    /// The value of a variable; one without characters is taken for one that is not set.
    fn get(&self, name: &str) -> Result<Option<String>, InvalidRequest> {
        match (self.read)(&self.name(name)) {
            Ok(value) if value.trim().is_empty() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                Err(InvalidRequest::new(format!("the environment variable {} is not UTF-8 text", self.name(name))))
            }
        }
    }

    /// The values of two variables that go together.
    fn pair(&self, first: &str, second: &str) -> Result<Option<(String, String)>, InvalidRequest> {
        match (self.get(first)?, self.get(second)?) {
            (Some(one), Some(two)) => Ok(Some((one, two))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(self.missing(second, &format!("what goes with {}", self.name(first)))),
            (None, Some(_)) => Err(self.missing(first, &format!("what goes with {}", self.name(second)))),
        }
    }

    fn missing(&self, name: &str, what: &str) -> InvalidRequest {
        InvalidRequest::new(format!("the environment variable {} is not set; give it {what}", self.name(name)))
    }

    fn name(&self, name: &str) -> String {
        format!("{}_{name}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::{Address, Tokens};

    static SERVER: Server = Server {
        address: Address { path: "/api", url: None },
        tokens: Some(Tokens::OAuth2("/token")),
        variables: "ACME",
    };

    fn shown(variables: &[(&str, &str)]) -> String {
        let read = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        };
        match ClientBuilder::<Transport>::from_variables(&SERVER, read) {
            Ok(builder) => format!("{builder:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_environment_says_where_and_who() {
        let url = ("ACME_URL", "http://h:8000");
        assert!(shown(&[url]).contains("credentials: None"));
        let basic = [url, ("ACME_USERNAME", "airbyte"), ("ACME_PASSWORD", "hunter2")];
        assert!(shown(&basic).contains("Basic(***)"));
        assert!(shown(&[url, ("ACME_TOKEN", "t"), basic[1], basic[2]]).contains("Bearer(***)"));
        let client = [url, ("ACME_CLIENT_ID", "i"), ("ACME_CLIENT_SECRET", "s"), ("ACME_TOKEN", "")];
        assert!(shown(&client).contains("ClientCredentials(***)"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(shown(&[]), "the environment variable ACME_URL is not set; give it the server's URL");
        let half = shown(&[("ACME_URL", "http://h"), ("ACME_CLIENT_SECRET", "s")]);
        assert_eq!(
            half,
            "the environment variable ACME_CLIENT_ID is not set; give it what goes with ACME_CLIENT_SECRET"
        );
    }
}
