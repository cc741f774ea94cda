//! `cargo xtask corpus`, over documents of others where there are any.

use std::process::{Command, Output};

fn corpus(folder: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(["corpus", folder]).output().expect("the command runs")
}

#[test]
fn each_document_gets_its_line() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let good = "openapi: 3.0.0\ninfo: {title: Good, version: \"1\"}\npaths: {}\n";
    std::fs::create_dir(folder.path().join("more")).expect("the folder is made");
    std::fs::write(folder.path().join("more/good.yaml"), good).expect("the document is written");
    std::fs::write(folder.path().join("bad.json"), "{\n\"openapi\": \"3.0.0\"\n\"a\"}")
        .expect("the document is written");
    std::fs::write(folder.path().join("notes.txt"), "no document").expect("the file is written");
    let output = corpus(&folder.path().to_string_lossy());
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(output.status.code(), Some(0), "{table}{}", String::from_utf8_lossy(&output.stderr));
    assert!(lines[0].starts_with("document") && lines[0].ends_with("verdict"), "{table}");
    assert!(lines[1].starts_with("bad.json ") && lines[1].contains("refused: bad.json:2:"), "{table}");
    assert!(lines[2].starts_with("more/good.yaml ") && lines[2].ends_with("  ok"), "{table}");
    assert_eq!(lines[3], "2 documents, 0 of them failed");
}

#[test]
fn a_folder_without_documents_is_unusable() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    assert_eq!(corpus(&folder.path().to_string_lossy()).status.code(), Some(2));
    assert_eq!(corpus("no-such-folder").status.code(), Some(2));
}

/// `AIRBYTE_CORPUS` may name a folder of documents: each becomes a crate that compiles, or is refused with its line.
#[test]
fn the_documents_of_others_become_crates() {
    let Ok(folder) = std::env::var("AIRBYTE_CORPUS") else {
        eprintln!("AIRBYTE_CORPUS names no folder: the documents of others are left out");
        return;
    };
    let output = corpus(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
