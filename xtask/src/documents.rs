//! The documents that commands read.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use spec::{Report, Source};

use crate::{Failure, workspace};

/// The documents in `spec/`, in the order of their names: every `NAME.yaml`; a `NAME.overlay.yaml` belongs to one.
pub(crate) fn in_workspace() -> Result<Vec<PathBuf>, Failure> {
    let folder = workspace().join("spec");
    let entries = std::fs::read_dir(&folder).map_err(|error| Failure::io("list", &folder, &error))?;
    let mut documents: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    documents.retain(|path| {
        stem(path).is_some_and(|stem| !stem.contains('.')) && path.extension().is_some_and(|e| e == "yaml")
    });
    documents.sort();
    Ok(documents)
}

/// The overlay beside a document, where it has one.
pub(crate) fn overlay_of(document: &Path) -> Option<PathBuf> {
    Some(document.with_extension("overlay.yaml")).filter(|path| path.exists())
}

/// The text of a document, or what is wrong with it as text.
pub(crate) fn source(path: &Path) -> Result<Result<Source, Report>, Failure> {
    let failed = |error: std::io::Error| Failure::io("read", path, &error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than is taken, so that what is too large is known to be.
    file.take(Source::LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Source::decode(shown(path), bytes))
}

/// The name of a file without its ending.
pub(crate) fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// A path as it is shown: relative to the workspace, where it is inside.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(workspace()).unwrap_or(path).display().to_string()
}
