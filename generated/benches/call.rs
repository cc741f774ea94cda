//! A call over loopback: through the client, and written by hand with `reqwest`.
//!
//! `cargo bench -p airbyte --bench call`. Only the ratios within one run mean anything.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use airbyte::config::Client;
use airbyte::config::models::HealthCheckRead;
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A server that answers every request on a connection with the same few bytes, as fast as it can.
fn server() -> std::io::Result<SocketAddr> {
    const ANSWER: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\n\r\n{\"available\":true}";
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                // The requests are small enough to arrive in one piece; the connection ends with the bench.
                while stream.read(&mut request).is_ok_and(|length| length > 0) && stream.write_all(ANSWER).is_ok() {}
            });
        }
    });
    Ok(address)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

#[divan::bench(sample_count = 1000)]
fn through_the_client(bencher: Bencher) {
    let (runtime, address) = (runtime(), server().expect("a server starts"));
    let client = Client::builder(format!("http://{address}")).bearer_auth("token").build().expect("the URL is one");
    bencher
        .bench_local(|| runtime.block_on(client.health().check().into_future()).is_ok_and(|health| health.available));
}

#[divan::bench(sample_count = 1000)]
fn by_hand(bencher: Bencher) {
    let (runtime, address) = (runtime(), server().expect("a server starts"));
    let (client, url) = (airbyte::reqwest::Client::new(), format!("http://{address}/api/v1/health"));
    bencher.bench_local(|| {
        runtime.block_on(async {
            let response =
                client.get(&url).bearer_auth("token").header("accept", "application/json").send().await.ok()?;
            let body = response.error_for_status().ok()?.bytes().await.ok()?;
            serde_json::from_slice::<HealthCheckRead>(&body).ok().map(|health| health.available)
        })
    });
}
