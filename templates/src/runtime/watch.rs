//! A job being watched: one look at it after the other, until it is over. Not generic.

use std::time::Duration;

use serde::de::Error as _;
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout_at};

use super::Transport;
use super::answer::Answer;
use super::error::{DecodeError, Error, InvalidRequest, Stage, UnexpectedContent};
use super::job::{Ask, JobError, JobFacts, Progress};
use super::json_place;
use super::request::Request;

/// How many looks in a row may fail in a way that passes before the wait gives up.
const PATIENCE: u32 = 20;
const NO_PLACE: &str = "the job's id has no place in the request that asks for the job";
/// How long the request that cancels a job may take; nobody waits for what it answers.
const CANCEL_TIMEOUT: Duration = Duration::from_secs(30);

/// How a job is waited for.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) interval: Duration,
    pub(crate) max_interval: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) join_running: bool,
    pub(crate) cancel_on_drop: bool,
    pub(crate) cancel_on_timeout: bool,
    /// Whether attempts and counts are of interest, beside the status.
    pub(crate) in_detail: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(1),
            max_interval: Duration::from_secs(30),
            deadline: None,
            join_running: false,
            cancel_on_drop: false,
            cancel_on_timeout: false,
            in_detail: false,
        }
    }
}

/// A job being watched. Dropping it cancels the job, if it is to.
pub(crate) struct Watch {
    transport: Transport,
    facts: &'static JobFacts,
    pub(crate) options: Options,
    /// The request that starts the job or asks for it the first time.
    start: Option<Result<Request, InvalidRequest>>,
    /// The call's options, for the requests behind the first.
    template: Option<Request>,
    deadline: Option<Instant>,
    id: Option<Value>,
    last: Option<Progress>,
    /// Whether the job was somebody else's before, so that it is not ours to cancel.
    is_joined: bool,
    /// Whether the server does not know the operation with the smaller answer.
    is_glance_missing: bool,
    /// Whether nothing more is to be expected.
    pub(crate) is_over: bool,
}

/// What a look at the job showed.
pub(crate) struct Look {
    pub(crate) progress: Progress,
    /// Whether it is not as it was at the look before.
    pub(crate) is_news: bool,
    /// The answer that tells of the job, once it is over.
    pub(crate) ended: Option<Answer>,
}

impl Watch {
    pub(crate) fn new(transport: Transport, facts: &'static JobFacts, start: Result<Request, InvalidRequest>) -> Self {
        Self {
            transport,
            facts,
            options: Options::default(),
            template: start.as_ref().ok().cloned(),
            start: Some(start),
            deadline: None,
            id: None,
            last: None,
            is_joined: false,
            is_glance_missing: false,
            is_over: false,
        }
    }

    /// Looks at the job when the time for it has come: at once for the first look, and then in growing intervals.
    pub(crate) async fn look(&mut self) -> Result<Look, Error> {
        if self.deadline.is_none() {
            self.deadline = self.options.deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        }
        let Some(deadline) = self.deadline else { return self.look_now().await };
        // Behind the deadline nothing is begun, which a timeout would do before it looks at the clock.
        let looked = if Instant::now() < deadline { timeout_at(deadline, self.look_now()).await.ok() } else { None };
        match looked {
            Some(look) => look,
            None => Err(self.time_out().await),
        }
    }

    async fn look_now(&mut self) -> Result<Look, Error> {
        let mut answer = match self.start.take() {
            Some(start) => self.begin(start).await.inspect_err(|_| self.is_over = true)?,
            None => {
                self.pause().await;
                None
            }
        };
        loop {
            let (is_whole, found) = match answer.take() {
                Some(answer) => (true, answer),
                None => self.poll().await?,
            };
            let progress = self.progress(&found)?;
            if progress.is_ended() && !is_whole {
                answer = Some(self.ask(&self.facts.info).await?);
                continue;
            }
            self.is_over = progress.is_ended();
            let is_news = self.last.as_ref() != Some(&progress);
            self.last = Some(progress.clone());
            return Ok(Look { ended: self.is_over.then_some(found), progress, is_news });
        }
    }

    /// Sends the first request. `None` where it found another job running, which is the one that is watched then.
    async fn begin(&mut self, start: Result<Request, InvalidRequest>) -> Result<Option<Answer>, Error> {
        let request = start?;
        let answer = match request.read_only() {
            true => self.send_patiently(&request).await,
            false => self.transport.fetch(&request).await,
        };
        match answer {
            Err(error) if self.options.join_running && error.is_already_running() => {
                if self.join(&request).await? {
                    Ok(None)
                } else {
                    Err(error)
                }
            }
            answer => answer.map(Some),
        }
    }

