//! A call over loopback: through the client, and written by hand with `reqwest`.
//!
//! `cargo bench -p airbyte --bench call`. Only the ratios within one run mean anything.

#[path = "support/server.rs"]
mod server;

use airbyte::config::Client;
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

#[divan::bench(sample_count = 1000)]
fn through_the_client(bencher: Bencher) {
    let (runtime, address) = (runtime(), server::start().expect("a server starts"));
    let client = Client::builder(format!("http://{address}")).bearer_auth("token").build().expect("the URL is one");
    bencher
        .bench_local(|| runtime.block_on(client.health().check().into_future()).is_ok_and(|health| health.available));
}

#[divan::bench(sample_count = 1000)]
fn by_hand(bencher: Bencher) {
    let (runtime, address) = (runtime(), server::start().expect("a server starts"));
    let (client, url) = (airbyte::reqwest::Client::new(), format!("http://{address}/api/v1/health"));
    bencher.bench_local(|| runtime.block_on(server::by_hand(&client, &url)));
}
