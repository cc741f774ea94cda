//! `cargo xtask update`, run as its users run it, in a small workspace of its own.

#[cfg(unix)]
mod fetch;
mod killed;
mod scratch;

use scratch::{Scratch, stderr, stdout};

const FIRST: &str = r##"openapi: 3.0.0
info: {title: Things, version: "9", description: Not ours.}
paths:
  /v1/things/list:
    post:
      tags: [thing]
      summary: Not ours
      operationId: listThings
      responses: {"200": {description: Not ours., content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}}}
components:
  schemas:
    Things: {type: object, required: [names], properties: {names: {type: array, items: {type: string}}, old: {type: string}}}
    Status: {type: string, enum: [active]}
"##;

const LAST: &str = r##"openapi: 3.0.0
info: {title: Things, version: "9"}
paths:
  /v1/things/list:
    post:
      tags: [thing]
      operationId: listThings
      responses: {"200": {description: Not ours., content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}}}
  /v1/things/count:
    post:
      tags: [thing]
      operationId: countThings
      responses: {"204": {description: Not ours.}}
components:
  schemas:
    Things: {type: object, required: [names, total], properties: {names: {type: array, items: {type: string}}, total: {type: integer}}}
    Status: {type: string, enum: [active, queued]}
"##;

#[test]
fn an_edition_is_taken_in_with_all_that_follows() {
    let scratch = Scratch::new();
    let output = scratch.update("things-2026-08.yaml", LAST, "1.6", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document = scratch.read("spec/config.yaml");
    for line in ["x-since: '1.6'", "x-required-since: '1.6'", "queued: '1.6'", "description: Some things."] {
        assert!(document.contains(line), "{line} is not in {document}");
    }
    assert!(!document.contains("Not ours"), "{document}");
    let editions = scratch.read("spec/editions.toml");
    assert!(editions.contains("name = \"1.6\"\ndate = \"2026-08-01\"\nsource = \"things-2026-08.yaml\""), "{editions}");
    assert!(scratch.read("CHANGELOG.md").contains("- Edition 1.6: `Status` learned `queued`.\n"));
    assert!(scratch.read("generated/Cargo.toml").contains("version = \"0.1.1\""));
    assert!(scratch.read("Cargo.lock").contains("name = \"airbyte\"\nversion = \"0.1.1\""));
    let models = scratch.read("generated/src/config/models/things.rs");
    assert!(models.contains("Since edition 1.6. Required since edition 1.6"), "{models}");
    assert!(stdout(&output).contains("Without words yet"), "{}", stdout(&output));
    assert_eq!(scratch.run(&["generate", "--check"]).status.code(), Some(0));
    let files = scratch.files();
    let again = scratch.update("things-2026-08.yaml", LAST, "1.6", &[]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert!(scratch.files() == files, "something was written");
}

#[test]
fn the_order_of_editions_makes_no_difference() {
    let (one, other) = (Scratch::new(), Scratch::new());
    for (scratch, order) in
        [(&one, [("2021-05-27", FIRST), ("2026-08-01", LAST)]), (&other, [("2026-08-01", LAST), ("2021-05-27", FIRST)])]
    {
        for (edition, text) in order {
            let output = scratch.update("edition.yaml", text, edition, &[]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        }
    }
    let told = ["CHANGELOG.md", "Cargo.lock", "generated/Cargo.toml"];
    let files = |scratch: &Scratch| {
        let mut files = scratch.contents();
        files.retain(|path, _| !told.iter().any(|name| path.ends_with(name)));
        files
    };
    assert!(files(&one) == files(&other), "the order makes a difference");
}

#[test]
fn an_edition_may_come_alone() {
    let scratch = Scratch::new();
    let output = scratch.update("edition.json", &serde_json::json!({
        "openapi": "3.0.0", "info": { "title": "Things", "version": "1" }, "paths": {},
        "components": { "schemas": { "Things": { "type": "object", "properties": { "names": { "type": "array", "items": { "type": "string" } } } } } },
    }).to_string(), "2.0", &["--replace", "--date", "2027-01-01"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document = scratch.read("spec/config.yaml");
    assert!(document.contains("description: Some things.") && !document.contains("/v1/things/list"), "{document}");
    let editions = scratch.read("spec/editions.toml");
    assert!(editions.contains("base = \"2.0\"") && !editions.contains("0.40"), "{editions}");
}

#[test]
fn a_dry_run_shows_it_all_and_writes_nothing() {
    let scratch = Scratch::new();
    let files = scratch.files();
    let output = scratch.update("edition.yaml", LAST, "1.6", &["--dry-run"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("Status` learned `queued`"), "{}", stdout(&output));
    assert!(scratch.files() == files, "something was written");
}

#[test]
fn what_cannot_be_taken_in_changes_nothing_and_says_why() {
    let scratch = Scratch::new();
    let files = scratch.files();
    let half = &LAST[..LAST.len() / 2];
    let conflict = LAST.replace("names: {type: array, items: {type: string}}, total", "names: {type: string}, total");
    let broken = LAST.replace("#/components/schemas/Things", "#/definitions/Things");
    let cases: [(&str, &[&str]); 7] = [
        (half, &["edition.yaml:"]),
        ("<!DOCTYPE html><html></html>", &["is HTML", "--server"]),
        ("", &["is empty"]),
        ("{\"openapi\": \"3.0.0\", \"inf", &["edition.yaml:1:"]),
        (&broken, &["`#/definitions/Things`", "edition.yaml:8"]),
        (
            &conflict,
            &["no rule decides", "edition.yaml:", "spec/config.yaml:", "edition 0.40 says", "spec/config.overlay.yaml"],
        ),
        ("swagger: '2.0'\n", &["Swagger 2.0"]),
    ];
    for (text, messages) in cases {
        let output = scratch.update("edition.yaml", text, "1.6", &[]);
        assert_eq!(output.status.code(), Some(2), "{text}: {}", stdout(&output));
        for message in messages {
            assert!(stderr(&output).contains(message), "{message} is not in {}", stderr(&output));
        }
        assert!(scratch.files() == files, "something was written");
    }
}

#[test]
fn a_conflict_is_decided_by_the_overlay() {
    let scratch = Scratch::new();
    let conflict = LAST.replace("names: {type: array, items: {type: string}}, total", "names: {type: string}, total");
    scratch.write(
        "spec/config.overlay.yaml",
        "overlay: 1.0.0\nactions:\n  - target: $.components.schemas.Things.properties.names\n    description: Both are \
         told apart by looking.\n    update: {oneOf: [{type: string}, {type: array, items: {type: string}}]}\n",
    );
    let output = scratch.update("edition.yaml", &conflict, "1.6", &["--date", "2026-08-31"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_stale_action_says_what_made_it_stale() {
    let scratch = Scratch::new();
    let overlay = "overlay: 1.0.0\nactions:\n  - target: $.components.schemas.Things.required[?@ == 'names']\n    \
                   description: Servers leave it out.\n    remove: true\n";
    scratch.write("spec/config.overlay.yaml", overlay);
    let files = scratch.files();
    let optional = LAST.replace("required: [names, total], ", "");
    let output = scratch.update("edition.yaml", &optional, "1.6", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let told = stderr(&output);
    assert!(
        told.contains("edition 1.6 made it stale") && told.contains("/components/schemas/Things/required"),
        "{told}"
    );
    assert!(scratch.files() == files, "something was written");
}

#[test]
fn unusable_commands_say_what_is_missing() {
    let scratch = Scratch::new();
    let cases: [(&[&str], &str); 5] = [
        (&["update"], "`update` takes a FILE, a URL or `--server URL`"),
        (&["update", "x.yaml"], "needs `--edition NAME`"),
        (&["update", "x.yaml", "--edition", "1.6", "--date", "August"], "`August` is no date"),
        (&["update", "x.yaml", "--edition", "1.6"], "cannot read x.yaml"),
        (&["update", "x.yaml", "y.yaml", "--edition", "1.6"], "y.yaml"),
    ];
    for (arguments, message) in cases {
        let output = scratch.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
}
