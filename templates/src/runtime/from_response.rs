//! From an answer of the server to what a call returns.

use std::collections::BTreeMap;

use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::answer::{Answer, AnswerBody};
use super::error::{DecodeError, Error, UnexpectedContent};
use super::{Base64, Date, DateTime, Download, Json, Secret, Uri};

/// What a call can return: any model, `()` where the operation answers nothing, a [`Download`] where it answers bytes.
pub trait FromResponse: Sized + Send + 'static {
    /// Whether the body of an answer with this status is left on the connection, to be read by whoever gets the answer.
    #[doc(hidden)]
    fn is_streamed(status: StatusCode) -> bool {
        let _ = status;
        false
    }

    /// Takes an answer with a status of success.
    #[doc(hidden)]
    fn from_answer(answer: Answer) -> Result<Self, Error>;
}

/// Marks the types that JSON answers are made of.
pub trait FromJson: DeserializeOwned + Send + 'static {
    /// What an answer stands for that is no JSON, where it stands for something.
    #[doc(hidden)]
    fn without_json(answer: &Answer) -> Option<Self> {
        let _ = answer;
        None
    }
}

impl<T: FromJson> FromResponse for T {
    fn from_answer(answer: Answer) -> Result<Self, Error> {
        let is_other = answer.is_other_than_json();
        // Servers say of nothing, too, that it is JSON.
        if (is_other || answer.bytes().is_empty())
            && let Some(value) = T::without_json(&answer)
        {
            return Ok(value);
        }
        if is_other {
            return Err(UnexpectedContent::new(&answer).into());
        }
        serde_json::from_slice(answer.bytes()).map_err(|error| DecodeError::new(&answer, error).into())
    }
}

impl FromResponse for () {
    fn from_answer(_: Answer) -> Result<Self, Error> {
        Ok(())
    }
}

impl FromResponse for Download {
    fn is_streamed(_: StatusCode) -> bool {
        true
    }

    fn from_answer(answer: Answer) -> Result<Self, Error> {
        match answer.body {
            AnswerBody::Streamed(response) => Ok(Self::new(response, answer.operation)),
            AnswerBody::Whole(_) => Err(UnexpectedContent::new(&answer).into()),
        }
    }
}

impl FromJson for Json {}
impl FromJson for Base64 {}
impl FromJson for Uri {}
impl FromJson for Date {}
impl FromJson for DateTime {}
impl FromJson for Uuid {}
impl FromJson for String {
    fn without_json(answer: &Answer) -> Option<Self> {
        answer.text()
    }
}

impl FromJson for bool {}
impl FromJson for i32 {}
impl FromJson for i64 {}
impl FromJson for f64 {}
impl<T: FromJson> FromJson for Option<T> {
    fn without_json(answer: &Answer) -> Option<Self> {
        if answer.bytes().is_empty() { Some(None) } else { T::without_json(answer).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {}
impl<T: FromJson> FromJson for Secret<T> {}
impl<T: FromJson> FromJson for BTreeMap<String, T> {}
