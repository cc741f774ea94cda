//! The names that a plan has decided on, to be published.

use super::published::Thing;
use super::{inside, origin_text};
use crate::plan::{AnswerEnum, ApiPlan, ArgumentStruct, Handle, Model, ModelKind, Purpose};

type Named = (Thing, String);

/// The names of all that users of an API name.
pub(crate) fn names(plan: &ApiPlan<'_>) -> Vec<Named> {
    let models = plan.models.iter().flat_map(model);
    let keys = plan.keys.iter().map(|key| (("key", plan.api.security[key.scheme].name.clone()), key.method.clone()));
    models.chain(plan.handles.iter().flat_map(handle)).chain(keys).collect()
}

fn model(model: &Model<'_>) -> Vec<Named> {
    let origin = origin_text(&model.schema.origin);
    let mut names = vec![(("type", origin.clone()), model.name.clone())];
    match &model.kind {
        ModelKind::Struct { fields, extra, .. } => {
            let fields = fields.iter().map(|field| (&field.property.name, &field.name));
            names.extend(fields.map(|(wire, name)| (("field", inside(&origin, wire)), name.clone())));
            names.push((("extra", origin), extra.clone()));
        }
        ModelKind::Enum { variants, unknown, .. } => {
            let variants = variants.iter().map(|variant| (&variant.wire, &variant.name));
            names.extend(variants.map(|(wire, name)| (("variant", inside(&origin, wire)), name.clone())));
            names.push((("unknown", origin), unknown.clone()));
        }
        ModelKind::Union(union) => {
            let branches = union.variants.iter().map(|branch| (&branch.wire, &branch.name));
            names.extend(branches.map(|(wire, name)| (("variant", inside(&origin, wire)), name.clone())));
            names.push((("unknown", origin), union.unknown.clone()));
        }
        ModelKind::Newtype(_) | ModelKind::Alias(_) => {}
    }
    names
}

fn handle(handle: &Handle<'_>) -> Vec<Named> {
    let tag = &handle.tag.name;
    let mut names =
        vec![(("handle", tag.clone()), handle.name.clone()), (("module", tag.clone()), handle.module.clone())];
    for method in &handle.methods {
        names.push((("method", method.operation.id.clone()), method.name.clone()));
        names.extend(method.parameters.iter().chain(&method.form).flat_map(arguments));
        names.extend(method.answers.iter().flat_map(answers));
    }
    names
}

fn arguments(made: &ArgumentStruct<'_>) -> Vec<Named> {
    let id = &made.operation.id;
    let mut names = vec![((made.purpose.kind(), id.clone()), made.name.clone())];
    names.extend(made.fields.iter().map(|field| (field.thing(id), field.name.clone())));
    if let Purpose::Form { others } = &made.purpose {
        names.push((("others", id.clone()), others.clone()));
    }
    names
}

fn answers(made: &AnswerEnum<'_>) -> Vec<Named> {
    let id = &made.operation.id;
    let mut names = vec![(("answer", id.clone()), made.name.clone())];
    let variants = made.variants.iter().map(|variant| (variant.response.status.to_string(), &variant.name));
    names.extend(variants.map(|(status, name)| (("variant", inside(&format!("answer {id}"), &status)), name.clone())));
    names.push((("other", id.clone()), made.other.clone()));
    names
}
