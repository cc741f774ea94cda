//! What optimized programs make the processor do, counted by callgrind: nearly the same in each run, however busy the
//! machine is.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Builder, Counts, failed};
use crate::{Failure, process, workspace};

/// What the program `counted` does: what it is, its name there, and how often it is done for the start to weigh nothing.
const WORK: [(&str, &str, u64); 4] = [
    ("instructions to decode a connection of 1000 streams", "decode", 2),
    ("instructions to encode a connection of 1000 streams", "encode", 5),
    ("instructions of a call through the client", "call", 100),
    ("instructions of a call by hand", "call-by-hand", 100),
];

const GENERATING: &str = "instructions to generate the crate of spec/config.yaml";

/// Has glibc take the functions that every processor can do: others would be a few per cent more or less of a call.
const PLAIN_LIBC: (&str, &str) =
    ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-ERMS,-SSSE3");

/// Counts the instructions of all work, where there is valgrind.
pub(super) fn count(builder: &Builder, counts: &mut Counts) -> Result<(), Failure> {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("no valgrind here: instructions are not counted; install valgrind to have them compared too");
        counts.extend(WORK.iter().map(|(name, ..)| *name).chain([GENERATING]).map(|name| (name.to_owned(), None)));
        return Ok(());
    }
    println!("instructions of programs");
    let counted = program(builder, "counted")?;
    for (name, work, times) in WORK {
        let run = |times: u64| {
            let mut command = Command::new(&counted);
            command.args([work, &times.to_string()]);
            instructions(builder, &command)
        };
        // What it takes to start is in both.
        let (once, twice) = (run(times)?, run(2 * times)?);
        counts.insert(name.to_owned(), Some(twice.saturating_sub(once) / times));
    }
    counts.insert(GENERATING.to_owned(), Some(generating(builder)?));
    Ok(())
}

/// The instructions of generating a crate into a folder that is not there.
fn generating(builder: &Builder) -> Result<u64, Failure> {
    let out = builder.path("crate");
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|error| Failure::io("remove the folder", &out, &error))?;
    }
    let mut command = Command::new(program(builder, "xtask")?);
    command.args(["generate", "--spec", "spec/config.yaml", "--overlay", "spec/config.overlay.yaml", "--out"]).arg(out);
    instructions(builder, &command)
}

/// The program of a package, optimized.
fn program(builder: &Builder, package: &str) -> Result<PathBuf, Failure> {
    let program = builder.build(&["build", "--locked", "--release", "--package", package, "--bin", package])?;
    program.ok_or_else(|| failed(format!("cargo built no program {package}")))
}

/// Runs a command under callgrind.
fn instructions(builder: &Builder, command: &Command) -> Result<u64, Failure> {
    let told = builder.path("callgrind.out");
    let mut callgrind = Command::new("valgrind");
    callgrind.env(PLAIN_LIBC.0, PLAIN_LIBC.1);
    callgrind.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", told.display()));
    callgrind.arg(command.get_program()).args(command.get_args()).current_dir(workspace());
    process::run(&mut callgrind).map_err(failed)?;
    summary(&super::read(&told)?).ok_or_else(|| no_summary(&told))
}

/// The instructions of all functions together, in what callgrind tells.
fn summary(told: &str) -> Option<u64> {
    told.lines().find_map(|line| line.strip_prefix("summary:"))?.trim().parse().ok()
}

fn no_summary(path: &Path) -> Failure {
    failed(format!("valgrind told no summary in {}", crate::documents::shown(path)))
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn finds_the_summary() {
        assert_eq!(
            summary("version: 1\nevents: Ir\nsummary: 710024870\n\nfn=(0)\n0 12\ntotals: 9\n"),
            Some(710_024_870)
        );
        assert_eq!(summary("version: 1\nsummary: many\n"), None);
        assert_eq!(summary(""), None);
    }
}
