//! What is done to a document, or to the output, for a peer that cannot do without.

use std::path::Path;

use serde_json::{Map, Value, json};

/// One change without which a peer makes nothing that compiles.
pub(super) struct Patch {
    /// What it does and why, as the page says it.
    pub(super) says: &'static str,
    pub(super) change: Change,
}

/// What a patch changes.
pub(super) enum Change {
    /// The document, before it is read.
    Document(fn(&mut Value)),
    /// A text in the files that were made.
    Output { from: &'static str, to: &'static str },
}

/// Applies the patches of documents.
pub(super) fn document(tree: &mut Value, patches: &[Patch]) {
    for patch in patches {
        if let Change::Document(change) = patch.change {
            change(tree);
        }
    }
}

/// Applies the patches of output to all Rust files below a folder.
pub(super) fn output(folder: &Path, patches: &[Patch]) -> std::io::Result<()> {
    let changes = patches.iter().filter_map(|patch| match patch.change {
        Change::Output { from, to } => Some((from, to)),
        Change::Document(_) => None,
    });
    let changes: Vec<_> = changes.collect();
    if changes.is_empty() {
        return Ok(());
    }
    for path in super::generating::files(folder)? {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let changed = changes.iter().fold(text.clone(), |text, (from, to)| text.replace(from, to));
        if changed != text {
            std::fs::write(&path, changed)?;
        }
    }
    Ok(())
}

/// Leaves those errors of each operation that are like its first one.
pub(super) fn one_error(tree: &mut Value) {
    let components = tree["components"]["responses"].clone();
    let content = |response: &Value| {
        let name = response["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/responses/"));
        name.and_then(|name| components.get(name)).unwrap_or(response)["content"].clone()
    };
    for operation in operations(tree) {
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { continue };
        let mut first = None;
        responses.retain(|status, response| {
            let content = content(response);
            status.starts_with('2') || *first.get_or_insert_with(|| content.clone()) == content
        });
    }
}

/// Leaves the first media type of each request body.
pub(super) fn one_body(tree: &mut Value) {
    for operation in operations(tree) {
        if let Some(content) = operation.get_mut("requestBody").and_then(|body| body["content"].as_object_mut()) {
            let first = content.keys().next().cloned();
            content.retain(|media, _| Some(media) == first.as_ref());
        }
    }
}

/// Takes `format` off arrays.
pub(super) fn no_array_format(tree: &mut Value) {
    each(tree, &mut |object| {
        if object.get("type").is_some_and(|kind| kind == "array") && object.get("format").is_some_and(Value::is_string)
        {
            object.shift_remove("format");
        }
    });
}

/// Makes a string of every content of which the document does not say what it is.
pub(super) fn all_content_typed(tree: &mut Value) {
    each(tree, &mut |object| {
        let content = object.get_mut("content").and_then(Value::as_object_mut);
        let media = content.into_iter().flatten().filter(|(name, _)| name.contains('/'));
        for (_, media) in media.filter(|(_, media)| media.is_object() && media["schema"].is_null()) {
            media["schema"] = json!({ "type": "string" });
        }
    });
}

/// Takes the names of no property out of what objects require.
pub(super) fn only_properties_required(tree: &mut Value) {
    each(tree, &mut |object| {
        let properties = object.get("properties").and_then(Value::as_object).cloned();
        let required = object.get_mut("required").and_then(Value::as_array_mut);
        if let (Some(properties), Some(required)) = (properties, required) {
            required.retain(|name| name.as_str().is_none_or(|name| properties.contains_key(name)));
        }
    });
}

fn operations(tree: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let paths = tree["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut).filter_map(Value::as_object_mut)
}

fn each(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            change(object);
            object.values_mut().for_each(|value| each(value, change));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, change)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_like_the_first_stay() {
        let error = |name: &str| json!({ "content": { "application/json": { "schema": { "$ref": name } } } });
        let mut tree = json!({
            "paths": { "/things": { "summary": "Things", "get": { "responses": {
                "200": error("#/Thing"), "404": { "$ref": "#/components/responses/NotFound" }, "409": error("#/NotFound"),
                "422": error("#/Invalid"),
            } } } },
            "components": { "responses": { "NotFound": error("#/NotFound") } },
        });
        one_error(&mut tree);
        let left: Vec<&String> =
            tree["paths"]["/things"]["get"]["responses"].as_object().into_iter().flat_map(Map::keys).collect();
        assert_eq!(left, ["200", "404", "409"]);
    }

    #[test]
    fn required_names_are_those_of_properties() {
        let mut tree =
            json!({ "required": ["a", "b_c"], "properties": { "a": {}, "bC": {} }, "list": [{ "required": ["d"] }] });
        only_properties_required(&mut tree);
        let expected =
            json!({ "required": ["a"], "properties": { "a": {}, "bC": {} }, "list": [{ "required": ["d"] }] });
        assert_eq!(tree, expected);
    }

    #[test]
    fn bodies_formats_and_contents_become_what_is_understood() {
        let text = json!({ "schema": { "type": "string" } });
        let mut tree = json!({ "paths": { "/things": { "post": {
            "requestBody": { "content": { "application/json": text, "application/x-www-form-urlencoded": text } },
            "responses": { "200": { "content": { "text/html": {} } } },
        } } }, "components": { "schemas": { "Things": { "type": "array", "format": "set", "items": {} } } } });
        one_body(&mut tree);
        no_array_format(&mut tree);
        all_content_typed(&mut tree);
        let expected = json!({ "paths": { "/things": { "post": {
            "requestBody": { "content": { "application/json": text } },
            "responses": { "200": { "content": { "text/html": text } } },
        } } }, "components": { "schemas": { "Things": { "type": "array", "items": {} } } } });
        assert_eq!(tree, expected);
    }

    #[test]
    fn output_is_changed_in_rust_files_alone() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir(folder.path().join("src"))?;
        for name in ["src/lib.rs", "README.md"] {
            std::fs::write(folder.path().join(name), "use models::Old;")?;
        }
        output(folder.path(), &[Patch { says: "", change: Change::Output { from: "Old", to: "New" } }])?;
        assert_eq!(std::fs::read_to_string(folder.path().join("src/lib.rs"))?, "use models::New;");
        assert_eq!(std::fs::read_to_string(folder.path().join("README.md"))?, "use models::Old;");
        Ok(())
    }
}
