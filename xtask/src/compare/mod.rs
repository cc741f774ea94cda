//! `cargo xtask compare [DOCUMENT...]`: this generator beside others on the same documents, as the page `docs/benchmarks.md`.
//!
//! Nothing that goes wrong with a peer ends the run: it stands in the table.

mod answer;
mod arguments;
mod codec;
mod compiling;
mod features;
mod generating;
mod install;
mod machine;
mod multiply;
mod page;
mod patch;
mod peers;
mod plot;
mod table;
mod topic;
mod user;

use std::path::{Path, PathBuf};

use spec::ir::Api;

use crate::journal::Changes;
use crate::process::Cargo;
use crate::tree::{read_if_there, write};
use crate::{Failure, Outcome, documents, workspace};
use arguments::{Arguments, Wanted};
use generating::Subject;
use machine::Machine;
use page::{Section, Setting};
use patch::Patch;
use peers::{PEERS, Peer, Source};
use table::Table;
use topic::Topic;

/// An operation by which a small program shows that a crate can be used.
const OPERATION: &str = "getWorkspace";
/// The document of this project.
const OWN: &str = "spec/config.yaml";
const PAGE: &str = "docs/benchmarks.md";
const PICTURES: &str = "docs/benchmarks";

/// Runs the command with the rest of the command line.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let Arguments { documents, scratch } = arguments::parse(arguments)?;
    std::fs::create_dir_all(&scratch).map_err(|error| Failure::io("make the folder", &scratch, &error))?;
    let scratch = scratch.canonicalize().map_err(|error| Failure::io("find", &scratch, &error))?;
    let read = documents.into_iter().map(|wanted| Document::read(wanted, &scratch));
    let read = read.collect::<Result<Vec<Document>, Failure>>()?;
    let tools = install::tools(&scratch);
    let machine = Machine::here();
    let sections: Vec<Section> = read.iter().map(|document| section(document, &tools, &scratch)).collect();
    let setting = Setting { machine, date: crate::today() };
    publish(&sections, &setting)?;
    println!("{PAGE} is written");
    Ok(Outcome::Done)
}

/// A document that was read.
struct Document {
    wanted: Wanted,
    /// Its file, which is not that of the command line where it is to be taken several times.
    path: PathBuf,
    api: Api,
}

impl Document {
    fn read(wanted: Wanted, scratch: &Path) -> Result<Self, Failure> {
        let path = match wanted.times {
            1 => wanted.document.clone(),
            times => multiply::write(&wanted.document, times, &scratch.join("large"))?,
        };
        let name = documents::stem(&path).unwrap_or_default();
        let api = spec::read(&name, documents::source(&path)??, None)?.api;
        Ok(Self { wanted, path, api })
    }

    /// How it was made, and what is not told of it.
    fn remarks(&self) -> Vec<String> {
        let Wanted { document, times, .. } = &self.wanted;
        let original = document.file_name().unwrap_or_default().to_string_lossy();
        let made = format!(
            "It is {original} {times} times over, each time with paths, components and ids of operations of its own."
        );
        let left_out = "The crates were not compiled, so patches are those without which nothing is made.";
        let remarks = [(*times > 1).then_some(made), (!self.wanted.compiles()).then(|| left_out.to_owned())];
        remarks.into_iter().flatten().collect()
    }
}

/// Where the crates of one document are made and compiled.
struct Place {
    /// The stem of the document's name.
    name: String,
    document: PathBuf,
    folder: PathBuf,
    cargo: Cargo,
    runs: usize,
    /// Whether crates have to compile for what is measured.
    compiles: bool,
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

/// Everything about one document.
fn section(document: &Document, tools: &[Result<PathBuf, String>], scratch: &Path) -> Section {
    let Document { wanted, path, api } = document;
    let name = documents::stem(path).unwrap_or_default();
    let before = machine::load();
    let place = Place {
        document: path.canonicalize().unwrap_or_else(|_| path.clone()),
        folder: scratch.join("documents").join(&name),
        cargo: Cargo { target: scratch.join("target"), is_heard: false },
        runs: wanted.runs,
        compiles: wanted.compiles(),
        has_operation: api.operations.iter().any(|operation| operation.id == OPERATION),
        name,
    };
    let subjects = subjects(tools, wanted, &place);
    let tables = tables(&subjects, document, &place);
    let patches =
        subjects.iter().flat_map(|subject| subject.patches.iter().map(|patch| (subject.peer.name, patch.says)));
    Section {
        document: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        operations: api.operations.len(),
        schemas: api.schemas.len(),
        runs: wanted.runs,
        load: before.zip(machine::load()),
        remarks: document.remarks(),
        patches: patches.collect(),
        tables,
    }
}

/// The peers with their crates of the document. Crates that exist already are compared beside the project's own, and where
/// nothing is asked but of this project, there are no others.
fn subjects(tools: &[Result<PathBuf, String>], wanted: &Wanted, place: &Place) -> Vec<Subject> {
    let is_own = workspace().join(OWN).canonicalize().is_ok_and(|own| own == place.document);
    let alone = wanted.topics.iter().all(|topic| *topic == Topic::Features);
    let peers = PEERS.iter().zip(tools).filter(|(peer, _)| match peer.source {
        Source::Own => true,
        Source::Crate { .. } => is_own && !alone,
        _ => !alone,
    });
    peers.map(|(peer, tool)| Subject::prepare(peer, tool, place)).collect()
}

/// The tables that are wanted, and that the document has something for.
fn tables(subjects: &[Subject], Document { wanted, api, .. }: &Document, place: &Place) -> Vec<Table> {
    let ours = subjects.iter().find(|subject| matches!(subject.peer.source, Source::Own));
    let topics = Topic::ALL.into_iter().filter(|topic| wanted.topics.contains(topic));
    let tables = topics.filter_map(|topic| match topic {
        Topic::Generating => Some(generating::table(subjects, place)),
        Topic::Compiling => Some(compiling::table(subjects, place)),
        Topic::Features => features::table(ours?, api, place),
        Topic::Codec => Some(codec::table(subjects, (answer::schema(api)?, api), place)),
        Topic::Size => place.has_operation.then(|| user::table(subjects, place)),
    });
    tables.collect()
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
