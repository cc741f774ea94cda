//! Work with the crate whose instructions `cargo xtask counts` counts: `counted NAME TIMES` does it as often.

#[path = "../../../generated/benches/support/connection.rs"]
mod connection;
#[path = "../../../generated/benches/support/server.rs"]
mod server;

use std::error::Error;
use std::hint::black_box;

use airbyte::config::Client;
use airbyte::config::models::WebBackendConnectionRead;
use connection::connection_with_streams;
use tokio::runtime::{Builder, Runtime};

/// How many streams the connection has that is decoded and encoded.
const STREAMS: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(times)) = (arguments.next(), arguments.next()) else {
        return Err("usage: counted decode|encode|call|call-by-hand TIMES".into());
    };
    let times = times.parse()?;
    match name.as_str() {
        "decode" => decode(times),
        "encode" => encode(times),
        "call" => call(times),
        "call-by-hand" => call_by_hand(times),
        other => Err(format!("there is no work `{other}`").into()),
    }
}

fn decode(times: usize) -> Result<(), Box<dyn Error>> {
    let json = connection_with_streams(STREAMS)?;
    for _ in 0..times {
        black_box(serde_json::from_str::<WebBackendConnectionRead>(black_box(&json))?);
    }
    Ok(())
}

fn encode(times: usize) -> Result<(), Box<dyn Error>> {
    let connection: WebBackendConnectionRead = serde_json::from_str(&connection_with_streams(STREAMS)?)?;
    for _ in 0..times {
        black_box(serde_json::to_string(black_box(&connection))?);
    }
    Ok(())
}

fn call(times: usize) -> Result<(), Box<dyn Error>> {
    let client = Client::builder(format!("http://{}", server::start()?)).bearer_auth("token").build()?;
    runtime()?.block_on(async {
        for _ in 0..times {
            client.health().check().await?;
        }
        Ok(())
    })
}

fn call_by_hand(times: usize) -> Result<(), Box<dyn Error>> {
    let (client, url) = (airbyte::reqwest::Client::new(), format!("http://{}/api/v1/health", server::start()?));
    runtime()?.block_on(async {
        for _ in 0..times {
            server::by_hand(&client, &url).await.ok_or("the server gave no answer")?;
        }
        Ok(())
    })
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
