//! `cargo xtask counts`: what the crate costs the compiler and the processor, as counts that need no quiet machine.
//!
//! They stand in `xtask/counts.json`. One that grew by more than a margin is a failure, like those of
//! `generated/tests/counts.rs`, which need no build of their own.

mod figures;
mod instructions;
mod lines;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use figures::Figures;
use lexopt::prelude::*;

use crate::documents::shown;
use crate::process::{self, Cargo};
use crate::{Failure, Outcome, tree, workspace};

/// What was counted, by what it is; nothing where this machine cannot count it.
type Counts = BTreeMap<String, Option<u64>>;

/// Runs the command with the rest of the command line.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    let mut update = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("update") => update = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let path = workspace().join("xtask/counts.json");
    let known = match Figures::read(&path)? {
        Some(known) => known,
        None if update => Figures::default(),
        None => {
            let help = "`cargo xtask counts --update` writes the counts down as they are";
            return Err(Failure(format!("error: there is no {}\n  help: {help}", shown(&path))));
        }
    };
    let rustc = rustc()?;
    let counts = count(&Builder::new()?)?;
    print!("{}", figures::table(&known, &counts));
    if update {
        let kept = if counts.values().all(Option::is_some) { "" } else { "; the instructions stay as they were" };
        tree::write(&path, &known.renewed(&counts, rustc).to_json())?;
        println!("{} is written{kept}", shown(&path));
        return Ok(Outcome::Done);
    }
    let verdict = known.compare(&counts, &rustc);
    verdict.hints.iter().for_each(|hint| println!("{hint}"));
    verdict.failures.iter().for_each(|failure| eprintln!("{failure}"));
    Ok(if verdict.failures.is_empty() { Outcome::Done } else { Outcome::No })
}

fn count(builder: &Builder) -> Result<Counts, Failure> {
    let mut counts = Counts::new();
    lines::count(builder, &mut counts)?;
    instructions::count(builder, &mut counts)?;
    Ok(counts)
}

/// Builds what is counted, and has a place for what is written meanwhile.
struct Builder {
    cargo: Cargo,
    folder: PathBuf,
}

impl Builder {
    /// The folder of what is counted, seen from that of the workspace, where the compiler runs.
    const FOLDER: &str = "target/counts";

    fn new() -> Result<Self, Failure> {
        let folder = workspace().join(Self::FOLDER);
        std::fs::create_dir_all(&folder).map_err(|error| Failure::io("make the folder", &folder, &error))?;
        Ok(Self { cargo: Cargo { target: workspace().join("target"), is_heard: true }, folder })
    }

    /// Builds something; the path of the program, where it is one.
    fn build(&self, arguments: &[&str]) -> Result<Option<PathBuf>, Failure> {
        self.cargo.build(&workspace(), arguments).map(|built| built.program).map_err(failed)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The compiler that counts depend on, and what it compiles for.
fn rustc() -> Result<String, Failure> {
    let ran = process::run(Command::new("rustc").arg("-vV").current_dir(workspace())).map_err(failed)?;
    let version = ran.stdout.lines().next().unwrap_or_default();
    let host = ran.stdout.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(format!("{version} for {host}"))
}

fn failed(why: String) -> Failure {
    Failure(format!("error: {why}"))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
}
