//! Changes in words.

use std::fmt::Write;

use super::{Change, Diff, Direction, Step, Verdict};

const GROUPS: [(Verdict, &str); 4] = [
    (Verdict::BreaksAtCompileTime, "Breaks at compile time"),
    (Verdict::BreaksAtRunTime, "Breaks at run time"),
    (Verdict::Additive, "Additive"),
    (Verdict::Documentation, "Documentation"),
];

const WHY: &str = "A new value of an enum and a new optional property are additive: enums are open, so programs have a \
                   branch for values that they do not know, and structs are `#[non_exhaustive]`, so no program names all \
                   of their fields.";

impl Diff {
    /// For a terminal: one change a line, with its lines in both documents.
    pub fn text(&self) -> String {
        let mut out = format!("old: {}\nnew: {}\n", self.old, self.new);
        for (verdict, title) in GROUPS {
            let group = self.of(verdict);
            if !group.is_empty() {
                let _ = writeln!(out, "{title}: {}", group.len());
            }
            for change in group {
                let _ =
                    writeln!(out, "  {}: {}{}  [{}]", change.subject, change.message, toward(change), lines(change));
            }
        }
        let _ = writeln!(out, "{}", self.verdict());
        if self.of(Verdict::Additive).is_empty() {
            return out;
        }
        let _ = writeln!(out, "{WHY}");
        out
    }

    /// For a release's notes or a review.
    pub fn markdown(&self) -> String {
        let mut out = format!("# From `{}` to `{}`\n\n{}\n", self.old, self.new, self.verdict());
        for (verdict, title) in GROUPS {
            let group = self.of(verdict);
            if group.is_empty() {
                continue;
            }
            let _ = write!(out, "\n## {title}\n\n");
            if verdict == Verdict::Additive {
                let _ = write!(out, "{WHY}\n\n");
            }
            let _ = writeln!(out, "| what | change | direction | old line | new line |\n|---|---|---|---|---|");
            for change in group {
                let line = |line: Option<usize>| line.map_or(String::new(), |line| line.to_string());
                let direction = change.direction.map_or("", word);
                let message = change.message.replace('|', "\\|");
                let subject = change.subject.replace('|', "\\|");
                let (old, new) = (line(change.old_line), line(change.new_line));
                let _ = writeln!(out, "| `{subject}` | {message} | {direction} | {old} | {new} |");
            }
        }
        out
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "old": self.old,
            "new": self.new,
            "step": self.step(),
            "breaking": self.is_breaking(),
            "changes": self.changes,
        })
    }

    fn of(&self, verdict: Verdict) -> Vec<&Change> {
        self.changes.iter().filter(|change| change.verdict == verdict).collect()
    }

    fn verdict(&self) -> String {
        match self.step() {
            Step::None => "Nothing changed.".to_owned(),
            Step::Patch => "No program can tell: a patch.".to_owned(),
            Step::Minor => "Every program still compiles and works: a minor step.".to_owned(),
            Step::Major => "Programs break: a major step.".to_owned(),
        }
    }
}

fn lines(change: &Change) -> String {
    let line = |side: &str, line: Option<usize>| line.map(|line| format!("{side} line {line}"));
    let lines = [line("old", change.old_line), line("new", change.new_line)];
    lines.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn toward(change: &Change) -> String {
    change.direction.map_or(String::new(), |direction| format!(" ({})", word(direction)))
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Both => "request and response",
    }
}
