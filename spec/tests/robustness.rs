//! Texts made to exhaust what reads them: no panic, no overflow, no end of memory, and a diagnostic with a line.

use spec::{Report, Severity, Source};

/// Reads and lints a text, and returns what reading says of it.
fn report(name: &str, text: &str) -> Report {
    let source = Source::new(name, text);
    spec::lint(source.clone(), None).to_string();
    match spec::read("document", source, None) {
        Ok(document) => document.warnings,
        Err(report) => report,
    }
}

/// Asserts that a text is refused for this reason, and shows the report, so that showing is tried as well.
fn refused(name: &str, text: &str, code: &str) -> usize {
    let report = report(name, text);
    let shown = report.to_string();
    let (found, place) = report.located().next().unwrap_or_else(|| panic!("{name} was not refused"));
    assert_eq!((found.code, found.severity), (code, Severity::Error), "{shown}");
    assert!(shown.len() < 100_000, "{name}: the report is as long as the document");
    place.line
}

const HEAD: &str = "openapi: 3.0.0\ninfo: {title: Deep, version: \"1\"}\npaths: {}\n";

#[test]
fn nesting_without_end_is_refused_at_the_line_where_it_is_too_much() {
    const LEVELS: usize = 10_000;
    let block: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let line = refused("block.yaml", &block, "too-deep");
    assert!((60..=70).contains(&line), "{line}");
    assert_eq!(refused("sequence.yaml", &format!("a:\n{}", "- ".repeat(LEVELS)), "too-deep"), 2);
    assert_eq!(refused("list.yaml", &format!("{HEAD}x-a: {}", "[".repeat(LEVELS)), "too-deep"), 4);
    assert_eq!(refused("mapping.yaml", &format!("{HEAD}x-a: {}", "{a: ".repeat(LEVELS)), "too-deep"), 4);
    let closed = format!("{HEAD}x-a: {}{}", "[".repeat(LEVELS), "]".repeat(LEVELS));
    assert_eq!(refused("closed.yaml", &closed, "too-deep"), 4);
    let json = format!("{{\n\"a\":\n{}1{}}}", "[".repeat(LEVELS), "]".repeat(LEVELS));
    assert_eq!(refused("list.json", &json, "too-deep"), 3);
    let json = format!("{{\n\"a\":\n{}1{}}}", "{\"a\":".repeat(LEVELS), "}".repeat(LEVELS));
    assert_eq!(refused("mapping.json", &json, "too-deep"), 3);
    refused("question.yaml", &"? ".repeat(LEVELS), "syntax");
    refused("anchors.yaml", &"&a ".repeat(LEVELS), "syntax");
    refused("tags.yaml", &"!t ".repeat(LEVELS), "syntax");
}

#[test]
fn schemas_in_schemas_are_read_as_deep_as_the_text_may_nest() {
    for (open, close) in [
        ("{type: array, items: ", "}"),
        ("{type: object, properties: {a: ", "}}"),
        ("{type: object, additionalProperties: ", "}"),
        ("{allOf: [", "]}"),
        ("{oneOf: [{type: string}, ", "]}"),
        ("{anyOf: [", ", {type: integer}]}"),
        ("{not: ", "}"),
        ("{description: d, minimum: 1, items: ", "}"),
        ("{type: object, enum: [{}], properties: {a: ", "}}"),
    ] {
        let nested = |levels: usize| {
            format!(
                "{HEAD}components:\n  schemas:\n    Deep: {}{{type: string}}{}\n",
                open.repeat(levels),
                close.repeat(levels)
            )
        };
        assert_eq!(refused(open, &nested(10_000), "too-deep"), 6);
        // What fits is read, or refused for another reason, in no time.
        let levels = 58 / open.matches(['{', '[']).count();
        report(open, &nested(levels)).to_string();
    }
}

#[test]
fn aliases_that_multiply_are_refused_where_they_are_too_much() {
    let mut bomb = "a: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        bomb.push_str(&format!("b{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 9].join(", ")));
    }
    let line = refused("laughs.yaml", &bomb, "too-large");
    assert!((5..=9).contains(&line), "{line}");
    let mut doubled = format!("a: &a0 {}\n", "x".repeat(100_000));
    (1..40).for_each(|level| doubled.push_str(&format!("b{level}: &a{level} {{x: *a{0}, y: *a{0}}}\n", level - 1)));
    refused("text.yaml", &doubled, "too-large");
    assert_eq!(refused("itself.yaml", "a: 1\nb: &b [1, *b]\n", "syntax"), 2);
    let mut chain = "a: &a0 [1]\n".to_owned();
    (1..200).for_each(|level| chain.push_str(&format!("b{level}: &a{level} [*a{}]\n", level - 1)));
    assert!((60..=70).contains(&refused("chain.yaml", &chain, "too-deep")));
}

