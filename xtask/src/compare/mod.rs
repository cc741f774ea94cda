//! `cargo xtask compare [DOCUMENT...]`: this generator beside others on the same documents, as the page `docs/benchmarks.md`.
//!
//! Nothing that goes wrong with a peer ends the run: it stands in the table.

mod answer;
mod codec;
mod compiling;
mod generating;
mod install;
mod machine;
mod page;
mod patch;
mod peers;
mod plot;
mod table;
mod user;

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use spec::ir::Api;

use crate::journal::Changes;
use crate::process::Cargo;
use crate::tree::{read_if_there, write};
use crate::{Failure, Outcome, documents, workspace};
use generating::Subject;
use machine::Machine;
use page::{Section, Setting};
use patch::Patch;
use peers::{PEERS, Peer, Source};

/// An operation by which a small program shows that a crate can be used.
const OPERATION: &str = "getWorkspace";
/// The document of this project.
const OWN: &str = "spec/config.yaml";
const PAGE: &str = "docs/benchmarks.md";
const PICTURES: &str = "docs/benchmarks";

struct Arguments {
    /// The documents, and how often what is made of them is measured.
    documents: Vec<(PathBuf, usize)>,
    scratch: PathBuf,
}

/// Runs the command with the rest of the command line.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let Arguments { documents, scratch } = parse(arguments)?;
    std::fs::create_dir_all(&scratch).map_err(|error| Failure::io("make the folder", &scratch, &error))?;
    let scratch = scratch.canonicalize().map_err(|error| Failure::io("find", &scratch, &error))?;
    let apis = documents.iter().map(|(path, _)| read(path)).collect::<Result<Vec<Api>, Failure>>()?;
    let tools = install::tools(&scratch);
    let machine = Machine::here();
    let sections: Vec<Section> = documents
        .iter()
        .zip(&apis)
        .map(|((document, runs), api)| section(document, api, &tools, (&scratch, *runs)))
        .collect();
    let setting = Setting { machine, date: crate::today() };
    publish(&sections, &setting)?;
    println!("{PAGE} is written");
    Ok(Outcome::Done)
}

fn parse(mut arguments: lexopt::Parser) -> Result<Arguments, Failure> {
    let mut parsed = Arguments { documents: Vec::new(), scratch: workspace().join("target/compare") };
    let mut runs = 5;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("scratch") => parsed.scratch = arguments.value()?.into(),
            Long("runs") => runs = arguments.value()?.parse()?,
            Value(path) => parsed.documents.push((path.into(), runs)),
            other => return Err(other.unexpected().into()),
        }
        if runs == 0 {
            return Err(Failure::usage("`--runs` is at least 1"));
        }
    }
    if parsed.documents.is_empty() {
        parsed.documents.push((workspace().join(OWN), runs));
    }
    Ok(parsed)
}

/// Where the crates of one document are made and compiled.
struct Place {
    /// The stem of the document's name.
    name: String,
    document: PathBuf,
    folder: PathBuf,
    cargo: Cargo,
    runs: usize,
    /// Whether the document has the operation that the programs call.
    has_operation: bool,
}

impl Place {
    /// The folder of programs that use no peer's crate.
    fn helpers(&self) -> PathBuf {
        self.folder.join("helpers")
    }

    /// The document for a peer: itself, or a copy with the patches of the peer applied.
    fn document_for(&self, peer: &Peer, patches: &[Patch]) -> Result<PathBuf, String> {
        if !patches.iter().any(|patch| matches!(patch.change, patch::Change::Document(_))) {
            return Ok(self.document.clone());
        }
        let source = documents::source(&self.document).map_err(|failure| failure.to_string())?;
        let tree = source.and_then(|source| spec::tree(&source, None));
        let mut tree = tree.map_err(|report| report.to_string())?;
        patch::document(&mut tree, patches);
        let path = self.folder.join("documents").join(format!("{}.yaml", peer.package));
        write(&path, &spec::write(&tree)).map_err(|failure| failure.to_string())?;
        Ok(path)
    }
}

fn read(path: &Path) -> Result<Api, Failure> {
    let name = documents::stem(path).unwrap_or_default();
    Ok(spec::read(&name, documents::source(path)??, None)?.api)
}

/// Everything about one document. Crates that exist already are compared beside the project's own.
fn section(path: &Path, api: &Api, tools: &[Result<PathBuf, String>], (scratch, runs): (&Path, usize)) -> Section {
    let name = documents::stem(path).unwrap_or_default();
    let before = machine::load();
    let place = Place {
        document: path.canonicalize().unwrap_or_else(|_| path.to_path_buf()),
        folder: scratch.join("documents").join(&name),
        cargo: Cargo { target: scratch.join("target") },
        runs,
        has_operation: api.operations.iter().any(|operation| operation.id == OPERATION),
        name,
    };
    let schema = answer::schema(api);
    let is_own = workspace().join(OWN).canonicalize().is_ok_and(|own| own == place.document);
    let peers = PEERS.iter().zip(tools);
    let subjects: Vec<Subject> = peers
        .filter(|(peer, _)| !matches!(peer.source, Source::Crate { .. }) || is_own)
        .map(|(peer, tool)| Subject::prepare(peer, tool, &place))
        .collect();
    let mut tables = vec![generating::table(&subjects, &place), compiling::table(&subjects, &place)];
    if let Some(schema) = schema {
        tables.push(codec::table(&subjects, (schema, api), &place));
    }
    if place.has_operation {
        tables.push(user::table(&subjects, &place));
    }
    let patches =
        subjects.iter().flat_map(|subject| subject.patches.iter().map(|patch| (subject.peer.name, patch.says)));
    Section {
        document: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        operations: api.operations.len(),
        schemas: api.schemas.len(),
        runs,
        load: before.zip(machine::load()),
        patches: patches.collect(),
        tables,
    }
}

/// Measures every subject once, then every one again, as often as is wanted. What fails once is not tried again.
fn in_turns<S, T>(
    runs: usize,
    subjects: &[S],
    measure: impl Fn(&S) -> Result<T, String>,
) -> Vec<Vec<Result<T, String>>> {
    let mut samples: Vec<Vec<Result<T, String>>> = subjects.iter().map(|_| Vec::new()).collect();
    for _ in 0..runs {
        for (subject, samples) in subjects.iter().zip(&mut samples) {
            if samples.last().is_none_or(Result::is_ok) {
                samples.push(measure(subject));
            }
        }
    }
    samples
}

/// Writes the page and its pictures, and removes pictures that it has no more.
fn publish(sections: &[Section], setting: &Setting) -> Result<(), Failure> {
    let old = read_if_there(&workspace().join(PAGE))?.unwrap_or_default();
    let page = page::render(&String::from_utf8_lossy(&old), sections, setting);
    let mut changes = Changes::default();
    for section in sections {
        for table in &section.tables {
            let name = page::picture(section, table);
            changes.write(format!("{PICTURES}/{name}"), plot::svg(table, &section.document));
        }
    }
    let there = std::fs::read_dir(workspace().join(PICTURES)).into_iter().flatten().flatten();
    for name in there.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        if !page.contains(&format!("(benchmarks/{name})")) {
            changes.remove(format!("{PICTURES}/{name}"));
        }
    }
    changes.write(PAGE, page);
    changes.apply(&workspace())
}
