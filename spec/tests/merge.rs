//! Editions of small documents, and the one document that they become, in whichever order they come.

use std::path::Path;

use serde_json::Value;
use spec::Source;
use spec::merge::{self, Edition};

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the edition is a readable file");
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    spec::tree(&Source::new(name, text), None).unwrap_or_else(|report| panic!("{report}"))
}

/// The editions of a case. The first is the base, and has words.
fn editions(folder: &Path) -> Vec<Edition> {
    let numbers = (1..).map_while(|number| {
        let path = folder.join(format!("{number}.yaml"));
        path.exists().then(|| (number, read(&path)))
    });
    let tree = |number, tree: Value| if number == 1 { tree } else { merge::facts(&tree) };
    numbers.map(|(number, found)| Edition { name: format!("v{number}"), tree: tree(number, found) }).collect()
}

/// Takes editions in one after the other, each into the text that the ones before became.
fn take(editions: &[Edition], order: &[usize]) -> String {
    let mut names = vec![editions[0].name.clone()];
    let mut text = spec::write(&merge::merge(&editions[..1], "v1"));
    for index in order {
        let document = spec::tree(&Source::new("merged.yaml", text), None).expect("what was merged can be read");
        let mut all: Vec<Edition> = names.iter().map(|name| merge::edition(&document, &names, name)).collect();
        all.retain(|edition| edition.name != editions[*index].name);
        all.push(editions[*index].clone());
        all.sort_by(|one, other| one.name.cmp(&other.name));
        names = all.iter().map(|edition| edition.name.clone()).collect();
        let mut merged = merge::merge(&all, "v1");
        merge::keep_words(&mut merged, &document);
        text = spec::write(&merged);
    }
    text
}

#[test]
fn editions_become_one_document_in_any_order_and_can_be_had_back() {
    insta::glob!("editions/*/1.yaml", |path| {
        let editions = editions(path.parent().expect("a case is a folder"));
        let text = take(&editions, &(1..editions.len()).collect::<Vec<_>>());
        let others: &[&[usize]] = if editions.len() == 3 { &[&[2, 1], &[1, 2, 1], &[2, 2, 1]] } else { &[&[1, 1]] };
        for order in others {
            assert_eq!(take(&editions, order), text, "in the order {order:?}");
        }
        let document =
            spec::tree(&Source::new("merged.yaml", text.clone()), None).expect("what was merged can be read");
        let names: Vec<String> = editions.iter().map(|edition| edition.name.clone()).collect();
        for edition in &editions {
            let back = merge::edition(&document, &names, &edition.name);
            assert!(merge::same(&back.tree, &edition.tree), "{} is not what it was", edition.name);
        }
        let conflicts: String = merge::conflicts(&document, &names)
            .iter()
            .map(|conflict| format!("# conflict: {}\n", conflict.pointer))
            .collect();
        insta::assert_snapshot!(format!("{text}{conflicts}"));
    });
}

#[test]
fn the_real_document_is_kept_in_the_form_that_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.yaml");
    let text = std::fs::read_to_string(&path).expect("the document is a readable file");
    let source = Source::new("config.yaml", text.clone());
    let written = spec::kept_form(&source).unwrap_or_else(|report| panic!("{report}"));
    let line = text.lines().zip(written.lines()).position(|(is, should)| is != should).map(|line| line + 1);
    assert!(text == written, "config.yaml differs from its form from line {line:?} on; run `cargo xtask format`");
    let edition = Edition { name: "0.40".to_owned(), tree: read(&path) };
    assert!(text == spec::rewrite(&text, &merge::merge(&[edition], "0.40")), "a merge of one edition changes it");
}
