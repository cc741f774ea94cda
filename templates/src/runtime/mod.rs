//! What every generated client shares: sending calls, decoding answers, the types that models are made of.

#![allow(dead_code, unused_imports, unused_macros, reason = "which parts are used depends on the document")]

mod auth;
mod base_url;
mod call;
mod client;
mod date;
mod download;
mod error;
mod extra;
pub(crate) mod from_response;
mod json;
mod json_path;
pub(crate) mod model;
mod newtype;
pub(crate) mod open_enum;
mod operation;
mod response;
mod secret;
pub(crate) mod text;
mod uri;

pub use call::Call;
pub use client::ClientBuilder;
pub use date::{Date, DateTime};
pub use download::Download;
pub use error::{ApiError, DecodeError, Error, InvalidRequest, TransportError, UnexpectedContent};
pub use extra::Extra;
pub use from_response::FromResponse;
pub use json::Json;
pub use open_enum::UnknownValue;
pub use response::Response;
pub use secret::Secret;
pub use uri::Uri;

pub(crate) use client::Transport;
pub(crate) use model::wire;
pub(crate) use newtype::newtype;
pub(crate) use open_enum::open_enum;
pub(crate) use operation::{ErrorBody, Operation};
