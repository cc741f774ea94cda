//! The programs that use a crate: one that makes a call, and one that decodes and encodes.

use std::path::{Path, PathBuf};

use super::generating::Subject;
use super::peers::Source;
use super::table::{Cell, Table, Unit};
use super::topic::Topic;
use super::{Place, compiling};
use crate::tree::write;

/// A package with nothing but what the programs depend on. Compiled together with the crate, it gives the crate the features
/// of its dependencies that it has in the programs, so that these need no second one.
pub(super) const COMMON: &str = "common";
const PROGRAM: &str = "program";
const DEPENDENCIES: &str = "serde = \"1\"\nserde_json = \"1\"\nuuid = \"1\"\n\
     tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// Writes the workspace around the crate, and the programs in it.
pub(super) fn write_workspace(subject: &Subject) -> Result<(), String> {
    let peer = subject.peer;
    let generated = match peer.source {
        Source::Crate { .. } => String::new(),
        _ => format!(", \"{}\"", peer.package),
    };
    let members = format!("members = [\"{COMMON}\", \"{PROGRAM}\", \"codec\"{generated}]");
    let root = format!("[workspace]\nresolver = \"3\"\n{members}\n");
    let depends = format!("{DEPENDENCIES}sdk = {}\n", dependency(subject, ""));
    let model = format!("pub(crate) use {}::{} as Model;\n", peer.models, super::answer::SCHEMA);
    save(&subject.folder.join("Cargo.toml"), &root)?;
    package(&subject.folder, COMMON, "lib.rs", "", DEPENDENCIES)?;
    package(&subject.folder, PROGRAM, "main.rs", peer.program, &depends)?;
    super::codec::write_program(&subject.folder, &depends, &model)
}

/// How a program depends on the crate.
fn dependency(subject: &Subject, more: &str) -> String {
    let package = subject.peer.package;
    let place = match subject.peer.source {
        Source::Crate { version, .. } => format!("version = \"={version}\""),
        _ => format!("path = \"../{package}\""),
    };
    format!("{{ package = \"{package}\", {place}{more} }}")
}

/// Writes a package with one file.
pub(super) fn package(folder: &Path, name: &str, file: &str, text: &str, dependencies: &str) -> Result<(), String> {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[features]\nencode = []\n\n[dependencies]\n{dependencies}"
    );
    save(&folder.join(name).join("Cargo.toml"), &manifest)?;
    save(&folder.join(name).join("src").join(file), text)
}

pub(super) fn save(path: &Path, text: &str) -> Result<(), String> {
    write(path, text).map_err(|failure| failure.to_string())
}

/// The seconds of a debug build of the program, after it was touched.
pub(super) fn rebuild(subject: &Subject, place: &Place) -> Result<f64, String> {
    subject.compiles.clone()?;
    let touch = || save(&subject.folder.join(PROGRAM).join("src/main.rs"), subject.peer.program);
    compiling::only(&[PROGRAM], touch, || place.cargo.build(&subject.folder, &["build", "--package", PROGRAM]))
}

/// The seconds of a release build of the crate and the program, where what they depend on is there.
pub(super) fn build_with_crate(subject: &Subject, place: &Place) -> Result<f64, String> {
    subject.compiles.clone()?;
    let targets = [subject.peer.package, PROGRAM];
    let clean = || compiling::clean(subject, &targets, &["--release"], place);
    let build = ["build", "--release", "--package", PROGRAM];
    compiling::only(&targets, clean, || place.cargo.build(&subject.folder, &build))
}

/// How large the program is, with the crate as it comes, and with one library for TLS and no other choices.
pub(super) fn table(subjects: &[Subject], place: &Place) -> Table {
    println!("{}: the sizes of programs", place.name);
    let rows = subjects
        .iter()
        .map(|subject| subject.row(vec![Cell::of(vec![size(subject, "", place)]), with_rustls(subject, place)]));
    Table {
        topic: Topic::Size,
        about: "The stripped release binary of a program that gets a workspace and prints its name: with the crate's default \
                features, and, where the crate lets one choose, with rustls and no other feature. By default, TLS is rustls in \
                ours and ploidy's, which makes it a part of the binary, and the system's library in oas3-gen's, \
                openapi-generator's and airbyte_client; progenitor's has none."
            .to_owned(),
        unit: Unit::Megabytes,
        columns: vec!["as it comes", "rustls alone"],
        more: Vec::new(),
        rows: rows.collect(),
    }
}

fn with_rustls(subject: &Subject, place: &Place) -> Cell {
    let Some(features) = subject.peer.rustls else { return Cell::Absent };
    let more = format!(", default-features = false, features = {features:?}");
    Cell::of(vec![size(subject, &more, place)])
}

fn size(subject: &Subject, more: &str, place: &Place) -> Result<f64, String> {
    subject.compiles.clone()?;
    let depends = format!("{DEPENDENCIES}sdk = {}\n", dependency(subject, more));
    package(&subject.folder, PROGRAM, "main.rs", subject.peer.program, &depends)?;
    let strip = ["rustc", "--release", "--package", PROGRAM, "--", "-C", "strip=symbols"];
    let program: Option<PathBuf> = place.cargo.build(&subject.folder, &strip)?.program;
    let program = program.ok_or("cargo built no program")?;
    let size = program.metadata().map_err(|error| format!("the program cannot be found: {error}"))?.len();
    Ok(size as f64 / 1e6)
}
