//! A small workspace to run the commands in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.0
info:
  title: Things
  version: '1'
tags:
  - name: thing
    description: Things.
paths:
  /v1/things/list:
    post:
      tags:
        - thing
      summary: Lists the things
      description: All of them.
      operationId: listThings
      responses:
        '200':
          description: The things.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Things'
components:
  schemas:
    Things:
      type: object
      description: Some things.
      required:
        - names
      properties:
        names:
          type: array
          description: Their names.
          items:
            type: string
    Status:
      type: string
      description: How it is.
      enum:
        - active
";

const EDITIONS: &str = "base = \"0.40\"\n\n[[edition]]\nname = \"0.40\"\ndate = \"2023-02-13\"\nsource = \"little.yaml\"\nsha256 = \"0\"\n";

pub(crate) struct Scratch(TempDir);

impl Scratch {
    /// A workspace with one edition in it, and the crate that is made of it.
    pub(crate) fn new() -> Self {
        let scratch = Self(tempfile::tempdir().expect("a scratch folder"));
        scratch.write("spec/config.yaml", DOCUMENT);
        scratch.write("spec/editions.toml", EDITIONS);
        scratch.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### Added\n\n- All of it.\n");
        scratch.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"airbyte\"\nversion = \"0.1.0\"\n");
        let output = scratch.run(&["generate"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        scratch
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&path)).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A command in this workspace.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the command runs")
    }

    /// Takes a text in as an edition.
    pub(crate) fn update(&self, file: &str, text: &str, edition: &str, more: &[&str]) -> Output {
        let folder = tempfile::tempdir().expect("a folder for the edition");
        let path = folder.path().join(file);
        std::fs::write(&path, text).expect("the edition is written");
        let path = path.to_string_lossy().into_owned();
        self.run(&[&["update", &path, "--edition", edition], more].concat())
    }

    /// Every file with its text and the time of its last change.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.0.path().to_path_buf()];
        while let Some(folder) = open.pop() {
            for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let changed = path.metadata().and_then(|data| data.modified()).expect("a file has a time");
                let text = std::fs::read(&path).expect("a file can be read");
                files.insert(self.relative(&path), (text, changed));
            }
        }
        files
    }

    /// Every file with its text.
    pub(crate) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.files().into_iter().map(|(path, (text, _))| (path, text)).collect()
    }

    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(self.0.path()).unwrap_or(path).to_path_buf()
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
