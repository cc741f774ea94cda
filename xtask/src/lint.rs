//! `cargo xtask lint`: what is wrong or odd in documents.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde::Serialize;
use spec::{Report, Severity};

use crate::{Failure, Outcome, documents};

#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    overlay: Option<PathBuf>,
    json: bool,
}

/// Runs the command with the rest of the command line.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let arguments = parse(arguments)?;
    let reports = match &arguments.file {
        Some(file) => vec![lint(file, arguments.overlay.as_deref())?],
        None => {
            let documents = documents::in_workspace()?;
            let linted = documents.iter().map(|path| lint(path, documents::overlay_of(path).as_deref()));
            linted.collect::<Result<Vec<_>, Failure>>()?
        }
    };
    if arguments.json {
        print_json(&reports)?
    } else {
        reports.iter().for_each(print_text)
    }
    let errors: usize = reports.iter().map(|report| report.count(Severity::Error)).sum();
    Ok(if errors == 0 { Outcome::Done } else { Outcome::No })
}

fn parse(mut arguments: lexopt::Parser) -> Result<Arguments, Failure> {
    let mut parsed = Arguments::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(file) if parsed.file.is_none() => parsed.file = Some(file.into()),
            Long("overlay") => parsed.overlay = Some(arguments.value()?.into()),
            Long("format") => {
                parsed.json = match arguments.value()?.string()?.as_str() {
                    "json" => true,
                    "text" => false,
                    other => {
                        return Err(Failure::usage(format!("there is no format `{other}`, only `text` and `json`")));
                    }
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if parsed.overlay.is_some() && parsed.file.is_none() {
        return Err(Failure::usage("`--overlay` goes with a FILE"));
    }
    Ok(parsed)
}

/// What is wrong or odd in a document; text that is none is as wrong as can be.
fn lint(path: &Path, overlay: Option<&Path>) -> Result<Report, Failure> {
    let overlay = match overlay.map(documents::source).transpose()? {
        Some(Ok(overlay)) => Some(overlay),
        Some(Err(report)) => return Ok(report),
        None => None,
    };
    Ok(match documents::source(path)? {
        Ok(source) => spec::lint(source, overlay),
        Err(report) => report,
    })
}

fn print_text(report: &Report) {
    print!("{report}");
    let count = |severity, one: &str| match report.count(severity) {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let (errors, warnings) = (count(Severity::Error, "error"), count(Severity::Warning, "warning"));
    println!("{}: {errors}, {warnings}", report.source().name());
}

/// A diagnostic as other programs read it.
#[derive(Serialize)]
struct Entry<'r> {
    severity: Severity,
    code: &'r str,
    message: &'r str,
    help: Option<&'r str>,
    file: &'r str,
    line: usize,
    column: usize,
    pointer: String,
}

fn print_json(reports: &[Report]) -> Result<(), Failure> {
    let entries = reports.iter().flat_map(|report| {
        report.located().map(|(found, place)| Entry {
            severity: found.severity,
            code: found.code,
            message: &found.message,
            help: found.help.as_deref(),
            file: report.source().name(),
            line: place.line,
            column: place.column,
            pointer: found.pointer().to_string(),
        })
    });
    let text = serde_json::to_string_pretty(&entries.collect::<Vec<_>>())
        .map_err(|error| Failure(format!("error: cannot write the diagnostics as JSON: {error}")))?;
    println!("{text}");
    Ok(())
}
