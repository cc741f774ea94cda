//! From a document to a crate: whether a peer can, with which patches, and how long it takes.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::patch::{self, Patch};
use super::peers::{Peer, Source};
use super::table::{Cell, Row, Table, Unit};
use super::topic::Topic;
use super::{Place, user};
use crate::process::run;

/// A peer and the crate that it makes of a document.
pub(super) struct Subject {
    pub(super) peer: &'static Peer,
    /// A workspace with the crate and the programs that use it.
    pub(super) folder: PathBuf,
    /// The patches that the peer was given.
    pub(super) patches: &'static [Patch],
    /// The document as it is given to the peer.
    document: PathBuf,
    tool: PathBuf,
    /// Why there is no crate, where there is none.
    pub(super) generated: Result<(), String>,
    /// Why the crate does not compile, where that was asked, or is not there.
    pub(super) compiles: Result<(), String>,
}

impl Subject {
    /// Has a peer make its crate, with as few patches as it takes; where crates are to be compiled, until it compiles.
    pub(super) fn prepare(peer: &'static Peer, tool: &Result<PathBuf, String>, place: &Place) -> Self {
        println!("{}: {} makes a crate", place.name, peer.name);
        let mut subject = Self::attempt(peer, tool, place, &[]);
        for count in 1..=peer.patches.len() {
            if subject.compiles.is_ok() {
                break;
            }
            subject = Self::attempt(peer, tool, place, &peer.patches[..count]);
        }
        subject
    }

    fn attempt(peer: &'static Peer, tool: &Result<PathBuf, String>, place: &Place, patches: &'static [Patch]) -> Self {
        let folder = place.folder.join(peer.package);
        let document = place.document_for(peer, patches);
        let mut subject = Self {
            peer,
            folder,
            patches,
            document: document.clone().unwrap_or_default(),
            tool: tool.clone().unwrap_or_default(),
            generated: tool.clone().map(|_| ()).and(document.map(|_| ())),
            compiles: Ok(()),
        };
        subject.generated = subject.generated.clone().and_then(|()| subject.make());
        subject.compiles = match place.compiles {
            true => subject.generated.clone().and_then(|()| subject.check(place)),
            false => subject.generated.clone(),
        };
        subject
    }

    /// The row of the peer.
    pub(super) fn row(&self, cells: Vec<Cell>) -> Row {
        let is_peer = !matches!(self.peer.source, Source::Own);
        Row { name: self.peer.name.to_owned(), is_peer, cells, more: Vec::new() }
    }

    /// Makes the crate, and the workspace around it.
    fn make(&self) -> Result<(), String> {
        user::write_workspace(self)?;
        if matches!(self.peer.source, Source::Crate { .. }) {
            return Ok(());
        }
        let out = self.folder.join(self.peer.package);
        self.generate(&out)?;
        patch::output(&out, self.patches).map_err(|error| format!("its output cannot be patched: {error}"))
    }

    fn check(&self, place: &Place) -> Result<(), String> {
        place.cargo.build(&self.folder, &[vec!["check", "--quiet"], self.selected()].concat()).map(|_| ())
    }

    /// What tells Cargo to compile the crate, with the features that its dependencies have in the programs. Those of a
    /// crate that is no member of the workspace are all members' anyway.
    pub(super) fn selected(&self) -> Vec<&'static str> {
        match self.peer.source {
            Source::Crate { .. } => vec!["--package", self.peer.package],
            _ => vec!["--package", self.peer.package, "--package", user::COMMON],
        }
    }

    /// Generates into an empty folder; returns how many seconds it took.
    fn generate(&self, out: &Path) -> Result<f64, String> {
        if out.exists() {
            std::fs::remove_dir_all(out).map_err(|error| format!("the folder cannot be emptied: {error}"))?;
        }
        std::fs::create_dir_all(out).map_err(|error| format!("the folder cannot be made: {error}"))?;
        let mut command = Command::new(&self.tool);
        command.current_dir(&self.folder).env("NO_COLOR", "1");
        for argument in self.peer.source.arguments() {
            match *argument {
                "{document}" => command.arg(&self.document),
                "{out}" => command.arg(out),
                "{package}" => command.arg(self.peer.package),
                other => command.arg(other),
            };
        }
        run(&mut command).map(|ran| ran.took.as_secs_f64())
    }
}

/// The time that each peer takes, in turns.
pub(super) fn table(subjects: &[Subject], place: &Place) -> Table {
    println!("{}: generating", place.name);
    let makers: Vec<&Subject> =
        subjects.iter().filter(|subject| !matches!(subject.peer.source, Source::Crate { .. })).collect();
    let out = |subject: &Subject| place.folder.join("again").join(subject.peer.package);
    let samples = super::in_turns(place.runs, &makers, |subject| {
        subject.generated.clone()?;
        subject.generate(&out(subject))
    });
    let rows = makers.iter().zip(samples).map(|(subject, samples)| {
        let more = size(&out(subject))
            .map_or(vec![String::new(); 2], |(files, lines)| vec![files.to_string(), lines.to_string()]);
        Row { more, ..subject.row(vec![Cell::of(samples)]) }
    });
    Table {
        topic: Topic::Generating,
        about: "The whole run of the generator, from the document to the files in an empty folder.".to_owned(),
        unit: Unit::Seconds,
        columns: vec!["time"],
        more: vec!["files", "lines of Rust"],
        rows: rows.collect(),
    }
}

/// How many files are in a folder, and how many lines of Rust.
fn size(folder: &Path) -> std::io::Result<(usize, usize)> {
    let files = files(folder)?;
    let rust = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let lines = rust.map(|path| std::fs::read_to_string(path).map(|text| text.lines().count()));
    Ok((files.len(), lines.sum::<std::io::Result<usize>>()?))
}

/// All files below a folder.
pub(super) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    Ok(found)
}
