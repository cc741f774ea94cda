//! Choices: `oneOf` and `anyOf`, which become unions, and those that turn out to be something simpler.

use serde_json::Value;

use super::Lowering;
use super::facts::{Facts, Kind};
use super::node::{Node, Place};
use super::schemas::is_null;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{EnumValue, Shape, Step, Type, Union, UnionVariant};
use crate::resolve;

/// How many choices inside choices are looked into for the values of a tag.
const DEPTH: usize = 8;

/// A branch of a choice.
struct Branch<'d> {
    node: Node<'d>,
    /// The values of the tag that stand for it.
    tags: Vec<Value>,
}

impl<'d> Lowering<'d> {
    /// What a schema with branches is; none where it has none that say more than the schema around them.
    pub(super) fn union(&mut self, facts: &Facts<'d>, kind: Option<Kind>, place: &Place) -> Option<Shape> {
        let choices: Vec<&Node<'d>> = facts.nodes.iter().filter(|node| self.has_choice(node)).collect();
        let (choice, several) = (*choices.first()?, choices.len() > 1);
        if several {
            self.odd("several choices that all have to be made", &choice.place.pointer);
            return matches!(kind, None | Some(Kind::Null)).then_some(Shape::Alias(Type::Json));
        }
        let branches = self.branches(choice);
        if let Some(values) = self.constants(&branches) {
            return Some(Shape::Enum(values));
        }
        let base: Vec<Node<'d>> =
            facts.nodes.iter().map(|node| Node { without_branches: true, ..node.clone() }).collect();
        let (tag, branches) = self.tagged(choice, &base, branches);
        let extends = base.iter().any(Node::has_form);
        let mut variants = Vec::new();
        for (index, branch) in branches.into_iter().enumerate() {
            let place = branch_place(place, &branch, index);
            let ty = if extends && !self.says_all(&branch.node, &base) {
                let nodes: Vec<Node<'d>> = base.iter().cloned().chain([branch.node.clone()]).collect();
                self.conjunction(&nodes, &place)
            } else {
                self.conjunction(std::slice::from_ref(&branch.node), &place)
            };
            let ty = match ty.non_null() {
                Type::Json if self.kind_of(&branch.node) == Some(Kind::Object) => Type::Map(Box::new(Type::Json)),
                ty => ty.clone(),
            };
            let itself = self.named.get(&choice.place.pointer.to_string()).is_some_and(|id| ty == Type::Schema(*id));
            // Free JSON is what a union keeps of itself.
            if ty != Type::Json && !itself {
                let title = branch.node.text("title").filter(|_| branch.node.reference().is_none()).map(str::to_owned);
                variants.push(UnionVariant { ty, tags: branch.tags, title });
            }
        }
        if variants.is_empty() {
            return Some(Shape::Alias(Type::Json));
        }
        Some(Shape::Union(Union { tag, variants }))
    }

    /// Whether a schema has branches that say what form a value has, and not only what is required of it.
    fn has_choice(&self, node: &Node<'d>) -> bool {
        let Some((_, branches)) = node.branches() else { return false };
        let is_demand = |branch: &Value| {
            let demands =
                ["required", "not", "allOf", "anyOf", "oneOf", "minProperties", "maxProperties", "properties"];
            let says = |map: &serde_json::Map<String, Value>| {
                map.iter().all(|(key, value)| {
                    demands.contains(&key.as_str()) && (key != "properties" || only_negates(value))
                        || ["title", "description"].contains(&key.as_str())
                })
            };
            let nested = ["allOf", "anyOf", "oneOf"].iter().any(|key| has_reference(branch.get(*key)));
            branch.as_object().is_some_and(|map| !map.is_empty() && says(map)) && !nested
        };
        !branches.iter().filter(|branch| !is_null(branch)).all(is_demand)
    }

