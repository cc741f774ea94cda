//! The figures that are written down, and how those of now compare with them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Counts;
use crate::documents::shown;
use crate::{Failure, tree};

/// How much more than what is written down may be, in per cent. Lines are the same in every run of one compiler;
/// instructions differ by less than one per cent, as threads and the seeds of hashes do.
const MARGIN: u64 = 5;

/// The figures that are written down.
#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    /// The compiler that they were taken with.
    rustc: String,
    counts: BTreeMap<String, u64>,
}

/// What there is to say of counts beside the figures.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Verdict {
    pub(super) failures: Vec<String>,
    /// What should be done, and does not have to be.
    pub(super) hints: Vec<String>,
}

impl Figures {
    /// Reads them from a file, if it is there.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let text = tree::read_if_there(path)?;
        text.map(|text| Self::parse(&text, &shown(path))).transpose()
    }

    fn parse(text: &[u8], path: &str) -> Result<Self, Failure> {
        serde_json::from_slice(text).map_err(|error| {
            let help = "restore it, or remove it and run `cargo xtask counts --update`";
            Failure(format!("error: {path} does not hold counts: {error}\n  help: {help}"))
        })
    }

    pub(super) fn to_json(&self) -> String {
        // Texts and numbers can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The counts as figures; what could not be counted stays as it was, and what is counted no more goes.
    pub(super) fn renewed(&self, counts: &Counts, rustc: String) -> Self {
        let counts = counts.iter().filter_map(|(name, count)| {
            let figure = count.or_else(|| self.counts.get(name).copied())?;
            Some((name.clone(), figure))
        });
        Self { rustc, counts: counts.collect() }
    }

    /// Says what grew beyond the margin, and what shrank so.
    pub(super) fn compare(&self, counts: &Counts, rustc: &str) -> Verdict {
        let mut verdict = Verdict::default();
        for (name, count) in counts {
            match (count, self.counts.get(name)) {
                (Some(now), Some(known)) => verdict.judge(name, *now, *known),
                (Some(now), None) => {
                    verdict.failures.push(format!("{name}: {}, and nothing is written down", grouped(*now)))
                }
                (None, _) => {}
            }
        }
        let gone = self.counts.keys().filter(|name| !counts.contains_key(*name));
        verdict.failures.extend(gone.map(|name| format!("{name}: written down, and not counted any more")));
        if verdict.failures.is_empty() {
            return verdict;
        }
        verdict
            .failures
            .push("`cargo xtask counts --update` renews what is written down; say in the commit why".to_owned());
        if self.rustc != rustc {
            let other =
                format!("they were taken with {}, and this is {rustc}: it may be the compiler's doing", self.rustc);
            verdict.failures.push(other);
        }
        verdict
    }
}

impl Verdict {
    fn judge(&mut self, name: &str, now: u64, known: u64) {
        let sides = format!("{} now, {} written down", grouped(now), grouped(known));
        let (hundredfold, known) = (u128::from(now) * 100, u128::from(known));
        if hundredfold > known * u128::from(100 + MARGIN) {
            self.failures.push(format!("{name} grew: {sides}, and {MARGIN} % more would be fine"));
        } else if hundredfold < known * u128::from(100 - MARGIN) {
            self.hints.push(format!("{name} shrank: {sides}; `cargo xtask counts --update` keeps it so"));
        }
    }
}

