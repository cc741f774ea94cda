//! Prints the answer with a thousand streams that the codecs are given.

#[path = "{support}"]
mod support;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", support::connection_with_streams(1000)?);
    Ok(())
}
