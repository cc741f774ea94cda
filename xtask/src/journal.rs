//! Writing many files as one: whole or not at all, even where the run is cut off.
//!
//! All texts are written to a folder of their own first, then a journal that says where they go. From the moment that the
//! journal is there, the run counts as done: what is left of it are renames, and when they are cut off the next run does
//! them. Before that moment nothing was touched. This holds for a run that is killed; nothing waits for the disk, since
//! what a power cut takes can be generated again, or is in the repository.

use std::io::ErrorKind;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use serde::{Deserialize, Serialize};

use crate::Failure;

/// The folder that a run's texts are collected in, inside the folder that it writes to.
const PENDING: &str = ".xtask-pending";

/// How many folders of it the texts are spread over, each written by a thread of its own.
const LANES: usize = 4;

/// Files to be written and removed; paths are relative to the folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Changes {
    write: Vec<String>,
    remove: Vec<String>,
    #[serde(skip)]
    texts: Vec<Vec<u8>>,
}

impl Changes {
    /// Adds a file to be written.
    pub(crate) fn write(&mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.write.push(path.into());
        self.texts.push(text.into());
    }

    /// Adds a file to be removed.
    pub(crate) fn remove(&mut self, path: impl Into<String>) {
        self.remove.push(path.into());
    }

    /// Writes and removes the files in `folder`.
    pub(crate) fn apply(&self, folder: &Path) -> Result<(), Failure> {
        let mut made = MadeFolders::default();
        let pending = folder.join(PENDING);
        made.create(folder)?;
        let staged = self.stage(folder, &pending, &mut made);
        if let Err(failure) = staged {
            // What cannot be removed is removed by the next run.
            let _ = std::fs::remove_dir_all(&pending);
            return Err(failure);
        }
        made.keep();
        self.finish(folder, &pending)
    }

    fn stage(&self, folder: &Path, pending: &Path, made: &mut MadeFolders) -> Result<(), Failure> {
        std::fs::create_dir_all(pending).map_err(|error| Failure::io("make the folder", pending, &error))?;
        for path in &self.write {
            let target = folder.join(path);
            if target.is_dir() {
                return Err(Failure(format!("error: {} is a folder, and should be a file", target.display())));
            }
            made.create(target.parent().unwrap_or(folder))?;
        }
        self.stage_texts(pending)?;
        let journal = serde_json::to_vec(self)
            .map_err(|error| Failure(format!("error: cannot write down what is to be written: {error}")))?;
        let draft = pending.join("journal.draft");
        write_whole(&draft, &journal)?;
        let journal = pending.join("journal");
        std::fs::rename(&draft, &journal).map_err(|error| Failure::io("write", &journal, &error))
    }

    /// Writes the texts to the folder that they wait in. Most of it is waiting for the file system to make files, which it
    /// does side by side in different folders only.
    fn stage_texts(&self, pending: &Path) -> Result<(), Failure> {
        let lane = |lane: usize| {
            let folder = pending.join(lane.to_string());
            std::fs::create_dir(&folder).map_err(|error| Failure::io("make the folder", &folder, &error))?;
            let mut texts = self.texts.iter().enumerate().skip(lane).step_by(LANES);
            texts.try_for_each(|(index, text)| write_whole(&staged(pending, index), text))
        };
        thread::scope(|scope| {
            let threads: Vec<_> =
                (1..LANES).map(|number| thread::Builder::new().spawn_scoped(scope, move || lane(number))).collect();
            let joined = threads.into_iter().map(|thread| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(error) => Err(Failure(format!("error: cannot start a thread: {error}"))),
            });
            std::iter::once(lane(0)).chain(joined).collect()
        })
    }

    /// Moves the texts to their places. Done again from the start, it goes on where it was cut off.
    fn finish(&self, folder: &Path, pending: &Path) -> Result<(), Failure> {
        for (index, path) in self.write.iter().enumerate() {
            let (text, target) = (staged(pending, index), folder.join(path));
            match std::fs::rename(&text, &target) {
                Err(error) if error.kind() != ErrorKind::NotFound || text.exists() => {
                    return Err(Failure::io("write", &target, &error));
                }
                _ => {}
            }
        }
        for path in &self.remove {
            let target = folder.join(path);
            match std::fs::remove_file(&target) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(Failure::io("remove", &target, &error));
                }
                _ => remove_if_empty(target.parent()),
            }
        }
        std::fs::remove_dir_all(pending).map_err(|error| Failure::io("remove", pending, &error))
    }
}

/// Finishes what an earlier run left in `folder` when it was cut off, or removes what it had not got to.
pub(crate) fn recover(folder: &Path) -> Result<(), Failure> {
    let pending = folder.join(PENDING);
    if !pending.exists() {
        return Ok(());
    }
    let journal = pending.join("journal");
    match std::fs::read(&journal) {
        Ok(text) => {
            let changes: Changes = serde_json::from_slice(&text)
                .map_err(|error| Failure(format!("error: {} is broken: {error}", journal.display())))?;
            changes.finish(folder, &pending)?;
            eprintln!("note: finished a run that was cut off while it wrote to {}", folder.display());
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::remove_dir_all(&pending).map_err(|error| Failure::io("remove", &pending, &error))
        }
        Err(error) => Err(Failure::io("read", &journal, &error)),
    }
}

/// Where the text of a number waits.
fn staged(pending: &Path, index: usize) -> PathBuf {
    pending.join((index % LANES).to_string()).join(index.to_string())
}

fn write_whole(path: &Path, text: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}

/// Folders made for a run, removed again unless it gets to keep them.
#[derive(Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn create(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<PathBuf> =
            folder.ancestors().take_while(|path| !path.exists()).map(Path::to_path_buf).collect();
        for path in missing.into_iter().rev().filter(|path| !path.as_os_str().is_empty()) {
            std::fs::create_dir(&path).map_err(|error| Failure::io("make the folder", &path, &error))?;
            self.0.push(path);
        }
        Ok(())
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for path in self.0.iter().rev() {
            // What cannot be removed is empty, and in nobody's way.
            let _ = std::fs::remove_dir(path);
        }
    }
}

fn remove_if_empty(folder: Option<&Path>) {
    if let Some(folder) = folder {
        // Fails where the folder still holds something.
        let _ = std::fs::remove_dir(folder);
    }
}
