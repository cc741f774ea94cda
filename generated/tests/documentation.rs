//! The documentation says something: nowhere does it fall back on the name of what it describes.

use std::path::{Path, PathBuf};

/// What the generator writes where the document has no words.
const FALLBACKS: [&str; 7] = [
    "/// The property `",
    "/// The value `",
    "/// An object.",
    "/// One of a list of values.",
    "/// Another name for a type.",
    "/// A scalar with a name of its own.",
    "/// Calls the operation that is named below.",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn everything_is_described_in_words() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config"));
    assert!(files.len() > 100, "{} files", files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        for (number, line) in text.lines().enumerate() {
            let bare = FALLBACKS.iter().any(|fallback| line.trim_start().starts_with(fallback));
            assert!(!bare, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}
