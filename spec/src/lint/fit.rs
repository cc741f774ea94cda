//! Whether a value fits a schema of OpenAPI 3.0, as far as an author of examples goes wrong.

use serde_json::{Map, Value};

use crate::diagnostics::shortened;

/// Why a value does not fit.
pub(super) struct Misfit {
    /// The way from the value to the part that does not.
    pub(super) steps: Vec<String>,
    /// What that has to be, and what it is.
    pub(super) message: String,
}

/// The first reason for which `value` does not fit `schema`, whose references lead into `tree`.
pub(super) fn misfit(tree: &Value, schema: &Value, value: &Value) -> Option<Misfit> {
    Fit { tree, steps: Vec::new(), fuel: 2000 }.schema(schema, value)
}

struct Fit<'t> {
    tree: &'t Value,
    steps: Vec<String>,
    /// The schemas that may still be looked at: choices of choices take no longer than this.
    fuel: usize,
}

impl<'t> Fit<'t> {
    fn no(&self, message: String) -> Option<Misfit> {
        Some(Misfit { steps: self.steps.clone(), message })
    }

    fn schema(&mut self, schema: &'t Value, value: &Value) -> Option<Misfit> {
        let (tree, mut schema) = (self.tree, schema);
        self.fuel = self.fuel.checked_sub(1)?;
        for _ in 0..super::LONGEST_CHAIN {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { break };
            schema = tree.pointer(reference.strip_prefix('#')?)?;
        }
        let map = schema.as_object().filter(|map| !map.contains_key("$ref"))?;
        if value.is_null() && may_be_null(map) {
            return None;
        }
        self.of_type(map, value)
            .or_else(|| self.of_enum(map, value))
            .or_else(|| self.in_range(map, value))
            .or_else(|| self.of_parts(map, value))
            .or_else(|| self.of_items(map, value))
            .or_else(|| self.of_properties(map, value))
    }

    fn of_type(&self, schema: &Map<String, Value>, value: &Value) -> Option<Misfit> {
        let types: Vec<&str> = match schema.get("type")? {
            Value::String(word) => vec![word],
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        let fits = types.iter().any(|word| match *word {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "null" => value.is_null(),
            _ => true,
        });
        if !fits {
            return self.no(format!("the type is {}, and this is {}", types.join(" or "), shown(value)));
        }
        match (schema.get("format")?.as_str()?, value) {
            ("uuid" | "UUID", Value::String(text)) if !is_uuid(text) => {
                self.no(format!("the format is uuid, and this is {}", shown(value)))
            }
            ("int32", Value::Number(number))
                if number.as_f64().is_some_and(|number| number.abs() > 2_147_483_648.0) =>
            {
                self.no(format!("the format is int32, and {} is too large", shown(value)))
            }
            _ => None,
        }
    }

    fn of_enum(&self, schema: &Map<String, Value>, value: &Value) -> Option<Misfit> {
        let values = schema.get("enum")?.as_array()?;
        if values.contains(value) { None } else { self.no(format!("{} is none of its values", shown(value))) }
    }

    fn in_range(&self, schema: &Map<String, Value>, value: &Value) -> Option<Misfit> {
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        #[expect(clippy::cast_precision_loss, reason = "no example has so many items that it matters")]
        let (size, low, high) = match value {
            Value::Number(number) => (number.as_f64()?, "minimum", "maximum"),
            Value::String(text) => (text.chars().count() as f64, "minLength", "maxLength"),
            Value::Array(items) => (items.len() as f64, "minItems", "maxItems"),
            Value::Object(entries) => (entries.len() as f64, "minProperties", "maxProperties"),
            _ => return None,
        };
        if bound(low).is_some_and(|low| size < low) {
            return self.no(format!("{} is below its `{low}`", shown(value)));
        }
        if bound(high).is_some_and(|high| size > high) {
            return self.no(format!("{} is above its `{high}`", shown(value)));
        }
        None
    }

    fn of_parts(&mut self, schema: &'t Map<String, Value>, value: &Value) -> Option<Misfit> {
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            // A part does not know the properties of the others.
            if let Some(misfit) = self.schema(part, value).filter(|misfit| !misfit.message.contains("is no property")) {
                return Some(misfit);
            }
        }
        for key in ["oneOf", "anyOf"] {
            let Some(choices) = schema.get(key).and_then(Value::as_array) else { continue };
            if !choices.is_empty() && choices.iter().all(|choice| self.schema(choice, value).is_some()) {
                return self.no(format!("{} fits none of its `{key}`", shown(value))).filter(|_| self.fuel > 0);
            }
        }
        None
    }

    fn of_items(&mut self, schema: &'t Map<String, Value>, value: &Value) -> Option<Misfit> {
        let (items, values) = (schema.get("items")?, value.as_array()?);
        values.iter().enumerate().find_map(|(index, value)| self.inside(index.to_string(), items, value))
    }

    fn of_properties(&mut self, schema: &'t Map<String, Value>, value: &Value) -> Option<Misfit> {
        let entries = value.as_object()?;
        let properties = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            let is_property = properties.is_some_and(|properties| properties.contains_key(name));
            if is_property && !entries.contains_key(name) {
                return self.no(format!("the required `{}` is missing", shortened(name)));
            }
        }
        for (name, value) in entries {
            match (properties.and_then(|properties| properties.get(name)), schema.get("additionalProperties")) {
                (Some(property), _) => {
                    if let Some(misfit) = self.inside(name.clone(), property, value) {
                        return Some(misfit);
                    }
                }
                (None, Some(Value::Bool(false))) => {
                    let misfit = self.no(format!("`{}` is no property of it", shortened(name)));
                    return misfit
                        .map(|misfit| Misfit { steps: [misfit.steps, vec![name.clone()]].concat(), ..misfit });
                }
                (None, Some(others)) => {
                    if let Some(misfit) = self.inside(name.clone(), others, value) {
                        return Some(misfit);
                    }
                }
                (None, None) => {}
            }
        }
        None
    }

    fn inside(&mut self, step: String, schema: &'t Value, value: &Value) -> Option<Misfit> {
        self.steps.push(step);
        let misfit = self.schema(schema, value);
        self.steps.pop();
        misfit
    }
}

/// Whether a schema lets null pass; one that names no type says nothing of it.
fn may_be_null(schema: &Map<String, Value>) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
        || schema.get("x-nullable") == Some(&Value::Bool(true))
        || schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null))
}

fn is_uuid(text: &str) -> bool {
    let is_dash = |place| [8, 13, 18, 23].contains(&place);
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(place, byte)| if is_dash(place) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}

fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "null".to_owned(),
        other => {
            let text = other.to_string();
            let short = text.chars().count() <= 60;
            if short { format!("`{text}`") } else { "text".to_owned() }
        }
    }
}
