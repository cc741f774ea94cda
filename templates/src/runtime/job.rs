//! Jobs: what the runtime has to know of them, how far they are, and how they ended.

use std::fmt;

use serde_json::Value;

use super::error::{ApiError, Error};
use super::operation::Operation;
use super::paging::Place;
use super::request::Request;
use super::{FromResponse, json_place};

/// An answer that tells of a job, so that its end can be waited for.
pub trait Job: FromResponse {
    /// Where the answer has what is of interest, and which operations ask for more.
    #[doc(hidden)]
    fn facts() -> &'static JobFacts;
}

/// What there is to know of the answers that tell of a kind of job. Each place is the way to a property of the answer.
#[derive(Debug)]
pub struct JobFacts {
    pub(crate) id: &'static str,
    pub(crate) status: &'static str,
    /// The statuses of jobs that did what they were to do.
    pub(crate) succeeded: &'static [&'static str],
    /// The statuses of jobs that are over and did not.
    pub(crate) unsuccessful: &'static [&'static str],
    /// The operation with the same answer for a job's id.
    pub(crate) info: Ask,
    /// An operation with a smaller answer, which has id and status at the same places.
    pub(crate) glance: Option<Ask>,
    pub(crate) cancel: Option<Ask>,
    pub(crate) attempts: Option<Attempts>,
}

/// An operation that takes a job's id.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) operation: &'static Operation,
    pub(crate) id: Place,
}

/// Where the answer has the attempts of a job: the list, and in an item of it the counts, the better ones first.
#[derive(Debug)]
pub(crate) struct Attempts {
    pub(crate) list: &'static str,
    pub(crate) records: &'static [&'static str],
    pub(crate) bytes: &'static [&'static str],
}

/// What an operation that starts a job answers when another is running in its way.
#[derive(Debug)]
pub(crate) struct Rival {
    /// What the message of the error says then, in lower case.
    pub(crate) message: &'static str,
    pub(crate) running: Option<Running>,
}

/// The operation that tells which job is running. Its answer has id and status where [`JobFacts`] says.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) operation: &'static Operation,
    /// The properties that its request shares with the one that was to start a job.
    pub(crate) shared: &'static [&'static str],
}

impl Rival {
    /// Whether an error says that another job is running. A 409 can mean other things, such as a disabled connection, so
    /// that its message decides; where it has none, nothing contradicts. Old servers send the message with a 500.
    pub(crate) fn is_in(&self, error: &ApiError) -> bool {
        match error.message() {
            Some(message) => message.to_lowercase().contains(self.message),
            None => error.status().as_u16() == 409,
        }
    }
}

impl Running {
    /// The request that asks for the job in the way of `start`. `None` where the bodies are no objects.
    pub(crate) fn request(&self, start: &Request) -> Option<Request> {
        let sent: Value = serde_json::from_slice(start.body.bytes()).ok()?;
        let request = Request::with_options_of(start, self.operation);
        let mut shared = self.shared.iter().filter_map(|name| Some((*name, sent.get(name)?)));
        shared.try_fold(request, |request, (name, value)| request.with_value_at(Place::Body(name), value))
    }
}

impl Ask {
    /// The request for the job with this id, with the options of `template`. `None` where the id has no place in it.
    pub(crate) fn request(&self, template: &Request, id: &Value) -> Option<Request> {
        Request::with_options_of(template, self.operation).with_value_at(self.id, id)
    }
}

impl Request {
    /// A request of another operation with the options of the call that `template` is of.
    fn with_options_of(template: &Self, operation: &'static Operation) -> Self {
        let (headers, retry) = (template.headers.clone(), template.retry.clone());
        Self { headers, retry, timeout: template.timeout, ..Self::new(operation) }
    }
}

