//! What the documentation of a method says.

use spec::ir::{Content, Header, RequestBody, Response, ResponseBody, Server};

use super::doc::{Doc, with_full_stop};
use super::enum_item::code;
use super::example::Example;
use super::vocabulary::Vocabulary;
use super::{flow_items, markdown};
use crate::plan::{Method, RustType};

/// The documentation of a method.
pub(crate) fn of(method: &Method<'_>, example: &Example, vocabulary: &Vocabulary<'_>) -> Doc {
    let operation = method.operation;
    let spell = |wire: &str| vocabulary.spell(wire);
    let sentence =
        |text: &str| markdown::replace_code(&with_full_stop(&markdown::clean(&markdown::one_line(text))), &spell);
    let mut doc = Doc::of(&operation.docs, "Calls the operation that is named below.", &spell);
    for argument in &method.path {
        if let Some(description) = &argument.parameter.docs.description {
            doc.paragraph(&format!("`{}`: {}", argument.name, sentence(description)));
        }
    }
    if let Some(body) = &operation.body {
        doc.paragraph(&request_text(body, &sentence));
    }
    if let Some(made) = &method.parameters {
        let optional = if made.is_optional() { " May be left out, as `None`." } else { "" };
        doc.paragraph(&format!("`parameters`: all that is not in the path; see [`{}`].{optional}", made.name));
    }
    for success in &operation.successes {
        doc.paragraph(&success_text(success, &sentence));
    }
    if method.answer == RustType::Download && operation.successes.is_empty() {
        doc.paragraph("Returns what the server's redirect leads to, as a stream of bytes.");
    }
    if operation.anonymous {
        doc.paragraph("Sends no credentials.");
    }
    if let Some(server) = &operation.server {
        doc.paragraph(&server_text(server));
    }
    if operation.read_only {
        doc.paragraph("Only reads: sending it again changes nothing.");
    }
    doc.paragraph(&flow_items::note(operation));
    let call = format!("{} {}", operation.method.as_str(), operation.path);
    doc.paragraph(&format!("Operation {}: {}.", code(&operation.id), code(&call)));
    doc.verbatim(&errors_section(method));
    doc.verbatim(&format!("# Example\n\n{}", example.doctest()));
    if let Some(flow) = example.flow_doctest() {
        let what = if operation.job.is_some() { "Until the job is over" } else { "Over all pages" };
        doc.verbatim(&format!("{what}:\n\n{flow}"));
    }
    doc
}

/// What is to be said of the body.
fn request_text(body: &RequestBody, sentence: &dyn Fn(&str) -> String) -> String {
    let description = body.description.as_deref().map(sentence).unwrap_or_default();
    let kind = match &body.content {
        Content::Json(_) if body.media_type == "application/json" => String::new(),
        Content::Json(_) | Content::Form { .. } | Content::Multipart(_) | Content::Text => {
            format!(" It is sent as {}.", code(&body.media_type))
        }
        Content::Bytes => format!(" It is bytes ({}).", code(&body.media_type)),
    };
    let others: Vec<String> = body.others.iter().map(|media_type| code(media_type)).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!(" The server takes {}, too; `client.raw` sends anything.", others.join(", ")),
    };
    let optional = if body.required { "" } else { " May be left out, as `None`." };
    let text = format!("{description}{kind}{others}");
    // Nothing needs to be said of plain JSON that the document does not describe.
    if text.is_empty() { String::new() } else { format!("`request`: {}{optional}", text.trim_start()) }
}

/// What is to be said of one of the answers.
fn success_text(success: &Response, sentence: &dyn Fn(&str) -> String) -> String {
    let description = sentence(&success.description);
    let bytes = match &success.body {
        ResponseBody::Stream(media_type) => format!(" The answer is a stream of bytes ({}).", code(media_type)),
        _ => String::new(),
    };
    let headers: Vec<String> = success.headers.iter().map(|header| header_text(header, sentence)).collect();
    let headers = match headers.as_slice() {
        [] => String::new(),
        headers => format!(" Its headers: {}.", headers.join("; ")),
    };
    let others: Vec<String> = success.others.iter().map(|media_type| code(media_type)).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!(
            " The server has it as {}, too: ask for that with the header `accept`, and take it with \
             [`download`](crate::Call::download).",
            others.join(", ")
        ),
    };
    format!("Returns, with {}: {description}{bytes}{others}{headers}", success.status)
}

/// What is to be said of an operation's own server.
fn server_text(server: &Server) -> String {
    match &server.url {
        Some(url) => format!(
            "It is on a server of its own, {}, and a client of the document's server goes there. A client of any other, such \
             as a test server or a proxy, stays where it is.",
            code(url)
        ),
        None if server.path.is_empty() => "Its path is below the root of the server.".to_owned(),
        None => format!("Its path is below {} on the server, in place of the root of the others.", code(&server.path)),
    }
}

fn header_text(header: &Header, sentence: &dyn Fn(&str) -> String) -> String {
    let description = header.description.as_deref().map(sentence).unwrap_or_default();
    let description = description.trim_end_matches('.');
    if description.is_empty() { code(&header.name) } else { format!("{} ({description})", code(&header.name)) }
}

fn errors_section(method: &Method<'_>) -> String {
    let mut section = String::from("# Errors\n\n");
    if method.errors.is_empty() {
        section.push_str("The document names none; see [`Error`](crate::Error) for those that any call can have.");
        return section;
    }
    section
        .push_str("[`Error::Api`](crate::Error::Api) with these bodies, beside the errors that any call can have:\n\n");
    for error in &method.errors {
        let body = match &error.body {
            Some(RustType::Model(name)) => format!("[`{name}`]"),
            Some(other) => format!("`{}`", other.text()),
            None => "no JSON".to_owned(),
        };
        let description = with_full_stop(&markdown::clean(&markdown::one_line(error.description)));
        section.push_str(&markdown::wrap(&format!("- {}, {body}: {description}", error.status), 92));
        section.push('\n');
    }
    section
}
