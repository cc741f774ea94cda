//! The package around the source: its manifest and its README.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::{credentials, markdown, pages};
use crate::plan::ApiPlan;
use crate::{Error, FileSet, Layout, Options};

/// One API, as the templates see it.
#[derive(Serialize)]
struct Package<'a> {
    feature: &'a str,
    /// The feature of its client alone.
    client: Option<&'a str>,
    tags: Vec<Tag<'a>>,
    /// The title as Markdown.
    title: String,
    /// The title as it can stand between double quotes, or in a comment.
    plain_title: String,
}

/// The feature of a tag.
#[derive(Serialize)]
struct Tag<'a> {
    feature: &'a str,
    implied: Vec<&'a str>,
}

fn package<'a>(plan: &'a ApiPlan<'_>) -> Package<'a> {
    let (features, title) = (&plan.features, markdown::one_line(&plan.api.title));
    let client = features.client.as_deref();
    let tags = features.tags.iter().map(|tag| Tag {
        feature: &tag.name,
        implied: client.into_iter().chain(tag.implied.iter().map(String::as_str)).collect(),
    });
    Package {
        feature: &features.all,
        client,
        tags: tags.collect(),
        title: markdown::clean(&title),
        plain_title: title.replace('\\', "").replace('"', "'"),
    }
}

/// Adds the files of the package.
pub(crate) fn emit(plans: &[ApiPlan<'_>], options: &Options, files: &mut FileSet) -> Result<(), Error> {
    let apis: Vec<Package<'_>> = plans.iter().map(package).collect();
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
