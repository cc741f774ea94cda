//! A document whose every string tries to become something else: code, an attribute, the end of a comment or of a
//! literal, a path out of the folder, a template, a command to the terminal. What is made of it compiles, and says it.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use generator::{FileSet, Layout, Options};
use spec::Source;

fn files() -> FileSet {
    let text = include_str!("adversarial/document.json");
    let document = spec::read("adversarial", Source::new("document.json", text), None);
    let api = document.unwrap_or_else(|report| panic!("{report}")).api;
    let options = Options {
        crate_name: "adversarial".to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Root,
        guide: None,
        names: Default::default(),
    };
    generator::generate(&[api], &options).expect("the document is generated")
}

#[test]
fn files_have_names_that_every_system_takes() {
    let files = files();
    let mut seen = HashSet::new();
    for (path, _) in files.iter() {
        assert!(seen.insert(path.to_lowercase()), "{path} is there twice where case is not told apart");
        assert!(path.len() <= 120, "{path} is too long");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            let plain = part.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
            assert!(plain && !part.starts_with('.') && !part.contains(".."), "{path}");
            let devices = ["con", "nul", "aux", "prn", "com1", "lpt1"];
            assert!(!devices.contains(&stem.to_lowercase().as_str()), "{path} is the name of a device");
        }
    }
}

#[test]
fn no_text_holds_what_a_terminal_or_an_editor_obeys() {
    for (path, text) in files().iter() {
        let obeyed = |c: &char| {
            let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            (c.is_control() && *c != '\n') || turns
        };
        let found = text.chars().find(obeyed);
        assert_eq!(found, None, "in {path}");
    }
}

#[test]
fn what_it_becomes_compiles_without_a_warning() {
    let out = tempfile::tempdir().expect("a folder for the crate");
    for (path, text) in files().iter() {
        let path = out.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::copy(workspace.join("Cargo.lock"), out.path().join("Cargo.lock")).expect("the lock file is copied");
    for arguments in [&["check"][..], &["clippy"], &["doc", "--no-deps"]] {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .env("CARGO_TARGET_DIR", workspace.join("target"))
            .env_remove("RUSTFLAGS")
            .current_dir(out.path())
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.is_empty(), "{said}");
    }
}
