//! An update that is killed has happened or has not, whatever command comes next.

use std::process::Stdio;
use std::time::Duration;

use super::LAST;
use super::scratch::{Scratch, stderr};

/// When an update is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after its journal is there: while it moves files to their places.
    Moving(Duration),
}

impl Moment {
    fn all() -> impl Iterator<Item = Self> {
        let after = (0..16).map(|step| Self::After(Duration::from_millis(step * 8)));
        after.chain((0..16).map(|step| Self::Moving(Duration::from_micros(step * 250))))
    }

    /// Starts the update and kills it.
    fn kill(self, scratch: &Scratch, edition: &str) {
        let arguments = ["update", edition, "--edition", "1.6", "--date", "2026-08-31"];
        let mut running = scratch.command(&arguments).stdout(Stdio::null()).spawn().expect("the command runs");
        let delay = match self {
            Self::After(delay) => delay,
            Self::Moving(delay) => {
                let journal = scratch.path(".xtask-pending/journal");
                while !journal.exists() && running.try_wait().is_ok_and(|ended| ended.is_none()) {
                    std::hint::spin_loop();
                }
                delay
            }
        };
        std::thread::sleep(delay);
        // It may have ended already.
        let _ = running.kill();
        running.wait().expect("the command ends");
    }
}

#[test]
fn an_update_that_is_killed_has_happened_or_has_not() {
    let (before, after) = (Scratch::new(), Scratch::new());
    assert_eq!(after.update("edition.yaml", LAST, "1.6", &["--date", "2026-08-31"]).status.code(), Some(0));
    let (before, after) = (before.contents(), after.contents());
    let folder = tempfile::tempdir().expect("a folder for the edition");
    let edition = folder.path().join("edition.yaml");
    std::fs::write(&edition, LAST).expect("the edition is written");
    let edition = edition.to_string_lossy();
    // What every command does first is seen by one that only reads, too.
    let next: [&[&str]; 4] =
        [&["format", "--check"], &["lint"], &["diff", &edition, &edition], &["generate", "--check"]];
    let (mut seen, mut finished) = ([0; 2], 0);
    for (index, moment) in Moment::all().enumerate() {
        let scratch = Scratch::new();
        moment.kill(&scratch, &edition);
        let output = scratch.run(next[index % next.len()]);
        assert_eq!(output.status.code(), Some(0), "killed at {moment:?}: {}", stderr(&output));
        let found = scratch.contents();
        assert!(found == before || found == after, "killed at {moment:?}: {:?}", found.keys());
        seen[usize::from(found == after)] += 1;
        finished += usize::from(stderr(&output).contains("finished a run that was cut off"));
    }
    eprintln!("{} had not happened, {} had, {finished} of them were finished by the next command", seen[0], seen[1]);
    assert!(seen[0] > 0, "no run was killed before it was done");
}
