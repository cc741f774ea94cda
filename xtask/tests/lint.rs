//! `cargo xtask lint`, run as its users run it.

use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

const DOCUMENT: &str = r#"openapi: 3.0.0
info: {title: Little API, version: "1"}
paths:
  /things:
    get:
      tags: [thing]
      operationId: listThings
      responses:
        "200": {description: Done.}
"#;

fn lint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("lint").args(arguments).output().expect("the command runs")
}

/// A file of this name with this text, and the folder that it lasts as long as.
fn file(name: &str, text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("the document is written");
    (folder, path)
}

/// The exit code and the diagnostics of a text, as code, line and column.
fn diagnostics(name: &str, text: impl AsRef<[u8]>) -> (Option<i32>, Vec<(String, u64, u64)>) {
    let (_folder, path) = file(name, text);
    let output = lint(&[&path.to_string_lossy(), "--format", "json"]);
    let entries: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let entries = entries.as_array().expect("the output is a list").iter();
    let number = |entry: &serde_json::Value, key: &str| entry[key].as_u64().expect("a number");
    let code = |entry: &serde_json::Value| entry["code"].as_str().expect("a code").to_owned();
    let found = entries.map(|entry| (code(entry), number(entry, "line"), number(entry, "column"))).collect();
    (output.status.code(), found)
}

#[test]
fn the_documents_of_the_project_have_no_errors() {
    let output = lint(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    // What Airbyte's document defines and nothing in it uses; it is part of the facts.
    let unexpected: Vec<_> = entries.iter().filter(|entry| entry["code"] != "unused-component").collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

#[test]
fn warnings_alone_are_no_failure() {
    let found = diagnostics("little.yaml", DOCUMENT);
    assert_eq!(found, (Some(0), vec![("operation-without-summary".to_owned(), 5, 5)]));
}

#[test]
fn errors_are_exit_code_1_and_come_with_everything_else() {
    let text = DOCUMENT.replace("\"200\"", "\"x200\"");
    let codes = ["operation-without-summary", "no-success-response", "status-code"].map(str::to_owned);
    let (exit, found) = diagnostics("little.yaml", &text);
    assert_eq!(exit, Some(1));
    assert_eq!(found.iter().map(|(code, ..)| code).collect::<Vec<_>>(), codes.iter().collect::<Vec<_>>());
    let (_folder, path) = file("little.yaml", text);
    let output = lint(&[&path.to_string_lossy()]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.contains("[status-code] Error: `x200` is no status code") && told.contains("little.yaml:9:9"),
        "{told}"
    );
    assert!(told.contains("little.yaml: 1 error, 2 warnings"), "{told}");
}

#[test]
fn every_field_of_the_json_is_there() {
    let (_folder, path) = file("little.yaml", DOCUMENT.replace("tags:", "tagz:"));
    let output = lint(&[&path.to_string_lossy(), "--format", "json"]);
    let entries: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let entry = entries.as_array().and_then(|entries| entries.iter().find(|entry| entry["code"] == "unknown-field"));
    let expected = serde_json::json!({
        "severity": "warning",
        "code": "unknown-field",
        "message": "an operation has no `tagz`; ignored",
        "help": "did you mean `tags`?",
        "file": path.to_string_lossy(),
        "line": 6,
        "column": 7,
        "pointer": "/paths/~1things/get/tagz",
    });
    assert_eq!(entry, Some(&expected));
}

#[test]
fn text_in_any_encoding_is_read_or_refused_with_its_place() {
    let warned = (Some(0), vec![("operation-without-summary".to_owned(), 5, 5)]);
    let refused = |code: &str, line, column| (Some(1), vec![(code.to_owned(), line, column)]);
    let utf16 = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(DOCUMENT.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
    };
    assert_eq!(diagnostics("bom.yaml", format!("\u{feff}{DOCUMENT}")), warned);
    assert_eq!(diagnostics("little-endian.yaml", utf16([0xff, 0xfe], u16::to_le_bytes)), warned);
    assert_eq!(diagnostics("big-endian.yaml", utf16([0xfe, 0xff], u16::to_be_bytes)), warned);
    assert_eq!(diagnostics("latin.yaml", b"openapi: 3.0.0\ninfo: {title: caf\xe9}\n"), refused("encoding", 2, 18));
    assert_eq!(diagnostics("empty.yaml", ""), refused("empty", 1, 1));
    assert_eq!(diagnostics("blank.yaml", "\n\n  \n"), refused("empty", 1, 1));
    assert_eq!(diagnostics("comment.yaml", "# nothing\n"), refused("not-a-mapping", 1, 1));
    assert_eq!(diagnostics("nul.yaml", b"openapi: 3.0.0\ninfo: \0\n").0, Some(1));
}

#[test]
fn unusable_commands_say_what_is_wrong() {
    let cases: [(&[&str], &str); 4] = [
        (&["no-such-file.yaml"], "cannot read no-such-file.yaml"),
        (&["--format", "xml"], "there is no format `xml`"),
        (&["--overlay", "x.yaml"], "`--overlay` goes with a FILE"),
        (&["one.yaml", "two.yaml"], "two.yaml"),
    ];
    for (arguments, message) in cases {
        let output = lint(arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told.contains(message), "{arguments:?}: {told}");
    }
}
