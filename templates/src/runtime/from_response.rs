//! From an answer of the server to what a call returns.

use std::collections::BTreeMap;
use std::future::Future;

use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::error::{DecodeError, Error, TransportError, UnexpectedContent};
use super::{Date, DateTime, Download, Json, Secret, Uri};

/// What a call can return: any model, `()` where the operation answers nothing, a [`Download`] where it answers bytes.
pub trait FromResponse: Sized + Send + 'static {
    /// Takes the answer of the operation with this id; its status is one of success.
    #[doc(hidden)]
    fn from_response(
        response: reqwest::Response,
        operation: &'static str,
        alternative: Option<&Url>,
    ) -> impl Future<Output = Result<Self, Error>> + Send;
}

/// Marks the types that JSON answers are made of.
pub trait FromJson: DeserializeOwned + Send + 'static {}

impl<T: FromJson> FromResponse for T {
    async fn from_response(
        response: reqwest::Response,
        operation: &'static str,
        alternative: Option<&Url>,
    ) -> Result<Self, Error> {
        if let Some(error) = UnexpectedContent::check(operation, &response, alternative) {
            return Err(error.into());
        }
        let body = response.bytes().await.map_err(|error| TransportError::new(operation, error))?;
        serde_json::from_slice(&body).map_err(|error| DecodeError::new(operation, error, &body).into())
    }
}

impl FromResponse for () {
    async fn from_response(response: reqwest::Response, operation: &'static str, _: Option<&Url>) -> Result<(), Error> {
        // Read to the end, so that the connection can be used again.
        response.bytes().await.map_err(|error| TransportError::new(operation, error))?;
        Ok(())
    }
}

impl FromResponse for Download {
    async fn from_response(
        response: reqwest::Response,
        operation: &'static str,
        _: Option<&Url>,
    ) -> Result<Self, Error> {
        Ok(Self::new(response, operation))
    }
}

impl FromJson for Json {}
impl FromJson for Uri {}
impl FromJson for Date {}
impl FromJson for DateTime {}
impl FromJson for Uuid {}
impl FromJson for String {}
impl FromJson for bool {}
impl FromJson for i32 {}
impl FromJson for i64 {}
impl FromJson for f64 {}
impl<T: FromJson> FromJson for Option<T> {}
impl<T: FromJson> FromJson for Vec<T> {}
impl<T: FromJson> FromJson for Secret<T> {}
impl<T: FromJson> FromJson for BTreeMap<String, T> {}

/// Whether the answer says that it is of another kind than JSON. An answer that says nothing is taken for JSON.
pub(crate) fn is_other_than_json(response: &reqwest::Response) -> bool {
    let Some(content_type) = response.headers().get(CONTENT_TYPE) else { return false };
    let essence = content_type.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let essence = essence.to_ascii_lowercase();
    !(essence.ends_with(b"/json") || essence.ends_with(b"+json"))
}
