//! A large document, for which a smaller one is taken several times over.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::{Failure, documents, tree};

const COMPONENTS: &str = "#/components/";
const PATHS: &str = "#/paths/~1";
/// What is referred to by its name, and stays one for all.
const SECURITY: &str = "securitySchemes";

/// Writes a document so many times over into a folder; its name says so.
pub(super) fn write(document: &Path, times: usize, folder: &Path) -> Result<PathBuf, Failure> {
    let shown = documents::shown(document);
    let all = multiply(&spec::tree(&documents::source(document)??, None)?, times)
        .map_err(|why| Failure(format!("error: {shown} cannot be taken several times: {why}")))?;
    let path = folder.join(format!("{}-x{times}.yaml", documents::stem(document).unwrap_or_default()));
    tree::write(&path, &spec::write(&all))?;
    Ok(path)
}

/// A document with everything of another one so many times: below paths of its own each time, with components and ids of
/// operations of their own. Tags and the ways to say who one is stay as they are.
fn multiply(tree: &Value, times: usize) -> Result<Value, String> {
    let mut ids = HashSet::new();
    collect_ids(tree, &mut ids);
    let mut all = tree.clone();
    for number in 2..=times {
        let copy = Copy { number, ids: &ids };
        let mut copied = tree.clone();
        copy.rename(&mut copied);
        let paths = members(&copied, "paths").filter(|(path, _)| path.starts_with('/'));
        add(&mut all["paths"], paths.map(|(path, item)| (copy.path(path), item)))?;
        let sections = members(&copied, "components").filter(|(section, _)| *section != SECURITY);
        for (section, components) in sections {
            let named =
                components.as_object().into_iter().flatten().map(|(name, component)| (copy.name(name), component));
            add(&mut all["components"][section], named)?;
        }
    }
    Ok(all)
}

fn members<'t>(tree: &'t Value, key: &str) -> impl Iterator<Item = (&'t String, &'t Value)> {
    tree.get(key).and_then(Value::as_object).into_iter().flatten()
}

fn add<'t>(to: &mut Value, entries: impl Iterator<Item = (String, &'t Value)>) -> Result<(), String> {
    let Some(to) = to.as_object_mut() else { return Ok(()) };
    for (key, value) in entries {
        if to.insert(key.clone(), value.clone()).is_some() {
            return Err(format!("the document has `{key}` already"));
        }
    }
    Ok(())
}

