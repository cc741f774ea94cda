//! Decodes and encodes the answer in a file several times, and prints how many megabytes a second each time made.

mod subject;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use subject::Model;

const TIMES: usize = 25;

fn main() {
    if let Err(error) = measure() {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn measure() -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("the answer's file?")?)?;
    let model: Model = serde_json::from_str(&text)?;
    for _ in 0..TIMES {
        let started = Instant::now();
        serde_json::from_str::<Model>(black_box(&text))?;
        println!("decode {}", text.len() as f64 / 1e6 / started.elapsed().as_secs_f64());
    }
    encode(&model, text.len())
}

#[cfg(feature = "encode")]
fn encode(model: &Model, length: usize) -> Result<(), Box<dyn Error>> {
    for _ in 0..TIMES {
        let started = Instant::now();
        black_box(serde_json::to_string(black_box(model))?);
        println!("encode {}", length as f64 / 1e6 / started.elapsed().as_secs_f64());
    }
    Ok(())
}

#[cfg(not(feature = "encode"))]
fn encode(_: &Model, _: usize) -> Result<(), Box<dyn Error>> {
    Ok(())
}
