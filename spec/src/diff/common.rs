//! Changes that things of several kinds have.

use serde_json::Value;

use crate::ir::{Api, Type};

use super::{Change, Kind, Verdict, types};

/// What a new argument or property does, and the word for it.
pub(super) fn added(required: bool) -> (Verdict, &'static str) {
    if required { (Verdict::BreaksAtCompileTime, "required") } else { (Verdict::Additive, "optional") }
}

/// What it does when the arguments of a function come in another order. Where they are of the same types, programs compile,
/// and say one in place of the other.
pub(super) fn reordered(was: &[&Type], old: &Api, is: &[&Type], new: &Api) -> Verdict {
    let in_rust = |api: &Api, all: &[&Type]| all.iter().map(|ty| types::in_rust(api, ty)).collect::<Vec<_>>();
    if in_rust(old, was) == in_rust(new, is) { Verdict::BreaksAtRunTime } else { Verdict::BreaksAtCompileTime }
}

/// The change of whether something has to be given.
pub(super) fn required(subject: &str, is_required: bool) -> Change {
    let message = if is_required { "is required now" } else { "is no longer required" };
    Change::new(subject, Kind::Changed, Verdict::BreaksAtCompileTime, message).about("required")
}

/// The change of a type, where there is one.
pub(super) fn type_change(old_api: &Api, old: &Type, new_api: &Api, new: &Type, subject: &str) -> Option<Change> {
    let (was, is) = (types::text(old_api, old), types::text(new_api, new));
    if was == is {
        return None;
    }
    let same = types::in_rust(old_api, old) == types::in_rust(new_api, new);
    let verdict = if same { Verdict::Documentation } else { Verdict::BreaksAtCompileTime };
    let [was, is] = [was, is].map(|words| types::with_article(&words));
    Some(Change::new(subject, Kind::Changed, verdict, format!("is {is} in place of {was}")).about("type"))
}

/// The change of what a server assumes.
pub(super) fn default_change(subject: &str, old: Option<&Value>, new: Option<&Value>) -> Change {
    let message = match (old, new) {
        (Some(old), Some(new)) => format!("its default is `{new}` in place of `{old}`"),
        (None, Some(new)) => format!("its default is `{new}` now"),
        _ => "has no default any more".to_owned(),
    };
    Change::new(subject, Kind::Changed, Verdict::Documentation, message).about("default")
}

/// The change of whether something is advised against.
pub(super) fn deprecation(subject: &str, deprecated: bool) -> Change {
    let change = match deprecated {
        true => Change::new(subject, Kind::Deprecated, Verdict::Additive, "is deprecated"),
        false => Change::new(subject, Kind::Changed, Verdict::Additive, "is no longer deprecated"),
    };
    change.about("deprecated")
}
