//! The table that the command prints.

use std::time::Duration;

/// A line of the table: a document and what became of it.
pub(super) struct Row {
    pub(super) document: String,
    pub(super) verdict: Verdict,
}

/// What became of a document.
pub(super) enum Verdict {
    /// Its crate compiles without a warning.
    Good(Made),
    /// It has errors; the first of them.
    Refused(String),
    /// No crate could be made of it.
    Failed(String),
    /// Its crate does not compile without a warning; the first words of the compiler.
    FailedToCompile(Made, String),
}

/// The crate that was made.
pub(super) struct Made {
    pub(super) operations: usize,
    pub(super) schemas: usize,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) generated_in: Duration,
    pub(super) compiled: Duration,
    pub(super) warnings: usize,
}

/// The names of the columns.
pub(super) fn header(width: usize) -> String {
    format!(
        "{:<width$}  {:>10}  {:>7}  {:>5}  {:>7}  {:>8}  {:>7}  {:>8}  verdict",
        "document", "operations", "schemas", "files", "lines", "generate", "check", "warnings"
    )
}

impl Verdict {
    /// Whether this is a defect of the generator.
    pub(super) fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::FailedToCompile(..))
    }
}

impl Row {
    /// The row, and what there is to say below it.
    pub(super) fn shown(&self, width: usize) -> String {
        let document = &self.document;
        match &self.verdict {
            Verdict::Good(made) => format!("{document:<width$}  {}  ok\n", columns(made)),
            Verdict::Refused(first) => format!("{document:<width$}  {:>64}  refused: {first}\n", ""),
            Verdict::Failed(words) => format!("{document:<width$}  {:>64}  FAILED: {words}\n", ""),
            Verdict::FailedToCompile(made, words) => {
                let words = words.lines().map(|line| format!("    {line}\n"));
                format!("{document:<width$}  {}  FAILED\n{}", columns(made), words.collect::<String>())
            }
        }
    }
}

fn columns(made: &Made) -> String {
    let Made { operations, schemas, files, lines, generated_in, compiled, warnings } = made;
    let (generate, check) = (generated_in.as_secs_f64(), compiled.as_secs_f64());
    format!("{operations:>10}  {schemas:>7}  {files:>5}  {lines:>7}  {generate:>7.2}s  {check:>6.1}s  {warnings:>8}")
}
