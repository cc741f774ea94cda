//! What a method takes: the parameters of the path, the body, and one struct with all other parameters.

use serde_json::Value;
use spec::ir::{Api, Content, Docs, Location, Operation, Parameter, Part, PartKind, SchemaId, Style, Type};

use super::RustType;
use super::models::{claim_all, takes_into};
use crate::names::{self, Published, Scope, Thing};

/// A parameter of the path: an argument of its own.
pub(crate) struct PathArgument<'a> {
    pub(crate) parameter: &'a Parameter,
    pub(crate) name: String,
    pub(crate) ty: RustType,
    /// Whether it is better taken as `impl Into<…>`, because callers hold something simpler.
    pub(crate) takes_into: bool,
    /// The style that it is written in, as the runtime calls it; none for the plain one.
    pub(crate) style: Option<&'static str>,
}

/// The body that a method takes: its last argument but the parameters.
pub(crate) struct RequestPlan<'a> {
    pub(crate) ty: RustType,
    pub(crate) required: bool,
    pub(crate) media_type: &'a str,
    pub(crate) content: &'a Content,
}

/// A struct that is made for one operation: its parameters, or the parts of its body.
pub(crate) struct ArgumentStruct<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) name: String,
    pub(crate) purpose: Purpose,
    pub(crate) fields: Vec<ArgumentField<'a>>,
}

/// What an [`ArgumentStruct`] is for.
pub(crate) enum Purpose {
    /// The parameters in the query, in headers and in cookies.
    Parameters,
    /// A multipart body; holds the name of the field for parts that the document does not name.
    Form { others: String },
}

impl Purpose {
    /// What such a struct is among the names that are published.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Form { .. } => "form",
        }
    }
}

/// Where a part stands.
const PART: &str = "part";

/// A field of an [`ArgumentStruct`].
pub(crate) struct ArgumentField<'a> {
    /// The name on the wire.
    pub(crate) wire: &'a str,
    pub(crate) name: String,
    /// The type of its value, without the `Option` around one that may be left out.
    pub(crate) value: RustType,
    /// The type in the representation; none for a file.
    pub(crate) ty: Option<&'a Type>,
    pub(crate) required: bool,
    pub(crate) takes_into: bool,
    pub(crate) docs: &'a Docs,
    pub(crate) default: Option<&'a Value>,
    pub(crate) example: Option<&'a Value>,
    /// How it is written, as the table of the struct has it.
    pub(crate) written: String,
    /// Where it stands: a word for the place of a parameter, or that it is a part.
    pub(crate) place: &'static str,
}

impl ArgumentField<'_> {
    /// What it is among the names that are published, in the struct for the operation with this id.
    pub(crate) fn thing(&self, operation: &str) -> Thing {
        thing(operation, self.place, self.wire)
    }
}

fn thing(operation: &str, place: &str, wire: &str) -> Thing {
    ("argument", names::inside(&format!("{place} {operation}"), wire))
}

impl ArgumentStruct<'_> {
    /// Whether one can be made of nothing.
    pub(crate) fn is_optional(&self) -> bool {
        self.fields.iter().all(|field| !field.required)
    }

    /// How many lines it takes, roughly.
    pub(crate) fn lines(&self) -> usize {
        30 + self.fields.len() * 12
    }
}

/// The parameters in the path of an operation. Their names are claimed beside those of the other arguments.
pub(crate) fn path_arguments<'a>(
    api: &Api,
    operation: &'a Operation,
    name_of: &dyn Fn(SchemaId) -> String,
) -> Vec<PathArgument<'a>> {
    let mut scope = Scope::of(&["request", "parameters", "client"]);
    let in_path = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    let arguments = in_path.map(|parameter| PathArgument {
        parameter,
        name: scope.claim(&names::field_name(&parameter.name)),
        ty: RustType::new(&parameter.ty, name_of),
        takes_into: takes_into(api, &parameter.ty),
        style: match style_name(parameter.style, parameter.explode) {
            "Simple" => None,
            other => Some(other),
        },
    });
    arguments.collect()
}

