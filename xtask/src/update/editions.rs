//! `spec/editions.toml`: the editions that the document holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Failure, documents, workspace};

const HEAD: &str = "\
# The editions that spec/config.yaml holds, in the order of their dates. Kept by `cargo xtask update`.

# The edition whose order the document keeps.
";

/// The editions, in the order of their dates, those of one day in the order of their names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Editions {
    /// The edition whose order the document keeps.
    pub(crate) base: String,
    #[serde(rename = "edition")]
    pub(crate) all: Vec<Edition>,
}

/// One edition.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edition {
    pub(crate) name: String,
    /// The day that the document is of.
    pub(crate) date: String,
    /// Where the document came from.
    pub(crate) source: String,
    pub(crate) sha256: String,
}

impl Editions {
    /// The path of the file inside the workspace.
    pub(crate) const PATH: &str = "spec/editions.toml";

    /// Reads the file.
    pub(crate) fn read() -> Result<Self, Failure> {
        let path = workspace().join(Self::PATH);
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let mut editions: Self = toml::from_str(&text)
            .map_err(|error| Failure(format!("error: {} cannot be understood: {error}", documents::shown(&path))))?;
        editions.sort();
        Ok(editions)
    }

    /// The file's text.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let text =
            toml::to_string(self).map_err(|error| Failure(format!("error: cannot write {}: {error}", Self::PATH)))?;
        Ok(format!("{HEAD}{text}"))
    }

    /// Takes an edition in, in place of one of the same name.
    pub(crate) fn take(&mut self, edition: Edition) {
        self.all.retain(|other| other.name != edition.name);
        self.all.push(edition);
        self.sort();
    }

    /// The names, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.all.iter().map(|edition| edition.name.clone()).collect()
    }

    fn sort(&mut self) {
        self.all.sort_by(|one, other| (&one.date, natural(&one.name)).cmp(&(&other.date, natural(&other.name))));
    }
}

/// A name in pieces that compare as people count: 1.9 comes before 1.10.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut pieces: Vec<(u64, String)> = Vec::new();
    for c in name.chars() {
        match (c.to_digit(10), pieces.last_mut()) {
            (Some(digit), Some((number, text))) if text.is_empty() => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (Some(digit), _) => pieces.push((digit.into(), String::new())),
            (None, Some((_, text))) => text.push(c),
            (None, None) => pieces.push((0, c.to_string())),
        }
    }
    pieces
}

/// The first date in a text: a whole one, or a year and a month.
pub(crate) fn date_in(text: &str) -> Option<String> {
    let starts = text.char_indices().map(|(start, _)| start);
    let whole = starts.clone().find_map(|start| text.get(start..start + 10).filter(|date| is_date(date)));
    let month =
        || starts.clone().find_map(|start| text.get(start..start + 7).filter(|month| is_date(&format!("{month}-01"))));
    whole.map(str::to_owned).or_else(|| month().map(|month| format!("{month}-01")))
}

/// Whether a text is a day of the calendar, such as `2026-08-31`.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_names() {
        assert_eq!(date_in("2021-05-27-e239afa637.yaml").as_deref(), Some("2021-05-27"));
        assert_eq!(date_in("config-2026-08.yaml").as_deref(), Some("2026-08-01"));
        assert_eq!(date_in("airbyte 0.50"), None);
        assert_eq!(date_in("größe-2021-13-01"), None);
    }

    #[test]
    fn names_count_as_people_do() {
        let mut names = ["1.10", "0.40", "1.9", "0.40.1"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(names, ["0.40", "0.40.1", "1.9", "1.10"]);
    }
}
