//! What real servers sent, through a crate of the edition that they spoke.

mod probe;

use std::path::{Path, PathBuf};
use std::process::Command;

use probe::{Outcome, Probe};
use serde_json::Value;

/// The edition that the payloads in `head` are of.
const EDITION: &str = "config-2026-08";

/// The folder of payloads that `AIRBYTE_PAYLOADS` names, itself or by one of those in it, or `shared/payloads` beside the
/// project. Its `index.json` says how each payload departs from the document of its edition.
fn payloads() -> Option<(PathBuf, Vec<Value>)> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/payloads");
    let folder = std::env::var_os("AIRBYTE_PAYLOADS").map_or(beside, PathBuf::from);
    let folders = [Some(folder.as_path()), folder.parent()];
    let found = folders.into_iter().flatten().find_map(|folder| {
        let index = std::fs::read_to_string(folder.join("index.json")).ok()?;
        Some((folder.to_path_buf(), serde_json::from_str(&index).expect("the index is JSON")))
    });
    if found.is_none() {
        eprintln!("no payloads: neither {} nor the folder around it has an index.json", folder.display());
    }
    found
}

/// The document of the edition, in the folder that `AIRBYTE_CORPUS` names, or beside the payloads.
fn document(payloads: &Path) -> Option<PathBuf> {
    let beside = payloads.join("../airbyte");
    let path = std::env::var_os("AIRBYTE_CORPUS").map_or(beside, PathBuf::from).join(EDITION).with_extension("yaml");
    if !path.exists() {
        eprintln!("no document: {} is not there; AIRBYTE_CORPUS may name the folder that has it", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn what_servers_of_today_sent_comes_back_or_is_refused_at_its_place() {
    let Some((folder, index)) = payloads() else { return };
    let Some(document) = document(&folder) else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let mut generate = Command::new(env!("CARGO_BIN_EXE_xtask"));
    generate.args(["generate", "--name", "edition", "--spec"]).arg(document).arg("--out").arg(scratch.path());
    let output = generate.output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let entries: Vec<&Value> = index.iter().filter(|entry| text(entry, "file").starts_with("head/")).collect();
    assert!(!entries.is_empty(), "the index has no payloads of this edition");
    let answers = entries.iter().map(|entry| (text(entry, "schema").to_owned(), folder.join(text(entry, "file"))));
    let probe = Probe { folder: scratch.path(), package: "edition", document: EDITION, module: "edition" };
    let outcomes = probe.run(&answers.collect::<Vec<_>>());
    let mut wrong = Vec::new();
    let (mut back, mut refused) = (0, 0);
    for (entry, outcome) in entries.iter().zip(&outcomes) {
        match trouble(entry, outcome) {
            Some(trouble) => wrong.push(format!("{}: {trouble}", text(entry, "file"))),
            None if matches!(outcome, Outcome::Back { .. }) => back += 1,
            None => refused += 1,
        }
    }
    eprintln!("{back} payloads came back unchanged, {refused} were refused where they depart from the document");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with the outcome of a payload. One that departs from the document may come back all the same.
fn trouble(entry: &Value, outcome: &Outcome) -> Option<String> {
    let valid = !text(entry, "class").starts_with("invalid");
    match outcome {
        Outcome::Back { sent, back } if sent == back => None,
        Outcome::Back { back, .. } => Some(format!("it became {back}")),
        Outcome::Failed { path: Some(path), .. } if !valid && deviates_at(entry, path) => None,
        Outcome::Failed { message, .. } => Some(message.clone()),
    }
}

/// Whether the index has a deviation at the path.
fn deviates_at(entry: &Value, path: &str) -> bool {
    let path: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
    let deviations = entry["deviations"].as_array().into_iter().flatten();
    deviations.filter_map(|deviation| deviation[0].as_str()).any(|place| place == path)
}

fn text<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry[name].as_str().unwrap_or_default()
}
