//! Bodies in parts, such as files with names.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use serde::Serialize;
use serde_json::Value;
use tokio::io::AsyncRead;

use super::Upload;
use super::parameter::text;
use super::request::Body;

/// A part of a multipart body: a file, or other bytes.
///
/// Made `From` whatever an [`Upload`] is made of.
pub struct Part {
    content: Upload,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Part {
    /// A part of the bytes that `reader` gives, such as those of a `tokio::fs::File`.
    pub fn reader(reader: impl AsyncRead + Send + Sync + 'static) -> Self {
        Self::from(Upload::reader(reader))
    }

    /// The name of the file that the part is. Many servers take a part for a file only when it has one.
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// The media type of the part, such as `image/png`.
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }
}

/// Implements `From` for what uploads are made of.
macro_rules! from_upload {
    ($($source:ty),*) => {
        $(impl From<$source> for Part {
            fn from(content: $source) -> Self {
                Self { content: content.into(), file_name: None, media_type: None }
            }
        })*
    };
}
from_upload!(Upload, Bytes, Vec<u8>, String, &'static [u8], &'static str, reqwest::Body);

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content", &self.content)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .finish()
    }
}

/// A body in parts that has a type of its own.
pub(crate) trait Parts {
    /// Adds the parts that are set.
    fn write(self, parts: &mut Multipart) -> Result<(), serde_json::Error>;
}

/// Implements [`Parts`] from a table of the fields: whether each is a file or a value, its media type, and its name.
///
/// ```text
/// parts! {
///     UploadForm {
///         image: file("image/png") "image",
///         owner: value("") "owner",
///         ..others
///     }
/// }
/// ```
macro_rules! parts {
    ($name:ident { $($field:ident: $kind:ident($media_type:literal) $wire:literal,)* ..$others:ident }) => {
        impl $crate::runtime::Parts for $name {
            fn write(self, parts: &mut $crate::runtime::Multipart) -> Result<(), serde_json::Error> {
                $(parts.$kind($wire, $media_type, self.$field)?;)*
                self.$others.into_iter().for_each(|(name, part)| parts.add(&name, "", part));
                Ok(())
            }
        }
    };
}
pub(crate) use parts;

/// A multipart body that is being written.
pub(crate) struct Multipart {
    boundary: String,
    media_type: String,
    /// What was written, up to the last part that is read while it is sent.
    done: VecDeque<reqwest::Body>,
    /// What was written since.
    buffer: Vec<u8>,
}

impl Multipart {
    pub(crate) fn new(media_type: &str) -> Self {
        // Nobody can have put the boundary into a part on purpose.
        let random = || RandomState::new().build_hasher().finish();
        let boundary = format!("{:016x}{:016x}", random(), random());
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let media_type = format!("{essence}; boundary={boundary}");
        Self { boundary, media_type, done: VecDeque::new(), buffer: Vec::new() }
    }

    /// Adds files.
    pub(crate) fn file(
        &mut self,
        name: &str,
        media_type: &str,
        files: impl IntoParts,
    ) -> Result<(), serde_json::Error> {
        files.into_parts().into_iter().for_each(|file| self.add(name, media_type, file));
        Ok(())
    }

    /// Adds a value: a scalar as text, an object as JSON, each item of a list as a part of its own.
    pub(crate) fn value(
        &mut self,
        name: &str,
        media_type: &str,
        value: impl Serialize,
    ) -> Result<(), serde_json::Error> {
        match serde_json::to_value(value)? {
            Value::Array(items) => items.iter().for_each(|item| self.add_value(name, media_type, item)),
            value => self.add_value(name, media_type, &value),
        }
        Ok(())
    }

    fn add_value(&mut self, name: &str, media_type: &str, value: &Value) {
        if value.is_null() {
            return;
        }
        let part = Part::from(text(value));
        let json = value.is_object() || value.is_array();
        let media_type = if media_type.is_empty() && json { "application/json" } else { media_type };
        self.add(name, media_type, part);
    }

