//! Running other programs: how long they take, and what to tell of one that fails.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A program that did its work.
pub(crate) struct Ran {
    pub(crate) took: Duration,
    pub(crate) stdout: String,
}

/// Runs a program to its end; the error is the line of its output that tells why it failed.
pub(crate) fn run(command: &mut Command) -> Result<Ran, String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let started = Instant::now();
    let output = command.output().map_err(|error| format!("{name} cannot be run: {error}"))?;
    let took = started.elapsed();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(Ran { took, stdout });
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    Err(complaint(&stderr).or_else(|| complaint(&stdout)).unwrap_or_else(|| format!("{name}: {}", output.status)))
}

/// The line that says what went wrong: the first that calls itself an error, the words of a panic, or the first at all.
fn complaint(output: &str) -> Option<String> {
    let plain = without_colours(output);
    let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let panic = lines.iter().position(|line| line.starts_with("thread '") && line.contains("panicked at"));
    let error = lines.iter().position(|line| {
        let start = line.get(..9).unwrap_or(line).to_ascii_lowercase();
        start.starts_with("error") || start.starts_with("exception")
    });
    let line = match (panic, error) {
        (Some(panic), None) => lines.get(panic + 1).map(|words| format!("it panics: {words}")),
        (_, Some(error)) => lines.get(error).map(|line| (*line).to_owned()),
        (None, None) => lines.first().map(|line| (*line).to_owned()),
    }?;
    Some(without_folders(&line))
}

/// Paths are those of this machine; only the names of files tell something elsewhere.
fn without_folders(line: &str) -> String {
    let words = line.split(' ').map(|word| match word.rfind('/') {
        Some(last) if word.trim_start_matches(['`', '"', '\'', '(']).starts_with('/') => &word[last + 1..],
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn without_colours(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or("", |(_, rest)| rest))
}

/// Cargo, for crates that share what they depend on in one folder.
pub(crate) struct Cargo {
    pub(crate) target: PathBuf,
    /// Whether what it says of a build is for the user; otherwise the error has the line of it that tells why it failed.
    pub(crate) is_heard: bool,
}

/// What Cargo has built.
pub(crate) struct Built {
    pub(crate) took: Duration,
    /// The names of the targets that were compiled, and not found from before.
    pub(crate) compiled: Vec<String>,
    /// The program, where one was built.
    pub(crate) program: Option<PathBuf>,
}

impl Cargo {
    pub(crate) fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(folder).env("CARGO_TARGET_DIR", &self.target);
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_TERM_COLOR", "never");
        for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_MANIFEST_DIR"] {
            command.env_remove(flags);
        }
        command
    }

    /// Builds, checks or the like, in the workspace in `folder`.
    pub(crate) fn build(&self, folder: &Path, arguments: &[&str]) -> Result<Built, String> {
        let mut command = self.command(folder);
        let (subcommand, rest) = arguments.split_first().ok_or("cargo needs a command")?;
        command.args([subcommand, "--message-format", "json-render-diagnostics"]).args(rest);
        if self.is_heard {
            command.stderr(Stdio::inherit());
        }
        let ran = run(&mut command)?;
        let (compiled, program) = artifacts(&ran.stdout);
        Ok(Built { took: ran.took, compiled, program })
    }
}

/// What was compiled according to Cargo's messages, and the last program among it.
pub(crate) fn artifacts(messages: &str) -> (Vec<String>, Option<PathBuf>) {
    let (mut compiled, mut program) = (Vec::new(), None);
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        if let (false, Some(name)) = (message["fresh"] == true, message["target"]["name"].as_str()) {
            compiled.push(name.replace('-', "_"));
        }
        program = message["executable"].as_str().map(PathBuf::from).or(program);
    }
    (compiled, program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_line_that_says_what_went_wrong() {
        let cases = [
            ("warning: odd\nerror[E0425]: cannot find it\n --> src/lib.rs", "error[E0425]: cannot find it"),
            (
                "thread 'main' (12) panicked at src/main.rs:3:1:\nassertion failed: a <= b\nnote: run",
                "it panics: assertion failed: a <= b",
            ),
            ("\u{1b}[31mError:\u{1b}[0m cannot read /tmp/scratch/config.yaml", "Error: cannot read config.yaml"),
            ("\n  no such thing\nmore", "no such thing"),
        ];
        for (output, expected) in cases {
            assert_eq!(complaint(output).as_deref(), Some(expected));
        }
        assert_eq!(complaint("\n\n"), None);
    }

    #[test]
    fn knows_what_was_compiled() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"serde"},"fresh":true,"executable":null}
{"reason":"compiler-artifact","target":{"name":"its-sdk"},"fresh":false,"executable":null}
{"reason":"compiler-artifact","target":{"name":"program"},"fresh":false,"executable":"/t/program"}
{"reason":"build-finished","success":true}"#;
        let (compiled, program) = artifacts(messages);
        assert_eq!(compiled, ["its_sdk", "program"]);
        assert_eq!(program, Some(PathBuf::from("/t/program")));
    }
}
