//! The page that describes every code, held against what the reader tells.

use std::collections::BTreeSet;
use std::path::Path;

use spec::{Severity, Source};

const PAGE: &str = include_str!("../../docs/lints.md");

/// What an example of the page leaves out.
const REST: [(&str, &str); 3] =
    [("openapi:", "openapi: 3.0.3"), ("info:", "info: {title: Example, version: \"1\"}"), ("paths:", "paths: {}")];

/// Codes that no part of a document shows: they are about bytes, overlays, or what the other codes leave over.
const WITHOUT_EXAMPLE: [&str; 7] = ["empty", "encoding", "overlay", "structure", "thread", "too-deep", "too-large"];

/// A section of the page.
struct Section {
    code: &'static str,
    severity: Severity,
    example: Option<&'static str>,
}

fn sections() -> Vec<Section> {
    let parts = PAGE.split("\n### `").skip(1).map(|part| {
        let (code, text) = part.split_once("`\n\n").expect("a heading and its text");
        let severity = match text.split_once(". ").map(|(word, _)| word) {
            Some("Error") => Severity::Error,
            Some("Warning") => Severity::Warning,
            _ => panic!("the section of `{code}` starts with `Error.` or `Warning.`"),
        };
        let example = text.split_once("```yaml\n").and_then(|(_, rest)| Some(rest.split_once("\n```")?.0));
        Section { code, severity, example }
    });
    parts.collect()
}

/// The codes in the source: the texts in quotes behind `error(` and `warning(`, and those that look like one in a lint.
fn codes_in_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).expect("the folder is there").flatten().map(|entry| entry.path()));
            continue;
        }
        let text = std::fs::read_to_string(path).expect("the source is a text");
        for call in ["Diagnostic::error(", "Diagnostic::warning(", "self.error(", "warn(", "look("] {
            for behind in text.split(call).skip(1) {
                let literal = behind.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
                codes.extend(literal.map(|(code, _)| code.to_owned()).filter(|code| !code.contains(' ')));
            }
        }
    }
    codes
}

#[test]
fn the_page_describes_every_code_and_no_other() {
    let described: Vec<&str> = sections().iter().map(|section| section.code).collect();
    let once: BTreeSet<String> = described.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(once.len(), described.len(), "a code is described twice");
    let mut known = codes_in_source();
    // It is chosen by a table.
    known.insert("enum-mismatch".to_owned());
    // It finds places, and is never shown.
    known.remove("place");
    let missing: Vec<_> = known.difference(&once).collect();
    assert!(missing.is_empty(), "docs/lints.md has no section for {missing:?}");
    let stale: Vec<_> = once.difference(&known).collect();
    assert!(stale.is_empty(), "docs/lints.md describes {stale:?}, which nothing tells");
}

#[test]
fn every_example_is_told_as_the_page_says() {
    for Section { code, severity, example } in sections() {
        let Some(example) = example else {
            assert!(WITHOUT_EXAMPLE.contains(&code), "the section of `{code}` has no example");
            continue;
        };
        let whole = code == "not-openapi" || code == "not-a-mapping";
        let rest = REST.iter().filter(|(key, _)| !whole && !example.lines().any(|line| line.starts_with(key)));
        let text: String = rest.map(|(_, line)| format!("{line}\n")).chain([example.to_owned()]).collect();
        let report = spec::lint(Source::new("example.yaml", text), None);
        let told = report.diagnostics().iter().any(|found| found.code == code && found.severity == severity);
        assert!(told, "the example of `{code}` gives this:\n{report}");
    }
}
