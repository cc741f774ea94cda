//! Waiting for jobs.

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::Call;
use super::answer::Answer;
use super::error::Error;
use super::job::{Ended, Job, Progress};
use super::watch::{Look, Watch};

impl<T: Job> Call<T> {
    /// Sends the call, and waits until the job that it answers is over.
    ///
    /// Await it for the job as it [ended](Ended), with or without success. The job is asked for in intervals that grow
    /// from one second to thirty. A failure that says nothing of the job, such as a broken connection or a 503, does not
    /// end the wait unless it is there more than twenty times in a row; each of these times, the call was sent again as often as
    /// its retry policy says. There is no limit to the time unless a [deadline](Wait::deadline) sets one.
    ///
    /// Dropping the wait ends it and leaves nothing behind; the job goes on, unless it is to be
    /// [cancelled](Wait::cancel_on_drop). Options that are set on the call hold for each request of the wait.
    pub fn wait(self) -> Wait<T> {
        let watch = Watch::new(self.transport, T::facts(), self.request);
        Wait { watch: Box::new(watch), on_progress: None, job: PhantomData }
    }
}

/// A wait for the end of a job, made by [`Call::wait`]. Await it, or follow its [`progress`](Wait::progress).
#[must_use = "nothing is sent until the wait is awaited"]
pub struct Wait<T> {
    watch: Box<Watch>,
    on_progress: Option<OnProgress>,
    job: PhantomData<fn() -> T>,
}

type OnProgress = Box<dyn FnMut(&Progress) + Send>;

impl<T: Job> Wait<T> {
    /// Asks for the job this long after it was started. Each interval is half as long again as the one before; the
    /// default is one second.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.watch.options.interval = interval;
        self
    }

    /// Lets the interval grow up to this length; the default is thirty seconds.
    pub fn max_interval(mut self, interval: Duration) -> Self {
        self.watch.options.max_interval = interval;
        self
    }

    /// Gives up after this long, counted from when the wait is first polled, with [`JobError::TimedOut`].
    ///
    /// [`JobError::TimedOut`]: super::JobError::TimedOut
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.watch.options.deadline = Some(deadline);
        self
    }

    /// Waits for the job that is running already, where there is one in the way of the job that is to be started, in place
    /// of failing with [`JobError::AlreadyRunning`]. Such a job is somebody else's, so it is never cancelled.
    ///
    /// The error stays where the server names no running job: the other one may have ended in between.
    ///
    /// [`JobError::AlreadyRunning`]: super::JobError::AlreadyRunning
    pub fn join_running(mut self) -> Self {
        self.watch.options.join_running = true;
        self
    }

    /// Cancels the job when the wait is dropped before it is over.
    ///
    /// The request that cancels is sent in the background, on the runtime that the wait is dropped in; without a runtime
    /// it is not sent. A wait that is dropped before the server answered which job it started has no job to cancel.
    pub fn cancel_on_drop(mut self) -> Self {
        self.watch.options.cancel_on_drop = true;
        self
    }

    /// Cancels the job when the [deadline](Wait::deadline) passes before it is over. The error says whether that worked.
    pub fn cancel_on_timeout(mut self) -> Self {
        self.watch.options.cancel_on_timeout = true;
        self
    }

    /// Calls `on_progress` whenever the job is not as it was: with the first look at it, and with the last.
    ///
    /// The server is asked for the attempts then, which can be large answers where they come with their logs.
    pub fn on_progress(mut self, on_progress: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.watch.options.in_detail = true;
        self.on_progress = Some(Box::new(on_progress));
        self
    }

    /// The wait as a stream of how far the job is, with an item whenever it is not as it was.
    ///
    /// The server is asked for the attempts then, which can be large answers where they come with their logs.
    pub fn progress(mut self) -> ProgressStream<T> {
        self.watch.options.in_detail = true;
        ProgressStream { watch: Some(self.watch), looking: None, ended: None, job: PhantomData }
    }
}

impl<T: Job> IntoFuture for Wait<T> {
    type Output = Result<Ended<T>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { watch, on_progress, .. } = self;
        Box::pin(async {
            let (progress, answer) = follow(watch, on_progress).await?;
            Ok(Ended::new(progress, T::from_answer(answer)?))
        })
    }
}

/// Looks at a job until it is over.
async fn follow(mut watch: Box<Watch>, mut on_progress: Option<OnProgress>) -> Result<(Progress, Answer), Error> {
    loop {
        // An error ends the wait; only what is dropped in the middle is dropped too early.
        let look = watch.look().await.inspect_err(|_| watch.is_over = true)?;
        if let Some(on_progress) = on_progress.as_mut().filter(|_| look.is_news) {
            on_progress(&look.progress);
        }
        if let Some(answer) = look.ended {
            return Ok((look.progress, answer));
        }
    }
}

/// How far a job is, again and again until it is over; made by [`Wait::progress`].
///
/// The last item is that of the job that is over; [`ended`](ProgressStream::ended) has the whole of it then. An error is
/// handed on in its place in the stream, and asking once more goes on with the wait, unless the job was not even started
/// or the deadline passed: then the stream is at its end. The future of [`next`](ProgressStream::next) may be dropped at
/// any time without losing anything.
///
/// It is a [`Stream`] too, for those who use the crate `futures`.
#[must_use = "nothing is sent until the stream is asked for an item"]
pub struct ProgressStream<T> {
    /// The job, when it is not being looked at; none when it is, and behind the end.
    watch: Option<Box<Watch>>,
    looking: Option<Looking>,
    ended: Option<(Progress, Answer)>,
    job: PhantomData<fn() -> T>,
}

type Looking = Pin<Box<dyn Future<Output = (Box<Watch>, Result<Look, Error>)> + Send>>;

impl<T: Job> ProgressStream<T> {
    /// How far the job is, when it is not as it was; `None` when it is over.
    ///
    /// # Errors
    ///
    /// Those of the operation and of [`Wait`].
    pub async fn next(&mut self) -> Option<Result<Progress, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The job, when the stream is at its end because the job is over; `None` otherwise, and when it was taken already.
    pub fn ended(&mut self) -> Option<Result<Ended<T>, Error>> {
        let (progress, answer) = self.ended.take()?;
        Some(T::from_answer(answer).map(|job| Ended::new(progress, job)))
    }
}

impl<T: Job> Stream for ProgressStream<T> {
    type Item = Result<Progress, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let mut looking = match (self.looking.take(), self.watch.take()) {
                (Some(looking), _) => looking,
                (None, Some(watch)) if !watch.is_over => Box::pin(look(watch)) as Looking,
                (None, _) => return Poll::Ready(None),
            };
            let Poll::Ready((watch, result)) = looking.as_mut().poll(context) else {
                self.looking = Some(looking);
                return Poll::Pending;
            };
            self.watch = Some(watch);
            match result {
                Ok(Look { progress, is_news, ended }) => {
                    self.ended = ended.map(|answer| (progress.clone(), answer));
                    if is_news {
                        return Poll::Ready(Some(Ok(progress)));
                    }
                }
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

async fn look(mut watch: Box<Watch>) -> (Box<Watch>, Result<Look, Error>) {
    let look = watch.look().await;
    (watch, look)
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").field("options", &self.watch.options).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for ProgressStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressStream").field("is_ended", &self.ended.is_some()).finish_non_exhaustive()
    }
}
