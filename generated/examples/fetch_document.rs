//! Writes an OpenAPI document to standard output: `fetch_document server URL` asks an Airbyte server for its own, with the
//! credentials of the environment; `fetch_document url URL` downloads any.

use std::io::Write;
use std::process::ExitCode;

use airbyte::config::Client;
use airbyte::{Bytes, reqwest};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let document = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["server", url] => from_server(url).await?,
        ["url", url] => from_url(url).await?,
        _ => return Err("the arguments are `server URL` or `url URL`".to_owned()),
    };
    std::io::stdout().write_all(&document).map_err(|error| error.to_string())
}

async fn from_server(url: &str) -> Result<Bytes, String> {
    let client = client(url).map_err(|error| told(&error))?;
    let download = client.openapi().get_spec().await.map_err(|error| told(&error))?;
    download.bytes().await.map_err(|error| told(&error))
}

/// A client for the server, with the token or the password that the environment has for it.
fn client(url: &str) -> Result<Client, airbyte::Error> {
    let variable = |name: &str| std::env::var(format!("AIRBYTE_{name}")).ok().filter(|value| !value.trim().is_empty());
    let builder = Client::builder(url);
    if let Some(token) = variable("TOKEN") {
        return builder.bearer_auth(token).build();
    }
    match (variable("CLIENT_ID"), variable("CLIENT_SECRET"), variable("USERNAME"), variable("PASSWORD")) {
        (Some(id), Some(secret), ..) => builder.client_credentials(id, secret).build(),
        (.., Some(username), Some(password)) => builder.basic_auth(username, password).build(),
        _ => builder.build(),
    }
}

async fn from_url(url: &str) -> Result<Bytes, String> {
    let response = reqwest::get(url).await.and_then(reqwest::Response::error_for_status);
    let response = response.map_err(|error| told(&error))?;
    response.bytes().await.map_err(|error| told(&error))
}

/// An error with what caused it.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |error| error.source());
    let mut lines = vec![error.to_string()];
    for cause in causes.map(ToString::to_string) {
        if !lines.iter().any(|line| line.contains(&cause)) {
            lines.push(cause);
        }
    }
    lines.join(": ")
}
