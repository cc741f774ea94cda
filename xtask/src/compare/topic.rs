//! What there is to measure.

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Generating,
    Compiling,
    Features,
    Codec,
    Size,
}

impl Topic {
    /// All of them, in the order of the page.
    pub(super) const ALL: [Self; 5] = [Self::Generating, Self::Compiling, Self::Features, Self::Codec, Self::Size];

    /// A word for the command line and the names of files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Generating => "generating",
            Self::Compiling => "compiling",
            Self::Features => "features",
            Self::Codec => "codec",
            Self::Size => "size",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Generating => "Generating",
            Self::Compiling => "Compiling",
            Self::Features => "Features",
            Self::Codec => "Decoding and encoding",
            Self::Size => "Size",
        }
    }

    /// Whether the crates have to compile for it.
    pub(super) fn compiles(self) -> bool {
        self != Self::Generating
    }
}
