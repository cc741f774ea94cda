//! Parameters: how values get into the path, the query, headers and cookies of a request.

mod style;
mod value;

use std::borrow::Cow;

use reqwest::header::{COOKIE, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::error::InvalidRequest;
use super::percent::{encoded, encoded_but_reserved};
use super::request::Request;
pub(crate) use style::{Style, form, pairs_of};
use style::{in_path, joined_pairs};
use value::Flat;
pub(crate) use value::text;

/// All parameters of an operation that are not in its path.
pub(crate) trait Parameters {
    /// Writes those that are set.
    fn write(&self, request: &mut Request) -> Result<(), InvalidRequest>;
}

impl<P: Parameters> Parameters for Option<P> {
    fn write(&self, request: &mut Request) -> Result<(), InvalidRequest> {
        self.as_ref().map_or(Ok(()), |parameters| parameters.write(request))
    }
}

/// Implements [`Parameters`] from a table of the fields: where each stands, in which style, and its name there.
///
/// ```text
/// parameters! {
///     ListPetsParameters {
///         limit: query(Form) "limit",
///         trace: header(Simple) "X-Trace",
///     }
/// }
/// ```
macro_rules! parameters {
    ($name:ident { $($field:ident: $location:ident($style:ident) $wire:literal,)* }) => {
        impl $crate::runtime::Parameters for $name {
            fn write(
                &self,
                request: &mut $crate::runtime::Request,
            ) -> Result<(), $crate::runtime::InvalidRequest> {
                $(request.$location($wire, $crate::runtime::Style::$style, &self.$field)?;)*
                Ok(())
            }
        }
    };
}
pub(crate) use parameters;

/// The value of a parameter, for all its styles.
fn value_of(request: &Request, name: &str, value: &impl Serialize) -> Result<Value, InvalidRequest> {
    let why = |error: serde_json::Error| InvalidRequest::parameter(&request.name(), name, &error.to_string());
    serde_json::to_value(value).map_err(why)
}

impl Request {
    /// Puts a value in the place of `{name}` in the path.
    pub(crate) fn path(&mut self, name: &str, style: Style, value: &impl Serialize) -> Result<(), InvalidRequest> {
        let value = value_of(self, name, value)?;
        self.expand(name, &in_path(name, style, &value))
    }

    fn expand(&mut self, name: &str, text: &str) -> Result<(), InvalidRequest> {
        if text.is_empty() {
            // The path would be that of another operation.
            return Err(InvalidRequest::parameter(&self.name(), name, "it is empty"));
        }
        self.path = Cow::Owned(self.path.replace(&format!("{{{name}}}"), text));
        let path = self.path.split('?').next().unwrap_or_default();
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(InvalidRequest::parameter(&self.name(), name, "a URL cannot have `.` or `..` in its path"));
        }
        Ok(())
    }

    /// Adds a value to the query.
    pub(crate) fn query(
        &mut self,
        name: &'static str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), InvalidRequest> {
        let value = value_of(self, name, value)?;
        self.add_to_query(name, style, &value, false);
        Ok(())
    }

    /// Adds a value to the query, in which what is reserved in URLs stands as it is.
    pub(crate) fn reserved_query(
        &mut self,
        name: &'static str,
        style: Style,
        value: &impl Serialize,
    ) -> Result<(), InvalidRequest> {
        let value = value_of(self, name, value)?;
        self.add_to_query(name, style, &value, true);
        Ok(())
    }

    fn add_to_query(&mut self, name: &'static str, style: Style, value: &Value, reserved: bool) {
        let encode = if reserved { encoded_but_reserved } else { encoded };
        let delimiter = match style {
            Style::FormJoined => Some(","),
            Style::SpaceDelimited => Some("%20"),
            Style::PipeDelimited => Some("|"),
            _ => None,
        };
        let (false, Some(delimiter)) = (matches!(value, Value::Null), delimiter) else {
            let pairs = pairs_of(name, style, value).into_iter();
            if reserved {
                let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(&name), encode(&value)));
                self.encoded_query.extend(pairs);
            } else {
                self.query.extend(pairs.map(|(name, value)| (Cow::Owned(name), value)));
            }
            return;
        };
        let items: Vec<String> = Flat::of(value).items().iter().map(|item| encode(item)).collect();
        if !items.is_empty() {
            self.encoded_query.push(format!("{}={}", encoded(name), items.join(delimiter)));
        }
    }

    /// Sends a value as a header.
    pub(crate) fn header(&mut self, name: &str, style: Style, value: &impl Serialize) -> Result<(), InvalidRequest> {
        let value = value_of(self, name, value)?;
        let text = match (style, Flat::of(&value)) {
            (_, Flat::Nothing) => return Ok(()),
            (Style::Json, _) => value.to_string(),
            (Style::SimpleExploded, Flat::Pairs(pairs)) => joined_pairs(&pairs, ",", |text| text.to_owned()),
            (_, flat) => flat.items().join(","),
        };
        let invalid = |why: &dyn std::fmt::Display| InvalidRequest::header(&self.name(), name, why);
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|error| invalid(&error))?;
        let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|error| invalid(&error))?;
        self.headers.insert(header, value);
        Ok(())
    }

    /// Sends a value as a cookie, beside those that are there.
    pub(crate) fn cookie(&mut self, name: &str, style: Style, value: &impl Serialize) -> Result<(), InvalidRequest> {
        let value = value_of(self, name, value)?;
        let pairs = match (style, Flat::of(&value)) {
            (_, Flat::Nothing) => return Ok(()),
            (Style::FormJoined, flat) => {
                let items: Vec<String> = flat.items().iter().map(|item| encoded(item)).collect();
                vec![format!("{}={}", encoded(name), items.join(","))]
            }
            _ => {
                let pairs = pairs_of(name, style, &value);
                pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect()
            }
        };
        let known = self.headers.get(COOKIE).and_then(|known| known.to_str().ok()).map(str::to_owned);
        let cookies: Vec<String> = known.into_iter().chain(pairs).collect();
        let header = HeaderValue::from_str(&cookies.join("; "));
        let header = header.map_err(|error| InvalidRequest::header(&self.name(), "cookie", &error))?;
        self.headers.insert(COOKIE, header);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The table of style examples in OpenAPI 3.0: an empty string, a string, a list and an object.
    #[test]
    fn every_style_writes_what_openapi_says() {
        let color = [json!(""), json!("blue"), json!(["blue", "black"]), json!({"G": 200, "R": 100})];
        let path = |style| color.clone().map(|value| in_path("color", style, &value));
        assert_eq!(path(Style::Matrix), [";color", ";color=blue", ";color=blue,black", ";color=G,200,R,100"]);
        assert_eq!(path(Style::MatrixExploded), [";color", ";color=blue", ";color=blue;color=black", ";G=200;R=100"]);
        assert_eq!(path(Style::Label), [".", ".blue", ".blue.black", ".G.200.R.100"]);
        assert_eq!(path(Style::LabelExploded), [".", ".blue", ".blue.black", ".G=200.R=100"]);
        assert_eq!(path(Style::Simple), ["", "blue", "blue,black", "G,200,R,100"]);
        assert_eq!(path(Style::SimpleExploded), ["", "blue", "blue,black", "G=200,R=100"]);
        let query = |style| color.clone().map(|value| query_of(style, &value, false));
        assert_eq!(query(Style::Form), ["color=", "color=blue", "color=blue&color=black", "G=200&R=100"]);
        assert_eq!(query(Style::FormJoined), ["color=", "color=blue", "color=blue,black", "color=G,200,R,100"]);
        assert_eq!(query(Style::SpaceDelimited)[2..], ["color=blue%20black", "color=G%20200%20R%20100"]);
        assert_eq!(query(Style::PipeDelimited)[2..], ["color=blue|black", "color=G|200|R|100"]);
        assert_eq!(query(Style::DeepObject)[3], "color%5BG%5D=200&color%5BR%5D=100");
        assert_eq!(query(Style::Json)[3], "color=%7B%22G%22%3A200%2C%22R%22%3A100%7D");
    }

    fn query_of(style: Style, value: &Value, reserved: bool) -> String {
        let mut request = Request::for_tests("/x");
        let written =
            if reserved { request.reserved_query("color", style, value) } else { request.query("color", style, value) };
        written.expect("the value can be written");
        request.query_text()
    }

    #[test]
    fn values_cannot_become_delimiters() {
        assert_eq!(query_of(Style::FormJoined, &json!(["a,b", "c&d=e"]), false), "color=a%2Cb,c%26d%3De");
        assert_eq!(query_of(Style::Form, &json!("a b+c/ü"), false), "color=a%20b%2Bc%2F%C3%BC");
        assert_eq!(query_of(Style::Form, &json!("a b+c/d?e&#"), true), "color=a%20b%2Bc/d?e%26%23");
        assert_eq!(query_of(Style::Form, &json!([1, null, true]), false), "color=1&color=true");
        assert_eq!(query_of(Style::Form, &Value::Null, false), "");
        assert_eq!(
            query_of(Style::DeepObject, &json!({"a": {"b": [1, {"c": null, "d": 2}]}}), false),
            "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bd%5D=2"
        );
    }

    #[test]
    fn a_path_stays_the_path_of_its_operation() {
        let expanded = |path: &'static str, value: &str| {
            let mut request = Request::for_tests(path);
            request.path("id", Style::Simple, &value).map(|()| request.path.into_owned())
        };
        let path = |value: &str| expanded("/a/{id}/b", value).map_err(|error| error.to_string());
        assert_eq!(path("x/../y?z#"), Ok("/a/x%2F..%2Fy%3Fz%23/b".to_owned()));
        assert_eq!(path("%2e%2e"), Ok("/a/%252e%252e/b".to_owned()));
        assert_eq!(path("{id}"), Ok("/a/%7Bid%7D/b".to_owned()));
        assert_eq!(expanded("/a/{id}.json", "..").ok(), Some("/a/...json".to_owned()));
        for refused in ["", ".", ".."] {
            let message = path(refused).expect_err("the path would be another");
            assert!(message.contains("`id`"), "{message}");
        }
    }

    #[test]
    fn headers_and_cookies() {
        let mut request = Request::for_tests("/x");
        let object = json!({"a": 1, "b": null, "c": "d"});
        request.header("X-A", Style::Simple, &object).expect("a header");
        request.header("X-B", Style::SimpleExploded, &object).expect("a header");
        request.header("X-C", Style::Simple, &json!(["a", 2])).expect("a header");
        request.header("X-D", Style::Simple, &Value::Null).expect("no header");
        request.cookie("s", Style::Form, &"a; b").expect("a cookie");
        request.cookie("t", Style::FormJoined, &[1, 2]).expect("a cookie");
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        assert_eq!(header("x-a").as_deref(), Some("a,1,c,d"));
        assert_eq!(header("x-b").as_deref(), Some("a=1,c=d"));
        assert_eq!(header("x-c").as_deref(), Some("a,2"));
        assert_eq!(header("x-d"), None);
        assert_eq!(header("cookie").as_deref(), Some("s=a%3B%20b; t=1,2"));
        let error = Request::for_tests("/x").header("X-A", Style::Simple, &"a\nb").expect_err("no header has lines");
        assert!(error.to_string().contains("`X-A`"), "{error}");
    }
}
