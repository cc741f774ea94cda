//! Small documents, one per construct, and what they are lowered to.

use std::path::Path;

use spec::Source;

fn read(path: &Path) -> Result<spec::Document, spec::Report> {
    let text = std::fs::read_to_string(path).expect("the case is a readable file");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    spec::read(&name, Source::new(format!("{name}.yaml"), text), overlay(path))
}

/// The overlay of a document, where it has one.
fn overlay(path: &Path) -> Option<Source> {
    let name = format!("{}.yaml", path.file_stem()?.to_string_lossy());
    let text = std::fs::read_to_string(path.parent()?.join("../overlays").join(&name)).ok()?;
    Some(Source::new(format!("overlays/{name}"), text))
}

#[test]
fn each_construct_is_lowered() {
    insta::glob!("cases/*.yaml", |path| {
        let document = read(path).expect("the case is a valid document");
        insta::assert_yaml_snapshot!(document.api);
        if !document.warnings.is_empty() {
            insta::assert_snapshot!("warnings", document.warnings.to_string());
        }
    });
}

#[test]
fn each_defect_is_reported_with_its_place() {
    insta::glob!("broken/*.yaml", |path| {
        let report = read(path).expect_err("the case is a broken document");
        insta::assert_snapshot!(report.to_string());
    });
}
