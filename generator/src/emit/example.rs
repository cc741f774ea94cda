//! The usage example of a method: one program, which the rustdoc shows as a doctest and the page as a listing.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use spec::ir::RequestBody;

use super::credentials;
use super::expression::Expressions;
use crate::format;
use crate::plan::{ApiPlan, ArgumentField, ArgumentStruct, Handle, Imports, Method, PathArgument, RustType};
use crate::{Error, Options};

/// A program that calls one operation.
pub(crate) struct Example {
    /// Its `use` lines.
    imports: String,
    /// The statements of its `main` before the call, without indentation.
    setup: String,
    /// The call, and what becomes of its answer.
    call: String,
    /// The same call followed through its pages or to the end of its job, where it has those.
    flow: Option<String>,
}

impl Example {
    /// The whole program.
    pub(crate) fn program(&self) -> String {
        let body = indented(&self.body());
        format!("{}\n{OPENING}\n{body}\n    Ok(())\n}}\n", self.imports)
    }

    /// The program as a function of a client: what the tests run. The line that makes a client is left out.
    pub(crate) fn function(&self, name: &str) -> String {
        let body = self.body();
        let mut statements = body.split("\n\n");
        // The first statement makes the client.
        statements.next();
        let statements: Vec<&str> = statements.collect();
        let imports: Vec<&str> = self.imports.lines().filter(|line| !line.ends_with("::Client;")).collect();
        let body = indented(&format!("{}\n{}", imports.join("\n"), statements.join("\n\n")));
        format!("async fn {name}(client: &Client) -> Result<(), Box<dyn Error>> {{\n{body}    Ok(())\n}}\n")
    }

    /// The program with the lines hidden that are the same in every one.
    pub(crate) fn doctest(&self) -> String {
        let opening = hidden(OPENING);
        format!("```no_run\n{}\n{opening}{}# Ok(())\n# }}\n```", self.imports, self.body())
    }

    /// The program that follows the call, with only the lines shown that do so.
    pub(crate) fn flow_doctest(&self) -> Option<String> {
        let flow = self.flow.as_ref()?;
        let before = hidden(&format!("{}{OPENING}\n{}", self.imports, self.setup));
        Some(format!("```no_run\n{before}{flow}# Ok(())\n# }}\n```"))
    }

    fn body(&self) -> String {
        format!("{}\n{}", self.setup, self.call)
    }
}

/// The lines as rustdoc hides them.
fn hidden(text: &str) -> String {
    text.lines().map(|line| format!("# {line}\n")).collect()
}

/// The lines, four columns to the right.
fn indented(text: &str) -> String {
    let indent = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_start_matches('\n').lines().map(indent).collect()
}

/// Where `main` starts.
const OPENING: &str = "#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {";

/// The examples of a handle's methods, in their order.
pub(crate) fn examples(plan: &ApiPlan<'_>, handle: &Handle<'_>, options: &Options) -> Result<Vec<Example>, Error> {
    let made = handle.methods.iter().map(|method| {
        example(plan, handle, method, options)
            .map_err(|error| Error::new(&format!("example of {}", method.operation.id), error))
    });
    made.collect()
}

