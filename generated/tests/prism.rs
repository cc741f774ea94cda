//! Every operation against Prism, a server that answers from the document and that nobody here wrote.
//!
//! It comes from npm, by `npm ci` in `generated/tests/contract`. Where it is not installed, the test says so and does
//! nothing, unless `AIRBYTE_CONTRACT=required` is set, as `.ci/run` does.

mod common;
#[path = "support/config/calls.rs"]
#[rustfmt::skip]
mod calls;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use airbyte::config::Client;
use serde_json::{Map, Value};

use calls::{OPERATIONS, call};
use common::TestResult;
use common::document::{Amount, Document};

/// Prism, until it is dropped.
struct Prism {
    child: Child,
    address: SocketAddr,
}

impl Prism {
    /// Starts it on a free port, and waits until it listens.
    async fn start(program: &Path, document: &Path) -> TestResult<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let child = Command::new("node")
            .arg(program)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &address.port().to_string()])
            .arg(document)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut prism = Self { child, address };
        for _ in 0..600 {
            if tokio::net::TcpStream::connect(prism.address).await.is_ok() {
                return Ok(prism);
            }
            if let Some(status) = prism.child.try_wait()? {
                return Err(format!("Prism ended before it listened: {status}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("Prism did not listen within a minute".into())
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended already; there is nothing else to do about it here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The document with the server's path before each of its paths: Prism looks at the paths alone.
fn at_server_path(document: &Document) -> Value {
    let mut tree = document.tree.clone();
    if let Some(Value::Object(paths)) = tree.get_mut("paths") {
        let root = &document.api.server.path;
        let moved: Map<String, Value> =
            std::mem::take(paths).into_iter().map(|(path, item)| (format!("{root}{path}"), item)).collect();
        *paths = moved;
    }
    tree
}

#[tokio::test]
async fn every_operation_keeps_the_contract() -> TestResult {
    let program =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract/node_modules/@stoplight/prism-cli/dist/index.js");
    if !program.exists() {
        assert_ne!(std::env::var("AIRBYTE_CONTRACT").as_deref(), Ok("required"), "Prism is not installed");
        eprintln!("Prism is not installed: run `npm ci` in generated/tests/contract to test against it");
        return Ok(());
    }
    let document = Document::config()?;
    let folder = tempfile::tempdir()?;
    let served = folder.path().join("config.json");
    std::fs::write(&served, at_server_path(&document).to_string())?;
    let prism = Prism::start(&program, &served).await?;
    let client = Client::builder(format!("http://{}", prism.address)).build()?;

    let mut violations = Vec::new();
    for id in OPERATIONS {
        for amount in [Amount::Full, Amount::Minimal] {
            let body = document.operation(id)?.body.as_ref().filter(|body| body.required || amount == Amount::Full);
            let json = body.and_then(|body| Some(document.value(body.ty()?, amount).to_string()));
            if let Err(error) = call(&client, id, json.as_deref(), &Value::Null).await {
                violations.push(format!("{id} ({amount:?}): {error}"));
            }
        }
    }
    assert_eq!(violations, Vec::<String>::new());
    Ok(())
}
