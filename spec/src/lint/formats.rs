//! Formats that nobody knows, or that have another spelling.

use super::{View, text};
use crate::check::Part;
use crate::diagnostics::{Diagnostic, nearest, shortened};

/// The formats of OpenAPI, of JSON Schema and of the registry that both share.
const KNOWN: [&str; 44] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unixtime",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// What people write for a format, and its name.
const SPELLINGS: [(&str, &str); 9] = [
    ("url", "uri"),
    ("guid", "uuid"),
    ("int", "int32"),
    ("integer", "int32"),
    ("long", "int64"),
    ("datetime", "date-time"),
    ("timestamp", "date-time"),
    ("base64", "byte"),
    ("file", "binary"),
];

pub(super) fn lint(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for schema in view.of(Part::Schema) {
        let Some(format) = text(schema.map, "format").filter(|format| !KNOWN.contains(format)) else { continue };
        let plain = format.to_ascii_lowercase();
        let spelled = SPELLINGS.iter().find(|(written, _)| *written == plain).map(|(_, name)| *name);
        let spelled = spelled.or_else(|| KNOWN.iter().copied().find(|known| *known == plain));
        let at = schema.at.child("format");
        found.push(match spelled {
            Some(name) => {
                let message = format!("the format `{}` is spelled `{name}`", shortened(format));
                Diagnostic::warning("format-spelling", message).at(at).help(format!("write `format: {name}`"))
            }
            None => unknown(format).at(at),
        });
    }
}

fn unknown(format: &str) -> Diagnostic {
    let warning =
        Diagnostic::warning("unknown-format", format!("nobody knows the format `{}`; ignored", shortened(format)));
    match nearest(format, KNOWN) {
        Some(known) => warning.help(format!("did you mean `{known}`?")),
        None => warning.help("remove it, and say in the description what it was to tell"),
    }
}
