//! `cargo xtask update` with a document that comes over the network, from a server of this test.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Output;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::scratch::{Scratch, stderr, stdout};

const DOCUMENT: &str = r##"openapi: 3.0.0
info: {title: Things, version: "9"}
paths:
  /v1/things/list:
    post:
      tags: [thing]
      operationId: listThings
      responses: {"200": {description: Not ours., content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}}}
components:
  schemas:
    Things: {type: object, required: [names], properties: {names: {type: array, items: {type: string}}, total: {type: integer}}}
    Status: {type: string, enum: [active, queued]}
"##;

/// What a server answers at one path; everything else is not there.
#[derive(Clone)]
struct Answer {
    status: &'static str,
    head: String,
    body: Vec<u8>,
    /// Bytes that are announced, and never come.
    missing: usize,
}

impl Answer {
    fn new(status: &'static str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, head: format!("content-type: {content_type}\r\n"), body: body.into(), missing: 0 }
    }

    fn document(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new("200 OK", content_type, body)
    }

    /// The same, compressed, as the header says.
    fn gzip(mut self) -> Self {
        self.head.push_str("content-encoding: gzip\r\n");
        Self { body: compressed(&self.body), ..self }
    }
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn json() -> Vec<u8> {
    let source = spec::Source::new("document.yaml", DOCUMENT);
    spec::tree(&source, None).unwrap_or_else(|report| panic!("{report}")).to_string().into_bytes()
}

/// Answers at `path` for as long as the test runs.
fn serve(path: &'static str, answer: Answer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Who hangs up is not answered.
            let _ = respond(stream, path, &answer);
        }
    });
    address
}

fn respond(mut stream: TcpStream, path: &str, answer: &Answer) -> std::io::Result<()> {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&buffer[..read]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let nothing = Answer::new("404 Not Found", "text/plain", "nothing here");
    let answer = if request.starts_with(&format!("GET {path} ")) { answer } else { &nothing };
    let (status, length) = (answer.status, answer.body.len() + answer.missing);
    write!(stream, "HTTP/1.1 {status}\r\n{}content-length: {length}\r\nconnection: close\r\n\r\n", answer.head)?;
    stream.write_all(&answer.body)
}

/// A `cargo` for the workspace that this test is in: the scratch workspace has no SDK to fetch with.
struct Cargo(TempDir);

impl Cargo {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the program");
        let script = format!(
            "#!/bin/sh\ncd '{}' && exec '{}' \"$@\"\n",
            concat!(env!("CARGO_MANIFEST_DIR"), "/.."),
            env!("CARGO")
        );
        let path = folder.path().join("cargo");
        std::fs::write(&path, script).expect("the program is written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("cargo")
    }

    fn update(&self, scratch: &Scratch, origin: &[&str]) -> Output {
        let arguments = [&["update", "--edition", "1.6", "--date", "2026-08-31"], origin].concat();
        let mut command = scratch.command(&arguments);
        for variable in ["TOKEN", "USERNAME", "PASSWORD", "CLIENT_ID", "CLIENT_SECRET"] {
            command.env_remove(format!("AIRBYTE_{variable}"));
        }
        command.env("CARGO", self.path()).output().expect("the command runs")
    }
}

#[test]
fn a_document_comes_from_a_server_in_every_form() {
    let cargo = Cargo::new();
    let yaml = || Answer::document("application/yaml", DOCUMENT);
    let forms = [
        ("YAML", yaml()),
        ("YAML, compressed", yaml().gzip()),
        ("JSON", Answer::document("application/json", json())),
        ("JSON, compressed", Answer::document("application/json", json()).gzip()),
        ("YAML of no kind", Answer::document("application/octet-stream", DOCUMENT)),
        ("a compressed file", Answer::document("application/gzip", compressed(DOCUMENT.as_bytes()))),
    ];
    // Below the root that the SDK knows, below another one, and whatever else a URL says.
    let origins: [(&str, &[&str]); 3] = [
        ("/api/v1/openapi", &["--server", ""]),
        ("/airbyte/api/v1/openapi", &["--server", "/airbyte/api"]),
        ("/v1/openapi", &["/v1/openapi"]),
    ];
    let mut written = Vec::new();
    for (what, answer) in forms {
        for (path, origin) in origins {
            let url = format!("http://{}{}", serve(path, answer.clone()), origin[origin.len() - 1]);
            let scratch = Scratch::new();
            let output = cargo.update(&scratch, &[&origin[..origin.len() - 1], &[&url]].concat());
            assert_eq!(output.status.code(), Some(0), "{what} at {path}: {}", stderr(&output));
            assert!(stdout(&output).contains("`Status` learned `queued`"), "{}", stdout(&output));
            let editions = scratch.read("spec/editions.toml");
            assert!(editions.contains(&format!("source = \"{url}\"")), "{editions}");
            written.push(scratch.read("spec/config.yaml"));
        }
    }
    assert!(written.iter().all(|text| *text == written[0]), "the forms make a difference");
}

#[test]
fn what_is_no_document_changes_nothing_and_says_why() {
    let cargo = Cargo::new();
    let half = |body: &[u8]| Answer { missing: 1000, ..Answer::document("application/yaml", body) };
    let whole = DOCUMENT.as_bytes();
    let page = "<!doctype html><title>Airbyte</title>";
    let cases: [(&str, Answer, &[&str]); 8] = [
        ("a page", Answer::document("text/html", page), &["HTML"]),
        ("a page that is not there", Answer::new("404 Not Found", "text/html", page), &["404"]),
        (
            "nothing there",
            Answer::new("404 Not Found", "application/json", "{\"message\": \"no such path\"}"),
            &["404"],
        ),
        ("no credentials", Answer::new("401 Unauthorized", "application/json", "{}"), &["401"]),
        ("half a document", half(whole), &["cannot get the document"]),
        ("half of a compressed one", half(whole).gzip(), &["cannot get the document"]),
        (
            "half a document that says it is whole",
            Answer::document("application/yaml", &whole[..300]),
            &["`Things` has to be a schema"],
        ),
        ("nothing at all", Answer::document("application/yaml", ""), &["is empty"]),
    ];
    let scratch = Scratch::new();
    let files = scratch.files();
    for (what, answer, messages) in cases {
        let address = serve("/api/v1/openapi", answer);
        let server = format!("http://{address}");
        let url = format!("{server}/api/v1/openapi");
        for origin in [&["--server", server.as_str()][..], &[&url]] {
            refused(&cargo, &scratch, origin, messages, what);
        }
    }
    let unused = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
    let server = format!("http://{unused}");
    let messages = &["cannot get the document", &unused.to_string()];
    for origin in [&["--server", server.as_str()][..], &[&server]] {
        refused(&cargo, &scratch, origin, messages, "nobody there");
    }
    assert!(scratch.files() == files, "something was written");
}

fn refused(cargo: &Cargo, scratch: &Scratch, origin: &[&str], messages: &[&str], what: &str) {
    let output = cargo.update(scratch, origin);
    assert_eq!(output.status.code(), Some(2), "{what}: {}", stdout(&output));
    for message in messages {
        assert!(stderr(&output).contains(message), "{what}: {message} is not in {}", stderr(&output));
    }
}
