//! Every schema of the document through the model that it became; and what real servers sent.

mod common;
#[rustfmt::skip]
#[path = "support/config/models.rs"]
mod models;

use std::path::{Path, PathBuf};

use serde_json::Value;
use spec::ir::{Owner, Shape};

use common::TestResult;
use common::document::{Amount, Document};
use models::{MODELS, RoundTrip};

fn model(name: &str) -> TestResult<RoundTrip> {
    let (_, round_trip) =
        MODELS.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("no model for {name}"))?;
    Ok(*round_trip)
}

fn comes_back(name: &str, json: &Value) -> TestResult {
    let back = model(name)?(&json.to_string()).map_err(|error| format!("{name}: {error}: {json}"))?;
    assert_eq!(serde_json::from_str::<Value>(&back)?, *json, "{name}");
    Ok(())
}

#[test]
fn every_schema_is_exactly_one_model() -> TestResult {
    let document = Document::config()?;
    assert_eq!(MODELS.len(), document.api.schemas.len());
    for (name, _) in MODELS {
        assert_eq!(MODELS.iter().filter(|(other, _)| other == name).count(), 1, "{name}");
    }
    let components = document.tree["components"]["schemas"].as_object().ok_or("no schemas")?;
    for name in components.keys() {
        model(name)?;
    }
    assert_eq!(components.len(), 210);
    Ok(())
}

#[test]
fn full_and_minimal_values_come_back() -> TestResult {
    let document = Document::config()?;
    for ((name, _), schema) in MODELS.iter().zip(&document.api.schemas) {
        for amount in [Amount::Full, Amount::Minimal] {
            comes_back(name, &document.schema_value(schema, amount))?;
        }
    }
    Ok(())
}

#[test]
fn every_value_of_every_enum_comes_back() -> TestResult {
    let document = Document::config()?;
    let mut enums = 0;
    for ((name, _), schema) in MODELS.iter().zip(&document.api.schemas) {
        let Shape::Enum(values) = &schema.shape else { continue };
        enums += 1;
        for value in values.iter().map(|value| value.value.clone()).chain(["a value of a later edition".into()]) {
            comes_back(name, &value)?;
        }
    }
    assert_eq!(enums, 35);
    Ok(())
}

/// Payloads that real servers sent, as `<schema>--<origin>.json` in the folder that `AIRBYTE_PAYLOADS` names or in `seed`
/// there, or in `shared/payloads/seed` beside the project.
#[test]
fn what_real_servers_sent_comes_back() -> TestResult {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/payloads");
    let folder: PathBuf = std::env::var_os("AIRBYTE_PAYLOADS").map_or(beside, Into::into);
    let folder = Some(folder.join("seed")).filter(|seed| seed.is_dir()).unwrap_or(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("no payloads: {} is not there; set AIRBYTE_PAYLOADS to a folder of them", folder.display());
        return Ok(());
    };
    let document = Document::config()?;
    let mut failures = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (Some((schema, _)), true) = (name.split_once("--"), name.ends_with(".json")) else { continue };
        let known = document.api.schemas.iter().any(|known| {
            known.origin.steps.is_empty() && matches!(&known.origin.owner, Owner::Component(other) if other == schema)
        });
        if !known {
            continue;
        }
        let sent: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        match model(schema)?(&sent.to_string()) {
            Ok(back) => {
                let back: Value = serde_json::from_str(&back)?;
                let mut differences = Vec::new();
                compare(&sent, &back, "$", &mut differences);
                failures.extend(differences.into_iter().map(|difference| format!("{name}: {difference}")));
            }
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    Ok(())
}

/// What is lost or changed on the way, but for a `null` that becomes absence.
fn compare(sent: &Value, back: &Value, path: &str, differences: &mut Vec<String>) {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (key, value) in sent {
                match back.get(key) {
                    Some(other) => compare(value, other, &format!("{path}.{key}"), differences),
                    None if value.is_null() => {}
                    None => differences.push(format!("{path}.{key} is lost")),
                }
            }
            differences
                .extend(back.keys().filter(|key| !sent.contains_key(*key)).map(|key| format!("{path}.{key} is new")));
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            sent.iter()
                .zip(back)
                .enumerate()
                .for_each(|(i, (a, b))| compare(a, b, &format!("{path}[{i}]"), differences));
        }
        (sent, back) if sent == back => {}
        _ => differences.push(format!("{path}: {sent} became {back}")),
    }
}
