//! Writes down what was planned: one file here per construct of the crate.

mod alias_item;
mod answer_enum;
mod argument_struct;
mod client_file;
mod constraints;
mod credentials;
mod doc;
mod enum_item;
mod example;
mod expression;
mod flow_items;
mod gate;
mod handle_file;
mod lib_file;
mod markdown;
mod method_doc;
mod model_files;
mod newtype_item;
mod operation_method;
mod package;
mod pages;
mod runtime;
mod struct_item;
mod test_support;
mod union_item;
mod vocabulary;

use vocabulary::Vocabulary;

use crate::format::SourceFile;
use crate::plan::{ApiPlan, Statics};
use crate::{Error, FileSet, Layout, Names, Options};

/// Emits every file of the crate.
pub(crate) fn emit(plans: &[ApiPlan<'_>], options: &Options) -> Result<FileSet, Error> {
    let mut files = FileSet::default();
    files.insert(Names::PATH.to_owned(), Names::of(plans).text());
    runtime::emit(&mut files);
    package::emit(plans, options, &mut files)?;
    insert(&mut files, "src/lib.rs".to_owned(), lib_file::file(plans, options))?;
    for plan in plans {
        let vocabulary = Vocabulary::new(plan, options);
        let statics = Statics::new(&plan.handles);
        let (folder, docs) = match options.layout {
            Layout::Modules => (format!("src/{}", plan.module), format!("docs/{}", plan.module)),
            Layout::Root => ("src".to_owned(), "docs".to_owned()),
        };
        if options.layout == Layout::Modules {
            insert(&mut files, format!("{folder}/mod.rs"), lib_file::api_module(plan))?;
        }
        if !plan.handles.is_empty() {
            insert(&mut files, format!("{folder}/client.rs"), client_file::file(plan))?;
        }
        files.insert(format!("{docs}/README.md"), pages::index_page(plan, &vocabulary)?);
        let mut all_examples = Vec::new();
        for handle in &plan.handles {
            let examples = example::examples(plan, handle, options)?;
            insert(
                &mut files,
                format!("{folder}/{}.rs", handle.module),
                handle_file::file(handle, &statics, &examples, &vocabulary),
            )?;
            files.insert(
                format!("{docs}/{}.md", handle.module),
                pages::handle_page(plan, handle, &examples, &vocabulary, options)?,
            );
            let ids = handle.methods.iter().map(|method| method.operation.id.clone());
            all_examples.extend(ids.zip(examples));
        }
        for (path, file) in model_files::files(plan, &vocabulary) {
            insert(&mut files, format!("{folder}/models/{path}"), file)?;
        }
        if options.layout == Layout::Modules {
            let support = format!("tests/support/{}", plan.module);
            insert(&mut files, format!("{support}/calls.rs"), test_support::calls(plan))?;
            insert(&mut files, format!("{support}/models.rs"), test_support::models(plan))?;
            files.insert(format!("{support}/examples.rs"), test_support::examples(plan, &all_examples));
        }
    }
    Ok(files)
}

fn insert(files: &mut FileSet, path: String, file: SourceFile) -> Result<(), Error> {
    let text = file.text().map_err(|error| Error::new(&path, error))?;
    files.insert(path, text);
    Ok(())
}
