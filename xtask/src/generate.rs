//! `cargo xtask generate`: from documents to the files of a crate.

use std::path::{Path, PathBuf};
use std::thread;

use generator::{FileSet, Layout, Names, Options};
use lexopt::prelude::*;
use spec::{Document, Source};

use crate::documents::{self, shown, stem};
use crate::tree::{self, Drift};
use crate::{Failure, Outcome, journal, workspace};

/// The package that is made from the documents in `spec/`.
const CRATE: &str = "airbyte";
/// The page that becomes its module `guide`, seen from its folder `src`.
const GUIDE: &str = "../../docs/guide.md";

#[derive(Default)]
struct Arguments {
    check: bool,
    spec: Option<PathBuf>,
    out: Option<PathBuf>,
    name: Option<String>,
    overlay: Option<PathBuf>,
}

/// Runs the command with the rest of the command line.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let arguments = parse(arguments)?;
    if let Some(out) = &arguments.out {
        journal::recover(out)?;
    }
    let (files, out, command) = match (&arguments.spec, &arguments.out) {
        (None, None) if arguments.name.is_none() && arguments.overlay.is_none() => workspace_crate()?,
        (None, None) => return Err(Failure::usage("`--name` and `--overlay` go with `--spec` and `--out`")),
        (Some(spec), Some(out)) => standalone_crate(spec, out, &arguments)?,
        _ => return Err(Failure::usage("`--spec FILE` and `--out DIR` go together")),
    };
    let drift = Drift::between(&files, &out)?;
    if !arguments.check {
        if arguments.out.is_some() && !out.join(Names::PATH).exists() {
            drift.spare_what_is_there(&out)?;
        }
        tree::changes(&files, &drift, &out, "").apply(&out)?;
        println!(
            "{}: {} files, {} of them new or changed, {} removed",
            shown(&out),
            files.len(),
            drift.changed(),
            drift.orphans.len()
        );
        return Ok(Outcome::Done);
    }
    if drift.is_empty() {
        println!("{}: {} files, all as they should be", shown(&out), files.len());
        return Ok(Outcome::Done);
    }
    eprint!("{drift}");
    eprintln!("{} is not what its documents make; run `{command}`", shown(&out));
    Ok(Outcome::No)
}

fn parse(mut arguments: lexopt::Parser) -> Result<Arguments, Failure> {
    let mut parsed = Arguments::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("check") => parsed.check = true,
            Long("spec") => parsed.spec = Some(arguments.value()?.into()),
            Long("out") => parsed.out = Some(arguments.value()?.into()),
            Long("overlay") => parsed.overlay = Some(arguments.value()?.into()),
            Long("name") => parsed.name = Some(arguments.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(parsed)
}

/// The crate in `generated/`, from every document in `spec/`.
fn workspace_crate() -> Result<(FileSet, PathBuf, String), Failure> {
    let out = workspace().join("generated");
    let version = tree::package_version(&out)?.unwrap_or_else(|| "0.1.0".to_owned());
    Ok((workspace_files(None, &version)?, out, "cargo xtask generate".to_owned()))
}

/// The files of that crate; `config` stands in for the text of `spec/config.yaml`.
pub(crate) fn workspace_files(config: Option<&Source>, version: &str) -> Result<FileSet, Failure> {
    let documents = documents::in_workspace()?;
    let read = documents.iter().map(|path| {
        let (name, overlay) = (stem(path).unwrap_or_default(), documents::overlay_of(path));
        match config.filter(|_| name == "config") {
            Some(source) => lower(&name, source.clone(), overlay.as_deref()),
            None => read(path, &name, overlay.as_deref()),
        }
    });
    let read: Result<Vec<Document>, Failure> = read.collect();
    let options = Options {
        crate_name: CRATE.to_owned(),
        version: version.to_owned(),
        layout: Layout::Modules,
        guide: Some(GUIDE.to_owned()),
        names: names(&workspace().join("generated"))?,
    };
    generate(read?, &options)
}

/// A crate of its own, from one document.
fn standalone_crate(document: &Path, out: &Path, arguments: &Arguments) -> Result<(FileSet, PathBuf, String), Failure> {
    let stem = stem(document).unwrap_or_default();
    let name = arguments.name.clone().unwrap_or_else(|| package_name(&stem));
    if name != package_name(&name) {
        return Err(Failure::usage(format!("`{name}` is no package name; try `{}`", package_name(&name))));
    }
    let read = read(document, &stem, arguments.overlay.as_deref())?;
    let version = tree::package_version(out)?.unwrap_or_else(|| "0.1.0".to_owned());
    let options = Options { crate_name: name, version, layout: Layout::Root, guide: None, names: names(out)? };
    Ok((generate(vec![read], &options)?, out.to_owned(), command_again(document, out, arguments)))
}

/// The names that the crate in `out` has published.
fn names(out: &Path) -> Result<Names, Failure> {
    let text = tree::read_if_there(&out.join(Names::PATH))?.unwrap_or_default();
    Ok(Names::parse(&String::from_utf8_lossy(&text)))
}

/// The command line that makes the crate, for those who are told to run it.
fn command_again(document: &Path, out: &Path, arguments: &Arguments) -> String {
    let mut command = format!("cargo xtask generate --spec {} --out {}", document.display(), out.display());
    if let Some(name) = &arguments.name {
        command.push_str(&format!(" --name {name}"));
    }
    if let Some(overlay) = &arguments.overlay {
        command.push_str(&format!(" --overlay {}", overlay.display()));
    }
    command
}

fn read(path: &Path, name: &str, overlay: Option<&Path>) -> Result<Document, Failure> {
    lower(name, documents::source(path)??, overlay)
}

fn lower(name: &str, source: Source, overlay: Option<&Path>) -> Result<Document, Failure> {
    let overlay = overlay.map(documents::source).transpose()?.transpose()?;
    Ok(spec::read(name, source, overlay)?)
}

/// The files of the crate that `documents` make. What is odd about them is told meanwhile: finding its places in the text
/// takes about as long as reading it.
fn generate(documents: Vec<Document>, options: &Options) -> Result<FileSet, Failure> {
    let (apis, warnings): (Vec<_>, Vec<_>) =
        documents.into_iter().map(|document| (document.api, document.warnings)).unzip();
    let tell = || warnings.iter().filter(|found| !found.is_empty()).for_each(|found| eprint!("{found}"));
    let files = thread::scope(|scope| {
        if thread::Builder::new().spawn_scoped(scope, tell).is_err() {
            tell();
        }
        generator::generate(&apis, options)
    });
    files.map_err(|error| Failure(format!("error: {error}\n  help: this is a defect of the generator")))
}

/// A name that Cargo takes for a package, like `text`: `config-0.40` gives `config-0-40`.
fn package_name(text: &str) -> String {
    let replaced =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' });
    let name: String = replaced.collect();
    // Two separators in a row are no word, and rustc says so.
    let words: Vec<&str> = name.split_inclusive(['-', '_']).filter(|word| *word != "-" && *word != "_").collect();
    let name = words.concat();
    let name = name.trim_matches(['-', '_']);
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name.to_owned(),
        Some(_) => format!("api-{name}"),
        None => "api".to_owned(),
    }
}
