//! Changes of enums and of choices of several types.

use serde_json::Value;

use crate::ir::{Api, EnumValue, Origin, Type, Union};

use super::schemas::Pair;
use super::spelling::same_type;
use super::{Change, Kind, Verdict, types};

impl Pair<'_> {
    pub(super) fn enums(&self, old: &[EnumValue], new: &[EnumValue], found: &mut Vec<Change>) {
        let has = |all: &[EnumValue], one: &EnumValue| all.iter().any(|other| other.value == one.value);
        let gone: Vec<&EnumValue> = old.iter().filter(|value| !has(new, value)).collect();
        let mut come: Vec<&EnumValue> = new.iter().filter(|value| !has(old, value)).collect();
        let mut push = |kind, verdict, message: String| {
            let change = Change::new(&self.name, kind, verdict, message).about("enum");
            found.push(change.at(self.here.child("enum"), self.there.child("enum")));
        };
        let of_text = |values: &[EnumValue]| values.iter().all(|value| value.value.is_string());
        if of_text(old) != of_text(new) {
            let message =
                if of_text(new) { "its values are all text now" } else { "its values are no longer all text" };
            push(Kind::Changed, Verdict::BreaksAtCompileTime, message.to_owned());
        }
        for value in gone {
            match come.iter().position(|other| same_type(&other.text(), &value.text())) {
                Some(other) => {
                    let message = format!("says `{}` in place of `{}`", come.remove(other).text(), value.text());
                    push(Kind::Changed, Verdict::BreaksAtRunTime, message);
                }
                None => {
                    push(Kind::Removed, Verdict::BreaksAtCompileTime, format!("no longer knows `{}`", value.text()))
                }
            }
        }
        for value in come {
            push(Kind::Added, Verdict::Additive, format!("learned `{}`", value.text()));
        }
    }

    /// Variants are told by their types in words, which inline schemas have in common, so that they are counted.
    pub(super) fn unions(&self, old: &Union, new: &Union, found: &mut Vec<Change>) {
        if old.tag != new.tag {
            let message = "its variants are told apart in another way";
            found.push(Change::new(&self.name, Kind::Changed, Verdict::BreaksAtRunTime, message));
        }
        let texts = |api: &Api, union: &Union, words: fn(&Api, &crate::ir::Type) -> String| -> Vec<String> {
            union.variants.iter().map(|variant| words(api, &variant.ty)).collect()
        };
        let (was, is) = (texts(self.old_api, old, types::text), texts(self.new_api, new, types::text));
        let gone = beyond(&was, &is);
        for index in &gone {
            let message = format!("is no longer {}", was[*index]);
            found.push(Change::new(&self.name, Kind::Removed, Verdict::BreaksAtCompileTime, message));
        }
        let (before, after) = (inline_origins(self.old_api, old), inline_origins(self.new_api, new));
        let lost = before.iter().filter(|origin| !after.contains(origin)).count();
        if lost > gone.iter().filter(|index| types::is_inline(self.old_api, &old.variants[**index].ty)).count() {
            let message = "what its inline variants are called changed";
            found.push(Change::new(&self.name, Kind::Changed, Verdict::BreaksAtCompileTime, message));
        }
        let known = texts(self.old_api, old, types::in_rust);
        for index in beyond(&is, &was) {
            let (come, ty) = (&is[index], &new.variants[index].ty);
            // A value of a type that two variants have no longer becomes one of them by itself.
            let is_known = !types::is_inline(self.new_api, ty) && known.contains(&types::in_rust(self.new_api, ty));
            let verdict = if is_known { Verdict::BreaksAtCompileTime } else { Verdict::Additive };
            found.push(Change::new(&self.name, Kind::Added, verdict, format!("may be {come}")));
        }
        for (variant, text) in old.variants.iter().zip(&was) {
            let other = new.variants.iter().zip(&is).find(|(_, other)| *other == text);
            if let Some((other, _)) = other.filter(|_| !types::is_inline(self.old_api, &variant.ty)) {
                found.extend(self.tags(text, &variant.tags, &other.tags));
            }
            if let Some((other, _)) = other.filter(|(other, _)| self.is_boxed(&variant.ty, &other.ty)) {
                found.push(self.boxed(&self.name, other.ty.clone()));
            }
        }
    }
}

impl Pair<'_> {
    /// The change of the values of a union's tag that stand for a variant.
    fn tags(&self, variant: &str, old: &[Value], new: &[Value]) -> Option<Change> {
        let words = |tags: &[Value]| tags.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(" or ");
        let verdict = if old.iter().any(|tag| !new.contains(tag)) {
            Verdict::BreaksAtRunTime
        } else if old.len() < new.len() {
            Verdict::Additive
        } else {
            return None;
        };
        let none = |words: String| if words.is_empty() { "nothing".to_owned() } else { words };
        let message = format!("takes {} for {variant} in place of {}", none(words(new)), none(words(old)));
        Some(Change::new(&self.name, Kind::Changed, verdict, message))
    }
}

/// The origins of the variants that are inline schemas, from which their names are made.
fn inline_origins<'a>(api: &'a Api, union: &Union) -> Vec<&'a Origin> {
    let schemas = union.variants.iter().filter(|variant| types::is_inline(api, &variant.ty));
    let origins = schemas.filter_map(|variant| match variant.ty.innermost() {
        Type::Schema(id) => Some(&api.schema(*id).origin),
        _ => None,
    });
    origins.collect()
}

/// The places of the texts that `others` has not, or not as often.
fn beyond(texts: &[String], others: &[String]) -> Vec<usize> {
    let mut left: Vec<&String> = others.iter().collect();
    let is_beyond = |text: &String| match left.iter().position(|other| *other == text) {
        Some(place) => {
            left.swap_remove(place);
            false
        }
        None => true,
    };
    let is_beyond: Vec<bool> = texts.iter().map(is_beyond).collect();
    (0..texts.len()).filter(|index| is_beyond[*index]).collect()
}