    /// Finds the job that is running in the way of the one that `start` was to start. Returns whether there is one.
    async fn join(&mut self, start: &Request) -> Result<bool, Error> {
        let Some(running) = start.operation.rival.as_ref().and_then(|rival| rival.running.as_ref()) else {
            return Ok(false);
        };
        let found = match running.request(start) {
            Some(request) => self.send_patiently(&request).await,
            None => return Ok(false),
        };
        let value = match found {
            Ok(answer) => read(&answer)?,
            Err(error) if error.is_not_found() => return Ok(false),
            Err(error) => return Err(error),
        };
        self.is_joined = self.facts.progress(&value).is_some_and(|progress| !progress.is_ended());
        if self.is_joined {
            self.id = json_place::get(&value, self.facts.id).cloned();
        }
        Ok(self.is_joined)
    }

    /// A look at the job, and whether its answer is the whole one.
    async fn poll(&mut self) -> Result<(bool, Answer), Error> {
        if let Some(glance) = self.facts.glance.as_ref().filter(|_| !self.options.in_detail && !self.is_glance_missing)
        {
            match self.ask(glance).await {
                // Servers older than the operation do not have it; about a job that does not exist, the other tells.
                Err(error) if error.is_not_found() => self.is_glance_missing = true,
                answer => return answer.map(|answer| (false, answer)),
            }
        }
        Ok((true, self.ask(&self.facts.info).await?))
    }

    /// Asks for the job that is watched.
    async fn ask(&mut self, ask: &Ask) -> Result<Answer, Error> {
        let request = self.request(ask).ok_or_else(|| InvalidRequest::new(NO_PLACE))?;
        self.send_patiently(&request).await
    }

    fn request(&self, ask: &Ask) -> Option<Request> {
        ask.request(self.template.as_ref()?, self.id.as_ref()?)
    }

    /// Sends a request that only reads, again and again while it fails in a way that passes. The client's own retries
    /// come before each of these failures.
    async fn send_patiently(&mut self, request: &Request) -> Result<Answer, Error> {
        let mut failures = 0;
        loop {
            match self.transport.fetch(request).await {
                Err(error) if failures < PATIENCE && is_passing(&error) => failures += 1,
                answer => return answer,
            }
            self.pause().await;
        }
    }

    /// Waits until the next look is due, and makes the interval behind it longer.
    async fn pause(&mut self) {
        let Options { interval, max_interval, .. } = self.options;
        sleep(interval.min(max_interval)).await;
        self.options.interval = longer(interval, max_interval);
    }

    /// How far the job of an answer is.
    fn progress(&mut self, answer: &Answer) -> Result<Progress, Error> {
        let value = read(answer)?;
        let Some(progress) = self.facts.progress(&value) else {
            let missing = serde_json::Error::custom(format!("there is no job's id at `{}`", self.facts.id));
            return Err(DecodeError::new(answer, missing).into());
        };
        if self.id.is_none() {
            self.id = json_place::get(&value, self.facts.id).cloned();
        }
        Ok(progress)
    }

    /// Ends the wait, because its time is up.
    async fn time_out(&mut self) -> Error {
        self.is_over = true;
        let mut is_cancelled = false;
        if self.options.cancel_on_timeout
            && let Some(request) = self.cancel_request()
        {
            is_cancelled = self.transport.fetch(&request).await.is_ok();
        }
        JobError::TimedOut { last: self.last.take(), is_cancelled }.into()
    }

    /// The request that cancels the job; none where it is not known, cannot be cancelled, or is somebody else's.
    fn cancel_request(&self) -> Option<Request> {
        let cancel = self.facts.cancel.as_ref().filter(|_| !self.is_joined)?;
        let mut request = self.request(cancel)?;
        request.timeout = Some(CANCEL_TIMEOUT);
        Some(request)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.is_over || !self.options.cancel_on_drop {
            return;
        }
        // Without a runtime there is nobody who could send it.
        if let (Some(request), Ok(runtime)) = (self.cancel_request(), Handle::try_current()) {
            let transport = self.transport.clone();
            runtime.spawn(async move { transport.fetch(&request).await.map(drop) });
        }
    }
}

/// The JSON of an answer.
fn read(answer: &Answer) -> Result<Value, Error> {
    if answer.is_other_than_json() {
        return Err(UnexpectedContent::new(answer).into());
    }
    serde_json::from_slice(answer.bytes()).map_err(|error| DecodeError::new(answer, error).into())
}

/// Half as long again, within the limit.
fn longer(interval: Duration, limit: Duration) -> Duration {
    interval.saturating_add(interval / 2).min(limit)
}

/// Whether an error says nothing of the job: the server or the way to it is in trouble, and may not be soon.
fn is_passing(error: &Error) -> bool {
    match error {
        Error::Transport(error) => error.stage() != Stage::Preparing,
        Error::Auth(error) => error.is_transient(),
        error => error.is_server_error() || error.status().is_some_and(|status| matches!(status.as_u16(), 408 | 429)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_grow_up_to_their_limit() {
        let limit = Duration::from_secs(3);
        let intervals = std::iter::successors(Some(Duration::from_secs(1)), |interval| Some(longer(*interval, limit)));
        let millis: Vec<u128> = intervals.take(5).map(|interval| interval.as_millis()).collect();
        assert_eq!(millis, [1000, 1500, 2250, 3000, 3000]);
        assert_eq!(longer(Duration::MAX, Duration::MAX), Duration::MAX);
    }
}
