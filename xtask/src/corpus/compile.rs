//! Compiling a crate, and what the compiler says of it.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{Failure, workspace};

/// What became of a crate.
pub(super) struct Compiled {
    /// How long `cargo check` took; for the first crate of all with what it depends on.
    pub(super) check: Duration,
    /// The warnings of `clippy` and of `rustdoc`.
    pub(super) warnings: usize,
    /// The first that the compiler said, if it said anything.
    pub(super) trouble: Option<String>,
}

/// What cargo was asked, and what it said.
struct Said {
    warnings: usize,
    first: Option<String>,
}

/// Checks, lints and documents the crate.
pub(super) fn compile(folder: &Path, name: &str) -> Result<Compiled, Failure> {
    let started = Instant::now();
    let check = cargo(folder, &["check", "-p", name])?;
    let took = started.elapsed();
    let clippy = cargo(folder, &["clippy", "-p", name])?;
    let doc = cargo(folder, &["doc", "--no-deps", "-p", name])?;
    Ok(Compiled {
        check: took,
        warnings: clippy.warnings + doc.warnings,
        trouble: check.first.or(clippy.first).or(doc.first),
    })
}

fn cargo(folder: &Path, arguments: &[&str]) -> Result<Said, Failure> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet", "--message-format", "json"])
        .env("CARGO_TARGET_DIR", workspace().join("target"))
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()
        .map_err(|error| Failure::io("run cargo in", folder, &error))?;
    let mut said = Said { warnings: 0, first: None };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(entry) = serde_json::from_str::<Value>(line) else { continue };
        let message = &entry["message"];
        if entry["reason"] != "compiler-message" || !["warning", "error"].iter().any(|level| message["level"] == *level)
        {
            continue;
        }
        said.warnings += 1;
        said.first = said.first.or_else(|| message["rendered"].as_str().map(str::to_owned));
    }
    if !output.status.success() && said.first.is_none() {
        said.first = Some(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(said)
}
