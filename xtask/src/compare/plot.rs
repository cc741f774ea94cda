//! A table as a picture: horizontal bars, in groups where there are several columns.

use std::fmt::Write as _;

use super::table::{Cell, Table};

const WIDTH: f64 = 720.0;
/// Where bars begin, and how long the longest is.
const LEFT: f64 = 190.0;
const LONGEST: f64 = 400.0;
const BAR: f64 = 18.0;
const STEP: f64 = 24.0;
const HEADING: f64 = 30.0;

/// The colours of a bright page, and of a dark one.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.head{font-weight:600}.missing{fill:#656d76}\
     .ours{fill:#0969da}.peer{fill:#9aa4af}.other{fill:#d0d7de}\
     @media(prefers-color-scheme:dark){text{fill:#e6edf3}.missing{fill:#8d96a0}.ours{fill:#4493f8}.peer{fill:#6e7681}\
     .other{fill:#3d444d}}";

/// The picture as SVG.
pub(super) fn svg(table: &Table, document: &str) -> String {
    let mut body = String::new();
    let mut y = 10.0;
    for column in 0..table.columns.len() {
        y += group(&mut body, table, column, y);
    }
    let title = escaped(&format!("{}, {document}: {}", table.topic.title(), table.unit.name()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" height=\"{y}\" \
         role=\"img\" aria-label=\"{title}\">\n<style>{STYLE}</style>\n<title>{title}</title>\n{body}</svg>\n"
    )
}

/// The bars of one column, from `top` on; returns how high they are.
fn group(body: &mut String, table: &Table, column: usize, top: f64) -> f64 {
    let unit = table.unit;
    let better = if unit.more_is_better() { "more is better" } else { "less is better" };
    let heading = escaped(&format!("{}, {} ({better})", table.columns[column], unit.name()));
    let _ = writeln!(body, "<text class=\"head\" x=\"10\" y=\"{}\">{heading}</text>", top + 15.0);
    let most = table.rows.iter().filter_map(|row| row.cells[column].value()).fold(0.0, f64::max);
    let rows = table.rows.iter().enumerate().filter(|(_, row)| row.cells[column] != Cell::Absent);
    let mut y = top + HEADING;
    for (index, row) in rows {
        let middle = y + BAR - 5.0;
        let _ = writeln!(
            body,
            "<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{}</text>",
            LEFT - 8.0,
            escaped(&row.name)
        );
        match &row.cells[column] {
            Cell::Median(value) => {
                let length = (value / most * LONGEST).max(1.0);
                let class = if index == 0 {
                    "ours"
                } else if row.is_peer {
                    "peer"
                } else {
                    "other"
                };
                let _ = writeln!(
                    body,
                    "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"{BAR}\" rx=\"2\"/>\n\
                     <text x=\"{:.1}\" y=\"{middle}\">{}</text>",
                    LEFT + length + 8.0,
                    unit.shown(*value)
                );
            }
            _ => {
                let _ = writeln!(body, "<text class=\"missing\" x=\"{LEFT}\" y=\"{middle}\">fails</text>");
            }
        }
        y += STEP;
    }
    y - top + 8.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_values() {
        let svg = svg(&super::super::page::tests::table(), "config.yaml");
        assert!(svg.contains("<rect class=\"ours\" x=\"190\" y=\"40\" width=\"100.0\""), "{svg}");
        assert!(svg.contains("<rect class=\"peer\" x=\"190\" y=\"64\" width=\"400.0\""), "{svg}");
        assert!(svg.contains("<text class=\"missing\" x=\"190\" y=\"101\">fails</text>"), "{svg}");
        assert!(svg.contains("a &lt;b&gt; &amp; c"), "{svg}");
        assert!(!svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn a_column_in_which_all_fails_has_no_bars() {
        let mut table = super::super::page::tests::table();
        table.rows.iter_mut().for_each(|row| row.cells = vec![Cell::Failed("no".to_owned())]);
        let svg = svg(&table, "config.yaml");
        assert!(!svg.contains("<rect") && svg.matches("fails").count() == table.rows.len(), "{svg}");
    }
}
