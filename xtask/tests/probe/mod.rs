//! What a generated crate makes of the answers of servers, seen by a program that depends on it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PROGRAM: &str = include_str!("program.rs");

/// A generated crate whose models are looked at.
pub(crate) struct Probe<'a> {
    /// Its folder.
    pub(crate) folder: &'a Path,
    /// Its package's name.
    pub(crate) package: &'a str,
    /// The name of the document, by which the crate knows its models.
    pub(crate) document: &'a str,
    /// The module of the document's API: `airbyte::config`, or the crate itself where it holds one API alone.
    pub(crate) module: &'a str,
}

/// What became of an answer.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was decoded and encoded back.
    Back { sent: Value, back: Value },
    /// It was not; the path is where an error of decoding says that the trouble is.
    Failed { path: Option<String>, message: String },
}

impl Probe<'_> {
    /// Compiles a program that decodes each answer, a schema and a file, and runs it.
    pub(crate) fn run(&self, answers: &[(String, PathBuf)]) -> Vec<Outcome> {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let schemas: BTreeSet<&str> = answers.iter().map(|(schema, _)| schema.as_str()).collect();
        write(&scratch.path().join("Cargo.toml"), &self.manifest());
        write(&scratch.path().join("src/main.rs"), PROGRAM);
        write(&scratch.path().join("src/table.rs"), &self.table(&schemas));
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::copy(workspace.join("Cargo.lock"), scratch.path().join("Cargo.lock")).expect("the lock is copied");
        let mut program = Command::new(env!("CARGO"));
        program.args(["run", "--quiet", "--offline", "--"]).current_dir(scratch.path());
        program.env("CARGO_TARGET_DIR", workspace.join("target")).env_remove("RUSTFLAGS");
        program.args(answers.iter().flat_map(|(schema, file)| [schema.clone(), file.to_string_lossy().into_owned()]));
        let output = program.output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let outcomes: Vec<Outcome> = String::from_utf8_lossy(&output.stdout).lines().map(outcome).collect();
        assert_eq!(outcomes.len(), answers.len());
        outcomes
    }

    fn manifest(&self) -> String {
        let Self { package, folder, .. } = self;
        let dependency = format!("{package} = {{ path = {folder:?}, features = [\"blocking\"] }}");
        format!(
            "[workspace]\n\n[package]\nname = \"probe-of-{package}\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependency}\nserde = \"1\"\nserde_json = \"1\"\n"
        )
    }

    /// The module `table` of the program.
    fn table(&self, schemas: &BTreeSet<&str>) -> String {
        let names = std::fs::read_to_string(self.folder.join("names.lock")).expect("the crate keeps its names");
        let root = self.module.split("::").next().unwrap_or_default();
        let entries = schemas.iter().map(|schema| {
            let key = format!("{} type {schema:?} = ", self.document);
            let name = names.lines().find_map(|line| line.strip_prefix(&key));
            let name = name.unwrap_or_else(|| panic!("the crate has no model for {schema}"));
            format!("    ({schema:?}, super::probe::<{}::models::{name}>),\n", self.module)
        });
        let entries: String = entries.collect();
        format!(
            "pub(crate) use {root}::reqwest::Method;\npub(crate) use {root}::{{Error, FromResponse}};\n\
             pub(crate) use {}::Client;\n\npub(crate) const MODELS: &[(&str, super::Probe)] = &[\n{entries}];\n",
            self.module
        )
    }
}

fn outcome(line: &str) -> Outcome {
    let told: Value = serde_json::from_str(line).expect("the program prints JSON");
    match (told.get("sent"), told.get("back")) {
        (Some(sent), Some(back)) => Outcome::Back { sent: sent.clone(), back: back.clone() },
        _ => Outcome::Failed {
            path: told["path"].as_str().map(str::to_owned),
            message: told["message"].as_str().unwrap_or_default().to_owned(),
        },
    }
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).expect("the folder is made");
    std::fs::write(path, text).expect("the file is written");
}
