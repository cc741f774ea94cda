//! `cargo xtask format`: the documents in the form in which they are kept.

use std::io::Write;

use lexopt::prelude::*;
use tempfile::NamedTempFile;

use crate::{Failure, Outcome, documents};

/// Runs the command with the rest of the command line.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let mut check = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("check") => check = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let mut differ = false;
    for path in documents::in_workspace()? {
        let read = |report: spec::Report| Failure(report.to_string());
        let source = documents::source(&path)?.map_err(read)?;
        let text = spec::kept_form(&source).map_err(read)?;
        if text == source.text() {
            continue;
        }
        differ = true;
        if check {
            eprintln!("{} is not in the form in which documents are kept; run `cargo xtask format`", source.name());
            continue;
        }
        let folder = path.parent().unwrap_or(&path);
        let mut file = NamedTempFile::new_in(folder).map_err(|error| Failure::io("write in", folder, &error))?;
        file.write_all(text.as_bytes()).map_err(|error| Failure::io("write", &path, &error))?;
        file.persist(&path).map_err(|error| Failure::io("write", &path, &error.error))?;
        println!("{}: written anew", source.name());
    }
    Ok(if check && differ { Outcome::No } else { Outcome::Done })
}
