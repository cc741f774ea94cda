//! What changed between two documents, as those see it who use the Rust that is made of them.
//!
//! Changes are found in the representation; what it does not hold, such as a format without a type of its own, is found
//! by a comparison of the documents' facts, so that no change goes unsaid. Each has a verdict: whether programs still
//! compile, and whether those that do still work. Enums are open and structs `#[non_exhaustive]`, so a new value or a
//! new optional property breaks nothing: programs have a branch for values that they do not know, and cannot name all
//! fields.

mod answers;
mod arguments;
mod bodies;
mod changelog;
mod choices;
mod common;
mod facts;
mod keys;
mod objects;
mod operations;
mod places;
mod reach;
mod renames;
mod render;
mod schemas;
mod servers;
mod spelling;
mod types;

use serde::Serialize;
use serde_json::Value;

use crate::diagnostics::{Pointer, Report, Source};
use crate::ir::Api;

/// A document that is compared.
#[derive(Debug)]
pub struct Side {
    source: Source,
    tree: Value,
    api: Api,
}

impl Side {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A [`Report`] of what makes the document or its overlay unusable.
    pub fn read(source: Source, overlay: Option<Source>) -> Result<Self, Report> {
        let tree = crate::tree(&source, overlay.clone())?;
        let api = crate::read("document", source.clone(), overlay)?.api;
        Ok(Self { source, tree, api })
    }
}

/// What happens to a program that uses what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing: what is said of it changed, or what the types do not show.
    Documentation,
    /// Nothing, and there is more to use.
    Additive,
    /// It compiles, and may get something else than it expects.
    BreaksAtRunTime,
    /// It does not compile.
    BreaksAtCompileTime,
}

/// Which way the data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the caller to the server.
    Request,
    /// From the server to the caller.
    Response,
    /// Both ways.
    Both,
}

/// What kind of change it is, as a changelog groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is new.
    Added,
    /// It is something else.
    Changed,
    /// It is advised against.
    Deprecated,
    /// It is gone.
    Removed,
}

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// What changed, such as `JobRead.status`.
    pub subject: String,
    /// What kind of change it is.
    pub kind: Kind,
    /// What it is, in one sentence without a full stop.
    pub message: String,
    /// What it does to programs.
    pub verdict: Verdict,
    /// Which way the data goes; none where no operation reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The line of the old document, where that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_line: Option<usize>,
    /// The line of the new document, where that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_line: Option<usize>,
    #[serde(skip)]
    old: Option<Pointer>,
    #[serde(skip)]
    new: Option<Pointer>,
    /// The facts of the place that this speaks of; all of them where it is empty.
    #[serde(skip)]
    aspect: &'static str,
}

impl Change {
    fn new(subject: impl Into<String>, kind: Kind, verdict: Verdict, message: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            kind,
            message: message.into(),
            verdict,
            direction: None,
            old_line: None,
            new_line: None,
            old: None,
            new: None,
            aspect: "",
        }
    }

    fn at(self, old: impl Into<Option<Pointer>>, new: impl Into<Option<Pointer>>) -> Self {
        Self { old: old.into(), new: new.into(), ..self }
    }

    fn toward(self, direction: Option<Direction>) -> Self {
        Self { direction, ..self }
    }

    fn about(self, aspect: &'static str) -> Self {
        Self { aspect, ..self }
    }
}

/// The step that the version has to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Nothing changed.
    None,
    /// What is said of things changed.
    Patch,
    /// There is more to use.
    Minor,
    /// Programs break.
    Major,
}

/// All that changed.
#[derive(Clone, Debug)]
pub struct Diff {
    old: String,
    new: String,
    /// The changes, operations before schemas, each in the order of its document.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The step that follows from the worst verdict.
    pub fn step(&self) -> Step {
        match self.changes.iter().map(|change| change.verdict).max() {
            None => Step::None,
            Some(Verdict::Documentation) => Step::Patch,
            Some(Verdict::Additive) => Step::Minor,
            Some(Verdict::BreaksAtRunTime | Verdict::BreaksAtCompileTime) => Step::Major,
        }
    }

    /// Whether programs break.
    pub fn is_breaking(&self) -> bool {
        self.step() == Step::Major
    }
}

/// Compares two documents.
pub fn diff(old: &Side, new: &Side) -> Diff {
    let mut changes = operations::changes(&old.api, &new.api);
    changes.extend(schemas::changes(&old.api, &new.api));
    changes.extend(servers::of_document(&old.api, &new.api));
    changes.extend(keys::changes(&old.api, &new.api));
    let unsaid = facts::unsaid(&old.tree, &new.tree, &changes);
    changes.extend(unsaid);
    places::find_lines(&old.source, &mut changes, |change| (change.old.clone(), &mut change.old_line));
    places::find_lines(&new.source, &mut changes, |change| (change.new.clone(), &mut change.new_line));
    Diff { old: old.source.name().to_owned(), new: new.source.name().to_owned(), changes }
}
