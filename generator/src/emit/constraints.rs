//! What a document demands of a value beside its type, in words: servers check it, here it is to be read.

use spec::ir::{Bound, Constraints};

use super::enum_item::code;

/// The demands as one sentence; none where there are none.
pub(crate) fn sentence(constraints: &Constraints) -> Option<String> {
    let mut demands = Vec::new();
    demands.extend(range(constraints.minimum.as_ref(), constraints.maximum.as_ref()));
    demands.extend(constraints.multiple_of.as_ref().map(|number| format!("a multiple of {number}")));
    demands.extend(count(constraints.min_length, constraints.max_length, "character"));
    demands.extend(constraints.pattern.as_deref().map(|pattern| format!("of the form {}", code(pattern))));
    demands.extend(count(constraints.min_items, constraints.max_items, "item"));
    if constraints.unique_items {
        demands.push("no item twice".to_owned());
    }
    demands.extend(count(constraints.min_properties, constraints.max_properties, "entry"));
    (!demands.is_empty()).then(|| format!("Has to be: {}.", demands.join(", ")))
}

fn range(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Option<String> {
    let low =
        minimum.map(|bound| format!("{} {}", if bound.exclusive { "more than" } else { "at least" }, bound.value));
    let high =
        maximum.map(|bound| format!("{} {}", if bound.exclusive { "less than" } else { "at most" }, bound.value));
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} and {high}")),
        (low, high) => low.or(high),
    }
}

fn count(least: Option<u64>, most: Option<u64>, what: &str) -> Option<String> {
    let many = |number: u64| match (number, what) {
        (1, _) => what.to_owned(),
        (_, "entry") => "entries".to_owned(),
        _ => format!("{what}s"),
    };
    match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("{least} {}", many(least))),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", many(most))),
        (Some(least), None) => Some(format!("at least {least} {}", many(least))),
        (None, Some(most)) => Some(format!("at most {most} {}", many(most))),
        (None, None) => None,
    }
}
