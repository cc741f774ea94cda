//! How long the crates take to compile, each alone and with a program.

use super::generating::Subject;
use super::table::{Cell, Table, Unit};
use super::topic::Topic;
use super::{Place, user};

/// What Cargo is asked, by what the columns call it.
pub(super) const MODES: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("debug build", &["build"]), ("release build", &["build", "--release"])];

/// What else is measured of a program that uses the crate.
type Measure = fn(&Subject, &Place) -> Result<f64, String>;
const PROGRAM: [(&str, Measure); 2] =
    [("program", user::rebuild), ("release, with the program", user::build_with_crate)];

/// The time of each mode, and those of a program which uses the crate.
pub(super) fn table(subjects: &[Subject], place: &Place) -> Table {
    let measure = |name: &str, measure: &dyn Fn(&Subject) -> Result<f64, String>| -> Vec<Cell> {
        println!("{}: {name}", place.name);
        super::in_turns(place.runs, subjects, measure).into_iter().map(Cell::of).collect()
    };
    let modes = MODES.iter().map(|(name, mode)| (*name, measure(name, &|subject| alone(subject, mode, &[], place))));
    let program = PROGRAM.iter().filter(|_| place.has_operation);
    let program = program.map(|(name, time)| (*name, measure(name, &|subject| time(subject, place))));
    let (names, columns): (Vec<&str>, Vec<Vec<Cell>>) = modes.chain(program).unzip();
    let rows = subjects
        .iter()
        .enumerate()
        .map(|(index, subject)| subject.row(columns.iter().map(|column| column[index].clone()).collect()));
    let program = "`program` is a debug build of a small program that uses the crate, after the program was touched. The last \
                   column builds the crate and that program: rustc leaves asynchronous and generic functions for the program \
                   that calls them, so the crate alone hides what they take.";
    Table {
        topic: Topic::Compiling,
        about: format!(
            "The crate alone, after all that it depends on, without incremental compilation. {}",
            if place.has_operation { program } else { "" }
        ),
        unit: Unit::Seconds,
        columns: names,
        more: Vec::new(),
        rows: rows.collect(),
    }
}

/// The seconds that the crate takes where everything else is there, with what else Cargo is told.
pub(super) fn alone(subject: &Subject, mode: &[&str], more: &[&str], place: &Place) -> Result<f64, String> {
    subject.compiles.clone()?;
    let package = subject.peer.package;
    let arguments = [mode, &subject.selected(), more].concat();
    let clean = || clean(subject, &[package], &mode[1..], place);
    only(&[package], clean, || place.cargo.build(&subject.folder, &arguments))
}

/// Has Cargo forget some packages in one profile.
pub(super) fn clean(subject: &Subject, packages: &[&str], profile: &[&str], place: &Place) -> Result<(), String> {
    let mut clean = place.cargo.command(&subject.folder);
    clean.args(["clean", "--quiet"]).args(profile);
    for package in packages {
        clean.args(["--package", package]);
    }
    crate::process::run(&mut clean).map(|_| ())
}

/// The seconds of a build that compiled these targets and nothing else. The first compiles what is missing too.
pub(super) fn only(
    targets: &[&str],
    clear: impl Fn() -> Result<(), String>,
    build: impl Fn() -> Result<crate::process::Built, String>,
) -> Result<f64, String> {
    for _ in 0..3 {
        clear()?;
        let built = build()?;
        if built.compiled == targets {
            return Ok(built.took.as_secs_f64());
        }
    }
    Err(format!("{} is never compiled alone", targets.join(" with ")))
}
