//! What the figures were measured with.

use std::process::Command;

use crate::process::run;

/// The machine and its tools, as far as they can be known.
pub(super) struct Machine {
    pub(super) processor: String,
    pub(super) cores: usize,
    pub(super) system: String,
    /// Versions of what compiles and runs, a line each.
    pub(super) tools: Vec<String>,
}

impl Machine {
    /// This machine, now.
    pub(super) fn here() -> Self {
        let rustc =
            version(&mut Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())), "--version");
        let cargo = version(&mut Command::new(env!("CARGO")), "--version");
        // It speaks to the error stream.
        let java = Command::new("java").arg("-version").output().ok();
        let java = java.and_then(|output| String::from_utf8_lossy(&output.stderr).lines().next().map(str::to_owned));
        Self {
            processor: processor(&read("/proc/cpuinfo")).unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: std::env::consts::OS.to_owned(),
            tools: [rustc, cargo, java].into_iter().flatten().collect(),
        }
    }
}

/// How many programs wanted a core on average in the last minute, where the system tells.
pub(super) fn load() -> Option<String> {
    read("/proc/loadavg").split(' ').next().filter(|load| !load.is_empty()).map(str::to_owned)
}

fn version(command: &mut Command, flag: &str) -> Option<String> {
    run(command.arg(flag)).ok().and_then(|ran| ran.stdout.lines().next().map(str::to_owned))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn processor(told: &str) -> Option<String> {
    let line = told.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}
