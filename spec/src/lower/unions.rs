//! Choices: `oneOf` and `anyOf`, which become unions, and those that turn out to be something simpler.

use serde_json::Value;

use super::facts::{Facts, Kind};
use super::node::{Node, Place};
use super::schemas::is_null;
use super::{Lowering, formats};
use crate::diagnostics::Diagnostic;
use crate::ir::{EnumValue, Shape, Step, Type, Union, UnionVariant};

/// How many branches of choices inside choices get what stands around those.
const MOST: usize = 1000;

/// A branch of a choice.
pub(super) struct Branch<'d> {
    pub(super) node: Node<'d>,
    /// The values of the tag that stand for it.
    pub(super) tags: Vec<Value>,
}

impl<'d> Lowering<'d> {
    /// What a schema with branches is; none where it has none that say more than the schema around them.
    pub(super) fn union(&mut self, facts: &Facts<'d>, place: &Place) -> Option<Shape> {
        let choices: Vec<&Node<'d>> = facts.nodes.iter().filter(|node| self.has_choice(node)).collect();
        let choice = self.choice_to_type(&choices)?;
        let branches = self.branches(choice);
        if choices.len() > 1 || ["oneOf", "anyOf"].into_iter().all(|key| is_choice(choice.list(key))) {
            let message =
                "of several choices that all have to be made one is typed; what the others add is kept in `extra`";
            self.report(Diagnostic::warning("odd-schema", message).at(choice.place.pointer.clone()));
        }
        if let Some(values) = self.constants(&branches) {
            return Some(Shape::Enum(values));
        }
        let base: Vec<Node<'d>> =
            facts.nodes.iter().map(|node| Node { without_branches: true, ..node.clone() }).collect();
        let (tag, branches) = self.tagged(choice, &base, branches);
        let extends = base.iter().any(Node::has_form);
        let mut variants = Vec::new();
        let branches = self.without_repeated_text(branches);
        let inline_objects = branches.iter().filter(|branch| branch.node.get("properties").is_some()).count();
        for (index, branch) in branches.into_iter().enumerate() {
            let place = branch_place(place, &branch, index, inline_objects == 1);
            let ty = if extends && !self.says_all(&branch.node, &base) {
                self.extended(&base, &branch.node, &place)
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

    /// Of several choices, the one that a union is made of: one whose branches a property tells apart, or else the first.
    /// What the others say stands in the fields that the structs of its branches keep.
    fn choice_to_type<'n>(&self, choices: &[&'n Node<'d>]) -> Option<&'n Node<'d>> {
        let tagged = choices.iter().find(|choice| choice.get("discriminator").is_some());
        tagged.or(choices.first()).copied()
    }

    /// The type of a branch with what stands around its choice. Choices in choices would multiply without end.
    fn extended(&mut self, base: &[Node<'d>], branch: &Node<'d>, place: &Place) -> Type {
        if self.choices > 0 {
            self.multiplied += 1;
            if self.multiplied > MOST {
                self.odd("choices inside choices, more than anybody reads", &branch.place.pointer);
                return Type::Json;
            }
        }
        self.choices += 1;
        let nodes: Vec<Node<'d>> = base.iter().cloned().chain([branch.clone()]).collect();
        let ty = self.conjunction(&nodes, place);
        self.choices -= 1;
        ty
    }

    /// Whether a schema has branches that say what form a value has, and not only what is required of it.
    fn has_choice(&self, node: &Node<'d>) -> bool {
        node.branches().is_some_and(|(_, branches)| is_choice(branches))
    }

    /// The branches but for those that are `null`, which the schema around them says it may be.
    pub(super) fn branches(&self, choice: &Node<'d>) -> Vec<Branch<'d>> {
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
                    let (name, description) = (name.clone(), description.clone());
                    values.push(EnumValue { name, description, ..EnumValue::new(value.clone()) });
                }
            }
        }
        // Any text, and the empty one to say nothing: that is any text.
        if values.iter().all(|value| value.value == "") {
            return None;
        }
        let open = values.len() > 1 || branches.len() > 1;
        (open && !values.is_empty() && !values.iter().all(|value| value.value.is_boolean())).then_some(values)
    }

    pub(super) fn properties_of(&self, node: &Node<'d>) -> Vec<String> {
        let (facts, _) = self.flattened(std::slice::from_ref(node));
        facts.properties().keys().map(|name| (*name).to_owned()).collect()
    }

    /// The type of a branch, as far as it says one.
    pub(super) fn kind_of(&self, node: &Node<'d>) -> Option<Kind> {
        self.flattened(std::slice::from_ref(node)).0.kind().ok().flatten()
    }

    /// The branches without those that are text of some form behind one that is any text.
    fn without_repeated_text(&self, branches: Vec<Branch<'d>>) -> Vec<Branch<'d>> {
        let mut any_text = false;
        let mut keeps = |branch: &Branch<'d>| {
            let node = &branch.node;
            let is_text = node.reference().is_none() && self.kind_of(node) == Some(Kind::String);
            let repeats = any_text && is_text;
            any_text |= is_text && node.get("enum").is_none() && node.text("format").is_none_or(formats::is_plain);
            !repeats
        };
        branches.into_iter().filter(|branch| keeps(branch)).collect()
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
fn branch_place(place: &Place, branch: &Branch<'_>, index: usize, only_object: bool) -> Place {
    let tag = branch.tags.first().and_then(Value::as_str).map(str::to_owned);
    let title = || branch.node.text("title").filter(|title| title.len() <= 40).map(str::to_owned);
    let only_property = || {
        let properties = branch.node.get("properties")?.as_object()?;
        let mut names = properties.keys();
        names.next().filter(|_| names.next().is_none()).cloned()
    };
    let what = || match branch.node.list("enum") {
        [Value::String(only)] if !only.is_empty() => Some(only.clone()),
        [] => (only_object && branch.node.get("properties").is_some()).then(|| "object".to_owned()),
        _ => Some("choice".to_owned()),
    };
    let name = || branch.node.reference().and_then(|reference| reference.rsplit('/').next()).map(str::to_owned);
    let label = tag.filter(|tag| !tag.is_empty()).or_else(name).or_else(title).or_else(only_property).or_else(what);
    let label = label.unwrap_or_else(|| format!("variant {}", index + 1));
    place.step(branch.node.place.pointer.clone(), Step::Branch(label))
}

/// Whether some of the branches say what form a value has, and not only what is required of it.
fn is_choice(branches: &[Value]) -> bool {
    let is_demand = |branch: &Value| {
        let demands = ["required", "not", "allOf", "anyOf", "oneOf", "minProperties", "maxProperties", "properties"];
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

/// Whether properties say only that there must be none of a name.
fn only_negates(properties: &Value) -> bool {
    properties.as_object().is_some_and(|properties| {
        properties.values().all(|schema| schema.as_object().is_some_and(|map| map.keys().all(|key| key == "not")))
    })
}

fn has_reference(branches: Option<&Value>) -> bool {
    branches.and_then(Value::as_array).into_iter().flatten().any(|branch| branch.get("$ref").is_some())
}
