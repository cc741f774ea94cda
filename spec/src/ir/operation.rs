//! Operations: a method and a path, what goes in and what may come out.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Content, Docs, Job, Pagination, Parameter, PartKind, RequestBody, Response, ResponseBody, Server, Type};

/// One operation of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// The `operationId`, or method and path (`GET /things/{id}`) where the document gives none.
    pub id: String,
    /// What other editions call it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_ids: Vec<String>,
    /// The index in [`super::Api::tags`] of the tag that the operation lives under: the first that it names.
    pub tag: usize,
    /// The HTTP method.
    pub method: Method,
    /// The path below the server's root.
    pub path: PathTemplate,
    /// Summary and description.
    pub docs: Docs,
    /// The name that its method is to have (`x-method-name`), where the one made of its id would read badly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method_name: Option<String>,
    /// Whether it changes nothing on the server, so that it may be sent again (`x-read-only`); `GET` and `HEAD` never do.
    pub read_only: bool,
    /// How its answer comes in pages (`x-pagination`); none where it comes whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// What its answer tells of a job (`x-job`); none where the work is done when it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<Job>,
    /// Whether it takes no credentials, though the API has them (`security: []`).
    #[serde(skip_serializing_if = "super::is_false")]
    pub anonymous: bool,
    /// The server that it is on, where that is not the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
    /// What the caller passes beside the body: the path's parameters in its order, then the others in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// What the caller sends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<RequestBody>,
    /// What successful calls answer: the documented 2xx responses in document order, or the default where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub successes: Vec<Response>,
    /// The other documented responses, errors for the most part, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Response>,
}

impl Operation {
    /// The types of what a caller sends.
    pub fn sent_types(&self) -> impl Iterator<Item = &Type> {
        let parts = self.body.iter().flat_map(|body| match &body.content {
            Content::Multipart(parts) => parts.as_slice(),
            _ => &[],
        });
        let parts = parts.filter_map(|part| match &part.kind {
            PartKind::Value(ty) => Some(ty),
            PartKind::File => None,
        });
        self.body.iter().filter_map(RequestBody::ty).chain(parts).chain(self.parameters.iter().map(|p| &p.ty))
    }

    /// The types of what a server answers.
    pub fn received_types(&self) -> impl Iterator<Item = &Type> {
        self.successes.iter().chain(&self.errors).filter_map(|response| match &response.body {
            ResponseBody::Json(ty) => Some(ty),
            ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Stream(_) => None,
        })
    }

    /// Whether the document gives it no id, so that `id` is made of its method and path.
    pub fn is_nameless(&self) -> bool {
        self.id == format!("{} {}", self.method.as_str(), self.path)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names of the HTTP methods say it all")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method as it stands in a request line, such as `POST`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A path with `{parameters}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// The path's pieces, in order.
    pub segments: Vec<PathSegment>,
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that stands as it is.
    Literal(String),
    /// The name between braces.
    Parameter(String),
}

impl PathTemplate {
    /// Splits `text` at its braces; a brace without its partner is literal text.
    pub fn parse(text: &str) -> Self {
        let mut segments = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = split_parameter(rest) {
            if !before.is_empty() {
                segments.push(PathSegment::Literal(before.to_owned()));
            }
            segments.push(PathSegment::Parameter(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            segments.push(PathSegment::Literal(rest.to_owned()));
        }
        Self { segments }
    }

    /// The names of the parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            PathSegment::Parameter(name) => Some(name.as_str()),
            PathSegment::Literal(_) => None,
        })
    }
}

fn split_parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| match segment {
            PathSegment::Literal(text) => f.write_str(text),
            PathSegment::Parameter(name) => write!(f, "{{{name}}}"),
        })
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
