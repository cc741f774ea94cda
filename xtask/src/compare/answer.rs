//! The large answer that the codecs are given.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};
use spec::ir::{Api, Owner, SchemaId, Shape, StringFormat, Struct, Type};

use super::Place;
use super::user::{package, save};
use crate::process::run;
use crate::workspace;

/// The schema that it is of.
pub(super) const SCHEMA: &str = "WebBackendConnectionRead";
/// What the module depends on that makes it, which is that of the benches.
pub(super) const SUPPORT: &str = "serde = { version = \"1\", features = [\"derive\"] }\n\
     serde_json = { version = \"1\", features = [\"raw_value\"] }\nuuid = { version = \"1\", features = [\"serde\"] }\n";

/// The schema in a document, where it has it.
pub(super) fn schema(api: &Api) -> Option<SchemaId> {
    let is_it = |owner: &Owner| matches!(owner, Owner::Component(name) if name == SCHEMA);
    let found = api.schemas.iter().position(|schema| is_it(&schema.origin.owner) && schema.origin.steps.is_empty());
    found.map(SchemaId)
}

/// A text with the path of the benches' module in its place.
pub(super) fn with_support(text: &str) -> String {
    let path = workspace().join("generated/benches/support/mod.rs");
    text.replace("{support}", &path.to_string_lossy())
}

/// Writes the answer, with what the document requires in addition; returns its file and its length.
pub(super) fn write(schema: SchemaId, api: &Api, place: &Place) -> Result<(PathBuf, usize), String> {
    let folder = place.helpers().join("answer");
    save(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"answer\"]\n")?;
    package(&folder, "answer", "main.rs", &with_support(include_str!("programs/answer.rs")), SUPPORT)?;
    let built = place.cargo.build(&folder, &["build", "--package", "answer"])?;
    let ran = run(&mut Command::new(built.program.ok_or("cargo built no program")?))?;
    let mut answer = serde_json::from_str(&ran.stdout).map_err(|error| format!("the answer is no JSON: {error}"))?;
    complete(&mut answer, &Type::Schema(schema), api);
    let (path, text) = (place.folder.join("answer.json"), answer.to_string());
    save(&path, &text)?;
    Ok((path, text.len()))
}

/// The answer with some booleans in addition, as a file in a folder.
pub(super) fn with_flags(answer: &Path, flags: &[&str], folder: &Path) -> Result<PathBuf, String> {
    let text = std::fs::read(answer).map_err(|error| format!("the answer cannot be read: {error}"))?;
    let mut answer: Value = serde_json::from_slice(&text).map_err(|error| format!("the answer is no JSON: {error}"))?;
    flags.iter().for_each(|flag| answer[*flag] = Value::from(false));
    let path = folder.join("answer.json");
    save(&path, &answer.to_string())?;
    Ok(path)
}

/// Adds what a type requires and a value lacks, everywhere inside it, and replaces what is of another kind.
fn complete(value: &mut Value, ty: &Type, api: &Api) {
    match (ty, value) {
        (_, Value::Null) => {}
        (Type::Nullable(inner) | Type::Secret(inner), value) => complete(value, inner, api),
        (Type::List(inner), Value::Array(items)) => items.iter_mut().for_each(|item| complete(item, inner, api)),
        (Type::Map(inner), Value::Object(map)) => map.values_mut().for_each(|item| complete(item, inner, api)),
        (Type::List(_) | Type::Map(_), value) => *value = least(ty, api),
        (Type::Schema(id), value) => match &api.schema(*id).shape {
            Shape::Alias(inner) => complete(value, inner, api),
            Shape::Struct(object) => complete_object(value, object, api),
            _ => {}
        },
        _ => {}
    }
}

fn complete_object(value: &mut Value, object: &Struct, api: &Api) {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Some(map) = value.as_object_mut() else { return };
    for property in &object.properties {
        if property.required && !map.contains_key(&property.name) {
            map.insert(property.name.clone(), least(&property.ty, api));
        }
        if let Some(value) = map.get_mut(&property.name) {
            complete(value, &property.ty, api);
        }
    }
}

/// The least that is a value of a type; what it requires inside is left to whoever completes it.
fn least(ty: &Type, api: &Api) -> Value {
    match ty {
        Type::Boolean => Value::from(false),
        Type::Integer(_) | Type::Number => Value::from(0),
        Type::String(format) => Value::from(match format {
            StringFormat::Uuid => "00000000-0000-0000-0000-000000000000",
            StringFormat::Uri => "http://localhost/",
            StringFormat::Date => "2000-01-01",
            StringFormat::DateTime => "2000-01-01T00:00:00Z",
            _ => "",
        }),
        Type::List(_) => Value::Array(Vec::new()),
        Type::Json | Type::Map(_) => Value::Object(Map::new()),
        Type::Nullable(_) => Value::Null,
        Type::Secret(inner) => least(inner, api),
        Type::Schema(id) => match &api.schema(*id).shape {
            Shape::Alias(inner) | Shape::Newtype(inner) => least(inner, api),
            Shape::Enum(values) => values.first().map_or(Value::Null, |first| first.value.clone()),
            Shape::Union(union) => union.variants.first().map_or(Value::Null, |first| least(&first.ty, api)),
            Shape::Struct(_) => Value::Object(Map::new()),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use spec::Source;

    use super::*;

    const DOCUMENT: &str = "
openapi: 3.0.0
info: { title: Things, version: '1' }
paths: {}
components:
  schemas:
    WebBackendConnectionRead:
      type: object
      required: [id, tags, state, owner]
      properties:
        id: { type: string, format: uuid }
        tags: { type: array, items: { $ref: '#/components/schemas/Tag' } }
        state: { type: string, enum: [on, off] }
        owner: { $ref: '#/components/schemas/Tag' }
        note: { type: string }
    Tag:
      type: object
      required: [name, size]
      properties: { name: { type: string }, size: { type: integer } }
";

    #[test]
    fn an_answer_becomes_one_of_the_document() {
        let source = Source::new("things.yaml", DOCUMENT);
        let api = spec::read("things", source, None).map(|document| document.api);
        let api = api.unwrap_or_else(|report| panic!("{report}"));
        let schema = schema(&api).unwrap_or_else(|| panic!("the document has the schema"));
        let mut value = json!({ "tags": [{ "name": "a" }], "unknown": 1, "owner": ["b"] });
        complete(&mut value, &Type::Schema(schema), &api);
        let expected = json!({
            "tags": [{ "name": "a", "size": 0 }], "unknown": 1, "id": "00000000-0000-0000-0000-000000000000",
            "state": "on", "owner": { "name": "", "size": 0 },
        });
        assert_eq!(value, expected);
    }
}
