//! What was measured, as tables.

use super::topic::Topic;

/// The middle of what was measured: of an even number the mean of the two in the middle.
pub(super) fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1], upper) })
}

/// What there is to say of one subject in one column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// The median of what was measured.
    Median(f64),
    /// Why nothing could be measured.
    Failed(String),
    /// There is nothing to measure.
    Absent,
}

impl Cell {
    /// The median of samples, or the first of what went wrong.
    pub(super) fn of(samples: Vec<Result<f64, String>>) -> Self {
        match samples.into_iter().collect::<Result<Vec<f64>, String>>() {
            Ok(samples) => median(&samples).map_or(Self::Absent, Self::Median),
            Err(why) => Self::Failed(why),
        }
    }

    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Self::Median(value) => Some(*value),
            _ => None,
        }
    }
}

/// What the numbers of a table are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Seconds,
    MegabytesPerSecond,
    Megabytes,
}

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::MegabytesPerSecond => "MB/s",
            Self::Megabytes => "MB",
        }
    }

    /// Whether more is better.
    pub(super) fn more_is_better(self) -> bool {
        self == Self::MegabytesPerSecond
    }

    /// A number with as many digits as mean something.
    pub(super) fn shown(self, value: f64) -> String {
        let digits = match value {
            value if value < 1.0 => 3,
            value if value < 10.0 => 2,
            value if value < 100.0 => 1,
            _ => 0,
        };
        format!("{value:.digits$} {}", self.name())
    }
}

/// One topic on one document. The first row is ours.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) topic: Topic,
    /// What its numbers are of, in a sentence or two.
    pub(super) about: String,
    pub(super) unit: Unit,
    pub(super) columns: Vec<&'static str>,
    /// Columns behind those that are measured.
    pub(super) more: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
}

/// One subject.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// Whether it is another generator, and not a measure of what is possible.
    pub(super) is_peer: bool,
    pub(super) cells: Vec<Cell>,
    pub(super) more: Vec<String>,
}

impl Row {
    /// A row that says what is possible; its cells come later.
    pub(super) fn measure(name: &str) -> Self {
        Self { name: name.to_owned(), is_peer: false, cells: Vec::new(), more: Vec::new() }
    }
}

impl Table {
    fn ours(&self, column: usize) -> Option<f64> {
        self.rows.first()?.cells.get(column)?.value()
    }

    /// How often ours goes into the value of a cell.
    pub(super) fn ratio(&self, row: usize, column: usize) -> Option<f64> {
        let value = self.rows.get(row)?.cells.get(column)?.value()?;
        self.ours(column).filter(|ours| *ours > 0.0).map(|ours| value / ours)
    }

    /// The best of the peers in a column: its name and what was measured.
    pub(super) fn best_peer(&self, column: usize) -> Option<(&str, f64)> {
        let peers = self.rows.iter().skip(1).filter(|row| row.is_peer);
        let measured = peers.filter_map(|row| Some((row.name.as_str(), row.cells.get(column)?.value()?)));
        measured.reduce(|best, next| match (next.1 > best.1) == self.unit.more_is_better() {
            true => next,
            false => best,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn one_failure_is_that_of_the_cell() {
        assert_eq!(Cell::of(vec![Ok(1.0), Err("it panics".to_owned())]), Cell::Failed("it panics".to_owned()));
        assert_eq!(Cell::of(vec![Ok(1.0), Ok(3.0)]), Cell::Median(2.0));
        assert_eq!(Cell::of(vec![]), Cell::Absent);
    }

    #[test]
    fn numbers_have_three_digits() {
        let shown: Vec<String> = [0.1084, 5.043, 12.66, 195.4].map(|value| Unit::Seconds.shown(value)).to_vec();
        assert_eq!(shown, ["0.108 s", "5.04 s", "12.7 s", "195 s"]);
    }
}
