//! How fast the models of a crate are decoded and encoded.

use std::path::{Path, PathBuf};
use std::process::Command;

use spec::ir::{Api, SchemaId};

use super::Place;
use super::answer::{self, SCHEMA, SUPPORT, with_support};
use super::generating::Subject;
use super::table::{Cell, Row, Table, Unit};
use super::topic::Topic;
use super::user::{package, save};
use crate::process::run;

const NAME: &str = "codec";
const TEXT: &str = include_str!("programs/codec.rs");

/// What else is measured with the same program.
struct Other {
    folder: &'static str,
    name: &'static str,
    /// What brings the model, and what that depends on.
    subject: &'static str,
    dependencies: &'static str,
}

/// A struct that says what can be reached, and a tree.
const OTHERS: [Other; 2] = [
    Other {
        folder: "by_hand",
        name: "a struct written by hand",
        subject: "#[path = \"{support}\"]\nmod support;\n\npub(crate) use support::ByHand as Model;\n",
        dependencies: SUPPORT,
    },
    Other {
        folder: "value",
        name: "serde_json::Value",
        subject: "pub(crate) use serde_json::Value as Model;\n",
        dependencies: "serde_json = \"1\"\n",
    },
];

/// Writes the program for a model, `subject` being the text that brings it.
pub(super) fn write_program(folder: &Path, dependencies: &str, subject: &str) -> Result<(), String> {
    package(folder, NAME, "main.rs", TEXT, dependencies)?;
    save(&folder.join(NAME).join("src/subject.rs"), subject)
}

/// The rates of decoding and encoding, in turns.
pub(super) fn table(subjects: &[Subject], (schema, api): (SchemaId, &Api), place: &Place) -> Table {
    println!("{}: decoding and encoding", place.name);
    let answer = answer::write(schema, api, place);
    let peers = subjects.iter().map(|subject| (subject.row(Vec::new()), of_peer(subject, &answer, place)));
    let others = OTHERS.iter().map(|other| (Row::measure(other.name), of_other(other, place)));
    let probes: Vec<(Row, Result<Probe, String>)> = peers.chain(others).collect();
    let samples = super::in_turns(place.runs, &probes, |(_, probe)| {
        let (answer, _) = answer.as_ref().map_err(String::clone)?;
        probe.as_ref().map_err(String::clone).map(|probe| probe.rates(answer))
    });
    let rows = probes.into_iter().zip(samples).map(|((row, _), samples)| Row { cells: cells(samples), ..row });
    let megabytes = answer.as_ref().map_or(0.0, |(_, length)| *length as f64 / 1e6);
    Table {
        topic: Topic::Codec,
        about: format!(
            "A `{SCHEMA}` of {megabytes:.1} MB, with 1,000 streams and their JSON schemas. Each run does it 25 times; decoding \
             includes letting go of the value. \
             The struct written by hand keeps free JSON as text, and no unknown fields."
        ),
        unit: Unit::MegabytesPerSecond,
        columns: vec!["decode", "encode"],
        more: Vec::new(),
        rows: rows.collect(),
    }
}

/// The program for one model, built.
struct Probe {
    program: PathBuf,
    /// The answer, where it is not the one of the others.
    answer: Option<PathBuf>,
    /// Why it cannot encode, where it cannot.
    encodes: Result<(), String>,
}

/// The samples of one run.
struct Rates {
    decode: Result<Vec<f64>, String>,
    encode: Result<Vec<f64>, String>,
}

impl Probe {
    /// With encoding if the model has it, else without.
    fn build(folder: &Path, place: &Place) -> Result<Self, String> {
        let build = ["build", "--release", "--package", NAME];
        let (built, encodes) = match place.cargo.build(folder, &[&build[..], &["--features", "encode"]].concat()) {
            Ok(built) => (built, Ok(())),
            Err(why) => (place.cargo.build(folder, &build)?, Err(why)),
        };
        // The next one that is built has the same name.
        let program = built.program.ok_or("cargo built no program")?;
        let kept = folder.join(NAME).join("built");
        std::fs::copy(program, &kept).map_err(|error| format!("the program cannot be copied: {error}"))?;
        Ok(Self { program: kept, answer: None, encodes })
    }

    fn rates(&self, answer: &Path) -> Rates {
        let ran = run(Command::new(&self.program).arg(self.answer.as_deref().unwrap_or(answer)));
        let samples = |what: &str| {
            let stdout = &ran.as_ref().map_err(String::clone)?.stdout;
            let lines = stdout.lines().filter_map(|line| line.strip_prefix(what)?.trim().parse().ok());
            Ok(lines.collect())
        };
        Rates { decode: samples("decode"), encode: self.encodes.clone().and_then(|()| samples("encode")) }
    }
}

fn of_peer(subject: &Subject, answer: &Result<(PathBuf, usize), String>, place: &Place) -> Result<Probe, String> {
    subject.compiles.clone()?;
    let probe = Probe::build(&subject.folder, place)?;
    let requires = subject.peer.requires;
    if requires.is_empty() {
        return Ok(probe);
    }
    let answer = answer::with_flags(&answer.as_ref().map_err(String::clone)?.0, requires, &subject.folder)?;
    Ok(Probe { answer: Some(answer), ..probe })
}

fn of_other(other: &Other, place: &Place) -> Result<Probe, String> {
    let folder = place.helpers().join(other.folder);
    save(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = [\"{NAME}\"]\n"))?;
    write_program(&folder, other.dependencies, &with_support(other.subject))?;
    Probe::build(&folder, place)
}

/// The median of all samples of all runs, for decoding and encoding.
fn cells(runs: Vec<Result<Rates, String>>) -> Vec<Cell> {
    let of = |pick: fn(&Rates) -> &Result<Vec<f64>, String>| {
        let all = runs.iter().map(|run| run.as_ref().map_err(String::clone).and_then(|rates| pick(rates).clone()));
        match all.collect::<Result<Vec<_>, String>>() {
            Ok(samples) => Cell::of(samples.concat().into_iter().map(Ok).collect()),
            Err(why) => Cell::Failed(why),
        }
    };
    vec![of(|rates| &rates.decode), of(|rates| &rates.encode)]
}
