//! Whether the verdicts of `spec::diff` are true of the code: each edit of a small document is judged, and a program that
//! uses what it touches is compiled against the crate before it and the crate after it.
//!
//! The crates before and after are modules of one crate: `base`, and one for each edit. Every edit is tried in both
//! directions, forth from the base and back to it, with a program for either.

mod operations;
mod requests;
mod schemas;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use generator::{FileSet, Layout, Names, Options};
use serde_json::Value;
use spec::Source;
use spec::diff::{Side, Verdict, diff};
use spec::ir::Api;

const BASE: &str = include_str!("base.yaml");

/// A change of the base document, and the programs that use what it changes: statements of an `async` function that has a
/// `client`, against the crate before the edit and against the one after it.
struct Edit {
    what: &'static str,
    texts: &'static [(&'static str, &'static str)],
    before: &'static str,
    after: &'static str,
}

impl Edit {
    fn document(&self) -> String {
        self.texts.iter().fold(BASE.to_owned(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{}: `{old}` is in the document once", self.what);
            text.replace(old, new)
        })
    }
}

/// An edit in one direction: a program for `old`, which is compiled against `new`.
struct Pair {
    what: String,
    old: String,
    new: String,
    program: &'static str,
    /// What is told of the two documents.
    told: String,
    breaks: bool,
}

#[test]
fn programs_compile_or_not_as_it_is_told() {
    let edits: Vec<&Edit> = schemas::EDITS.iter().chain(&operations::EDITS).chain(&requests::EDITS).collect();
    let pairs: Vec<Pair> = edits.iter().enumerate().flat_map(|(index, edit)| directions(index, edit)).collect();
    let folder = tempfile::tempdir().expect("a folder for the crates");
    write_crate(folder.path(), &edits);
    let all: Vec<usize> = (0..pairs.len()).collect();
    let before = failures(folder.path(), &pairs, &all, |pair| &pair.old);
    assert!(before.is_empty(), "these programs are not for the crate before the edit: {before:#?}");
    // What stops the compiler early hides what it would find later in other programs, so those are compiled again alone.
    let mut broken = BTreeSet::new();
    let mut left = all;
    loop {
        let found = failures(folder.path(), &pairs, &left, |pair| &pair.new);
        left.retain(|index| !found.iter().any(|(other, _)| other == index));
        if found.is_empty() {
            break;
        }
        broken.extend(found.into_iter().map(|(index, _)| index));
    }
    let wrong: Vec<String> = pairs
        .iter()
        .enumerate()
        .filter(|(index, pair)| pair.breaks != broken.contains(index))
        .map(|(index, pair)| format!("{}: compiles: {}\n{}", pair.what, !broken.contains(&index), pair.told))
        .collect();
    assert!(wrong.is_empty(), "{} of {} verdicts are not true:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
    assert!(broken.len() >= 80 && left.len() >= 80, "{} programs break and {} do not", broken.len(), left.len());
}

fn directions(index: usize, edit: &Edit) -> [Pair; 2] {
    let pair = |what: &str, old: (&str, &str), new: (&str, &str), program| {
        let side =
            |text: &str| Side::read(Source::new("things.yaml", text), None).unwrap_or_else(|report| panic!("{report}"));
        let diff = diff(&side(old.1), &side(new.1));
        assert!(!diff.changes.is_empty(), "{}: nothing is told", edit.what);
        Pair {
            what: format!("{} ({what})", edit.what),
            old: old.0.to_owned(),
            new: new.0.to_owned(),
            program,
            told: diff.text(),
            breaks: diff.changes.iter().any(|change| change.verdict == Verdict::BreaksAtCompileTime),
        }
    };
    let (name, document) = (module(index), edit.document());
    let (base, edited) = (("base", BASE), (name.as_str(), document.as_str()));
    [pair("forth", base, edited, edit.before), pair("back", edited, base, edit.after)]
}

fn module(index: usize) -> String {
    format!("edit{index}")
}

/// Writes the crate `things`, with a module for the base and one for each edit, and a package beside it for the programs.
fn write_crate(folder: &Path, edits: &[&Edit]) {
    let base = generate(&[read("base", BASE)], Names::default());
    // Crates after an edit keep the names that were published before it.
    let published = base.get(Names::PATH).expect("the crate has names").to_owned();
    let mut names = published.clone();
    let mut apis = vec![read("base", BASE)];
    for (index, edit) in edits.iter().enumerate() {
        let name = module(index);
        names.extend(published.lines().filter_map(|line| Some(format!("{name} {}\n", line.strip_prefix("base ")?))));
        apis.push(read(&name, &edit.document()));
    }
    let files = generate(&apis, Names::parse(&names));
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        write(&folder.join("things").join(path), text);
    }
    let manifest = files.get("Cargo.toml").expect("there is a manifest");
    let features = &manifest[manifest.find("[features]").expect("it has features")..];
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(workspace.join("Cargo.toml")).expect("the workspace has a manifest");
    let shared = text[text.find("[workspace.package]").expect("it has a package")..].to_owned();
    write(
        &folder.join("Cargo.toml"),
        &format!("[workspace]\nmembers = [\"things\", \"programs\"]\nresolver = \"3\"\n\n{shared}"),
    );
    let head = "[package]\nname = \"things\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    let features = &features[..features.find("[dev-dependencies]").unwrap_or(features.len())];
    write(&folder.join("things/Cargo.toml"), &format!("{head}{features}"));
    let head = head.replace("things", "programs");
    write(&folder.join("programs/Cargo.toml"), &format!("{head}[dependencies]\nthings = {{ path = \"../things\" }}\n"));
    std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is copied");
}

