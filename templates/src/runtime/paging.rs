//! How a list goes on: from a request and its answer to the request of the next page. Not generic.

use std::hash::{DefaultHasher, Hash, Hasher};

use reqwest::Url;
use serde_json::Value;

use super::json_place;
use super::percent::encoded;
use super::request::{Body, Request};

/// How the answer of an operation comes in pages.
#[derive(Debug)]
pub(crate) struct Paging {
    /// Where the answer has the items of the page: the way to a property, as [`json_place`] takes it.
    pub(crate) items: &'static str,
    /// Where the request has the largest number of items of a page.
    pub(crate) limit: Option<Place>,
    pub(crate) next: NextPage,
}

/// What tells where the next page starts.
#[derive(Debug)]
pub(crate) enum NextPage {
    /// The request has the number of items to pass over at `offset`; the answer may have that of all pages at `total`.
    Offset { offset: Place, total: Option<&'static str> },
    /// The answer has something at `next` that the following request takes at `cursor`.
    Cursor { cursor: Place, next: &'static str },
    /// The answer has a URL at `next`, whose query is that of the following request.
    Link { next: &'static str },
}

/// A place in a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// A property of the body.
    Body(&'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A parameter of the path, which still has its name in braces.
    Path(&'static str),
}

/// What a page means for those behind it.
pub(crate) enum After {
    /// The page counts. The request asks for the one behind it, and the mark is what the page is known by.
    More { request: Box<Request>, mark: u64 },
    /// The page is the last one.
    Last,
    /// The page says nothing new, so that the one before it was the last one.
    Nothing,
}

impl Paging {
    /// What follows on `answer`, which `request` was answered with. `before` is the mark of the page before.
    pub(crate) fn after(&self, request: &Request, answer: &Value, before: Option<u64>) -> After {
        let items = json_place::get(answer, self.items).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        // A server that does not look for the place of the page in the request sends the same page again and again.
        let mark = mark(items);
        if !items.is_empty() && before == Some(mark) {
            return After::Nothing;
        }
        let got = items.len() as u64;
        let next = match &self.next {
            NextPage::Offset { .. } if items.is_empty() => None,
            NextPage::Offset { offset, total } => self.behind(request, answer, got, *offset, *total),
            NextPage::Cursor { cursor, next } => self.at_cursor(request, answer, got, *cursor, next),
            NextPage::Link { next } => json_place::get(answer, next).and_then(|link| request.with_link(link.as_str()?)),
        };
        match next {
            // A filter may leave nothing of a page that others follow.
            Some(request) => After::More { request: Box::new(request), mark },
            None if items.is_empty() && before.is_some() => After::Nothing,
            None => After::Last,
        }
    }

    fn behind(
        &self,
        request: &Request,
        answer: &Value,
        got: u64,
        offset: Place,
        total: Option<&str>,
    ) -> Option<Request> {
        let start = request.value_at(offset).as_ref().and_then(number).unwrap_or_default();
        let end = start.checked_add(got)?;
        let total = total.and_then(|total| number(json_place::get(answer, total)?));
        let is_last = total.map_or_else(|| self.is_short(request, got), |total| end >= total);
        if is_last { None } else { request.with_value_at(offset, &end.into()) }
    }

    fn at_cursor(&self, request: &Request, answer: &Value, got: u64, cursor: Place, next: &str) -> Option<Request> {
        let value = json_place::get(answer, next).filter(|value| value.as_str() != Some(""))?;
        // Where the cursor is in the last item, every page has one, and only a page's size tells that it is the last.
        let is_in_item = next.strip_prefix(self.items).is_some_and(|rest| rest.starts_with('.'));
        let is_last = is_in_item && self.is_short(request, got);
        let is_repeated = request.value_at(cursor).is_some_and(|sent| text(&sent) == text(value));
        if is_last || is_repeated { None } else { request.with_value_at(cursor, value) }
    }

    /// Whether the page has less than was asked for.
    fn is_short(&self, request: &Request, got: u64) -> bool {
        let limit = self.limit.and_then(|limit| number(&request.value_at(limit)?));
        limit.is_some_and(|limit| got < limit)
    }
}

impl Request {
    /// The value that the request has at a place.
    fn value_at(&self, place: Place) -> Option<Value> {
        match place {
            Place::Body(path) => {
                let body: Value = serde_json::from_slice(self.body.bytes()).ok()?;
                json_place::get(&body, path).cloned()
            }
            Place::Query(name) => {
                let (_, value) = self.query.iter().find(|(known, _)| known == name)?;
                Some(value.as_str().into())
            }
            Place::Path(_) => None,
        }
    }

    /// The request with a value at a place. `None` where it has none there.
    pub(crate) fn with_value_at(&self, place: Place, value: &Value) -> Option<Self> {
        let mut request = self.clone();
        match place {
            Place::Body(path) => request.body = Body::json(json_place::set(self.body.bytes(), path, value).ok()?),
            Place::Query(name) => {
                request.query.retain(|(known, _)| known != name);
                request.query.push((name.into(), text(value)));
            }
            Place::Path(name) => {
                let path = self.path.replace(&format!("{{{name}}}"), &segment(&text(value))?);
                request.path = path.into();
            }
        }
        Some(request)
    }

    /// The request with the query of a link. Its host and path are not followed: they are those that the server sees
    /// behind its proxies, and credentials must not go elsewhere. `None` where the link leads to the same page.
    fn with_link(&self, link: &str) -> Option<Self> {
        let url = Url::parse("http://localhost").and_then(|base| base.join(link)).ok()?;
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let mut request = self.clone();
        request.query.retain(|(known, _)| !pairs.iter().any(|(name, _)| name == known));
        let is_repeated = |pair: &str| {
            let name = pair.split('=').next().unwrap_or_default();
            pairs.iter().any(|(known, _)| encoded(known) == name)
        };
        request.encoded_query.retain(|pair| !is_repeated(pair));
        request.query.extend(pairs.into_iter().map(|(name, value)| (name.into(), value)));
        let is_same =
            request.query.len() == self.query.len() && request.query.iter().all(|pair| self.query.contains(pair));
        (!is_same).then_some(request)
    }
}

/// The number that a value is, also where it stands in a string, as in a query.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// A scalar as a query has it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text as one segment of a path.
fn segment(text: &str) -> Option<String> {
    let mut url = Url::parse("http://localhost").ok()?;
    url.path_segments_mut().ok()?.push(text);
    Some(url.path().trim_start_matches('/').to_owned())
}

fn mark(items: &[Value]) -> u64 {
    let mut hasher = DefaultHasher::new();
    items.iter().for_each(|item| item.to_string().hash(&mut hasher));
    hasher.finish()
}