    /// The branches but for those that are `null`, which the schema around them says it may be.
    fn branches(&self, choice: &Node<'d>) -> Vec<Branch<'d>> {
        let Some((key, branches)) = choice.branches() else { return Vec::new() };
        let branches = branches.iter().enumerate().filter(|(_, branch)| !is_null(branch));
        let branches = branches.filter_map(|(index, branch)| {
            let node = Node { map: branch.as_object()?, place: choice.place.part(key, index), without_branches: false };
            Some(Branch { node, tags: Vec::new() })
        });
        branches.collect()
    }

    /// The values of an enum that is written as a choice of constants, or of constants and any text.
    fn constants(&self, branches: &[Branch<'d>]) -> Option<Vec<EnumValue>> {
        let mut values: Vec<EnumValue> = Vec::new();
        for Branch { node, .. } in branches {
            let any_text = node.text("type") == Some("string")
                && ["format", "pattern", "enum"].iter().all(|key| node.get(key).is_none());
            if any_text && branches.len() > 1 {
                continue;
            }
            let list = node.list("enum");
            if list.is_empty()
                || node.map.contains_key("allOf")
                || list.iter().any(|value| value.is_object() || value.is_array())
            {
                return None;
            }
            let docs = node.docs();
            let (name, description) = match list {
                [_] => (docs.summary, docs.description),
                _ => (None, None),
            };
            for value in list.iter().filter(|value| !value.is_null()) {
                if !values.iter().any(|known| known.value == *value) {
                    values.push(EnumValue {
                        value: value.clone(),
                        name: name.clone(),
                        description: description.clone(),
                    });
                }
            }
        }
        let open = values.len() > 1 || branches.len() > 1;
        (open && !values.is_empty() && !values.iter().all(|value| value.value.is_boolean())).then_some(values)
    }

    /// The property that tells the branches apart, if there is one, and the branches with its values.
    fn tagged(
        &mut self,
        choice: &Node<'d>,
        base: &[Node<'d>],
        mut branches: Vec<Branch<'d>>,
    ) -> (Option<String>, Vec<Branch<'d>>) {
        let objects = |this: &Self, branches: &[Branch<'d>]| {
            branches.iter().any(|branch| matches!(this.kind_of(&branch.node), Some(Kind::Object) | None))
        };
        if let Some(discriminator) = choice.get("discriminator")
            && let Some(tag) = discriminator.get("propertyName").and_then(Value::as_str)
            && objects(self, &branches)
        {
            self.add_mapped(choice, discriminator, &mut branches);
            for branch in &mut branches {
                branch.tags = self.tags(&branch.node, tag, discriminator, &choice.place.pointer);
            }
            return (Some(tag.to_owned()), branches);
        }
        let Some(first) = branches.first() else { return (None, branches) };
        let names: Vec<String> = self.properties_of(&first.node);
        for name in names {
            let values: Vec<Vec<Value>> =
                branches.iter().map(|branch| self.tag_values(&branch.node, base, &name, 0)).collect();
            let apart = values.iter().enumerate().all(|(index, own)| {
                !own.is_empty() && values[..index].iter().flatten().all(|other| !own.contains(other))
            });
            if apart && branches.len() > 1 {
                branches.iter_mut().zip(values).for_each(|(branch, values)| branch.tags = values);
                return (Some(name), branches);
            }
        }
        (None, branches)
    }

    /// Adds the schemas that only a discriminator's mapping names.
    fn add_mapped(&mut self, choice: &Node<'d>, discriminator: &'d Value, branches: &mut Vec<Branch<'d>>) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        for (value, target) in mapping.into_iter().flatten() {
            let at = choice.place.pointer.child("discriminator").child("mapping").child(value);
            let located = target.as_str().and_then(|target| self.mapped(target, &at));
            let Some(pointer) = located else {
                let message = format!("the mapping of `{value}` leads to no schema; ignored");
                self.report(Diagnostic::warning("reference", message).at(at));
                continue;
            };
            let known = branches.iter().any(|branch| {
                branch.node.reference().is_some()
                    && self.target(&branch.node).is_ok_and(|target| target.place.pointer == pointer)
            });
            if !known && let Some(node) = self.node_at(self.place_of(&pointer.to_string())) {
                branches.push(Branch { node, tags: Vec::new() });
            }
        }
    }

    /// The schema that a mapping leads to: by reference, or by the bare name of a component.
    fn mapped(&self, target: &str, at: &Pointer) -> Option<Pointer> {
        let reference =
            if target.starts_with('#') { target.to_owned() } else { format!("#/components/schemas/{target}") };
        resolve::locate(self.tree, &reference, at).ok().map(|(_, pointer)| pointer)
    }

    /// The values of a tag that stand for a schema: those that the mapping has for it, those that the schema itself
    /// allows, or else its name.
    pub(super) fn tags(&self, node: &Node<'d>, tag: &str, discriminator: &Value, at: &Pointer) -> Vec<Value> {
        let target = if node.reference().is_some() { self.target(node).ok() } else { Some(node.clone()) };
        let pointer = target.map(|target| target.place.pointer);
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapped = mapping.into_iter().flatten().filter(|(_, target)| {
            target.as_str().and_then(|target| self.mapped(target, at)).is_some_and(|found| Some(found) == pointer)
        });
        let mut tags: Vec<Value> = mapped.map(|(value, _)| Value::from(value.as_str())).collect();
        for value in self.tag_values(node, &[], tag, 0) {
            if !tags.contains(&value) {
                tags.push(value);
            }
        }
        if tags.is_empty()
            && let Some(pointer) = pointer
            && let [first, second, name] = pointer.steps().collect::<Vec<_>>().as_slice()
            && first == "components"
            && second == "schemas"
        {
            tags.push(Value::from(name.as_str()));
        }
        tags
    }

    /// The values that a property has in a schema, where there are only so many.
    fn tag_values(&self, node: &Node<'d>, base: &[Node<'d>], name: &str, depth: usize) -> Vec<Value> {
        let nodes: Vec<Node<'d>> = base.iter().cloned().chain([node.clone()]).collect();
        let (facts, _) = self.flattened(&nodes);
        if let Some(property) = facts.properties().get(name) {
            let (facts, _) = self.flattened(property);
            if let Ok(Some(values)) = facts.values() {
                let scalar = |value: &&&Value| value.is_string() || value.is_boolean() || value.as_i64().is_some();
                return values.iter().filter(scalar).map(|value| (*value).clone()).collect();
            }
        }
        let Some(choice) = facts.nodes.iter().find(|node| node.branches().is_some()) else { return Vec::new() };
        if depth >= DEPTH {
            return Vec::new();
        }
        let mut values = Vec::new();
        for branch in self.branches(choice) {
            let of_branch = match choice.get("discriminator") {
                Some(own) if own.get("propertyName").and_then(Value::as_str) == Some(name) => {
                    self.tags(&branch.node, name, own, &choice.place.pointer)
                }
                _ => self.tag_values(&branch.node, &[], name, depth + 1),
            };
            if of_branch.is_empty() {
                return Vec::new();
            }
            values.extend(of_branch);
        }
        values
    }

    fn properties_of(&self, node: &Node<'d>) -> Vec<String> {
        let (facts, _) = self.flattened(std::slice::from_ref(node));
        facts.properties().keys().map(|name| (*name).to_owned()).collect()
    }

    /// The type of a branch, as far as it says one.
    fn kind_of(&self, node: &Node<'d>) -> Option<Kind> {
        self.flattened(std::slice::from_ref(node)).0.kind().ok().flatten()
    }

    /// Whether a branch has every property of the schema around it, so that it says all by itself.
    fn says_all(&self, branch: &Node<'d>, base: &[Node<'d>]) -> bool {
        let own = Facts { nodes: base.to_vec() };
        let of_branch = self.properties_of(branch);
        branch.reference().is_some()
            && own.items().is_empty()
            && own.additional().is_empty()
            && own.properties().keys().all(|name| of_branch.iter().any(|known| known == name))
    }
}

/// Where an inline branch has its origin: its tag, its title or its number say which it is.
fn branch_place(place: &Place, branch: &Branch<'_>, index: usize) -> Place {
    let tag = branch.tags.first().and_then(Value::as_str).map(str::to_owned);
    let title = || branch.node.text("title").filter(|title| title.len() <= 40).map(str::to_owned);
    let only_property = || {
        let properties = branch.node.get("properties")?.as_object()?;
        let mut names = properties.keys();
        names.next().filter(|_| names.next().is_none()).cloned()
    };
    let label = tag.filter(|tag| !tag.is_empty()).or_else(title).or_else(only_property);
    let label = label.unwrap_or_else(|| format!("variant {}", index + 1));
    place.step(branch.node.place.pointer.clone(), Step::Branch(label))
}

/// Whether properties say only that there must be none of a name.
fn only_negates(properties: &Value) -> bool {
    properties.as_object().is_some_and(|properties| {
        properties.values().all(|schema| schema.as_object().is_some_and(|map| map.keys().all(|key| key == "not")))
    })
}

fn has_reference(branches: Option<&Value>) -> bool {
    branches.and_then(Value::as_array).into_iter().flatten().any(|branch| branch.get("$ref").is_some())
}
