//! What a new edition means for those who depend on the crate: the version, and the changelog.

use spec::diff::Step;

use crate::Failure;

/// The version after a step, as Cargo counts: before 1.0 the second number says what breaks.
pub(crate) fn next_version(version: &str, step: Step) -> Result<String, Failure> {
    let numbers: Option<Vec<u64>> = version.split('.').map(|number| number.parse().ok()).collect();
    let Some([major, minor, patch]) = numbers.as_deref() else {
        return Err(Failure(format!("error: the version `{version}` in generated/Cargo.toml is not three numbers")));
    };
    let (major, minor, patch) = match (step, major) {
        (Step::None, _) => (*major, *minor, *patch),
        (Step::Major, 0) => (0, minor + 1, 0),
        (Step::Major, _) => (major + 1, 0, 0),
        (Step::Minor, 1..) => (*major, minor + 1, 0),
        (Step::Minor | Step::Patch, _) => (*major, *minor, patch + 1),
    };
    Ok(format!("{major}.{minor}.{patch}"))
}

/// The lock file with the version of the crate in it.
pub(crate) fn lock(text: &str, version: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let name = lines.iter().position(|line| line == "name = \"airbyte\"");
    let line = name.and_then(|name| lines.get_mut(name + 1)).filter(|line| line.starts_with("version = "));
    if let Some(line) = line {
        *line = format!("version = \"{version}\"");
    }
    lines.join("\n") + "\n"
}

/// The changelog with new lines under the headings of what is not released yet.
pub(crate) fn changelog(text: &str, entries: &[(&str, Vec<String>)]) -> Result<String, Failure> {
    const HEADINGS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    let lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|line| line.starts_with("## ") && line.contains("Unreleased")) else {
        return Err(Failure("error: CHANGELOG.md has no heading `## Unreleased` to write under".to_owned()));
    };
    let end =
        lines[start + 1..].iter().position(|line| line.starts_with("## ")).map_or(lines.len(), |at| start + 1 + at);
    let mut sections: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
    for line in &lines[start + 1..end] {
        match (line.strip_prefix("### "), sections.last_mut()) {
            (Some(heading), _) => sections.push((heading.to_owned(), Vec::new())),
            (None, Some((_, body))) => body.push((*line).to_owned()),
            (None, None) => {}
        }
    }
    for (heading, more) in entries.iter().filter(|(_, more)| !more.is_empty()) {
        let more = more.iter().map(|entry| format!("- {entry}"));
        match sections.iter_mut().find(|(other, _)| other == heading) {
            Some((_, body)) => {
                let end = body.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
                let rest = body.split_off(end);
                body.extend(more);
                body.extend(rest);
            }
            None => sections.push(((*heading).to_owned(), std::iter::once(String::new()).chain(more).collect())),
        }
    }
    sections.sort_by_key(|(heading, _)| {
        if heading.is_empty() { 0 } else { HEADINGS.iter().position(|other| other == heading).map_or(9, |at| at + 1) }
    });
    let mut out: Vec<String> = lines[..=start].iter().map(|line| (*line).to_owned()).collect();
    for (heading, body) in sections {
        if !heading.is_empty() {
            if out.last().is_some_and(|line| !line.is_empty()) {
                out.push(String::new());
            }
            out.push(format!("### {heading}"));
        }
        out.extend(body);
    }
    out.extend(lines[end..].iter().map(|line| (*line).to_owned()));
    Ok(out.join("\n").trim_end().to_owned() + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_step_as_cargo_counts() {
        let next = |version, step| next_version(version, step).ok();
        assert_eq!(next("0.4.2", Step::Major).as_deref(), Some("0.5.0"));
        assert_eq!(next("0.4.2", Step::Minor).as_deref(), Some("0.4.3"));
        assert_eq!(next("1.4.2", Step::Major).as_deref(), Some("2.0.0"));
        assert_eq!(next("1.4.2", Step::Minor).as_deref(), Some("1.5.0"));
        assert_eq!(next("1.4.2", Step::Patch).as_deref(), Some("1.4.3"));
        assert_eq!(next("1.4.2", Step::None).as_deref(), Some("1.4.2"));
        assert_eq!(next("1.4", Step::None), None);
    }

    #[test]
    fn entries_go_under_their_headings() {
        let text = "# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 0.1.0\n\n- Old.\n";
        let entries =
            [("Removed", vec!["Three.".to_owned()]), ("Added", vec!["Two.".to_owned()]), ("Changed", Vec::new())];
        let expected = "# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n- Two.\n\n### Removed\n\n- Three.\n## 0.1.0\n\n- Old.\n";
        let written = changelog(text, &entries).ok().unwrap_or_default();
        assert_eq!(written.replace("\n\n## 0.1.0", "\n## 0.1.0"), expected);
    }
}