/// Compiles the programs of some pairs, each against one of the two modules: those that fail, and why.
fn failures(folder: &Path, pairs: &[Pair], chosen: &[usize], against: fn(&Pair) -> &String) -> Vec<(usize, String)> {
    let mut root = String::new();
    for index in chosen {
        let pair = &pairs[*index];
        // Writing to a `String` does not fail.
        let _ = writeln!(root, "pub mod program{index};");
        let text = format!(
            "use things::{0}::models::*;\nuse things::{0}::*;\nuse things::{{Download, Json, Number, Secret, Upload, Uuid}};\n\n\
             pub async fn program(client: &Client) -> Result<(), things::Error> {{\n    {1}\n    Ok(())\n}}\n",
            against(pair),
            pair.program
        );
        write(&folder.join(format!("programs/src/program{index}.rs")), &text);
    }
    write(&folder.join("programs/src/lib.rs"), &root);
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--package", "programs", "--message-format", "json"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"))
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()
        .expect("cargo runs");
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(entry) = serde_json::from_str::<Value>(line) else { continue };
        let text = entry["message"]["rendered"].as_str().unwrap_or_default();
        // The place of an error may be in a macro of the crate; the program is named below it then.
        let number = text.split("programs/src/program").nth(1).and_then(|rest| rest.split_once(".rs"));
        let index = number.and_then(|(number, _)| number.parse().ok());
        if entry["message"]["level"] == "error"
            && let Some(index) = index
            && !found.iter().any(|(other, _)| *other == index)
        {
            found.push((index, text.to_owned()));
        }
    }
    assert_eq!(output.status.success(), found.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    found
}

fn read(name: &str, text: &str) -> Api {
    spec::read(name, Source::new("things.yaml", text), None).unwrap_or_else(|report| panic!("{report}")).api
}

fn generate(apis: &[Api], names: Names) -> FileSet {
    let options = Options {
        crate_name: "things".to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Modules,
        guide: None,
        names,
    };
    generator::generate(apis, &options).expect("the crate is generated")
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is made");
    std::fs::write(path, text).expect("the file is written");
}
