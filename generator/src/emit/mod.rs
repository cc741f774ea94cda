//! Writes down what was planned: one file here per construct of the crate.

mod alias_item;
mod answer_enum;
mod argument_struct;
mod blocks;
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
mod hidden;
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

use model_files::ModelFile;
use vocabulary::Vocabulary;

use crate::format::SourceFile;
use crate::plan::{ApiPlan, Handle, Statics};
use crate::{Error, FileSet, Layout, Names, Options, threads};

/// Emits every file of the crate.
pub(crate) fn emit(plans: &[ApiPlan<'_>], options: &Options) -> Result<FileSet, Error> {
    let mut files = FileSet::default();
    files.insert(Names::PATH.to_owned(), Names::of(plans).text());
    runtime::emit(&mut files);
    package::emit(plans, options, &mut files)?;
    insert(&mut files, "src/lib.rs".to_owned(), lib_file::file(plans, options))?;
    for plan in plans {
        emit_api(plan, options, &mut files)?;
    }
    Ok(files)
}

/// What is made at a time.
enum Piece<'p> {
    /// A tag's operations, their documentation and their examples.
    Handle(usize, &'p Handle<'p>),
    /// A family of models.
    Models(&'p ModelFile<'p>),
    /// What leads to all of them: the page of the documentation, and the module of the models.
    Roots,
}

/// Emits what stands for one API.
fn emit_api(plan: &ApiPlan<'_>, options: &Options, files: &mut FileSet) -> Result<(), Error> {
    let vocabulary = Vocabulary::new(plan, options);
    let statics = Statics::new(&plan.handles);
    let (folder, docs) = match options.layout {
        Layout::Modules => (format!("src/{}", plan.module), format!("docs/{}", plan.module)),
        Layout::Root => ("src".to_owned(), "docs".to_owned()),
    };
    if options.layout == Layout::Modules {
        insert(files, format!("{folder}/mod.rs"), lib_file::api_module(plan))?;
    }
    if !plan.handles.is_empty() {
        insert(files, format!("{folder}/client.rs"), client_file::file(plan))?;
    }
    let model_files = model_files::files(plan);
    // The largest first, so that the threads come to an end together.
    let handles = plan.handles.iter().enumerate().map(|(index, handle)| Piece::Handle(index, handle));
    let pieces: Vec<_> = handles.chain([Piece::Roots]).chain(model_files.iter().map(Piece::Models)).collect();
    let made = threads::each(&pieces, |piece| match piece {
        Piece::Handle(index, handle) => {
            let examples = example::examples(plan, handle, options)?;
            let source = handle_file::file(handle, &statics, &examples, &vocabulary);
            let page = pages::handle_page(plan, *index, &examples, &vocabulary, options)?;
            let source = text(format!("{folder}/{}.rs", handle.module), source)?;
            Ok((vec![source, (format!("{docs}/{}.md", handle.module), page)], examples))
        }
        Piece::Models(file) => {
            let source = text(format!("{folder}/models/{}.rs", file.module), file.source(plan, &vocabulary))?;
            Ok((vec![source], Vec::new()))
        }
        Piece::Roots => {
            let index = (format!("{docs}/README.md"), pages::index_page(plan, &vocabulary)?);
            let models = text(format!("{folder}/models/mod.rs"), model_files::module(plan, &model_files))?;
            Ok((vec![index, models], Vec::new()))
        }
    })?;
    let (made, examples): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    made.into_iter().flatten().for_each(|(path, text)| files.insert(path, text));
    if options.layout == Layout::Modules {
        let support = format!("tests/support/{}", plan.module);
        insert(files, format!("{support}/calls.rs"), test_support::calls(plan))?;
        insert(files, format!("{support}/models.rs"), test_support::models(plan))?;
        let methods = plan.handles.iter().flat_map(|handle| &handle.methods);
        let examples: Vec<_> =
            methods.map(|method| method.operation.id.as_str()).zip(examples.iter().flatten()).collect();
        files.insert(format!("{support}/examples.rs"), test_support::examples(plan, &examples));
    }
    Ok(())
}

fn insert(files: &mut FileSet, path: String, file: SourceFile) -> Result<(), Error> {
    let (path, text) = text(path, file)?;
    files.insert(path, text);
    Ok(())
}

fn text(path: String, file: SourceFile) -> Result<(String, String), Error> {
    match file.text() {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(Error::new(&path, error)),
    }
}
