//! Work that goes on after an operation has answered.

use serde::{Deserialize, Serialize};

use super::Place;

/// What the answer of an operation tells of a job (`x-job`). Places in the answer are the way to a property, its wire
/// names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// In the answer: the job's id.
    pub id: String,
    /// In the answer: its status.
    pub status: String,
    /// The statuses of jobs that did what they were to do.
    pub succeeded: Vec<String>,
    /// The statuses of jobs that are over and did not. A job with any other status is not over.
    pub unsuccessful: Vec<String>,
    /// The operation that has the same answer for a job's id.
    pub info: Ask,
    /// An operation with a smaller answer, which has id and status at the same places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glance: Option<Ask>,
    /// The operation that cancels a job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel: Option<Ask>,
    /// How far the job is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<Attempts>,
    /// What the operation answers when it cannot start a job because another one is running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rival: Option<Rival>,
}

/// An operation that takes a job's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Its `operationId`.
    pub operation: String,
    /// Where its request has the id.
    pub id: Place,
}

/// Where an answer has the attempts of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempts {
    /// In the answer: the list of attempts, the last one last.
    pub list: String,
    /// In an attempt: the number of records that it moved, at the first of these places that has one.
    pub records: Vec<String>,
    /// In an attempt: the number of bytes, likewise.
    pub bytes: Vec<String>,
}

/// What an operation answers when another job is running in the way of the one that it is to start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    /// What the message of the error says then, in any case of letters.
    pub message: String,
    /// How to find the job that is running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<Running>,
}

/// The operation that tells which job is running, with id and status at the same places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Running {
    /// Its `operationId`.
    pub operation: String,
    /// The properties that its request shares with the one that was to start a job.
    pub shared: Vec<String>,
}
