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
    let probe = Probe { folder: scratch.path(), package: "edition", document: EDITION, module: "edition" };
    come_back(&probe, &folder, &entries);
}

/// A crate that holds two editions takes what servers of either send, and needs of it what both require.
#[test]
fn what_servers_of_both_editions_sent_goes_through_one_crate() {
    let Some((folder, index)) = payloads() else { return };
    let Some(document) = document(&folder) else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    copy_workspace(scratch.path());
    let mut update = Command::new(env!("CARGO_BIN_EXE_xtask"));
    update.arg("update").arg(document).args(["--edition", "2026-08"]);
    let output = update.env("CARGO_MANIFEST_DIR", scratch.path().join("xtask")).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let generated = scratch.path().join("generated");
    let probe = Probe { folder: &generated, package: "airbyte", document: "config", module: "airbyte::config" };
    come_back(&probe, &folder, &index.iter().collect::<Vec<_>>());
}

/// What the crate of the workspace is made of, without what it is tested with.
fn copy_workspace(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["docs", "spec", "generated/src", "generated/docs", "generated/tests/support", "generated/benches"] {
        copy(&from.join(folder), &to.join(folder));
    }
    for file in ["CHANGELOG.md", "Cargo.lock", "generated/Cargo.toml", "generated/names.lock"] {
        std::fs::copy(from.join(file), to.join(file)).expect("the file is copied");
    }
    let manifest = std::fs::read_to_string(from.join("Cargo.toml")).expect("the workspace has a manifest");
    let shared = &manifest[manifest.find("[workspace.package]").expect("its packages share something")..];
    std::fs::write(
        to.join("Cargo.toml"),
        format!("[workspace]\nmembers = [\"generated\"]\nresolver = \"3\"\n\n{shared}"),
    )
    .expect("the manifest is written");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is made");
    for path in std::fs::read_dir(from).expect("the folder can be listed").flatten().map(|entry| entry.path()) {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("the file is copied");
        }
    }
}

/// Sends payloads through a crate: each comes back unchanged, or is refused where it departs from its document.
fn come_back(probe: &Probe<'_>, folder: &Path, entries: &[&Value]) {
    let answers = entries.iter().map(|entry| (text(entry, "schema").to_owned(), folder.join(text(entry, "file"))));
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
        Outcome::Back { sent, back } if is_same(sent, back) => None,
        Outcome::Back { back, .. } => Some(format!("it became {back}")),
        Outcome::Failed { path: Some(path), .. } if !valid && deviates_at(entry, path) => None,
        Outcome::Failed { message, .. } => Some(message.clone()),
    }
}

/// Whether what came back is what was sent, but for a `null` that became absence.
fn is_same(sent: &Value, back: &Value) -> bool {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            let is_back = |(name, value): (&String, &Value)| {
                back.get(name).map_or(value.is_null(), |other| is_same(value, other))
            };
            back.keys().all(|name| sent.contains_key(name)) && sent.iter().all(is_back)
        }
        (Value::Array(sent), Value::Array(back)) => {
            sent.len() == back.len() && sent.iter().zip(back).all(|(sent, back)| is_same(sent, back))
        }
        (sent, back) => sent == back,
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
