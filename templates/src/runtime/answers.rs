//! Answers that differ by their status.

/// Implements `FromResponse` for an enum from a table of its variants: what comes with each, and for which statuses.
///
/// ```text
/// answers! {
///     CreatePetAnswer {
///         Created(Pet): code(201),
///         Success: range(2),
///         ..Other
///     }
/// }
/// ```
macro_rules! answers {
    ($name:ident { $($variant:ident $(($body:ty))?: $statuses:ident($status:literal),)* ..$other:ident }) => {
        impl $crate::runtime::FromResponse for $name {
            fn is_streamed(status: reqwest::StatusCode) -> bool {
                $(if $crate::runtime::answers::$statuses(status.as_u16(), $status) {
                    return $crate::runtime::answers::answers!(@is_streamed status $($body)?);
                })*
                false
            }

            fn from_answer(answer: $crate::runtime::Answer) -> Result<Self, $crate::runtime::Error> {
                let status = answer.status.as_u16();
                $(if $crate::runtime::answers::$statuses(status, $status) {
                    return Ok(Self::$variant $((<$body as $crate::runtime::FromResponse>::from_answer(answer)?))?);
                })*
                Ok(Self::$other(answer.into_bytes()))
            }
        }
    };
    (@is_streamed $answered:ident) => { false };
    (@is_streamed $answered:ident $body:ty) => { <$body as $crate::runtime::FromResponse>::is_streamed($answered) };
}
pub(crate) use answers;

pub(crate) fn code(status: u16, code: u16) -> bool {
    status == code
}

pub(crate) fn range(status: u16, digit: u16) -> bool {
    status / 100 == digit
}

pub(crate) fn any(_: u16, _: u16) -> bool {
    true
}