fn example(
    plan: &ApiPlan<'_>,
    handle: &Handle<'_>,
    method: &Method<'_>,
    options: &Options,
) -> Result<Example, syn::Error> {
    let mut expressions = Expressions::new(plan);
    let path: Vec<TokenStream> = method.path.iter().map(|argument| path_value(&mut expressions, argument)).collect();
    let request = method.operation.body.as_ref().map(|body| request_value(&mut expressions, method, body));
    let parameters = method.parameters.as_ref().and_then(|made| parameters_value(&mut expressions, made));
    let ids = expressions.ids.iter().map(|(name, value)| {
        let name = format_ident!("{name}");
        quote!(let #name = #value;)
    });
    let mut values = quote!(#(#ids)*);
    values.extend(request.map(|value| quote!(let request = #value;)));
    values.extend(parameters.as_ref().map(|value| quote!(let parameters = #value;)));
    let (handle_name, name) = (format_ident!("{}", handle.module), format_ident!("{}", method.name));
    let request = method.request.iter().map(|_| quote!(request));
    let given = if parameters.is_some() { quote!(parameters) } else { quote!(None) };
    let parameters = method.parameters.iter().map(|_| given.clone());
    let arguments = path.into_iter().chain(request).chain(parameters);
    let call = quote!(client.#handle_name().#name(#(#arguments),*));
    let values = (!values.is_empty()).then_some(values);
    let setup: Result<Vec<String>, syn::Error> =
        [Some(client(plan)), values].into_iter().flatten().map(statement).collect();
    let written = |tokens| statement(tokens).map(|text| with_json(&text, &expressions.jsons));
    Ok(Example {
        imports: imports(plan, &expressions, options),
        setup: with_json(&setup?.join("\n"), &expressions.jsons),
        call: written(answer(&method.answer, &quote!(#call.await?)))?,
        flow: flow(method, &call).map(written).transpose()?,
    })
}

fn path_value(expressions: &mut Expressions<'_>, argument: &PathArgument<'_>) -> TokenStream {
    let parameter = argument.parameter;
    expressions.value(&parameter.ty, parameter.example.as_ref())
}

fn request_value(expressions: &mut Expressions<'_>, method: &Method<'_>, body: &RequestBody) -> TokenStream {
    match (body.ty(), &method.form) {
        (Some(ty), _) => expressions.value(ty.non_null(), body.example.as_ref()),
        (None, Some(form)) => made_value(expressions, form),
        (None, None) => {
            let text = body.example.as_ref().and_then(Value::as_str).unwrap_or("content");
            let ty = method.request.as_ref().map(|request| &request.ty);
            match ty {
                Some(RustType::String) => quote!(#text.to_owned()),
                _ => {
                    expressions.calls_upload = true;
                    quote!(Upload::from(#text))
                }
            }
        }
    }
}

/// Parameters with what has to be in them and what the document has examples of; none where that is nothing.
fn parameters_value(expressions: &mut Expressions<'_>, made: &ArgumentStruct<'_>) -> Option<TokenStream> {
    let shown = made.fields.iter().any(|field| field.required || is_shown(field));
    shown.then(|| made_value(expressions, made))
}

fn is_shown(field: &ArgumentField<'_>) -> bool {
    field.example.is_some_and(|example| !example.is_null()) && !field.docs.deprecated
}

/// `Name::new(…)`, and a setter for each optional field that the document has an example of.
fn made_value(expressions: &mut Expressions<'_>, made: &ArgumentStruct<'_>) -> TokenStream {
    expressions.imports.models.insert(made.name.clone());
    let name = format_ident!("{}", made.name);
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    for field in made.fields.iter().filter(|field| field.required || is_shown(field)) {
        let value = match (field.ty, &field.value) {
            (Some(ty), _) => expressions.value(ty, field.example),
            (None, RustType::Part) => quote!("content"),
            (None, _) => quote!(vec!["content".into()]),
        };
        let setter = format_ident!("{}", field.name);
        if field.required { arguments.push(value) } else { setters.push(quote!(.#setter(#value))) }
    }
    quote!(#name::new(#(#arguments),*)#(#setters)*)
}

fn client(plan: &ApiPlan<'_>) -> TokenStream {
    let (url, credentials) = (credentials::base_url(plan), credentials::credentials(plan));
    quote! {
        let client = Client::builder(#url)#credentials.build()?;
    }
}

/// The call, and what the program does with its answer.
fn answer(answer: &RustType, call: &TokenStream) -> TokenStream {
    match answer {
        RustType::Unit => quote!(#call;),
        RustType::Download => quote! {
            let mut download = #call;
            while let Some(chunk) = download.chunk().await? {
                println!("{} bytes", chunk.len());
            }
        },
        _ => quote! {
            let answer = #call;
            println!("{answer:#?}");
        },
    }
}

/// The call followed through its pages, or to the end of its job.
fn flow(method: &Method<'_>, call: &TokenStream) -> Option<TokenStream> {
    if method.operation.pagination.is_some() {
        return Some(quote! {
            let mut items = #call.items();
            while let Some(item) = items.next().await {
                println!("{:#?}", item?);
            }
        });
    }
    method.operation.job.as_ref()?;
    Some(quote! {
        let ended = #call.wait().deadline(std::time::Duration::from_secs(3600)).await?;
        println!("{}", ended.progress());
    })
}

/// The statements as they would stand in a function, without its indentation.
fn statement(tokens: TokenStream) -> Result<String, syn::Error> {
    let function = format::layout(quote!(async fn main() { #tokens }))?;
    let lines = function.lines().skip(1).map(|line| line.strip_prefix("    ").unwrap_or(line));
    let mut lines: Vec<&str> = lines.collect();
    lines.pop();
    Ok(lines.join("\n") + "\n")
}

fn imports(plan: &ApiPlan<'_>, expressions: &Expressions<'_>, options: &Options) -> String {
    let Imports { models, map, .. } = &expressions.imports;
    let crate_name = options.crate_name.replace('-', "_");
    let mut lines = String::new();
    if *map {
        lines.push_str("use std::collections::BTreeMap;\n\n");
    }
    lines.push_str(&format!("use {}::Client;\n", plan.path));
    let models: Vec<&str> = models.iter().map(String::as_str).collect();
    lines.push_str(&use_line(&format!("{}::models", plan.path), &models));
    let mut macros = Vec::new();
    if expressions.calls_upload {
        macros.push("Upload");
    }
    if !expressions.jsons.is_empty() {
        macros.push("json");
    }
    if expressions.calls_uuid {
        macros.push("uuid");
    }
    lines.push_str(&use_line(&crate_name, &macros));
    lines
}

/// A `use` line, broken like rustfmt breaks it when it is long.
fn use_line(path: &str, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("use {path}::{name};\n"),
        names => {
            let line = format!("use {path}::{{{}}};\n", names.join(", "));
            if line.len() <= 96 {
                return line;
            }
            let mut lines = format!("use {path}::{{\n");
            let mut row = String::from("   ");
            for name in names {
                if row.len() + name.len() + 2 > 96 {
                    lines.push_str(&row);
                    lines.push('\n');
                    row = String::from("   ");
                }
                row.push_str(&format!(" {name},"));
            }
            format!("{lines}{row}\n}};\n")
        }
    }
}

/// The text with each `json0` replaced by its JSON, indented like the line that it stands on.
fn with_json(text: &str, jsons: &[Value]) -> String {
    let mut text = text.to_owned();
    for (index, json) in jsons.iter().enumerate().rev() {
        let place = format!("json!(json{index})");
        let Some(start) = text.find(&place) else { continue };
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = text[line_start..].len() - text[line_start..].trim_start_matches(' ').len();
        let short = spaced(json);
        let long = serde_json::to_string_pretty(json).unwrap_or_default();
        let literal = if short.len() <= 60 { short } else { deepen(&long, indent) };
        text.replace_range(start..start + place.len(), &format!("json!({literal})"));
    }
    text
}

/// JSON on one line, with spaces where people put them.
fn spaced(json: &Value) -> String {
    match json {
        Value::Object(entries) if !entries.is_empty() => {
            let entries =
                entries.iter().map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), spaced(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// Pretty JSON with four columns a level in place of two, below `indent`.
fn deepen(pretty: &str, indent: usize) -> String {
    let lines = pretty.lines().enumerate().map(|(number, line)| {
        let own = line.len() - line.trim_start().len();
        if number == 0 { line.to_owned() } else { format!("{}{}", " ".repeat(indent + own * 2), line.trim_start()) }
    });
    lines.collect::<Vec<_>>().join("\n")
}
