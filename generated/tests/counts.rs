//! Counts that are the same on every machine: allocations, bytes in memory, bytes of source.
//!
//! They stand in `counts.json` beside this file. One that grows by more than the margin fails the test; run it with
//! `UPDATE_COUNTS=1` to write down the counts as they are, and say in the commit why they grew.

#[path = "../benches/support/server.rs"]
mod server;
#[path = "../benches/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use airbyte::config::Client;
use airbyte::config::models::WebBackendConnectionRead;
use serde::Serialize;
use serde::de::DeserializeOwned;
use support::{ByHand, connection_with_streams};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// How much more than what is written down may be, in per cent.
const MARGIN: u64 = 5;

/// What it took to do something.
struct Cost {
    /// Blocks of memory that were asked for.
    blocks: u64,
    /// Bytes that are still held behind it.
    held: u64,
}

fn cost<T>(work: impl FnOnce() -> T) -> (Cost, T) {
    let before = dhat::HeapStats::get();
    let done = work();
    let after = dhat::HeapStats::get();
    let held = (after.curr_bytes - before.curr_bytes) as u64;
    (Cost { blocks: after.total_blocks - before.total_blocks, held }, done)
}

/// What decoding and encoding a connection as a `T` costs.
fn codec<T: DeserializeOwned + Serialize>(json: &str) -> Result<(Cost, Cost), Box<dyn Error>> {
    let (decode, value) = cost(|| serde_json::from_str::<T>(json));
    let value = value?;
    let (encode, text) = cost(|| serde_json::to_string(&value));
    text?;
    Ok((decode, encode))
}

/// The blocks that a hundred calls ask for, through the client and by hand.
fn calls() -> Result<[u64; 2], Box<dyn Error>> {
    let address = server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder(format!("http://{address}")).bearer_auth("token").build()?;
    let (by_hand, url) = (airbyte::reqwest::Client::new(), format!("http://{address}/api/v1/health"));
    runtime.block_on(async {
        // The first calls connect, and fill buffers that the others find.
        for _ in 0..3 {
            client.health().check().await?;
            server::by_hand(&by_hand, &url).await;
        }
        let mut blocks = [0; 2];
        for _ in 0..100 {
            let before = dhat::HeapStats::get().total_blocks;
            client.health().check().await?;
            let between = dhat::HeapStats::get().total_blocks;
            server::by_hand(&by_hand, &url).await.ok_or("the server gave no answer")?;
            blocks[0] += between - before;
            blocks[1] += dhat::HeapStats::get().total_blocks - between;
        }
        Ok(blocks)
    })
}

fn source_bytes(folder: &Path) -> std::io::Result<u64> {
    std::fs::read_dir(folder)?.try_fold(0, |sum, entry| {
        let entry = entry?;
        let bytes = if entry.path().is_dir() { source_bytes(&entry.path())? } else { entry.metadata()?.len() };
        Ok(sum + bytes)
    })
}

#[test]
fn nothing_grew_unnoticed() -> Result<(), Box<dyn Error>> {
    let _profiler = dhat::Profiler::builder().testing().build();
    let json = connection_with_streams(1000)?;
    let (decode, encode) = codec::<WebBackendConnectionRead>(&json)?;
    let (decode_by_hand, _) = codec::<ByHand>(&json)?;
    // A model that knows its enums and ids may hold no more than a fifth more than one that keeps text.
    assert!(decode.held * 5 <= decode_by_hand.held * 6, "{} and {} by hand", decode.held, decode_by_hand.held);

    let [through_the_client, by_hand] = calls()?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let counts = BTreeMap::from([
        ("blocks asked for by a hundred calls", through_the_client),
        ("blocks asked for by a hundred calls written by hand", by_hand),
        ("blocks asked for when decoding a connection of 1000 streams", decode.blocks),
        ("bytes held by a connection of 1000 streams", decode.held),
        ("blocks asked for when encoding it", encode.blocks),
        ("bytes of source of the module config", source_bytes(&source.join("config"))?),
    ]);
    compare(&counts)
}

fn compare(counts: &BTreeMap<&str, u64>) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counts.json");
    if std::env::var_os("UPDATE_COUNTS").is_some() {
        return Ok(std::fs::write(path, serde_json::to_string_pretty(counts)? + "\n")?);
    }
    let known: BTreeMap<String, u64> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    assert!(known.keys().eq(counts.keys()), "other counts than are written down; run with UPDATE_COUNTS=1");
    for (name, count) in counts {
        let limit = known[*name] * (100 + MARGIN) / 100;
        assert!(*count <= limit, "{name}: {count}, and {} were written down; UPDATE_COUNTS=1 renews it", known[*name]);
    }
    Ok(())
}
