//! Lists that come in pages, as streams.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::answer::Answer;
use super::error::{Error, InvalidRequest};
use super::paging::After;
use super::request::Request;
use super::{Call, FromResponse, Transport};

/// One page of a list: the answer of an operation that has items.
pub trait Page: FromResponse {
    /// What the list is of.
    type Item: Send + 'static;

    /// The items of the page, in order.
    fn into_items(self) -> Vec<Self::Item>;
}

impl<T: Page> Call<T> {
    /// The list page by page, from the one that the request names, or else from the first.
    ///
    /// Nothing is sent until a page is asked for. Options that are set on the call hold for each of its pages. A list
    /// that grows or shrinks between two pages may show an item twice, or pass one over: servers count from its start.
    pub fn pages(self) -> Pages<T> {
        let pager = Pager { transport: self.transport, next: Some(self.request), sending: None, mark: None };
        Pages { pager, page: PhantomData }
    }

    /// The items of the list one by one, over all of its [pages](Call::pages).
    pub fn items(self) -> Items<T> {
        Items { pages: self.pages(), ready: Vec::new().into_iter() }
    }
}

/// The pages of a list, made by [`Call::pages`].
///
/// A page is asked for when it is wanted, and no earlier. An error stands in the place of its page; asking once more
/// sends the request of that page again. The future of [`next`](Pages::next) may be dropped at any time: the request
/// that is under way goes on with the next call.
///
/// It is a [`Stream`] too, for those who use the crate `futures`.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<T> {
    pager: Pager,
    page: PhantomData<fn() -> T>,
}

impl<T: Page> Pages<T> {
    /// The next page; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Those of the operation, for this page.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Page> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let answer = match ready!(self.pager.poll_answer(context)) {
            Some(Ok(answer)) => answer,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let after = self.pager.after(&answer);
        // A page that cannot be decoded leaves the place in the list as it is, so that asking again asks for it again.
        match T::from_answer(answer) {
            Ok(page) => Poll::Ready(self.pager.go_on(after).then_some(Ok(page))),
            Err(error) => Poll::Ready(Some(Err(error))),
        }
    }
}

/// The items of a list, made by [`Call::items`].
///
/// The next page is asked for when the items of the one before are used up. An error stands where the items of its page
/// would: those before it were handed on, and asking once more goes on with the page that failed.
///
/// It is a [`Stream`] too, for those who use the crate `futures`.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<T: Page> {
    pages: Pages<T>,
    ready: std::vec::IntoIter<T::Item>,
}

// Items are moved out of the list, never pinned in it.
impl<T: Page> Unpin for Items<T> {}

impl<T: Page> Items<T> {
    /// The next item; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Those of the operation, for the page that the item is on.
    pub async fn next(&mut self) -> Option<Result<T::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first error, without the items before it; [`next`](Items::next) is for those who want to keep them.
    pub async fn try_collect(mut self) -> Result<Vec<T::Item>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<T: Page> Stream for Items<T> {
    type Item = Result<T::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.ready = page.into_items().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The part of [`Pages`] that does not depend on what the pages are.
struct Pager {
    transport: Transport,
    /// The request of the page that is wanted; none behind the last one.
    next: Option<Result<Request, InvalidRequest>>,
    sending: Option<Sending>,
    /// What the page before is known by.
    mark: Option<u64>,
}

type Sending = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

impl Pager {
    /// The answer with the page that is wanted, which stays the one until [`go_on`](Self::go_on) is called.
    fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Answer, Error>>> {
        let request = match &self.next {
            Some(Ok(request)) => request,
            _ => return Poll::Ready(self.next.take().and_then(Result::err).map(|invalid| Err(invalid.into()))),
        };
        let sending = self.sending.get_or_insert_with(|| {
            let (transport, request) = (self.transport.clone(), request.clone());
            Box::pin(async move { transport.fetch(&request).await })
        });
        let answer = ready!(sending.as_mut().poll(context));
        self.sending = None;
        Poll::Ready(Some(answer))
    }

    /// What follows on an answer. One whose operation has no pages is the only one.
    fn after(&self, answer: &Answer) -> After {
        let Some(Ok(request)) = &self.next else { return After::Last };
        match (&request.operation.paging, serde_json::from_slice(answer.bytes())) {
            (Some(paging), Ok(value)) => paging.after(request, &value, self.mark),
            _ => After::Last,
        }
    }

    /// Goes on to what follows. Returns whether the page before it counts.
    fn go_on(&mut self, after: After) -> bool {
        let counts = !matches!(after, After::Nothing);
        self.next = None;
        if let After::More { request, mark } = after {
            (self.next, self.mark) = (Some(Ok(*request)), Some(mark));
        }
        counts
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.pager.next.iter().flatten().map(Request::name).next();
        f.debug_struct("Pages").field("operation", &operation).finish_non_exhaustive()
    }
}

impl<T: Page> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("ready", &self.ready.len()).finish()
    }
}
