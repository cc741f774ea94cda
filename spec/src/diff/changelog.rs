//! Changes as a changelog tells them.

use std::collections::BTreeMap;

use super::{Change, Diff, Kind, Verdict};

impl Diff {
    /// The entries of a changelog under the headings of Keep a Changelog, in words for those who depend on the crate. What
    /// changed in the documentation alone is left out.
    pub fn changelog(&self) -> Vec<(&'static str, Vec<String>)> {
        let kinds = [
            (Kind::Added, "Added"),
            (Kind::Changed, "Changed"),
            (Kind::Deprecated, "Deprecated"),
            (Kind::Removed, "Removed"),
        ];
        kinds.map(|(kind, heading)| (heading, self.entries(kind))).into()
    }

    fn entries(&self, kind: Kind) -> Vec<String> {
        let told: Vec<&Change> = self
            .changes
            .iter()
            .filter(|change| change.kind == kind && change.verdict > Verdict::Documentation)
            .collect();
        let mut entries: Vec<String> = Vec::new();
        let mut by_message: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
        let mut by_owner: BTreeMap<(&str, bool), Vec<String>> = BTreeMap::new();
        for change in told {
            let breaks = change.verdict > Verdict::Additive;
            let message = change.message.split(':').next().unwrap_or_default();
            let property = change.subject.split_once('.').filter(|_| message.contains("property is"));
            let value = change.message.strip_prefix("learned ").or(change.message.strip_prefix("no longer knows "));
            match (property, value) {
                (Some((owner, name)), _) => by_owner.entry((owner, breaks)).or_default().push(format!("`{name}`")),
                (None, Some(value)) => by_owner.entry((&change.subject, breaks)).or_default().push(value.to_owned()),
                (None, None)
                    if matches!(
                        message,
                        "the operation is new" | "the schema is new" | "the operation is gone" | "the schema is gone"
                    ) =>
                {
                    by_message.entry((message, breaks)).or_default().push(&change.subject);
                }
                (None, None) => entries.push(sentence(&format!("`{}` {}", change.subject, change.message), breaks)),
            }
        }
        let many = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let grouped = by_message.into_iter().map(|((message, breaks), names)| {
            let noun = if message.contains("operation") { "Operations" } else { "Models" };
            sentence(&format!("{noun}: {}", many(&names)), breaks)
        });
        let verb = if kind == Kind::Removed { "lost" } else { "learned" };
        let owned = by_owner
            .into_iter()
            .map(|((owner, breaks), names)| sentence(&format!("`{owner}` {verb} {}", names.join(", ")), breaks));
        grouped.chain(owned).chain(entries).collect()
    }
}

fn sentence(text: &str, breaks: bool) -> String {
    if breaks { format!("**Breaking:** {text}.") } else { format!("{text}.") }
}
