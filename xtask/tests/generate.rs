//! `cargo xtask generate --spec FILE --out DIR`, run as its users run it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.0.0
info: {title: Little API, version: "1"}
paths:
  /v1/things/list:
    post:
      tags: [thing]
      operationId: listThings
      responses:
        "200": {description: All of them., content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}}
components:
  schemas:
    Things: {type: object, required: [things], properties: {things: {type: array, items: {type: string}}}}
"##;

/// A scratch folder with a document in it.
struct Scratch(TempDir);

impl Scratch {
    fn new(document: &str) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        std::fs::write(folder.path().join("little-api.yaml"), document).expect("the document is written");
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn generate(&self, more: &[&str]) -> Output {
        let (document, out) = (self.path("little-api.yaml"), self.path("out"));
        let (document, out) = (document.to_string_lossy(), out.to_string_lossy());
        let arguments = ["generate", "--spec", &document, "--out", &out];
        xtask(&[&arguments, more].concat())
    }

    /// Every file of the crate with its text and the time of its last change.
    fn files(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path("out")];
        while let Some(folder) = open.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for path in entries.flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    open.push(path);
                } else {
                    let changed = path.metadata().and_then(|data| data.modified()).expect("a file has a time");
                    files.insert(path.clone(), (std::fs::read_to_string(&path).expect("a file has a text"), changed));
                }
            }
        }
        files
    }
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().expect("the command runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn append(path: &Path, text: &str) {
    let old = std::fs::read_to_string(path).expect("the file is there");
    std::fs::write(path, old + text).expect("the file is written");
}

#[test]
fn a_second_run_touches_nothing() {
    let scratch = Scratch::new(DOCUMENT);
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    let first = scratch.files();
    assert!(first.contains_key(&scratch.path("out/src/models/things.rs")));
    assert!(first[&scratch.path("out/Cargo.toml")].0.contains("name = \"little-api\""));
    let second = scratch.generate(&[]);
    assert_eq!(second.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&second.stdout).contains(" 0 of them new or changed, 0 removed"));
    assert_eq!(scratch.files(), first);
}

#[test]
fn check_tells_drift_and_writes_nothing() {
    let scratch = Scratch::new(DOCUMENT);
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    assert_eq!(scratch.generate(&["--check"]).status.code(), Some(0));
    append(&scratch.path("out/src/client.rs"), "// changed\n");
    std::fs::remove_file(scratch.path("out/src/thing.rs")).expect("the file is there");
    std::fs::copy(scratch.path("out/src/models/things.rs"), scratch.path("out/src/models/gone.rs")).expect("a copy");
    std::fs::write(scratch.path("out/src/mine.rs"), "// written by hand\n").expect("the file is written");
    let before = scratch.files();
    let output = scratch.generate(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    for line in [
        "missing: src/thing.rs",
        "stale: src/client.rs",
        "orphan: src/models/gone.rs",
        "src/mine.rs",
        "run `cargo xtask generate --spec",
    ] {
        assert!(told.contains(line), "{line} is not in: {told}");
    }
    assert_eq!(scratch.files(), before);
}

#[test]
fn a_run_mends_drift_and_keeps_what_it_did_not_make() {
    let scratch = Scratch::new(DOCUMENT);
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    let manifest = scratch.path("out/Cargo.toml");
    let text = std::fs::read_to_string(&manifest).expect("the manifest is there");
    std::fs::write(&manifest, text.replace("version = \"0.1.0\"", "version = \"0.7.2\"")).expect("it is written");
    append(&scratch.path("out/src/client.rs"), "// changed\n");
    std::fs::copy(scratch.path("out/src/models/things.rs"), scratch.path("out/src/models/gone.rs")).expect("a copy");
    std::fs::write(scratch.path("out/src/mine.rs"), "// written by hand\n").expect("the file is written");
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(0));
    let files = scratch.files();
    assert!(!files[&scratch.path("out/src/client.rs")].0.contains("// changed"));
    assert!(!files.contains_key(&scratch.path("out/src/models/gone.rs")));
    assert!(files.contains_key(&scratch.path("out/src/mine.rs")));
    assert!(stderr(&output).contains("mine.rs was not generated, and stays"));
    assert!(files[&manifest].0.contains("version = \"0.7.2\""));
}

#[test]
fn a_broken_document_leaves_the_crate_as_it_was() {
    let scratch = Scratch::new(DOCUMENT);
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    let before = scratch.files();
    let broken = DOCUMENT.replace("schemas/Things\"", "schemas/Thinks\"");
    std::fs::write(scratch.path("little-api.yaml"), broken).expect("the document is written");
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("little-api.yaml:9:") && told.contains("did you mean `Things`?"), "{told}");
    assert_eq!(scratch.files(), before);
}

