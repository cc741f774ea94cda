//! The project's commands, run as `cargo xtask COMMAND`.
//!
//! Exit codes: 0 done, 1 the answer is no (the generated files drifted, a document has errors or is not in its form,
//! programs break, a crate does not compile, a count grew), 2 the command or its input is unusable.

mod compare;
mod corpus;
mod counts;
mod diff;
mod documents;
mod format;
mod generate;
mod journal;
mod lint;
mod process;
mod tree;
mod update;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;

const HELP: &str = "\
The commands of this project.

    cargo xtask generate                        make the crate in generated/ from every document in spec/
    cargo xtask generate --check                write nothing; tell which files are missing, stale or orphans
    cargo xtask generate --spec FILE --out DIR  make a crate of its own from any OpenAPI document, 3.0 or 3.1
                         [--name NAME]          its name; otherwise that of the file
                         [--overlay FILE]       what the document cannot say; see spec/config.overlay.yaml
                         [--check]              write nothing, as above
    cargo xtask lint                            tell what is wrong or odd in the documents in spec/; see docs/lints.md
    cargo xtask lint FILE [--overlay FILE]      the same of any document
                         [--format text|json]   for people, which is the default, or for programs
    cargo xtask update FILE --edition NAME      take an edition into spec/config.yaml; FILE may be a URL; see docs/updating.md
                       --server URL             in place of FILE: ask a running Airbyte for its document
                       [--date YYYY-MM-DD]      the day that the edition is of; otherwise that in its name or its file's
                       [--replace]              the edition alone, in place of those that are in
                       [--dry-run]              show what would be written, and write nothing
    cargo xtask diff OLD NEW                    tell what changed between two documents, and the version step
                         [--format text|markdown|json]
    cargo xtask format [--check]                put the documents in spec/ into the form in which they are kept
    cargo xtask corpus DIR                      make a crate of every document in a folder, compile each, and print a table
    cargo xtask compare [DOCUMENT...]           measure this generator beside others, and write docs/benchmarks.md
                        [--scratch DIR]         where the others are installed and all is compiled; else below target/
                        [--runs N]              how often the documents behind it are measured; else 5 times
                        [--only TABLE,...]      of these tables alone: generating, compiling, features, codec, size; the
                                                document's part of the page is replaced as a whole
                        [--times N]             the documents behind it N times over, each as one large document
    cargo xtask counts                          count lines of LLVM IR and instructions; tell what grew; see CONTRIBUTING.md
                       [--update]               write the counts down as they are, in xtask/counts.json
    cargo xtask help                            this text

Exit codes: 0 done, 1 the answer is no, 2 the command or its input is unusable.
";

fn main() -> ExitCode {
    match run() {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<Outcome, Failure> {
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next()? {
        None | Some(Short('h') | Long("help")) => help(),
        Some(Value(command)) => match command.to_string_lossy().as_ref() {
            "help" => help(),
            command => {
                // No command may see the half of what another one wrote.
                journal::recover(&workspace())?;
                run_command(command, arguments)
            }
        },
        Some(other) => Err(other.unexpected().into()),
    }
}

fn run_command(command: &str, arguments: lexopt::Parser) -> Result<Outcome, Failure> {
    match command {
        "generate" => generate::run(arguments),
        "format" => format::run(arguments),
        "diff" => diff::run(arguments),
        "update" => update::run(arguments),
        "compare" => compare::run(arguments),
        "corpus" => corpus::run(arguments),
        "counts" => counts::run(arguments),
        "lint" => lint::run(arguments),
        other => Err(Failure::usage(format!("there is no command `{other}`"))),
    }
}

fn help() -> Result<Outcome, Failure> {
    print!("{HELP}");
    Ok(Outcome::Done)
}

/// How a command ended that could do its work.
enum Outcome {
    /// What was asked for is done.
    Done,
    /// The answer is no.
    No,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
        }
    }
}

/// Why a command could not do its work, in words for its user.
struct Failure(String);

impl Failure {
    /// The command line cannot be understood.
    fn usage(message: impl fmt::Display) -> Self {
        Self(format!("error: {message}\n  help: `cargo xtask help` lists the commands"))
    }

    /// A file or folder cannot be read or written.
    fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("error: cannot {doing} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

impl From<spec::Report> for Failure {
    fn from(report: spec::Report) -> Self {
        Self(report.to_string())
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::usage(error)
    }
}

/// The workspace's folder: that of the manifest that Cargo runs this from, which is said anew at each run.
fn workspace() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let xtask = PathBuf::from(xtask);
    xtask.parent().map(Path::to_path_buf).unwrap_or(xtask)
}

/// The day that it is now, as `2026-01-02`.
fn today() -> String {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date().to_string()
}
