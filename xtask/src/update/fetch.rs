//! Getting the document of an edition: from a file, a URL or a running server.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use spec::Source;

use crate::{Failure, documents, workspace};

/// Where a document comes from.
pub(crate) enum Origin {
    File(String),
    Url(String),
    Server(String),
}

/// A document as it was got.
pub(crate) struct Fetched {
    pub(crate) source: Source,
    /// Where it came from, without what only this machine knows.
    pub(crate) from: String,
    pub(crate) sha256: String,
}

impl Origin {
    /// A file, or a URL where it looks like one.
    pub(crate) fn of(text: String) -> Self {
        if text.starts_with("http://") || text.starts_with("https://") { Self::Url(text) } else { Self::File(text) }
    }

    /// What it is called.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Url(url) | Self::Server(url) => without_credentials(url),
        }
    }

    /// Gets the document, and takes it out of gzip.
    pub(crate) fn fetch(&self) -> Result<Fetched, Failure> {
        let shown = match self {
            Self::File(path) => documents::shown(Path::new(path)),
            _ => self.name(),
        };
        let bytes = match self {
            Self::File(path) => {
                let path = Path::new(path);
                std::fs::read(path).map_err(|error| Failure::io("read", path, &error))?
            }
            Self::Url(url) => download("url", url)?,
            Self::Server(url) => download("server", url)?,
        };
        let bytes = gunzip(bytes, &shown)?;
        if bytes.trim_ascii_start().first() == Some(&b'<') {
            let help = match self {
                Self::Server(_) => "it is probably the address of a page, or something stands before the server",
                _ => "it is probably the address of a page; a server's own address goes behind `--server`",
            };
            return Err(Failure(format!("error: {shown} is HTML, not an OpenAPI document\n  help: {help}")));
        }
        if bytes.trim_ascii().is_empty() {
            return Err(Failure(format!("error: {shown} is empty")));
        }
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let source = Source::decode(shown, bytes)?;
        Ok(Fetched { source, from: self.name(), sha256 })
    }
}

/// Runs the program that fetches documents with the SDK. It is compiled only when it is needed, so that the other commands
/// work while the generated crate does not.
fn download(kind: &str, url: &str) -> Result<Vec<u8>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--locked", "--package", "airbyte", "--example", "fetch_document", "--", kind, url])
        .current_dir(workspace())
        .output()
        .map_err(|error| Failure(format!("error: cannot run cargo: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let is_refused = kind == "server" && ["401", "403"].iter().any(|status| told.contains(status));
    let help = match is_refused {
        true => {
            "\n  help: credentials are those of AIRBYTE_TOKEN, or AIRBYTE_USERNAME and AIRBYTE_PASSWORD, or AIRBYTE_CLIENT_ID \
                 and AIRBYTE_CLIENT_SECRET"
        }
        false => "",
    };
    let url = without_credentials(url);
    Err(Failure(format!("error: cannot get the document from {url}: {}{help}", told.trim())))
}

/// What is compressed, decompressed: a file may be, and servers' answers that say so are already taken out of it.
fn gunzip(bytes: Vec<u8>, shown: &str) -> Result<Vec<u8>, Failure> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    // One byte more than a document may have, so that what is too large is known to be.
    let read = GzDecoder::new(bytes.as_slice()).take(Source::LARGEST as u64 + 1).read_to_end(&mut plain);
    read.map_err(|error| Failure(format!("error: {shown} is compressed, and cannot be decompressed: {error}")))?;
    Ok(plain)
}

/// A URL without the password that may be in it.
fn without_credentials(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let host = rest[..end].rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{}", &rest[end..])
        }
        None => url.to_owned(),
    }
}