    /// Adds a part; what it says of itself goes before the `media_type` that the document wants.
    pub(crate) fn add(&mut self, name: &str, media_type: &str, part: Part) {
        let mut head = format!("--{}\r\ncontent-disposition: form-data; name=\"{}\"", self.boundary, quoted(name));
        if let Some(file_name) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        let media_type = part.media_type.as_deref().unwrap_or(media_type);
        if !media_type.is_empty() {
            let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
            head.push_str(&format!("\r\ncontent-type: {media_type}"));
        }
        self.buffer.extend_from_slice(head.as_bytes());
        self.buffer.extend_from_slice(b"\r\n\r\n");
        match part.content.into_parts() {
            Ok(bytes) => self.buffer.extend_from_slice(&bytes),
            Err(stream) => {
                self.done.push_back(std::mem::take(&mut self.buffer).into());
                self.done.push_back(stream);
            }
        }
        self.buffer.extend_from_slice(b"\r\n");
    }

    /// The whole body. It can be sent again when all of it is in memory.
    pub(crate) fn finish(mut self) -> Body {
        self.buffer.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        if self.done.is_empty() {
            return Body::whole(self.media_type, self.buffer);
        }
        self.done.push_back(self.buffer.into());
        Body::stream(self.media_type, reqwest::Body::wrap(Chain(self.done)))
    }
}

/// What the fields of files hold.
pub(crate) trait IntoParts {
    fn into_parts(self) -> Vec<Part>;
}

impl IntoParts for Part {
    fn into_parts(self) -> Vec<Part> {
        vec![self]
    }
}

impl IntoParts for Vec<Part> {
    fn into_parts(self) -> Vec<Part> {
        self
    }
}

impl<P: IntoParts> IntoParts for Option<P> {
    fn into_parts(self) -> Vec<Part> {
        self.map(P::into_parts).unwrap_or_default()
    }
}

/// A name as it stands between quotes, as browsers write it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Bodies one after the other.
struct Chain(VecDeque<reqwest::Body>);

impl HttpBody for Chain {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(Pin::new(body).poll_frame(cx)) {
                Some(frame) => return Poll::Ready(Some(frame)),
                None => self.0.pop_front(),
            };
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_are_written_as_browsers_do() -> Result<(), serde_json::Error> {
        let mut parts = Multipart::new("multipart/form-data");
        parts.file("image", "image/png", Part::from("PNG").file_name("a\"b\r\n.png"))?;
        parts.file("others", "", Some(vec![Part::from("x").media_type("text/csv")]))?;
        parts.value("owner", "", json!({"name": "n"}))?;
        parts.value("tags", "", json!(["a", 1, null]))?;
        parts.value("nothing", "", Value::Null)?;
        let boundary = parts.boundary.clone();
        let Body::Bytes { media_type, bytes } = parts.finish() else { panic!("it is all in memory") };
        assert_eq!(media_type, format!("multipart/form-data; boundary={boundary}"));
        let expected = "--B\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a%22b%0D%0A.png\"\r\n\
             content-type: image/png\r\n\r\nPNG\r\n\
             --B\r\ncontent-disposition: form-data; name=\"others\"\r\ncontent-type: text/csv\r\n\r\nx\r\n\
             --B\r\ncontent-disposition: form-data; name=\"owner\"\r\ncontent-type: application/json\r\n\r\n\
             {\"name\":\"n\"}\r\n\
             --B\r\ncontent-disposition: form-data; name=\"tags\"\r\n\r\na\r\n\
             --B\r\ncontent-disposition: form-data; name=\"tags\"\r\n\r\n1\r\n\
             --B--\r\n";
        assert_eq!(String::from_utf8_lossy(&bytes), expected.replace("--B", &format!("--{boundary}")));
        Ok(())
    }

    #[test]
    fn what_is_read_cannot_be_sent_again() {
        let mut parts = Multipart::new("multipart/form-data");
        parts.add("file", "", Part::reader(tokio::io::empty()));
        assert!(!parts.finish().is_replayable());
    }
}
