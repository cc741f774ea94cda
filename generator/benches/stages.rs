//! The stages of generating: reading a document, and making the files of a crate from what it says.
//!
//! `cargo bench -p generator --bench stages`. `AIRBYTE_DOCUMENTS` may name a folder of further documents (`*.yaml`).

use std::path::{Path, PathBuf};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use generator::{Layout, Names, Options};
use spec::Source;
use spec::ir::Api;

fn main() {
    divan::main();
}

/// The documents to measure with: the project's own, and those of the folder.
fn documents() -> Vec<String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/config.yaml");
    let folder = std::env::var_os("AIRBYTE_DOCUMENTS").map(PathBuf::from);
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths.insert(0, own);
    paths.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

fn source(path: &str) -> Source {
    Source::new(path, std::fs::read_to_string(path).expect("the document can be read"))
}

fn read(path: &str) -> Api {
    spec::read("api", source(path), None).map(|document| document.api).expect("the document can be used")
}

#[divan::bench(args = documents())]
fn read_document(bencher: Bencher, path: &str) {
    let source = source(path);
    bencher.bench(|| spec::read("api", black_box(source.clone()), None).is_ok());
}

#[divan::bench(args = documents())]
fn generate_files(bencher: Bencher, path: &str) {
    let api = read(path);
    let options = Options {
        crate_name: "api".to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Root,
        guide: None,
        names: Names::default(),
    };
    let apis = [api];
    bencher
        .counter(ItemsCount::new(apis[0].operations.len()))
        .bench(|| generator::generate(black_box(&apis), &options).map(|files| files.len()).is_ok());
}
