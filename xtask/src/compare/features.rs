//! What a program saves that takes a few tags of this project's crate.

use std::path::Path;

use spec::ir::Api;

use super::generating::Subject;
use super::table::{Cell, Row, Table, Unit};
use super::topic::Topic;
use super::{Place, compiling};

/// The tags that a user of Airbyte would take; where a document lacks one, its first others stand in.
const PREFERRED: [&str; 3] = ["connection", "jobs", "workspace"];
/// The crate's default features but for the tags. They are those of what it depends on too, which thus stays as it is.
const DEFAULT: [&str; 3] = ["gzip", "rustls", "system-proxy"];

/// The time of each mode with all tags, and with three; none for a crate in which that is nearly the same.
pub(super) fn table(subject: &Subject, api: &Api, place: &Place) -> Option<Table> {
    let tags = tags(&subject.folder.join(subject.peer.package)).unwrap_or_default();
    if tags.len() <= PREFERRED.len() {
        return None;
    }
    let few = few(&tags);
    let operations = few.iter().map(|tag| api.operations_of(*tag).count()).sum();
    let names: Vec<&str> = few.iter().map(|tag| tags[*tag].as_str()).collect();
    let rows = [
        ("all tags", chosen(subject, &["all-tags"]), api.operations.len()),
        ("three tags", chosen(subject, &names), operations),
    ];
    let columns = compiling::MODES.iter().map(|(name, mode)| {
        println!("{}: {name} with all tags and with three", place.name);
        let samples = super::in_turns(place.runs, &rows, |(_, features, _)| {
            compiling::alone(subject, mode, &["--no-default-features", features], place)
        });
        samples.into_iter().map(Cell::of).collect()
    });
    let columns: Vec<Vec<Cell>> = columns.collect();
    let rows = rows.iter().enumerate().map(|(index, (name, _, operations))| Row {
        name: (*name).to_owned(),
        is_peer: false,
        cells: columns.iter().map(|column| column[index].clone()).collect(),
        more: vec![operations.to_string()],
    });
    Some(Table {
        topic: Topic::Features,
        about: format!(
            "This project's crate alone, after all that it depends on, without incremental compilation: with all tags, and \
             with `{}`, `{}` and `{}`, which bring the models that their operations reach. The other features are the default \
             ones, and the ratio is that to all tags.",
            names[0], names[1], names[2]
        ),
        unit: Unit::Seconds,
        columns: compiling::MODES.iter().map(|(name, _)| *name).collect(),
        more: vec!["operations"],
        rows: rows.collect(),
    })
}

/// What tells Cargo which tags to take.
fn chosen(subject: &Subject, tags: &[&str]) -> String {
    let features = tags.iter().chain(&DEFAULT).map(|feature| format!("{}/{feature}", subject.peer.package));
    format!("--features={}", features.collect::<Vec<_>>().join(","))
}

/// The features of a crate's tags, in the order of the document's tags.
fn tags(package: &Path) -> Option<Vec<String>> {
    let manifest = std::fs::read_to_string(package.join("Cargo.toml")).ok()?;
    let manifest: toml::Table = manifest.parse().ok()?;
    let tags = manifest.get("features")?.get("all-tags")?.as_array()?;
    tags.iter().map(|tag| tag.as_str().map(str::to_owned)).collect()
}

/// The places of the preferred tags, and of as many of the first as are lacking.
fn few(tags: &[String]) -> Vec<usize> {
    let mut few: Vec<usize> = PREFERRED.iter().filter_map(|name| tags.iter().position(|tag| tag == name)).collect();
    for tag in 0..tags.len() {
        if few.len() < PREFERRED.len() && !few.contains(&tag) {
            few.push(tag);
        }
    }
    few
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_tags_are_the_preferred_and_then_the_first() {
        let few = |tags: &[&str]| few(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>());
        assert_eq!(few(&["workspace", "source", "jobs", "connection"]), [3, 2, 0]);
        assert_eq!(few(&["source", "jobs", "state", "operation"]), [1, 0, 2]);
        assert_eq!(few(&["a", "b", "c", "d"]), [0, 1, 2]);
    }

    #[test]
    fn tags_are_read_from_the_manifest() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let manifest = "[features]\nall-tags = [\"b\", \"a\"]\na = []\nb = []\n";
        std::fs::write(folder.path().join("Cargo.toml"), manifest)?;
        assert_eq!(tags(folder.path()), Some(vec!["b".to_owned(), "a".to_owned()]));
        std::fs::write(folder.path().join("Cargo.toml"), "[features]\n")?;
        assert_eq!(tags(folder.path()), None);
        Ok(())
    }
}
