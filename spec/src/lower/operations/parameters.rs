//! Parameters.

use indexmap::IndexMap;
use openapiv3::{Parameter as Declared, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::media::{self, Kind};
use super::{Entry, component_at};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Docs, Location, Origin, Owner, Parameter, PathTemplate, Step, StringFormat, Style, Type};
use crate::lower::node::Place;
use crate::lower::{Lowering, editions};
use crate::resolve;

/// Headers that OpenAPI keeps for what bodies and security schemes say.
const RESERVED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Lowering<'d> {
    /// The parameters of an operation: those of its path in the order of `template`, then the others in document order.
    /// What the operation says of one goes before what its path item says.
    pub(super) fn parameters(&mut self, entry: &Entry<'d>, id: &str, template: &PathTemplate) -> Vec<Parameter> {
        let mut declared: Vec<(&'d Declared, Pointer)> = Vec::new();
        let lists = [(&entry.item.parameters, &entry.item_pointer), (&entry.operation.parameters, &entry.pointer)];
        for (list, pointer) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let at = pointer.child("parameters").child(index);
                let Some((parameter, at)) = self.resolved(parameter, &at) else { continue };
                match declared.iter_mut().find(|(other, _)| is_same(other, parameter)) {
                    Some(other) => *other = (parameter, at),
                    None => declared.push((parameter, at)),
                }
            }
        }
        let lowered = declared.into_iter().filter_map(|(parameter, at)| self.parameter(parameter, &at, id));
        let (in_path, others) = lowered.partition(|(parameter, _)| parameter.location == Location::Path);
        let in_path = self.in_template(in_path, template, &entry.item_pointer);
        in_path.into_iter().chain(others).map(|(parameter, _)| parameter).collect()
    }

    fn resolved(&mut self, parameter: &'d ReferenceOr<Declared>, at: &Pointer) -> Option<(&'d Declared, Pointer)> {
        static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<Declared>>> =
            std::sync::LazyLock::new(IndexMap::new);
        let components = self.shared.map_or(&*NONE, |components| &components.parameters);
        resolve::resolve(parameter, "parameters", components, at).map_err(|error| self.report(*error)).ok()
    }

    fn parameter(&mut self, declared: &'d Declared, at: &Pointer, id: &str) -> Option<(Parameter, Pointer)> {
        let data = declared.parameter_data_ref();
        let (location, style, reserved) = written(declared);
        if location == Location::Header && RESERVED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str()) {
            let message = format!("the header `{}` is no parameter, and ignored", data.name);
            let help = "media types and security schemes say what is in it; a caller can still set it for a call";
            self.report(Diagnostic::warning("reserved-header", message).at(at.clone()).help(help));
            return None;
        }
        let owner = match component_at(at) {
            Some(name) => Origin { owner: Owner::Parameter(name), steps: Vec::new() },
            None => {
                let step = Step::Property(data.name.clone());
                Origin { owner: Owner::Parameters(id.to_owned()), steps: vec![step] }
            }
        };
        let (ty, style, example) = self.parameter_type(data, style, at, owner);
        let parameter = Parameter {
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            default: self.parameter_default(at),
            ty: media::without_null(ty),
            explode: data.explode.unwrap_or(style == Style::Form),
            style,
            reserved,
            docs: docs(data),
            example,
        };
        Some((parameter, at.clone()))
    }

    fn parameter_type(
        &mut self,
        data: &'d openapiv3::ParameterData,
        style: Style,
        at: &Pointer,
        origin: Origin,
    ) -> (Type, Style, Option<serde_json::Value>) {
        let example = media::first_example(data.example.as_ref(), &data.examples);
        match &data.format {
            ParameterSchemaOrContent::Schema(_) => {
                let place = Place { pointer: at.child("schema"), origin };
                (self.value_type(place), style, example)
            }
            ParameterSchemaOrContent::Content(content) => match media::preferred(content) {
                Some((media_type, media)) => {
                    let place = Place { pointer: at.child("content").child(media_type).child("schema"), origin };
                    let example = example.or_else(|| media::example(media));
                    let is_text = media.schema.is_none() || self.is_string(&place);
                    let text = is_text && Kind::of(media_type) != Kind::Json;
                    let ty = self.value_type(place);
                    if text { (Type::String(StringFormat::Plain), style, example) } else { (ty, Style::Json, example) }
                }
                None => (Type::String(StringFormat::Plain), style, example),
            },
        }
    }

    fn parameter_default(&self, at: &Pointer) -> Option<serde_json::Value> {
        at.child("schema").child("default").find(self.tree).cloned()
    }

    /// The parameters of the path in the order of its template. One that nothing declares is text; one that the template
    /// does not have is left out.
    fn in_template(
        &mut self,
        mut declared: Vec<(Parameter, Pointer)>,
        template: &PathTemplate,
        path: &Pointer,
    ) -> Vec<(Parameter, Pointer)> {
        let mut ordered: Vec<(Parameter, Pointer)> = Vec::new();
        for name in template.parameters() {
            if ordered.iter().any(|(parameter, _)| parameter.name == name) {
                continue;
            }
            match declared.iter().position(|(parameter, _)| parameter.name == name) {
                Some(index) => ordered.push(declared.remove(index)),
                None => {
                    let message = format!("the path parameter `{name}` is not declared; it is taken for text");
                    let help = format!("declare a parameter with `in: path` and `name: {name}`");
                    self.report(Diagnostic::warning("path-parameter", message).at(path.clone()).help(help));
                    ordered.push((undeclared(name), path.clone()));
                }
            }
        }
        for (parameter, at) in declared {
            let message = format!("the path has no `{{{}}}`; the parameter is ignored", parameter.name);
            let help =
                template.parameters().map(|name| (strsim::damerau_levenshtein(name, &parameter.name), name)).min();
            let warning = Diagnostic::warning("parameter-not-in-path", message).at(at.child("name"));
            self.report(match help {
                Some((_, name)) => warning.help(format!("did you mean `{name}`?")),
                None => warning.help("put it into the path, or remove it"),
            });
        }
        ordered
    }
}

fn is_same(a: &Declared, b: &Declared) -> bool {
    written(a).0 == written(b).0 && a.parameter_data_ref().name == b.parameter_data_ref().name
}

/// Where a parameter stands, how it is written, and whether what is reserved in a query is written as it is.
fn written(parameter: &Declared) -> (Location, Style, bool) {
    match parameter {
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style, false)
        }
        Declared::Query { style, allow_reserved, .. } => (Location::Query, query_style(style), *allow_reserved),
        Declared::Header { .. } => (Location::Header, Style::Simple, false),
        Declared::Cookie { .. } => (Location::Cookie, Style::Form, false),
    }
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn undeclared(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: Location::Path,
        required: true,
        ty: Type::String(StringFormat::Plain),
        style: Style::Simple,
        explode: false,
        reserved: false,
        docs: Docs::default(),
        default: None,
        example: None,
    }
}

fn docs(data: &openapiv3::ParameterData) -> Docs {
    Docs {
        summary: None,
        description: data.description.clone().filter(|text| !text.trim().is_empty()),
        deprecated: data.deprecated.unwrap_or_default(),
        deprecation: None,
        editions: editions::present(|key| data.extensions.get(key)),
        required_in: editions::required(|key| data.extensions.get(key)),
    }
}
