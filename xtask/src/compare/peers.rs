//! What is compared: this generator, and others that make a Rust client of the same document.

use super::patch::{self, Change, Patch};

/// A generator, or a crate that was made by one.
pub(super) struct Peer {
    /// What it is called in the tables.
    pub(super) name: &'static str,
    pub(super) source: Source,
    /// The package that it makes: one word, since some peers change others.
    pub(super) package: &'static str,
    /// The module of its models, in a program that knows the package as `sdk`.
    pub(super) models: &'static str,
    /// Properties that the answer must have in addition: its document is another one, and requires these booleans.
    pub(super) requires: &'static [&'static str],
    /// A program that uses the crate: it gets a workspace, and prints its name.
    pub(super) program: &'static str,
    /// The features of the crate that choose rustls for TLS and nothing else, where it lets one choose.
    pub(super) rustls: Option<&'static [&'static str]>,
    /// What may have to be done before its crate compiles, the smallest first.
    pub(super) patches: &'static [Patch],
}

/// Where a peer comes from.
pub(super) enum Source {
    /// It is this project's own.
    Own,
    /// A program that Cargo installs: its package, version, and the arguments that make it generate.
    Cargo { package: &'static str, version: &'static str, arguments: &'static [&'static str] },
    /// A program that pip installs into an environment of its own; the same of it.
    Python { package: &'static str, version: &'static str, arguments: &'static [&'static str] },
    /// A crate to depend on.
    Crate { package: &'static str, version: &'static str },
}

impl Source {
    pub(super) fn version(&self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Cargo { version, .. } | Self::Python { version, .. } | Self::Crate { version, .. } => Some(version),
        }
    }

    /// The package that a registry has it as.
    pub(super) fn package(&self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Cargo { package, .. } | Self::Python { package, .. } | Self::Crate { package, .. } => Some(package),
        }
    }

    /// The arguments that make a peer generate; `{document}`, `{out}` and `{package}` stand for what they say.
    pub(super) fn arguments(&self) -> &'static [&'static str] {
        match self {
            Self::Own => &["generate", "--spec", "{document}", "--out", "{out}", "--name", "{package}"],
            Self::Cargo { arguments, .. } | Self::Python { arguments, .. } => arguments,
            Self::Crate { .. } => &[],
        }
    }
}

/// All of them, ours first.
pub(super) const PEERS: &[Peer] = &[
    Peer {
        name: "this project",
        source: Source::Own,
        package: "oursdk",
        models: "sdk::models",
        requires: &[],
        program: include_str!("programs/ours.rs"),
        rustls: Some(&["all-tags", "rustls"]),
        patches: &[],
    },
    Peer {
        name: "oas3-gen",
        source: Source::Cargo {
            package: "oas3-gen",
            version: "0.29.0",
            arguments: &["generate", "client-mod", "--input", "{document}", "--output", "{out}", "--workspace"],
        },
        package: "oas3sdk",
        models: "sdk",
        requires: &[],
        program: include_str!("programs/oas3_gen.rs"),
        rustls: None,
        patches: &[],
    },
    Peer {
        name: "ploidy",
        source: Source::Cargo {
            package: "ploidy",
            version: "0.15.0",
            arguments: &["generate", "rust", "{document}", "--output", "{out}", "--name", "{package}"],
        },
        package: "ploidysdk",
        models: "sdk::types",
        requires: &[],
        program: include_str!("programs/ploidy.rs"),
        rustls: None,
        patches: &[],
    },
    Peer {
        name: "progenitor",
        source: Source::Cargo {
            package: "cargo-progenitor",
            version: "0.15.1",
            arguments: &[
                "progenitor",
                "--input",
                "{document}",
                "--output",
                "{out}",
                "--name",
                "{package}",
                "--version",
                "0.1.0",
                "--interface",
                "builder",
            ],
        },
        package: "progenitorsdk",
        models: "sdk::types",
        requires: &[],
        program: include_str!("programs/progenitor.rs"),
        rustls: None,
        patches: &[
            Patch {
                says: "of the errors of each operation, the document has only those of the type of the first",
                change: Change::Document(patch::one_error),
            },
            Patch { says: "no array has a `format`", change: Change::Document(patch::no_array_format) },
            Patch {
                says: "each request body has only its first media type",
                change: Change::Document(patch::one_body),
            },
            Patch {
                says: "content of which the document does not say what it is is a string",
                change: Change::Document(patch::all_content_typed),
            },
            Patch {
                says: "no object requires a name that is none of its properties",
                change: Change::Document(patch::only_properties_required),
            },
        ],
    },
    Peer {
        name: "openapi-generator",
        source: Source::Python {
            package: "openapi-generator-cli",
            version: "7.26.0",
            arguments: &[
                "generate",
                "--input-spec",
                "{document}",
                "--generator-name",
                "rust",
                "--output",
                "{out}",
                "--package-name",
                "{package}",
            ],
        },
        package: "openapisdk",
        models: "sdk::models",
        requires: &[],
        program: include_str!("programs/openapi_generator.rs"),
        rustls: Some(&["rustls"]),
        patches: &[Patch {
            says: "in its output, the field whose type is an enum called `Option` names the standard library's by its path",
            change: Change::Output {
                from: "\"Option::is_none\")]\n    pub option: Option<Option>",
                to: "\"std::option::Option::is_none\")]\n    pub option: std::option::Option<Option>",
            },
        }],
    },
    Peer {
        name: "airbyte_client",
        source: Source::Crate { package: "airbyte_client", version: "0.41.0" },
        package: "airbyte_client",
        models: "sdk::models",
        requires: &["notifySchemaChangesByEmail"],
        program: include_str!("programs/openapi_generator.rs"),
        rustls: None,
        patches: &[],
    },
];
