//! The document that the crate was made from: what its schemas are, and values of them.

use std::path::Path;

use serde_json::{Map, Value, json};
use spec::Source;
use spec::ir::{Api, Operation, Schema, Shape, StringFormat, Type};

use super::TestResult;

/// How much of a value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// Every property.
    Full,
    /// The required properties alone.
    Minimal,
}

/// The document, lowered and as it is.
pub(crate) struct Document {
    pub(crate) api: Api,
    pub(crate) tree: Value,
}

impl Document {
    /// Reads the document of the module `config`.
    pub(crate) fn config() -> TestResult<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let source =
            |name: &str| -> TestResult<Source> { Ok(Source::new(name, std::fs::read_to_string(folder.join(name))?)) };
        let overlay = || source("config.overlay.yaml");
        let api = spec::read("config", source("config.yaml")?, Some(overlay()?))?.api;
        Ok(Self { api, tree: spec::tree(&source("config.yaml")?, Some(overlay()?))? })
    }

    /// The operation of this id.
    pub(crate) fn operation(&self, id: &str) -> TestResult<&Operation> {
        Ok(self
            .api
            .operations
            .iter()
            .find(|operation| operation.id == id)
            .ok_or_else(|| format!("no operation {id}"))?)
    }

    /// A value of the type, made of the document's own examples where it has them.
    pub(crate) fn value(&self, ty: &Type, amount: Amount) -> Value {
        self.value_like(ty, None, amount, 0)
    }

    /// A value of the schema.
    pub(crate) fn schema_value(&self, schema: &Schema, amount: Amount) -> Value {
        self.shape_value(schema, None, amount, 0)
    }

    fn value_like(&self, ty: &Type, example: Option<&Value>, amount: Amount, depth: usize) -> Value {
        if let (Some(example), Amount::Full) = (example, amount) {
            return example.clone();
        }
        match ty {
            Type::Json => json!({ "free": [1, "json", null] }),
            Type::Boolean => json!(true),
            Type::Integer(_) => json!(1),
            Type::Number => json!(0.5),
            Type::String(StringFormat::Uuid) => json!("3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10"),
            Type::String(StringFormat::Uri) => json!("https://example.com/docs"),
            Type::String(StringFormat::Date) => json!("2023-02-14"),
            Type::String(StringFormat::DateTime) => json!("2023-02-14T13:00:00Z"),
            Type::String(StringFormat::Plain | StringFormat::Binary) => json!("text"),
            Type::String(StringFormat::Byte) => json!("dGV4dA=="),
            Type::List(_) if amount == Amount::Minimal => json!([]),
            Type::List(items) => json!([self.value_like(items, None, amount, depth + 1)]),
            Type::Map(values) => json!({ "key": self.value_like(values, None, amount, depth + 1) }),
            Type::Secret(inner) | Type::Nullable(inner) => self.value_like(inner, None, amount, depth),
            Type::Schema(id) => self.shape_value(self.api.schema(*id), example, amount, depth + 1),
        }
    }

    fn shape_value(&self, schema: &Schema, example: Option<&Value>, amount: Amount, depth: usize) -> Value {
        let example = example.or(schema.example.as_ref());
        match &schema.shape {
            Shape::Enum(values) => values.last().map_or(Value::Null, |value| value.value.clone()),
            Shape::Union(union) => union
                .variants
                .first()
                .map_or(Value::Null, |variant| self.value_like(&variant.ty, example, amount, depth)),
            Shape::Newtype(ty) | Shape::Alias(ty) => self.value_like(ty, example, amount, depth),
            Shape::Struct(object) => {
                // Deep down, only what has to be there: recursive schemas end so.
                let amount = if depth > 12 { Amount::Minimal } else { amount };
                let there = object.properties.iter().filter(|property| property.required || amount == Amount::Full);
                let entries = there.map(|property| {
                    (property.name.clone(), self.value_like(&property.ty, property.example.as_ref(), amount, depth + 1))
                });
                Value::Object(entries.collect::<Map<_, _>>())
            }
        }
    }
}
