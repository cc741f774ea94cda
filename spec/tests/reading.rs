//! Valid documents that are easily misread.

use spec::ir::{Api, IntegerFormat, Shape, Type};
use spec::{Document, Source};

const HEAD: &str = "openapi: 3.0.0\ninfo: {title: Things, version: \"1\"}\n";

/// The API of a document of which there is nothing to complain.
fn read(name: &str, text: &str) -> Api {
    let Document { api, warnings } =
        spec::read("things", Source::new(name, text), None).unwrap_or_else(|report| panic!("{report}"));
    assert!(warnings.is_empty(), "{warnings}");
    api
}

#[test]
fn people_may_choose_the_names_of_openapis_own_keys() {
    let api = read(
        "names.yaml",
        &format!(
            "{HEAD}servers: [{{url: \"{{schema}}://h/{{items}}\", variables: {{schema: {{default: https}}, items: {{default: api}}}}}}]
paths:
  /things:
    get:
      operationId: listThings
      responses: {{\"204\": {{description: Done.}}}}
components:
  securitySchemes:
    auth:
      type: oauth2
      flows: {{clientCredentials: {{tokenUrl: https://h/token, scopes: {{schema: To read schemas., properties: All.}}}}}}
    schema: {{type: http, scheme: basic}}
security: [{{schema: []}}]
"
        ),
    );
    assert_eq!(api.server.url.as_deref(), Some("https://h/api"));
}

#[test]
fn keys_of_json_that_are_no_single_unit_of_utf16_are_different() {
    let api = read(
        "keys.json",
        r#"{"openapi": "3.0.0", "info": {"title": "Things", "version": "1"}, "paths": {}, "components": {"schemas": {
            "Votes": {"type": "object", "properties": {
                "\ud83d\udc4d": {"type": "integer"}, "\uD83D\uDC4E": {"type": "integer"}}}}}}"#,
    );
    let Shape::Struct(votes) = &api.schemas[0].shape else { panic!("{:?}", api.schemas) };
    let names: Vec<&str> = votes.properties.iter().map(|property| property.name.as_str()).collect();
    assert_eq!(names, ["👍", "👎"]);
}

#[test]
fn references_are_parts_of_urls() {
    let text = format!(
        "{HEAD}paths:
  /things:
    get:
      operationId: listThings
      parameters: [{{$ref: \"#/components/parameters/How%20many\"}}]
      responses: {{\"404\": {{$ref: \"#/components/responses/Not%20Found\"}}}}
components:
  parameters:
    How many: {{name: limit, in: query, schema: {{type: integer}}}}
  responses:
    Not Found: {{description: None., content: {{application/json: {{schema: {{type: string}}}}}}}}
"
    );
    let document = spec::read("things", Source::new("references.yaml", text), None);
    let api = document.unwrap_or_else(|report| panic!("{report}")).api;
    assert_eq!((api.operations[0].parameters.len(), api.operations[0].errors.len()), (1, 1));
}

#[test]
fn integers_are_as_wide_as_their_bounds_say() {
    use IntegerFormat::{Int64, Uint64};
    for (bounds, width) in [
        ("minimum: -90.0, maximum: 90.0", Int64),
        ("maximum: 1.0e+3", Int64),
        ("maximum: 9223372036854775807", Int64),
        ("maximum: 9223372036854775808", Uint64),
        ("minimum: 0, maximum: 18446744073709551615", Uint64),
        ("minimum: 0, maximum: 1.8446744073709552e+19", Uint64),
        ("format: int64, maximum: 9223372036854776000", Int64),
        ("format: int64, minimum: 0, maximum: 18446744073709551615", Uint64),
        ("minimum: -1, maximum: 18446744073709551615", Int64),
    ] {
        let text = format!(
            "{HEAD}paths: {{}}\ncomponents: {{schemas: {{Thing: {{type: object, properties: {{size: {{type: integer, {bounds}}}}}}}}}}}\n"
        );
        let Shape::Struct(thing) = &read("bounds.yaml", &text).schemas[0].shape else { panic!("{bounds}") };
        assert_eq!(thing.properties[0].ty, Type::Integer(width), "{bounds}");
    }
}

#[test]
fn what_an_overlay_removes_is_what_it_names() {
    let text = format!("{HEAD}tags: [{{name: a}}, {{name: b}}, {{name: c}}, {{name: d}}]\npaths: {{}}\n");
    let overlay = "overlay: 1.0.0\ninfo: {title: Less, version: \"1\"}\nactions:\n  - {target: \"$.tags[2,0,0]\", description: Not these., remove: true}\n";
    let tree = spec::tree(&Source::new("tags.yaml", text), Some(Source::new("tags.overlay.yaml", overlay)));
    let tree = tree.unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(tree["tags"], serde_json::json!([{"name": "b"}, {"name": "d"}]));
}
