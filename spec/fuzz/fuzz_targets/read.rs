//! Any bytes as a document: reading ends in an API or in a report, and both can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use spec::{Report, Source};

fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| -> Result<Report, Report> {
        let source = Source::decode("fuzzed", bytes.to_vec())?;
        Ok(spec::read("fuzzed", source, None)?.warnings)
    };
    let report = read(bytes).unwrap_or_else(|report| report);
    drop(report.to_string());
});
