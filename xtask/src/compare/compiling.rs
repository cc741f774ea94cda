//! How long the crates take to compile, each alone.

use super::generating::Subject;
use super::table::{Cell, Table, Unit};
use super::{Place, user};

/// What Cargo is asked, by what the columns call it.
const MODES: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("debug build", &["build"]), ("release build", &["build", "--release"])];

/// The time of each mode, and that of a program which uses the crate.
pub(super) fn table(subjects: &[Subject], place: &Place) -> Table {
    let mut columns: Vec<Vec<Cell>> = Vec::new();
    for (name, arguments) in MODES {
        println!("{}: {name}", place.name);
        let samples = super::in_turns(place.runs, subjects, |subject| alone(subject, arguments, place));
        columns.push(samples.into_iter().map(Cell::of).collect());
    }
    if place.has_operation {
        println!("{}: a program that uses the crate", place.name);
        let samples = super::in_turns(place.runs, subjects, |subject| user::rebuild(subject, place));
        columns.push(samples.into_iter().map(Cell::of).collect());
    }
    let rows = subjects
        .iter()
        .enumerate()
        .map(|(index, subject)| subject.row(columns.iter().map(|column| column[index].clone()).collect()));
    let program =
        "The last column is a debug build of a small program that uses the crate, after the program was touched.";
    Table {
        topic: ("Compiling", "compiling"),
        about: format!(
            "The crate alone, after all that it depends on, without incremental compilation. {}",
            if place.has_operation { program } else { "" }
        ),
        unit: Unit::Seconds,
        columns: MODES.iter().map(|(name, _)| *name).chain(place.has_operation.then_some("program")).collect(),
        more: Vec::new(),
        rows: rows.collect(),
    }
}

/// The seconds that the crate takes where everything else is there.
fn alone(subject: &Subject, arguments: &[&str], place: &Place) -> Result<f64, String> {
    subject.compiles.clone()?;
    let package = subject.peer.package;
    let clean = || {
        let mut clean = place.cargo.command(&subject.folder);
        clean.args(["clean", "--quiet", "--package", package]).args(&arguments[1..]);
        crate::process::run(&mut clean).map(|_| ())
    };
    let arguments = [arguments, &subject.selected()].concat();
    only(package, clean, || place.cargo.build(&subject.folder, &arguments))
}

/// The seconds of a build that compiled one target and nothing else. The first compiles what is missing too.
pub(super) fn only(
    target: &str,
    clear: impl Fn() -> Result<(), String>,
    build: impl Fn() -> Result<crate::process::Built, String>,
) -> Result<f64, String> {
    for _ in 0..3 {
        clear()?;
        let built = build()?;
        if built.compiled == [target] {
            return Ok(built.took.as_secs_f64());
        }
    }
    Err(format!("{target} is never compiled alone"))
}
