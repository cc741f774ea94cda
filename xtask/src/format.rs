//! `cargo xtask format`: the documents in the form in which they are kept.

use lexopt::prelude::*;

use crate::journal::Changes;
use crate::{Failure, Outcome, documents, workspace};

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
    let mut changes = Changes::default();
    for path in documents::in_workspace()? {
        let source = documents::source(&path)??;
        let text = spec::kept_form(&source)?;
        if text == source.text() {
            continue;
        }
        differ = true;
        if check {
            eprintln!("{} is not in the form in which documents are kept; run `cargo xtask format`", source.name());
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        changes.write(format!("spec/{name}"), text);
        println!("{}: written anew", source.name());
    }
    if differ && !check {
        changes.apply(&workspace())?;
    }
    Ok(if check && differ { Outcome::No } else { Outcome::Done })
}
