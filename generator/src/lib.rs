//! Turns [`spec::ir::Api`] into the files of a Rust crate.
//!
//! ```text
//! ir::Api ─ name ─ plan ─ emit ─ format ─▶ FileSet
//! ```
//!
//! The generator reads no document, no clock, no environment and no file system: the same representation gives the same
//! files, byte for byte.

mod emit;
mod file_set;
mod format;
mod names;
mod plan;
mod threads;

pub use file_set::FileSet;
pub use names::Names;

use spec::ir::Api;

/// What the crate is to be, beyond what its documents say.
#[derive(Clone, Debug)]
pub struct Options {
    /// The package's name.
    pub crate_name: String,
    /// The package's version.
    pub version: String,
    /// Where the APIs stand in the crate.
    pub layout: Layout,
    /// A page of Markdown that becomes the documentation of the module `guide`: its path from the folder `src`.
    pub guide: Option<String>,
    /// The names that were published already, from the crate's [`Names::PATH`]; generation writes that file anew.
    pub names: Names,
}

/// Where the APIs stand in the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each in a module of its own, behind a feature of its own, in a package of this workspace.
    Modules,
    /// The one API at the crate's root, in a package that stands alone.
    Root,
}

/// Generates the files of a crate; their paths are relative to the package's folder.
///
/// # Errors
///
/// When the emitted source does not parse, which is a defect of the generator, or the text of a template is broken.
pub fn generate(apis: &[Api], options: &Options) -> Result<FileSet, Error> {
    emit::emit(&plan::plan(apis, options), options)
}

/// A defect of the generator or of its templates: the files that it made are not usable.
#[derive(Debug)]
pub struct Error {
    path: String,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Error {
    pub(crate) fn new(path: &str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { path: path.to_owned(), source: source.into() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the generator made an unusable {}: {}", self.path, self.source)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
