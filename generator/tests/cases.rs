//! Small documents, one per construct, and the Rust that is made of them; and one tag of the real document.

use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{FileSet, Layout, Names, Options};
use spec::Source;
use spec::ir::Api;

fn read(path: &Path) -> Api {
    let text = std::fs::read_to_string(path).expect("the case is a readable file");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let document = spec::read(&name, Source::new(format!("{name}.yaml"), text), overlay(path));
    document.unwrap_or_else(|report| panic!("{report}")).api
}

fn generate(apis: &[Api], layout: Layout) -> FileSet {
    let options = Options {
        crate_name: "cases".to_owned(),
        version: "0.1.0".to_owned(),
        layout,
        guide: None,
        names: Names::default(),
    };
    generator::generate(apis, &options).expect("the case is generated")
}

/// The overlay beside a document, where it has one.
fn overlay(path: &Path) -> Option<Source> {
    let path = path.with_extension("overlay.yaml");
    let text = std::fs::read_to_string(&path).ok()?;
    Some(Source::new(path.file_name().unwrap_or_default().to_string_lossy(), text))
}

#[test]
fn each_construct_becomes_this_rust() {
    insta::glob!("cases/*.yaml", |path| {
        let files = generate(&[read(path)], Layout::Root);
        let constructs = files.iter().filter(|(path, _)| {
            (path.starts_with("src/models/") && !path.ends_with("/mod.rs"))
                || (path.starts_with("src/")
                    && path.matches('/').count() == 1
                    && !["src/lib.rs", "src/client.rs", "src/rustfmt.toml"].contains(path))
                || path.starts_with("docs/")
        });
        let texts: Vec<String> = constructs.map(|(path, text)| format!("==> {path} <==\n{text}")).collect();
        insta::assert_snapshot!(texts.join("\n"));
    });
}

#[test]
fn a_whole_tag_of_the_real_document() {
    let api = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/config.yaml"));
    let files = generate(&[api], Layout::Modules);
    let text = |path: &str| files.get(path).unwrap_or_else(|| panic!("there is no {path}")).to_owned();
    insta::assert_snapshot!("state.rs", text("src/config/state.rs"));
    insta::assert_snapshot!("state.md", text("docs/config/state.md"));
    insta::assert_snapshot!("connection_state.rs", text("src/config/models/connection_state.rs"));
}

#[test]
fn every_property_of_the_real_document_is_exactly_one_field() {
    let api = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/config.yaml"));
    let files = generate(std::slice::from_ref(&api), Layout::Root);
    let lines = files.iter().filter(|(path, _)| path.starts_with("src/models/")).flat_map(|(_, text)| text.lines());
    let mut fields: Vec<&str> = lines.filter_map(wire_name).collect();
    let structs = api.schemas.iter().filter_map(|schema| match &schema.shape {
        spec::ir::Shape::Struct(object) => Some(object),
        _ => None,
    });
    let mut properties: Vec<&str> =
        structs.flat_map(|object| &object.properties).map(|property| property.name.as_str()).collect();
    fields.sort_unstable();
    properties.sort_unstable();
    assert_eq!(fields, properties);
}

/// The wire name in a line of a `wire!` table, such as `time_unit: required "timeUnit",`.
fn wire_name(line: &str) -> Option<&str> {
    let (_, entry) = line.strip_prefix("        ")?.split_once(": ")?;
    let (kind, name) = entry.split_once(' ')?;
    let is_kind = ["required", "optional", "nullable", "optional_nullable"].contains(&kind);
    name.strip_prefix('"')?.strip_suffix("\",").filter(|_| is_kind)
}

#[test]
fn generation_is_deterministic() {
    let api = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/config.yaml"));
    assert_eq!(generate(std::slice::from_ref(&api), Layout::Root), generate(&[api], Layout::Root));
}

/// Compiles what all cases become, as the modules of one crate, with warnings denied, and runs what uses it.
#[test]
fn what_the_cases_become_compiles_and_works() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder.join("cases"))
        .expect("the cases are there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    cases.sort();
    let apis: Vec<Api> = cases.iter().map(|path| read(path)).collect();
    let out = tempfile::tempdir().expect("a folder for the crate");
    let files = generate(&apis, Layout::Modules);
    for (path, text) in files.iter() {
        write(&out.path().join(path), text);
    }
    write(&out.path().join("Cargo.toml"), &manifest(&files));
    for uses in std::fs::read_dir(folder.join("uses")).expect("the uses are there").flatten() {
        let text = std::fs::read_to_string(uses.path()).expect("the uses can be read");
        write(&out.path().join("tests").join(uses.file_name()), &text);
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::copy(workspace.join("Cargo.lock"), out.path().join("Cargo.lock")).expect("the lock file is copied");
    let commands = [
        &["test", "--offline", "--quiet"][..],
        &["doc", "--offline", "--quiet", "--no-deps"],
        // One tag alone, with the models that it reaches.
        &["check", "--offline", "--quiet", "--no-default-features", "--features", "flows-thing"],
        &["check", "--offline", "--quiet", "--no-default-features", "--features", "flows-client"],
    ];
    for arguments in commands {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .env("CARGO_TARGET_DIR", workspace.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .current_dir(out.path())
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is made");
    std::fs::write(path, text).expect("the file is written");
}

/// The manifest of the crate, which is no part of this workspace: its features, the dependencies of one that stands alone.
fn manifest(files: &FileSet) -> String {
    let section = |text: &str, name: &str| {
        let start = text.find(name).unwrap_or_else(|| panic!("the manifest has {name}"));
        text[start..].to_owned()
    };
    let ours = files.get("Cargo.toml").expect("there is a manifest");
    let features = section(ours, "[features]");
    let features = &features[..features.find("[dependencies]").expect("the manifest has [dependencies]")];
    let empty = Api {
        name: "empty".to_owned(),
        title: "Empty".to_owned(),
        version: "1".to_owned(),
        description: None,
        server: spec::ir::Server::default(),
        security: Vec::new(),
        tokens: None,
        tags: Vec::new(),
        operations: Vec::new(),
        schemas: Vec::new(),
    };
    let standalone = generate(&[empty], Layout::Root);
    let dependencies = section(standalone.get("Cargo.toml").expect("there is a manifest"), "[dependencies]");
    format!(
        "[package]\nname = \"cases\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{features}{dependencies}\n[lints.rust]\nwarnings = \"deny\"\n"
    )
}
