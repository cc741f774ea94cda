//! `cargo xtask corpus DIR`: makes a crate of every document in a folder, and compiles each.

mod compile;
mod table;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use generator::{FileSet, Layout, Options};
use lexopt::prelude::*;
use spec::ir::Api;
use spec::{Report, Severity};

use crate::tree::write;
use crate::{Failure, Outcome, documents, workspace};
use table::{Made, Row, Verdict};

/// Runs the command with the rest of the command line.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let mut folder: Option<PathBuf> = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if folder.is_none() => folder = Some(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let folder = folder.ok_or_else(|| Failure::usage("`corpus` needs the folder of the documents"))?;
    let documents = documents(&folder)?;
    if documents.is_empty() {
        return Err(Failure::usage(format!("there is no document in {}", folder.display())));
    }
    let scratch =
        tempfile::tempdir().map_err(|error| Failure::io("make a folder in", &std::env::temp_dir(), &error))?;
    let names = make_workspace(scratch.path(), documents.len())?;
    let width = documents.iter().map(|path| shown(path, &folder).chars().count()).max().unwrap_or_default();
    println!("{}", table::header(width));
    let mut failed = 0;
    for (path, name) in documents.iter().zip(&names) {
        let row = Row { document: shown(path, &folder), verdict: verdict(path, &scratch.path().join(name), name)? };
        print!("{}", row.shown(width));
        failed += usize::from(row.verdict.is_failure());
    }
    println!("{} documents, {failed} of them failed", documents.len());
    Ok(if failed == 0 { Outcome::Done } else { Outcome::No })
}

/// The documents below a folder, in the order of their paths; overlays belong to documents.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| Failure::io("list", &folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| Failure::io("list", &folder, &error))?.path();
            let is_document =
                ["yaml", "yml", "json"].iter().any(|ending| path.extension().is_some_and(|e| e == *ending));
            if path.is_dir() {
                open.push(path);
            } else if is_document && !path.to_string_lossy().contains(".overlay.") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// One workspace for all crates, so that what they depend on is compiled once; returns the names of its members.
fn make_workspace(scratch: &Path, count: usize) -> Result<Vec<String>, Failure> {
    let names: Vec<String> = (1..=count).map(|number| format!("corpus-{number}")).collect();
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"corpus-*\"]\n";
    write(&scratch.join("Cargo.toml"), manifest)?;
    let lock = workspace().join("Cargo.lock");
    let text = std::fs::read_to_string(&lock).map_err(|error| Failure::io("read", &lock, &error))?;
    write(&scratch.join("Cargo.lock"), &text)?;
    Ok(names)
}

/// What becomes of one document.
fn verdict(path: &Path, out: &Path, name: &str) -> Result<Verdict, Failure> {
    let started = Instant::now();
    let api = match read(path)? {
        Ok(api) => api,
        Err(report) => return Ok(Verdict::Refused(first_error(&report))),
    };
    let files = match (generate(&api, name), generate(&api, name)) {
        (Ok(files), Ok(again)) if files == again => files,
        (Ok(_), Ok(_)) => return Ok(Verdict::Failed("two runs made different files".to_owned())),
        (Err(error), _) | (_, Err(error)) => return Ok(Verdict::Failed(error.to_string())),
    };
    let made = Made {
        operations: api.operations.len(),
        schemas: api.schemas.len(),
        files: files.len(),
        lines: files.iter().map(|(_, text)| text.lines().count()).sum(),
        generated_in: started.elapsed() / 2,
        compiled: Duration::ZERO,
        warnings: 0,
    };
    for (path, text) in files.iter() {
        write(&out.join(path), text)?;
    }
    let compiled = compile::compile(out, name)?;
    // What is not there cannot be a member for the next.
    std::fs::remove_dir_all(out).map_err(|error| Failure::io("remove", out, &error))?;
    let made = Made { compiled: compiled.check, warnings: compiled.warnings, ..made };
    Ok(match compiled.trouble {
        Some(trouble) => Verdict::FailedToCompile(made, trouble),
        None => Verdict::Good(made),
    })
}

fn read(path: &Path) -> Result<Result<Api, Report>, Failure> {
    let overlay = match documents::overlay_of(path).as_deref().map(documents::source).transpose()? {
        Some(Ok(overlay)) => Some(overlay),
        Some(Err(report)) => return Ok(Err(report)),
        None => None,
    };
    let name = documents::stem(path).unwrap_or_default();
    Ok(match documents::source(path)? {
        Ok(source) => spec::read(&name, source, overlay).map(|document| document.api),
        Err(report) => Err(report),
    })
}

fn generate(api: &Api, name: &str) -> Result<FileSet, generator::Error> {
    let options = Options {
        crate_name: name.to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Root,
        guide: None,
        names: generator::Names::default(),
    };
    generator::generate(std::slice::from_ref(api), &options)
}

fn first_error(report: &Report) -> String {
    let error = report.located().find(|(found, _)| found.severity == Severity::Error);
    error.map_or_else(String::new, |(found, place)| {
        let file = Path::new(report.source().name()).file_name().unwrap_or_default().to_string_lossy();
        format!("{file}:{}:{}: {} [{}]", place.line, place.column, found.message, found.code)
    })
}