/// The ids of operations, which are all that has responses: examples may have an `operationId` too.
fn collect_ids<'t>(value: &'t Value, ids: &mut HashSet<&'t str>) {
    match value {
        Value::Object(object) => {
            let id = object.get("operationId").and_then(Value::as_str).filter(|_| object.contains_key("responses"));
            ids.extend(id);
            object.values().for_each(|value| collect_ids(value, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}

/// One of the later times.
struct Copy<'t> {
    number: usize,
    ids: &'t HashSet<&'t str>,
}

impl Copy<'_> {
    fn name(&self, name: &str) -> String {
        format!("{name}Copy{}", self.number)
    }

    fn path(&self, path: &str) -> String {
        format!("/copy{}{path}", self.number)
    }

    /// What a reference leads to in this copy.
    fn reference(&self, reference: &str) -> String {
        if let Some(path) = reference.strip_prefix(PATHS) {
            return format!("{PATHS}copy{}~1{path}", self.number);
        }
        let component = reference.strip_prefix(COMPONENTS).and_then(|place| place.split_once('/'));
        match component.filter(|(section, _)| *section != SECURITY) {
            Some((section, place)) => {
                let (name, inside) = place.split_at(place.find('/').unwrap_or(place.len()));
                format!("{COMPONENTS}{section}/{}{inside}", self.name(name))
            }
            None => reference.to_owned(),
        }
    }

    /// Has everything that leads to a part of the document lead to that of this copy.
    fn rename(&self, value: &mut Value) {
        match value {
            Value::Object(object) => {
                self.rename_in(object);
                object.values_mut().for_each(|value| self.rename(value));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename(item)),
            _ => {}
        }
    }

    fn rename_in(&self, object: &mut Map<String, Value>) {
        for key in ["$ref", "operationRef"] {
            if let Some(Value::String(reference)) = object.get_mut(key) {
                *reference = self.reference(reference);
            }
        }
        if let Some(Value::String(id)) = object.get_mut("operationId")
            && self.ids.contains(id.as_str())
        {
            *id = self.name(id);
        }
        let discriminator = object.get_mut("discriminator").and_then(Value::as_object_mut);
        let mapping = discriminator.and_then(|discriminator| discriminator.get_mut("mapping")?.as_object_mut());
        for target in mapping.into_iter().flat_map(Map::values_mut) {
            if let Value::String(target) = target {
                // A schema may be named without the way to it.
                let is_name = !target.contains(['/', '.', '#']);
                *target = if is_name { self.name(target) } else { self.reference(target) };
            }
        }
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
security: [{ key: [] }]
paths:
  x-note: none
  /things/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
    get:
      tags: [thing]
      operationId: getThing
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
              example: { kind: Small, operationId: which }
          links: { again: { operationId: getThing }, more: { operationRef: '#/paths/~1things~1{id}/put' } }
    put:
      tags: [thing]
      responses: { '200': { $ref: '#/paths/~1things~1{id}/get/responses/200' } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  parameters:
    Id: { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Small/properties/id' } }
  schemas:
    Thing:
      oneOf: [{ $ref: '#/components/schemas/Small' }, { $ref: '#/components/schemas/Large' }]
      discriminator: { propertyName: kind, mapping: { s: '#/components/schemas/Small', l: Large } }
    Small: { type: object, properties: { kind: { type: string }, id: { type: string } } }
    Large: { type: object, properties: { kind: { type: string }, discriminator: { type: string } } }
";

    fn tree() -> Value {
        let tree = spec::tree(&Source::new("things.yaml", DOCUMENT), None);
        tree.unwrap_or_else(|report| panic!("{report}"))
    }

    fn references<'t>(value: &'t Value, found: &mut Vec<&'t str>) {
        if let Some(object) = value.as_object() {
            let own = ["$ref", "operationRef"].iter().filter_map(|key| object.get(*key)?.as_str());
            found.extend(own);
            object.values().for_each(|value| references(value, found));
        }
        value.as_array().into_iter().flatten().for_each(|value| references(value, found));
    }

    #[test]
    fn a_document_three_times_over_is_a_document() {
        let all = multiply(&tree(), 3).unwrap_or_else(|why| panic!("{why}"));
        let mut found = Vec::new();
        references(&all, &mut found);
        assert_eq!(found.len(), 21);
        for reference in found {
            assert!(all.pointer(&reference[1..]).is_some(), "{reference}");
        }
        let document = spec::read("things", Source::new("things.yaml", spec::write(&all)), None);
        let api = document.unwrap_or_else(|report| panic!("{report}")).api;
        let mut ids: Vec<&str> = api.operations.iter().map(|operation| operation.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), api.tags.len(), api.security.len()), (6, 1, 1));
        let own = ["getThing", "getThingCopy2", "getThingCopy3"];
        assert!(own.iter().all(|id| ids.contains(id)), "{ids:?}");
    }

    #[test]
    fn a_copy_leads_to_its_own_parts() {
        let all = multiply(&tree(), 2).unwrap_or_else(|why| panic!("{why}"));
        let thing = &all["components"]["schemas"]["ThingCopy2"];
        let mapping = json!({ "s": "#/components/schemas/SmallCopy2", "l": "LargeCopy2" });
        assert_eq!(thing["discriminator"]["mapping"], mapping);
        let paths = &all["paths"];
        assert_eq!(paths.as_object().map(Map::len), Some(3));
        let item = &paths["/copy2/things/{id}"];
        assert_eq!(item["parameters"][0]["$ref"], "#/components/parameters/IdCopy2");
        assert_eq!(item["put"]["responses"]["200"]["$ref"], "#/paths/~1copy2~1things~1{id}/get/responses/200");
        let answer = &item["get"]["responses"]["200"];
        assert_eq!(answer["links"]["again"]["operationId"], "getThingCopy2");
        assert_eq!(answer["content"]["application/json"]["example"]["operationId"], "which");
        let id = &all["components"]["parameters"]["IdCopy2"]["schema"]["$ref"];
        assert_eq!(id, "#/components/schemas/SmallCopy2/properties/id");
    }

    #[test]
    fn what_is_twice_over_is_not_taken_again_as_such() {
        let twice = multiply(&tree(), 2).unwrap_or_else(|why| panic!("{why}"));
        assert!(multiply(&twice, 2).is_err_and(|why| why.contains("has `/copy2/things/{id}` already")));
        assert_eq!(multiply(&tree(), 1), Ok(tree()));
    }
}
