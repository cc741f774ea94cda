//! Where things stand in their documents.

use crate::diagnostics::{Diagnostic, Pointer, Report, Source};
use crate::ir::{Api, Operation, Origin, Owner, Step};

use super::Change;

/// The place of an operation.
pub(super) fn operation(operation: &Operation) -> Pointer {
    let method = operation.method.as_str().to_ascii_lowercase();
    Pointer::root().child("paths").child(&operation.path).child(method)
}

/// The place of a schema, or of the nearest thing above it whose place is known.
pub(super) fn schema(api: &Api, origin: &Origin) -> Pointer {
    let components = Pointer::root().child("components");
    let of = |id: &str| api.operations.iter().find(|other| other.id == *id).map(operation);
    let owner = match &origin.owner {
        Owner::Component(name) => components.child("schemas").child(name),
        Owner::Request(id) => match of(id) {
            Some(operation) => {
                operation.child("requestBody").child("content").child("application/json").child("schema")
            }
            None => return components.child("requestBodies").child(id),
        },
        Owner::Response(id) => match of(id) {
            Some(operation) => operation.child("responses"),
            None => components.child("responses").child(id),
        },
        Owner::Error(id) => of(id).unwrap_or_default().child("responses"),
        Owner::Parameters(id) => of(id).unwrap_or_default().child("parameters"),
        Owner::Parameter(name) => components.child("parameters").child(name),
        Owner::Elsewhere(_) => return components,
    };
    if !matches!(origin.owner, Owner::Component(_) | Owner::Request(_)) {
        return owner;
    }
    origin.steps.iter().fold(owner, |place, step| match step {
        Step::Property(name) => place.child("properties").child(name),
        Step::Item => place.child("items"),
        Step::Value => place.child("additionalProperties"),
        Step::Branch(_) | Step::Number(_) => place,
    })
}

/// Finds the lines of the changes' places in a document.
pub(super) fn find_lines(
    source: &Source,
    changes: &mut [Change],
    place: impl Fn(&mut Change) -> (Option<Pointer>, &mut Option<usize>),
) {
    // Reports know how to find places; the message says whose it is.
    let places = changes.iter_mut().enumerate().filter_map(|(index, change)| Some((index, place(change).0?)));
    let diagnostics = places.map(|(index, pointer)| Diagnostic::error("place", index.to_string()).at(pointer));
    let report = Report::new(source.clone(), diagnostics.collect());
    for (diagnostic, location) in report.located() {
        if let Some(change) = diagnostic.message.parse().ok().and_then(|index: usize| changes.get_mut(index)) {
            *place(change).1 = Some(location.line);
        }
    }
}