#[test]
fn references_that_never_end_are_told() {
    let schemas = |text: &str| format!("{HEAD}components:\n  schemas:\n{text}");
    let circle: String = (0..300)
        .map(|index| format!("    S{index}: {{$ref: \"#/components/schemas/S{}\"}}\n", (index + 1) % 300))
        .collect();
    report("circle.yaml", &schemas(&circle)).to_string();
    for text in [
        "    A: {allOf: [{$ref: \"#/components/schemas/A\"}]}\n",
        "    A: {allOf: [{$ref: \"#/components/schemas/B\"}]}\n    B: {allOf: [{$ref: \"#/components/schemas/A\"}, {type: object}]}\n",
        "    A: {oneOf: [{$ref: \"#/components/schemas/A\"}, {$ref: \"#/components/schemas/B\"}]}\n    B: {anyOf: [{$ref: \"#/components/schemas/A\"}]}\n",
        "    A: {type: array, items: {$ref: \"#/components/schemas/A\"}, example: [[[[]]]], default: [[]]}\n",
        "    A: {type: object, properties: {a: {$ref: \"#/components/schemas/A\"}}, example: {a: {a: {a: {}}}}}\n",
        "    A: {not: {$ref: \"#/components/schemas/A\"}}\n",
        "    A: {$ref: \"#/components/schemas/A/properties/b\"}\n",
        "    A: {$ref: \"#\"}\n",
        "    A: {$ref: \"#/components/schemas\"}\n",
        "    A: {type: string, enum: [a], discriminator: {propertyName: a, mapping: {a: \"#/components/schemas/A\"}}}\n",
    ] {
        report("recursion.yaml", &schemas(text)).to_string();
    }
    for section in
        ["responses", "parameters", "requestBodies", "headers", "examples", "links", "callbacks", "securitySchemes"]
    {
        let text = format!(
            "{HEAD}components:\n  {section}:\n    A: {{$ref: \"#/components/{section}/B\"}}\n    B: {{$ref: \"#/components/{section}/A\"}}\n"
        );
        let report = report("circles.yaml", &text);
        assert!(report.diagnostics().iter().any(|found| found.code == "reference"), "{section}: {report}");
    }
}

#[test]
fn an_overlay_makes_no_document_deeper_than_a_text_may_be() {
    let document = Source::new("document.yaml", format!("{HEAD}x-a: {}{}", "{a: ".repeat(60), "}".repeat(60)));
    let overlay = |levels: usize| {
        let target = format!("$['x-a']{}", ".a".repeat(40));
        let update = format!("{}1{}", "{b: ".repeat(levels), "}".repeat(levels));
        let action = format!("  - target: {target}\n    description: Deeper.\n    update: {update}\n");
        Source::new("overlay.yaml", format!("actions:\n{action}{}", action.replace(": {b", ": {c")))
    };
    let report = spec::tree(&document, Some(overlay(30))).expect_err("it is too deep");
    let found: Vec<_> = report.located().map(|(found, place)| (found.code, place.line)).collect();
    assert_eq!(found, [("too-deep", 4)], "{report}");
    spec::tree(&document, Some(overlay(20))).unwrap_or_else(|report| panic!("{report}"));
}

/// Chains so long that what looks through the rest of one at each of its schemas would not come to an end.
#[test]
fn long_chains_are_walked_once() {
    const LENGTH: usize = 3_000;
    for part in ["{$ref: NEXT}", "{allOf: [{$ref: NEXT}]}", "{type: object, properties: {a: {$ref: NEXT}}}"] {
        let next = |index: usize| part.replace("NEXT", &format!("\"#/components/schemas/S{}\"", index + 1));
        let schemas: String = (0..LENGTH).map(|index| format!("    S{index}: {}\n", next(index))).collect();
        let text = format!("{HEAD}components:\n  schemas:\n{schemas}    S{LENGTH}: {{type: object}}\n");
        let document = spec::read("chain", Source::new("chain.yaml", text), None);
        let api = document.unwrap_or_else(|report| panic!("{report}")).api;
        assert_eq!(api.schemas.len(), LENGTH + 1, "{part}");
    }
}

#[test]
fn size_alone_is_no_trouble() {
    let values: Vec<String> = (0..5_000).map(|value| format!("v{value}")).collect();
    let wide =
        format!("{HEAD}components:\n  schemas:\n    Wide: {{type: string, enum: [{0}, {0}]}}\n", values.join(", "));
    report("wide.yaml", &wide).to_string();
    let long = format!("{HEAD}x-long: \"{}\"\n{}: 1\n", "ab\\n".repeat(500_000), "k".repeat(900));
    let shown = report("long.yaml", &long).to_string();
    assert!(shown.len() < 10_000, "{}", shown.len());
    let one_line = format!("{{\"openapi\": \"3.0.0\", \"x-a\": [{}1], \"infos\": 1}}", "1, ".repeat(100_000));
    let shown = report("minified.json", &one_line).to_string();
    assert!(shown.contains("minified.json:1:300") && shown.len() < 20_000, "{}", shown.len());
    let broken: String =
        (0..1_000).map(|index| format!("    S{index}: {{$ref: \"#/components/schemas/T{index}\"}}\n")).collect();
    report("broken.yaml", &format!("{HEAD}components:\n  schemas:\n{broken}")).to_string();
}

/// Texts that once made a reader fail, and texts of the kind that do.
#[test]
fn no_text_makes_a_reader_panic() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut seeds = 0;
    for path in std::fs::read_dir(folder).expect("the corpus is there").flatten().map(|entry| entry.path()) {
        let bytes = std::fs::read(&path).expect("the seed is a readable file");
        match Source::decode("seed", bytes) {
            Ok(source) => drop(report("seed", source.text())),
            Err(report) => drop(report.to_string()),
        }
        seeds += 1;
    }
    assert!(seeds > 0);
}
