//! The SDK source that people write.
//!
//! [`runtime`] is copied verbatim into every generated crate, and compiled and tested here. It knows no API: what an
//! operation or a model is called, takes and answers is generated around it.

pub mod runtime;

#[cfg(test)]
mod tests;
