//! The package around the source: its manifest and its README.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::{credentials, pages};
use crate::plan::ApiPlan;
use crate::{Error, FileSet, Layout, Options};

/// One API, as the templates see it.
#[derive(Serialize)]
struct Package<'a> {
    feature: &'a str,
    title: &'a str,
}

/// Adds the files of the package.
pub(crate) fn emit(plans: &[ApiPlan<'_>], options: &Options, files: &mut FileSet) -> Result<(), Error> {
    let apis: Vec<Package<'_>> =
        plans.iter().map(|plan| Package { feature: &plan.module, title: &plan.api.title }).collect();
    let standalone = options.layout == Layout::Root;
    let context = context! {
        name => &options.crate_name,
        version => &options.version,
        library => options.crate_name.replace('-', "_"),
        standalone => standalone,
        quick_start => plans.first().map(|plan| credentials::quick_start(plan).trim_end().to_owned()).unwrap_or_default(),
        apis => Value::from(Serde(apis)),
    };
    files.insert("Cargo.toml", pages::render("Cargo.toml", &context)?);
    if standalone {
        files.insert("README.md", pages::render("README.md", &context)?);
    }
    // The layout of generated files is the generator's; rustfmt leaves them alone.
    files.insert("src/rustfmt.toml", "disable_all_formatting = true\n".to_owned());
    Ok(())
}