impl JobFacts {
    /// How far the job of an answer is. `None` where the answer has no job's id.
    pub(crate) fn progress(&self, answer: &Value) -> Option<Progress> {
        let id = json_place::get(answer, self.id)?;
        let status = json_place::get(answer, self.status).and_then(Value::as_str).unwrap_or_default();
        let list = self.attempts.as_ref().and_then(|attempts| json_place::get(answer, attempts.list)?.as_array());
        let last = list.and_then(|list| list.last());
        let count = |places: &[&str]| places.iter().find_map(|place| json_place::get(last?, place)?.as_u64());
        Some(Progress {
            job_id: id.as_str().map_or_else(|| id.to_string(), str::to_owned),
            status: status.to_owned(),
            attempt: list.map_or(0, |list| u32::try_from(list.len()).unwrap_or(u32::MAX)),
            records: self.attempts.as_ref().and_then(|attempts| count(attempts.records)),
            bytes: self.attempts.as_ref().and_then(|attempts| count(attempts.bytes)),
            outcome: match status {
                status if self.succeeded.contains(&status) => Some(true),
                status if self.unsuccessful.contains(&status) => Some(false),
                _ => None,
            },
        })
    }
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The id of the job, as text.
    pub job_id: String,
    /// The status in the server's word, which this edition need not know; empty where the server says none.
    pub status: String,
    /// Which attempt is under way: 1 for the first, and 0 where none has started or the server does not tell.
    pub attempt: u32,
    /// The records that this attempt has moved, where the server tells.
    pub records: Option<u64>,
    /// The bytes that this attempt has moved, where the server tells.
    pub bytes: Option<u64>,
    outcome: Option<bool>,
}

impl Progress {
    /// Whether the job is over. A status that this edition does not know is that of a job that is not.
    pub fn is_ended(&self) -> bool {
        self.outcome.is_some()
    }

    /// Whether the job is over and did what it was to do.
    pub fn is_success(&self) -> bool {
        self.outcome == Some(true)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = if self.status.is_empty() { "without a status" } else { &self.status };
        write!(f, "job {} is {status}", self.job_id)?;
        if self.attempt > 0 {
            write!(f, ", attempt {}", self.attempt)?;
        }
        self.records.map_or(Ok(()), |records| write!(f, ", {records} records"))?;
        self.bytes.map_or(Ok(()), |bytes| write!(f, ", {bytes} bytes"))
    }
}

/// A job that is over, whether or not it succeeded.
#[derive(Clone, Debug)]
pub struct Ended<T> {
    progress: Progress,
    job: T,
}

impl<T> Ended<T> {
    pub(crate) fn new(progress: Progress, job: T) -> Self {
        Self { progress, job }
    }

    /// Whether the job did what it was to do.
    pub fn is_success(&self) -> bool {
        self.progress.is_success()
    }

    /// The status that the job ended with, such as `succeeded`, `failed` or `cancelled`.
    pub fn status(&self) -> &str {
        &self.progress.status
    }

    /// The job's last attempt and what it moved.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The job as the server tells of it.
    pub fn job(&self) -> &T {
        &self.job
    }

    /// The job as the server tells of it, taken out.
    pub fn into_job(self) -> T {
        self.job
    }

    /// The job, if it succeeded.
    ///
    /// # Errors
    ///
    /// [`JobError::Unsuccessful`] when it failed or was cancelled.
    pub fn succeeded(self) -> Result<T, Error> {
        if self.is_success() { Ok(self.job) } else { Err(JobError::Unsuccessful(self.progress).into()) }
    }
}

/// What can go wrong with a job, although the calls about it work.
#[derive(Debug)]
#[non_exhaustive]
pub enum JobError {
    /// The job was not started, because another one is running in its way. Holds what the server answered.
    AlreadyRunning(ApiError),
    /// The job was not over when the deadline of the wait passed.
    #[non_exhaustive]
    TimedOut {
        /// How far the job was when it was last seen; `None` where the server had not told of it, though it may have
        /// started it.
        last: Option<Progress>,
        /// Whether the server accepted to cancel the job, which it does only when the wait was told so.
        is_cancelled: bool,
    },
    /// The job ended without success.
    Unsuccessful(Progress),
}

impl JobError {
    /// The answer with an error status, where there is one.
    pub(crate) fn api(&self) -> Option<&ApiError> {
        match self {
            Self::AlreadyRunning(error) => Some(error),
            Self::TimedOut { .. } | Self::Unsuccessful(_) => None,
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRunning(error) => write!(f, "another job is running already: {error}"),
            Self::TimedOut { last: None, .. } => f.write_str("the deadline passed before the server told of the job"),
            Self::TimedOut { last: Some(last), is_cancelled } => {
                let then = if *is_cancelled { "; it was told to stop" } else { "; it may go on" };
                write!(f, "the deadline passed while {last}{then}")
            }
            Self::Unsuccessful(last) => write!(f, "{last} and over, without success"),
        }
    }
}

impl std::error::Error for JobError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.api().map(|error| error as _)
    }
}