/// Every count beside its figure, for people.
pub(super) fn table(known: &Figures, counts: &Counts) -> String {
    let mut rows = vec![["", "now", "written down", "change"].map(str::to_owned)];
    rows.extend(counts.iter().map(|(name, now)| {
        let figure = known.counts.get(name).copied();
        let change = now.zip(figure).map(|(now, figure)| change(now, figure));
        let shown = |number: Option<u64>| number.map(grouped).unwrap_or_else(|| "-".to_owned());
        [name.clone(), shown(*now), shown(figure), change.unwrap_or_else(|| "-".to_owned())]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let [first, second, third, fourth] = [width(0), width(1), width(2), width(3)];
    let lines = rows.iter().map(|[name, now, figure, change]| {
        format!("{name:first$}  {now:>second$}  {figure:>third$}  {change:>fourth$}\n")
    });
    lines.collect()
}

fn change(now: u64, figure: u64) -> String {
    if figure == 0 {
        return "-".to_owned();
    }
    format!("{:+.2} %", (now as f64 / figure as f64 - 1.0) * 100.0)
}

/// A number with its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let counts = [("calls", 1000), ("instructions", 200), ("lines", 1_234_567)];
        Figures { rustc: "rustc 1".to_owned(), counts: counts.map(|(name, figure)| (name.to_owned(), figure)).into() }
    }

    fn counts(counts: [(&str, Option<u64>); 3]) -> Counts {
        counts.map(|(name, count)| (name.to_owned(), count)).into()
    }

    #[test]
    fn growth_beyond_the_margin_fails() {
        let at_the_margin = counts([("calls", Some(1050)), ("instructions", None), ("lines", Some(1_234_567))]);
        assert_eq!(figures().compare(&at_the_margin, "rustc 2"), Verdict::default());

        let beyond = counts([("calls", Some(1051)), ("instructions", None), ("lines", Some(1_172_838))]);
        let verdict = figures().compare(&beyond, "rustc 1");
        let renew = "`cargo xtask counts --update` renews what is written down; say in the commit why";
        let grew = "calls grew: 1,051 now, 1,000 written down, and 5 % more would be fine";
        assert_eq!(verdict.failures, [grew, renew]);
        let shrank = "lines shrank: 1,172,838 now, 1,234,567 written down; `cargo xtask counts --update` keeps it so";
        assert_eq!(verdict.hints, [shrank]);

        let told = figures().compare(&beyond, "rustc 2").failures;
        let other = "they were taken with rustc 1, and this is rustc 2: it may be the compiler's doing";
        assert_eq!(told, [grew, renew, other]);
    }

    #[test]
    fn other_counts_than_are_written_down_fail() {
        let others = counts([("calls", Some(1000)), ("functions", Some(7)), ("lines", Some(1_234_567))]);
        let failures = figures().compare(&others, "rustc 1").failures;
        assert_eq!(failures[0], "functions: 7, and nothing is written down");
        assert_eq!(failures[1], "instructions: written down, and not counted any more");
        assert_eq!(failures.len(), 3);
    }

    #[test]
    fn renewing_keeps_what_could_not_be_counted() {
        let now = counts([("calls", Some(5)), ("functions", None), ("instructions", None)]);
        let renewed = figures().renewed(&now, "rustc 2".to_owned());
        let json =
            "{\n  \"rustc\": \"rustc 2\",\n  \"counts\": {\n    \"calls\": 5,\n    \"instructions\": 200\n  }\n}\n";
        assert_eq!(renewed.to_json(), json);
        assert_eq!(Figures::parse(json.as_bytes(), "counts.json").ok(), Some(renewed));
    }

    #[test]
    fn says_what_to_do_about_a_malformed_file() {
        for text in ["", "{\"rustc\": \"rustc 1\"}", "{\"rustc\": \"rustc 1\", \"counts\": {\"lines\": -1}}"] {
            let failure = Figures::parse(text.as_bytes(), "counts.json").err().map(|failure| failure.to_string());
            let failure = failure.unwrap_or_default();
            assert!(failure.starts_with("error: counts.json does not hold counts: "), "{failure}");
            assert!(failure.ends_with("remove it and run `cargo xtask counts --update`"), "{failure}");
        }
    }

    #[test]
    fn shows_counts_beside_figures() {
        let now = counts([("calls", Some(1100)), ("functions", Some(7)), ("instructions", None)]);
        let expected = "                now  written down    change
calls         1,100         1,000  +10.00 %
functions         7             -         -
instructions      -           200         -
";
        assert_eq!(table(&figures(), &now), expected);
    }
}
