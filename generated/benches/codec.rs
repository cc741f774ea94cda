//! Decoding and encoding a large answer: the generated model beside a struct written by hand and a tree of values.
//!
//! `cargo bench -p airbyte --bench codec`. Only the ratios within one run mean anything.

mod support;

use airbyte::config::models::WebBackendConnectionRead;
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use serde::Serialize;
use serde::de::DeserializeOwned;
use support::{ByHand, Flattened, connection_with_streams};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// How many streams the connection has.
const STREAMS: [usize; 2] = [10, 1000];

fn main() {
    divan::main();
}

#[divan::bench(types = [WebBackendConnectionRead, ByHand, Flattened, serde_json::Value], args = STREAMS)]
fn decode<T: DeserializeOwned>(bencher: Bencher, streams: usize) {
    let json = connection_with_streams(streams).expect("the answer is JSON");
    bencher.counter(BytesCount::of_str(&json)).bench(|| serde_json::from_str::<T>(black_box(&json)).is_ok());
}

#[divan::bench(types = [WebBackendConnectionRead, ByHand, Flattened, serde_json::Value], args = STREAMS)]
fn encode<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher, streams: usize) {
    let json = connection_with_streams(streams).expect("the answer is JSON");
    let value: T = serde_json::from_str(&json).expect("the answer is as documented");
    bencher
        .counter(BytesCount::of_str(&json))
        .bench(|| serde_json::to_string(black_box(&value)).map(|text| text.len()));
}