/// The struct with the parameters that are not in the path, where there are any.
pub(crate) fn parameters<'a>(
    api: &Api,
    operation: &'a Operation,
    (name, published): (String, Published<'_>),
    name_of: &dyn Fn(SchemaId) -> String,
) -> Option<ArgumentStruct<'a>> {
    let beside: Vec<&Parameter> = beside_path(operation).collect();
    let wanted = beside
        .iter()
        .map(|parameter| (thing(&operation.id, place(parameter), &parameter.name), names::field_name(&parameter.name)));
    let names = published.claim(&mut Scope::of(&["new", "clone"]), wanted);
    let fields = beside.into_iter().zip(names).map(|(parameter, name)| ArgumentField {
        wire: &parameter.name,
        name,
        value: RustType::new(&parameter.ty, name_of),
        ty: Some(&parameter.ty),
        required: parameter.required,
        takes_into: takes_into(api, &parameter.ty),
        docs: &parameter.docs,
        default: parameter.default.as_ref(),
        example: parameter.example.as_ref(),
        written: written(parameter),
        place: place(parameter),
    });
    let fields: Vec<ArgumentField<'a>> = fields.collect();
    (!fields.is_empty()).then_some(ArgumentStruct { operation, name, purpose: Purpose::Parameters, fields })
}

/// The parameters that are not in the path.
pub(crate) fn beside_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.location != Location::Path)
}

/// The struct with the parts of a multipart body, where the operation has one.
pub(crate) fn form<'a>(
    api: &Api,
    operation: &'a Operation,
    (name, published): (String, Published<'_>),
    name_of: &dyn Fn(SchemaId) -> String,
) -> Option<ArgumentStruct<'a>> {
    let Some(Content::Multipart(parts)) = operation.body.as_ref().map(|body| &body.content) else { return None };
    let wanted = parts.iter().map(|part| (thing(&operation.id, PART, &part.name), names::field_name(&part.name)));
    let others = (("others", operation.id.clone()), "others");
    let (names, others) = claim_all(published, &mut Scope::of(&["new", "part"]), wanted, others);
    let fields = parts.iter().zip(names).map(|(part, name)| part_field(api, part, name, name_of)).collect();
    Some(ArgumentStruct { operation, name, purpose: Purpose::Form { others }, fields })
}

fn part_field<'a>(api: &Api, part: &'a Part, name: String, name_of: &dyn Fn(SchemaId) -> String) -> ArgumentField<'a> {
    let media_type = part.media_type.as_deref().filter(|media_type| !media_type.contains(['*', ',']));
    let (value, ty, kind) = match (&part.kind, part.repeated) {
        (PartKind::File, false) => (RustType::Part, None, "file"),
        (PartKind::File, true) => (RustType::Vec(Box::new(RustType::Part)), None, "file"),
        (PartKind::Value(ty), _) => (RustType::new(ty, name_of), Some(ty), "value"),
    };
    ArgumentField {
        wire: &part.name,
        name,
        takes_into: ty.map_or(!part.repeated, |ty| takes_into(api, ty)),
        value,
        ty,
        required: part.required,
        docs: &part.docs,
        default: None,
        example: part.example.as_ref(),
        written: match media_type {
            Some(media_type) => format!("{kind}({media_type:?})"),
            None => format!("{kind}(\"\")"),
        },
        place: PART,
    }
}

/// How a parameter is written, as the table of its struct has it: `query(Form)`.
fn written(parameter: &Parameter) -> String {
    let reserved = if parameter.reserved && parameter.location == Location::Query { "reserved_" } else { "" };
    format!("{reserved}{}({})", place(parameter), style_name(parameter.style, parameter.explode))
}

/// Where a parameter stands that is not in the path.
fn place(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path | Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// What the runtime calls a style.
pub(crate) fn style_name(style: Style, explode: bool) -> &'static str {
    match (style, explode) {
        (Style::Simple, false) => "Simple",
        (Style::Simple, true) => "SimpleExploded",
        (Style::Label, false) => "Label",
        (Style::Label, true) => "LabelExploded",
        (Style::Matrix, false) => "Matrix",
        (Style::Matrix, true) => "MatrixExploded",
        (Style::Form, false) => "FormJoined",
        // Items that stand for themselves need no delimiter.
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => "Form",
        (Style::SpaceDelimited, false) => "SpaceDelimited",
        (Style::PipeDelimited, false) => "PipeDelimited",
        (Style::DeepObject, _) => "DeepObject",
        (Style::Json, _) => "Json",
    }
}
