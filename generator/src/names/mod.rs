//! From wire names to identifiers. Names are decided here, once, before anything is emitted.

mod case;
mod decided;
mod methods;
mod published;
mod scope;

pub(crate) use case::{constant_name, field_name, module_name, type_name, variable_prefix, words};
pub(crate) use methods::method_names;
pub use published::Names;
pub(crate) use published::{Published, Thing, inside, origin_text};
pub(crate) use scope::Scope;

use std::collections::HashMap;

use spec::ir::{Api, Origin, Owner, Step};

/// The names of the types of an API's schemas, by schema id.
///
/// Components come first, in document order, so that an inline schema never takes the name of a component; published names
/// come before either.
pub(crate) fn schema_names(api: &Api, published: Published<'_>) -> Vec<String> {
    let mut scope = Scope::types();
    let known = api.schemas.iter().map(|schema| {
        let name = published.get("type", &origin_text(&schema.origin));
        name.and_then(|name| scope.take(name)).unwrap_or_default()
    });
    let mut names: Vec<String> = known.collect();
    // What is made for operations and tags stands beside the models, and was there before what is new.
    published.reserve(&mut scope, &["answer", "form", "handle", "parameters"]);
    let mut components: HashMap<&str, String> = HashMap::new();
    for (name, schema) in names.iter_mut().zip(&api.schemas) {
        if let (Owner::Component(component), []) = (&schema.origin.owner, schema.origin.steps.as_slice()) {
            if name.is_empty() {
                *name = scope.claim(&type_name(component));
            }
            components.insert(component, name.clone());
        }
    }
    for (name, schema) in names.iter_mut().zip(&api.schemas).filter(|(name, _)| name.is_empty()) {
        *name = scope.claim(&inline_name(&schema.origin, &components));
    }
    names
}

/// The type that an operation's id gives: `listPets` gives `ListPets`, `GET /pets/{id}` gives `GetPetsById`.
pub(crate) fn operation_type(id: &str) -> String {
    type_name(&spoken(id))
}

/// What an operation is called: its id, or the words of its method and path where the document gives it none.
fn spoken(id: &str) -> String {
    match id.split_once(" /") {
        Some((method, path)) if !method.is_empty() && method.chars().all(|c| c.is_ascii_uppercase()) => {
            let words = path.split(['/', '?', '#', '.', ':']).filter(|word| !is_said_by_every_path(word));
            let words = words.map(|word| word.replace('{', " by ").replace('}', " "));
            format!("{} {}", method.to_ascii_lowercase(), words.collect::<Vec<_>>().join(" "))
        }
        _ => id.to_owned(),
    }
}

fn is_said_by_every_path(word: &str) -> bool {
    word == "api" || word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `ConnectionSchedule` and its property `timeUnit` give `ConnectionScheduleTimeUnit`.
fn inline_name(origin: &Origin, components: &HashMap<&str, String>) -> String {
    let owner = match &origin.owner {
        Owner::Component(name) => components.get(name.as_str()).cloned().unwrap_or_else(|| type_name(name)),
        Owner::Elsewhere(name) => type_name(name),
        Owner::Request(operation) => format!("{}Request", operation_type(operation)),
        Owner::Response(operation) => format!("{}Response", operation_type(operation)),
        Owner::Error(operation) => format!("{}Error", operation_type(operation)),
        Owner::Parameters(name) | Owner::Parameter(name) => operation_type(name),
    };
    origin.steps.iter().fold(owner, |name, step| match step {
        Step::Property(property) => name + &type_name(property),
        Step::Item => name + "Item",
        Step::Value => name + "Value",
        Step::Branch(branch) => name + &type_name(branch),
        Step::Number(number) => format!("{name}{number}"),
    })
}
