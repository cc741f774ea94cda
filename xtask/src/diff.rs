//! `cargo xtask diff`: what changed between two documents, as the Rust API sees it.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use spec::diff::Side;

use crate::{Failure, Outcome, documents};

/// How changes are told.
#[derive(Clone, Copy, Default)]
enum Format {
    #[default]
    Text,
    Markdown,
    Json,
}

/// Runs the command with the rest of the command line.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut files, mut format) = (Vec::new(), Format::default());
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(file) if files.len() < 2 => files.push(PathBuf::from(file)),
            Long("format") => format = parse_format(&arguments.value()?.string()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let [old, new] = files.as_slice() else {
        return Err(Failure::usage("`diff` takes two documents: the old one and the new one"));
    };
    // What one overlay says of both documents is no difference; what it says of one alone would be.
    let overlays = documents::overlay_of(old).zip(documents::overlay_of(new)).unzip();
    let diff = spec::diff::diff(&side(old, overlays.0)?, &side(new, overlays.1)?);
    match format {
        Format::Text => print!("{}", diff.text()),
        Format::Markdown => print!("{}", diff.markdown()),
        Format::Json => println!("{:#}", diff.json()),
    }
    Ok(if diff.is_breaking() { Outcome::No } else { Outcome::Done })
}

fn parse_format(name: &str) -> Result<Format, Failure> {
    match name {
        "text" => Ok(Format::Text),
        "markdown" => Ok(Format::Markdown),
        "json" => Ok(Format::Json),
        other => Err(Failure::usage(format!("there is no format `{other}`, only `text`, `markdown` and `json`"))),
    }
}

fn side(path: &Path, overlay: Option<PathBuf>) -> Result<Side, Failure> {
    let overlay = overlay.as_deref().map(documents::source).transpose()?.transpose()?;
    Ok(Side::read(documents::source(path)??, overlay)?)
}
