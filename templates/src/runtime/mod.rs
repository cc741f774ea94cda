//! What every generated client shares: sending calls, decoding answers, the types that models are made of.

#![allow(dead_code, unused_imports, unused_macros, reason = "which parts are used depends on the document")]

mod answer;
mod attempt;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod client;
mod date;
mod download;
mod environment;
mod error;
mod extra;
pub(crate) mod from_response;
mod job;
mod json;
mod json_path;
mod json_place;
mod middleware;
pub(crate) mod model;
mod newtype;
mod number;
pub(crate) mod open_enum;
mod operation;
mod page;
mod paging;
mod raw_call;
mod redirect;
mod request;
mod response;
mod retry;
mod scalar_enum;
mod secret;
pub(crate) mod text;
mod trace;
mod transport;
pub(crate) mod union;
mod uri;
mod wait;
mod watch;

pub use auth::{Authenticator, Authorization};
#[cfg(feature = "blocking")]
pub use blocking::block_on;
pub use call::{Call, Pending};
pub use client::ClientBuilder;
pub use date::{Date, DateTime};
pub use download::Download;
pub use error::{ApiError, AuthError, DecodeError, Error, InvalidRequest, Problem, TransportError, UnexpectedContent};
pub use extra::Extra;
pub use from_response::FromResponse;
pub use job::{Ended, Job, JobError, Progress};
pub use json::Json;
pub use middleware::{Attempt, Middleware};
pub use number::Number;
pub use open_enum::UnknownValue;
pub use page::{Items, Page, Pages};
pub use raw_call::RawCall;
pub use response::Response;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use uri::Uri;
pub use wait::{ProgressStream, Wait};

pub(crate) use client::Server;
pub(crate) use job::{Ask, Attempts, JobFacts, Rival, Running};
pub(crate) use model::wire;
pub(crate) use newtype::{newtype, wrapper};
pub(crate) use open_enum::open_enum;
pub(crate) use operation::{ErrorBody, Operation};
pub(crate) use paging::{NextPage, Paging, Place};
pub(crate) use scalar_enum::scalar_enum;
pub(crate) use transport::Transport;
pub(crate) use union::union;
