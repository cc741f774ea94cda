//! The command line of the comparison.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::OWN;
use super::topic::Topic;
use crate::{Failure, workspace};

pub(super) struct Arguments {
    pub(super) documents: Vec<Wanted>,
    pub(super) scratch: PathBuf,
}

/// A document, and what is wanted of it. Options are for the documents behind them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) document: PathBuf,
    /// How often everything is measured.
    pub(super) runs: usize,
    /// How many times over the document is taken, as one large document.
    pub(super) times: usize,
    pub(super) topics: Vec<Topic>,
}

impl Wanted {
    /// Whether crates have to compile for it.
    pub(super) fn compiles(&self) -> bool {
        self.topics.iter().any(|topic| topic.compiles())
    }
}

/// Reads the rest of the command line.
pub(super) fn parse(mut arguments: lexopt::Parser) -> Result<Arguments, Failure> {
    let mut parsed = Arguments { documents: Vec::new(), scratch: workspace().join("target/compare") };
    let mut next = Wanted { document: workspace().join(OWN), runs: 5, times: 1, topics: Topic::ALL.to_vec() };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("scratch") => parsed.scratch = arguments.value()?.into(),
            Long("runs") => next.runs = arguments.value()?.parse()?,
            Long("times") => next.times = arguments.value()?.parse()?,
            Long("only") => next.topics = topics(&arguments.value()?.string()?)?,
            Value(path) => parsed.documents.push(Wanted { document: path.into(), ..next.clone() }),
            other => return Err(other.unexpected().into()),
        }
        if next.runs == 0 || next.times == 0 {
            return Err(Failure::usage("`--runs` and `--times` are at least 1"));
        }
    }
    match parsed.documents.last() {
        None => parsed.documents.push(next),
        Some(last) if *last == (Wanted { document: last.document.clone(), ..next }) => {}
        Some(_) => {
            return Err(Failure::usage("options are for the documents behind them, and none is behind the last"));
        }
    }
    Ok(parsed)
}

fn topics(names: &str) -> Result<Vec<Topic>, Failure> {
    let topics = names.split(',').map(|name| {
        let unknown = || {
            let known = Topic::ALL.map(Topic::name).join(", ");
            Failure::usage(format!("there is no table `{name}`; `--only` takes some of {known}"))
        };
        Topic::ALL.into_iter().find(|topic| topic.name() == name).ok_or_else(unknown)
    });
    topics.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Vec<Wanted>, String> {
        let parsed = parse(lexopt::Parser::from_args(line.split_whitespace()));
        parsed.map(|arguments| arguments.documents).map_err(|failure| failure.to_string())
    }

    #[test]
    fn options_are_for_the_documents_behind_them() {
        let wanted = |name: &str, runs, times, topics: &[Topic]| Wanted {
            document: name.into(),
            runs,
            times,
            topics: topics.to_vec(),
        };
        let line = "a.yaml --only generating,size --runs 3 b.yaml --times 2 --only generating b.yaml";
        let expected = vec![
            wanted("a.yaml", 5, 1, &Topic::ALL),
            wanted("b.yaml", 3, 1, &[Topic::Generating, Topic::Size]),
            wanted("b.yaml", 3, 2, &[Topic::Generating]),
        ];
        assert_eq!(parsed(line), Ok(expected));
        let own = parsed("--only codec").map(|wanted| wanted.into_iter().map(|wanted| wanted.topics).collect());
        assert_eq!(own, Ok(vec![vec![Topic::Codec]]));
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        for (line, why) in [
            ("--runs 0", "`--runs` and `--times` are at least 1"),
            ("a.yaml --runs 3", "options are for the documents behind them, and none is behind the last"),
            ("--only generating,speed", "there is no table `speed`; `--only` takes some of generating, compiling,"),
        ] {
            let refused = parsed(line);
            assert!(refused.as_ref().is_err_and(|error| error.contains(why)), "{refused:?}");
        }
    }
}
