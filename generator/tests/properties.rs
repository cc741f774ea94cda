//! Documents made at random: whatever they say, reading and generating end in files that parse, or in diagnostics.

use std::cell::Cell;

use generator::{Layout, Names, Options};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Map, Value, json};
use spec::Source;

/// How many schemas a document has.
const SCHEMAS: usize = 5;
const CASES: u32 = 300;

#[test]
fn what_is_made_of_any_document_parses() {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 200,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let generated = Cell::new(0);
    let outcome = TestRunner::new(config).run(&document(), |document| {
        let text = serde_json::to_string_pretty(&document).expect("a tree is JSON");
        match spec::read("random", Source::new("random.json", text), None) {
            Ok(document) => {
                generated.set(generated.get() + 1);
                parses(document)
            }
            Err(report) => {
                let shown = report.to_string();
                prop_assert!(report.count(spec::Severity::Error) > 0 && !shown.is_empty(), "{}", shown);
                Ok(())
            }
        }
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(generated.get() * 2 > CASES, "only {} of {CASES} documents were good enough", generated.get());
}

fn parses(document: spec::Document) -> Result<(), TestCaseError> {
    let options = Options {
        crate_name: "random".to_owned(),
        version: "0.1.0".to_owned(),
        layout: Layout::Root,
        guide: None,
        names: Names::default(),
    };
    let files = match generator::generate(&[document.api], &options) {
        Ok(files) => files,
        Err(error) => return Err(TestCaseError::fail(format!("{error:?}"))),
    };
    let is_copied = |path: &str| path.starts_with("src/runtime/");
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs") && !is_copied(path)) {
        prop_assert!(syn::parse_file(text).is_ok(), "{}:\n{}", path, text);
    }
    Ok(())
}

fn document() -> impl Strategy<Value = Value> {
    let schemas = vec(schema(), SCHEMAS);
    (schemas, vec(operation(), 0..4), name()).prop_map(|(schemas, operations, title)| {
        let schemas = schemas.into_iter().enumerate().map(|(index, schema)| (format!("S{index}"), schema));
        let paths = operations.into_iter().enumerate().map(|(index, (method, mut operation))| {
            operation["operationId"] =
                json!(format!("{}{index}", operation["operationId"].as_str().unwrap_or_default()));
            (format!("/things/{index}/{{id}}"), json!({ method: operation }))
        });
        json!({
            "openapi": "3.0.3",
            "info": { "title": title, "version": "1" },
            "paths": paths.collect::<Map<_, _>>(),
            "components": { "schemas": schemas.collect::<Map<_, _>>() },
        })
    })
}

fn operation() -> impl Strategy<Value = (&'static str, Value)> {
    let method = select(&["get", "put", "post", "delete", "patch"][..]);
    let place = select(&["query", "header", "cookie"][..]);
    let media = || select(&["application/json", "text/plain", "application/octet-stream", "multipart/form-data"][..]);
    let status = select(&["200", "201", "204", "2XX", "default", "404"][..]);
    let parameters = btree_map(name(), (place, schema(), any::<bool>()), 0..3);
    let body = option::of((media(), schema(), any::<bool>()));
    let responses = btree_map(status, option::of((media(), schema())), 1..4);
    (method, name(), name(), parameters, body, responses).prop_map(
        |(method, id, words, parameters, body, responses)| {
            let content = |media: &str, schema: Value| json!({ media: { "schema": schema } });
            let parameters = parameters.into_iter().map(|(name, (place, schema, required))| {
            json!({ "name": name, "in": place, "schema": schema, "required": required })
        });
            let id_parameter = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
            let responses = responses.into_iter().map(|(status, body)| {
                let mut response = json!({ "description": words });
                if let Some((media, schema)) = body {
                    response["content"] = content(media, schema);
                }
                (status.to_owned(), response)
            });
            let mut operation = json!({
                "operationId": id,
                "summary": words,
                "description": words,
                "tags": [words],
                "parameters": parameters.chain([id_parameter]).collect::<Vec<_>>(),
                "responses": responses.collect::<Map<_, _>>(),
            });
            if let (Some((media, schema, required)), false) = (body, ["get", "delete"].contains(&method)) {
                operation["requestBody"] = json!({ "content": content(media, schema), "required": required });
            }
            (method, operation)
        },
    )
}

/// A schema, with others inside it.
fn schema() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 10, 3, |inner| {
        let several = || vec(inner.clone(), 1..4);
        let choice = select(&["allOf", "oneOf", "anyOf"][..]);
        let open = prop_oneof![any::<bool>().prop_map(Value::from), inner.clone()];
        prop_oneof![
            4 => (btree_map(name(), inner.clone(), 0..4), option::of(open)).prop_flat_map(object),
            1 => inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            2 => (choice, several()).prop_map(|(choice, parts)| json!({ choice: parts })),
            1 => several().prop_map(|branches| {
                json!({ "oneOf": branches, "discriminator": { "propertyName": "type" }, "nullable": true })
            }),
        ]
    })
}

type Properties = std::collections::BTreeMap<String, Value>;

/// An object with these properties, of which some are required.
fn object((properties, additional): (Properties, Option<Value>)) -> impl Strategy<Value = Value> {
    let names: Vec<String> = properties.keys().cloned().collect();
    let required = subsequence(names.clone(), 0..=names.len());
    (required, name(), any::<bool>()).prop_map(move |(required, words, nullable)| {
        let mut object = json!({ "type": "object", "properties": properties, "description": words });
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        if let Some(additional) = &additional {
            object["additionalProperties"] = additional.clone();
        }
        if nullable {
            object["nullable"] = json!(true);
        }
        object
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    let reference = (0..SCHEMAS).prop_map(|index| json!({ "$ref": format!("#/components/schemas/S{index}") }));
    let format = select(&["date", "date-time", "uuid", "uri", "byte", "binary", "password", "email"][..]);
    prop_oneof![
        3 => reference,
        1 => format.prop_map(|format| json!({ "type": "string", "format": format })),
        2 => (vec(name(), 1..5), name()).prop_map(|(mut values, words)| {
            values.sort();
            values.dedup();
            json!({ "type": "string", "enum": values, "title": words })
        }),
        1 => vec(any::<i64>(), 1..4).prop_map(|values| json!({ "type": "integer", "enum": values })),
        1 => any::<i32>().prop_map(|least| json!({ "type": "integer", "minimum": least, "default": least })),
        1 => select(&["string", "number", "boolean", "object"][..]).prop_map(|kind| json!({ "type": kind })),
        1 => Just(json!({})),
    ]
}

/// A name of a property, a value or a parameter, and words: plain, taken by Rust, or made of characters that it reserves.
fn name() -> impl Strategy<Value = String> {
    let taken: &[&str] =
        &["type", "self", "Self", "Option", "new", "id", "extra", "+1", "-1", "_", "", "a b", "A-B", "Ärger", "名前"];
    let hostile: &[&str] =
        &["*/", "\"#", "//!", "`", "../x", "{{ x }}", "r#fn", "\u{202e}", "\\", "]]", "#[x]", "\n", "'", "$"];
    prop_oneof![
        4 => "[a-z][a-zA-Z0-9_]{0,8}",
        1 => select(taken).prop_map(str::to_owned),
        1 => select(hostile).prop_map(str::to_owned),
        1 => "\\PC{1,12}",
    ]
}
