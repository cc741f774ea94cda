//! Values inside JSON that no type is known for, by the way to them: names joined by dots, such as `pagination.rowOffset`.

use serde_json::Value;

use super::model::wire;
use super::{Extra, Json};

/// The value at `path`; in a list, a number is an item and `-1` the last one. `None` where the way ends, or in `null`.
pub(crate) fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let found = path.split('.').try_fold(value, |value, step| match value {
        Value::Array(items) if step == "-1" => items.last(),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    })?;
    (!found.is_null()).then_some(found)
}

/// The object `body` with `value` at `path`. What does not stand on the way stays as it is written, to the last digit.
pub(crate) fn set(body: &[u8], path: &str, value: &Value) -> serde_json::Result<Vec<u8>> {
    let object: Option<Object> = if body.is_empty() { None } else { serde_json::from_slice(body)? };
    let mut object = object.unwrap_or_default();
    object.set(path, value)?;
    serde_json::to_vec(&object)
}

/// An object of which nothing is known.
#[derive(Default)]
struct Object {
    entries: Extra,
}

wire! {
    Object { ..entries }
}

impl Object {
    fn set(&mut self, path: &str, value: &Value) -> serde_json::Result<()> {
        let (name, inner) = match path.split_once('.') {
            Some((name, rest)) => {
                let inner: Option<Self> = self.entries.get(name).map_or(Ok(None), Json::decode)?;
                let mut inner = inner.unwrap_or_default();
                inner.set(rest, value)?;
                (name, Json::new(&inner)?)
            }
            None => (path, Json::new(value)?),
        };
        self.entries.insert(name, inner);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_found_by_the_way_to_it() {
        let value = json!({"jobs": [{"id": 1}, {"id": 2}], "page": {"next": null}});
        assert_eq!(get(&value, "jobs.0.id"), Some(&json!(1)));
        assert_eq!(get(&value, "jobs.-1.id"), Some(&json!(2)));
        for nowhere in ["jobs.2.id", "jobs.x", "page.next", "page.next.x", "jobs.0.id.x", ""] {
            assert_eq!(get(&value, nowhere), None, "{nowhere}");
        }
        assert_eq!(get(&json!({"jobs": []}), "jobs.-1.id"), None);
    }

    #[test]
    fn what_is_not_on_the_way_stays_as_it_is_written() -> serde_json::Result<()> {
        let set = |body: &str| {
            set(body.as_bytes(), "page.start", &json!(20)).map(|text| String::from_utf8_lossy(&text).into_owned())
        };
        let body = r#"{"z":[ 1 ],"page":{"size":5,"start":0},"exact":1.10}"#;
        assert_eq!(set(body)?, r#"{"z":[ 1 ],"page":{"size":5,"start":20},"exact":1.10}"#);
        assert_eq!(set(r#"{"page":null}"#)?, r#"{"page":{"start":20}}"#);
        assert_eq!(set("{}")?, r#"{"page":{"start":20}}"#);
        assert_eq!(set("")?, r#"{"page":{"start":20}}"#);
        assert!(set("[1]").is_err());
        Ok(())
    }
}