#[test]
fn a_crate_that_cannot_be_written_is_not_half_written() {
    let scratch = Scratch::new(DOCUMENT);
    // A folder stands where a file has to go.
    std::fs::create_dir_all(scratch.path("out/src/thing.rs/inside")).expect("the folder is made");
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is a folder, and should be a file"), "{}", stderr(&output));
    assert!(scratch.files().is_empty());
    assert!(!scratch.path("out/docs").exists());
}

#[test]
fn unusable_commands_say_what_is_wrong() {
    let scratch = Scratch::new(DOCUMENT);
    let cases: [(&[&str], &str); 6] = [
        (&["generat"], "there is no command `generat`"),
        (&["generate", "--frobnicate"], "--frobnicate"),
        (&["generate", "--spec", "x.yaml"], "go together"),
        (&["generate", "--name", "x"], "`--name` and `--overlay` go with"),
        (&["generate", "--spec", "no-such-file.yaml", "--out", "x"], "cannot read no-such-file.yaml"),
        (&["generate", "extra"], "extra"),
    ];
    for (arguments, message) in cases {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
    assert!(stderr(&scratch.generate(&["--name", "No Name"])).contains("try `no-name`"));
    assert!(!scratch.path("out").exists());
}

#[test]
fn text_that_is_no_text_is_refused_with_its_line() {
    let scratch = Scratch::new(DOCUMENT);
    std::fs::write(scratch.path("little-api.yaml"), b"openapi: 3.0.0\ninfo: \xff\n").expect("the document is written");
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("this is not UTF-8 text") && stderr(&output).contains("little-api.yaml:2:7"));
}

#[test]
fn help_is_there_without_a_command() {
    for arguments in [&[][..], &["help"], &["--help"]] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains("cargo xtask generate --check"));
    }
}

#[test]
fn a_published_name_stays_whatever_comes_beside_it() {
    let scratch = Scratch::new(&DOCUMENT.replace(
        "    Things:",
        "    Thing: {type: object, properties: {type: {type: string, enum: [a, b]}, fooBar: {type: string}}}\n    Things:",
    ));
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    let lock = |scratch: &Scratch| std::fs::read_to_string(scratch.path("out/names.lock")).expect("names are kept");
    let first = lock(&scratch);
    for line in ["type \"Thing.type\" = ThingType", "field \"Thing fooBar\" = foo_bar", "method \"listThings\" = list"]
    {
        assert!(first.contains(line), "{line} is not in {first}");
    }
    let crowded = DOCUMENT
        .replace(
            "    Things:",
            "    ThingType: {type: string, enum: [c, d]}\n    Thing: {type: object, properties: {foo_bar: {type: string}, \
             type: {type: string, enum: [A, a, b]}, fooBar: {type: string}}}\n    Things:",
        )
        .replace(
            "components:",
            "  /v1/things:\n    get: {tags: [thing], operationId: list, responses: {\"204\": {description: Nothing.}}}\ncomponents:",
        );
    std::fs::write(scratch.path("little-api.yaml"), crowded).expect("the document is written");
    assert_eq!(scratch.generate(&["--check"]).status.code(), Some(1));
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let second = lock(&scratch);
    for line in first.lines() {
        assert!(second.contains(line), "{line} is not in {second}");
    }
    for line in [
        "type \"ThingType\" = ThingType2",
        "field \"Thing foo_bar\" = foo_bar2",
        "method \"list\" = list2",
        "variant \"Thing.type A\" = A2",
    ] {
        assert!(second.contains(line), "{line} is not in {second}");
    }
    assert_eq!(scratch.generate(&["--check"]).status.code(), Some(0));
}

#[test]
fn what_was_not_generated_is_not_written_over() {
    let scratch = Scratch::new(DOCUMENT);
    std::fs::create_dir_all(scratch.path("out")).expect("the folder is made");
    let manifest = scratch.path("out/Cargo.toml");
    std::fs::write(&manifest, "[package]\nname = \"mine\"\n").expect("the file is written");
    let output = scratch.generate(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("files that were not generated: `Cargo.toml`"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&manifest).ok().as_deref(), Some("[package]\nname = \"mine\"\n"));
    std::fs::remove_file(&manifest).expect("the file is there");
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
    append(&manifest, "# mine\n");
    assert_eq!(scratch.generate(&[]).status.code(), Some(0));
}
