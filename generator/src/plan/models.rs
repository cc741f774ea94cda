//! The models: structs, open enums, newtypes and aliases.

use std::collections::HashSet;

use spec::ir::{Api, EnumValue, Nesting, Property, Schema, SchemaId, Shape, StringFormat, Struct, Type};

use super::constants::{Constant, Tags};
use super::types::{Imports, RustType};
use super::unions::{self, Fits, UnionPlan};
use crate::names::{self, Published, Scope, Thing};

/// One named type.
pub(crate) struct Model<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) name: String,
    pub(crate) kind: ModelKind<'a>,
    /// Whether it is the JSON body of a request, so that callers build it.
    pub(crate) is_request: bool,
    /// Whether a union tells it by its fields.
    pub(crate) is_candidate: bool,
}

/// What a model is in Rust.
pub(crate) enum ModelKind<'a> {
    Struct {
        fields: Vec<Field<'a>>,
        extra: String,
        additional: RustType,
    },
    /// `of_text` says whether all values are strings.
    Enum {
        variants: Vec<Variant<'a>>,
        unknown: String,
        of_text: bool,
    },
    Union(UnionPlan<'a>),
    Newtype(RustType),
    Alias(RustType),
}

/// A field of a struct.
pub(crate) struct Field<'a> {
    pub(crate) property: &'a Property,
    pub(crate) name: String,
    /// The type of its value, without the `Option` that comes with the kind.
    pub(crate) value: RustType,
    pub(crate) kind: FieldKind,
    /// Whether an argument is better taken as `impl Into<…>`, because callers hold something simpler.
    pub(crate) takes_into: bool,
    /// The value that it always has.
    pub(crate) constant: Option<Constant>,
}

/// How absence and `null` are told apart; see the table at `wire!`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    Required,
    Optional,
    Nullable,
    OptionalNullable,
}

impl FieldKind {
    /// The word for it in a `wire!` table.
    pub(crate) fn keyword(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Nullable => "nullable",
            Self::OptionalNullable => "optional_nullable",
        }
    }
}

impl Field<'_> {
    /// The type of the field as it is declared.
    pub(crate) fn declared(&self) -> RustType {
        let optional = |ty| RustType::Option(Box::new(ty));
        match self.kind {
            FieldKind::Required => self.value.clone(),
            FieldKind::Optional | FieldKind::Nullable => optional(self.value.clone()),
            FieldKind::OptionalNullable => optional(optional(self.value.clone())),
        }
    }

    /// Whether `new` takes it.
    pub(crate) fn is_argument(&self) -> bool {
        self.constant.is_none() && matches!(self.kind, FieldKind::Required | FieldKind::Nullable)
    }
}

/// A known value of an enum.
pub(crate) struct Variant<'a> {
    pub(crate) value: &'a EnumValue,
    /// What it is, in words that no other value of the enum has.
    pub(crate) wire: String,
    pub(crate) name: String,
}

impl Model<'_> {
    /// How many lines it takes, roughly.
    pub(crate) fn lines(&self) -> usize {
        match &self.kind {
            ModelKind::Struct { fields, .. } => 26 + fields.len() * 11,
            ModelKind::Enum { variants, .. } => 18 + variants.len() * 3,
            ModelKind::Union(union) => 18 + union.variants.len() * 10,
            ModelKind::Newtype(_) | ModelKind::Alias(_) => 8,
        }
    }

    /// Adds what the model's types need to be imported.
    pub(crate) fn imports(&self, imports: &mut Imports) {
        if self.schema.secret {
            imports.runtime("hidden");
        }
        match &self.kind {
            ModelKind::Struct { fields, additional, .. } => {
                imports.runtime("Extra");
                imports.runtime("wire");
                for field in fields {
                    field.value.imports(imports);
                    if let Some(Constant::Variant(model, _)) = &field.constant {
                        imports.models.insert(model.clone());
                    }
                }
                if *additional != RustType::Json {
                    additional.imports(imports);
                }
            }
            ModelKind::Enum { of_text: true, .. } => {
                imports.runtime("UnknownValue");
                imports.runtime("open_enum");
            }
            ModelKind::Enum { of_text: false, .. } => {
                imports.runtime("Json");
                imports.runtime("scalar_enum");
            }
            ModelKind::Union(union) => {
                imports.runtime("Json");
                imports.runtime("union");
                for branch in &union.variants {
                    branch.value.imports(imports);
                    if let (None, Fits::Model(model)) = (union.tag, &branch.fits) {
                        imports.models.insert(model.clone());
                    }
                }
            }
            ModelKind::Newtype(inner) => {
                imports.runtime(if inner.is_container() { "wrapper" } else { "newtype" });
                inner.imports(imports);
            }
            ModelKind::Alias(target) => target.imports(imports),
        }
    }
}

/// Plans every model of an API, by schema id.
pub(crate) fn models<'a>(api: &'a Api, nesting: &Nesting, published: Published<'_>) -> Vec<Model<'a>> {
    let names = names::schema_names(api, published);
    let name_of = |id: SchemaId| names[id.0].clone();
    let tags = Tags::of(api);
    let (requests, candidates) = (requests(api), unions::candidates(api));
    let planned = api.schemas.iter().enumerate().map(|(index, schema)| {
        let id = SchemaId(index);
        let kind = match &schema.shape {
            Shape::Struct(object) => struct_kind((api, nesting), id, object, (&names, published), &tags),
            Shape::Enum(values) => {
                let (variants, unknown) = variants(values, &names::origin_text(&schema.origin), published);
                ModelKind::Enum { variants, unknown, of_text: values.iter().all(|value| value.value.is_string()) }
            }
            Shape::Union(union) => ModelKind::Union(unions::union((api, nesting), id, union, (&names, published))),
            Shape::Newtype(ty) => ModelKind::Newtype(RustType::new(ty, &name_of)),
            Shape::Alias(ty) => ModelKind::Alias(RustType::new(ty, &name_of)),
        };
        let (is_request, is_candidate) = (requests.contains(&id), candidates.contains(&id));
        Model { schema, name: names[index].clone(), kind, is_request, is_candidate }
    });
    planned.collect()
}

/// The schemas that are bodies of requests.
fn requests(api: &Api) -> HashSet<SchemaId> {
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref()?.ty());
    let requests = bodies.filter_map(|ty| match ty.non_null() {
        Type::Schema(id) => Some(*id),
        _ => None,
    });
    requests.collect()
}

fn struct_kind<'a>(
    (api, nesting): (&Api, &Nesting),
    id: SchemaId,
    object: &'a Struct,
    (names, published): (&[String], Published<'_>),
    tags: &Tags<'_>,
) -> ModelKind<'a> {
    let name_of = &|id: SchemaId| names[id.0].clone();
    let mut scope = Scope::of(&["new", "clone"]);
    let origin = names::origin_text(&api.schema(id).origin);
    let wanted = object
        .properties
        .iter()
        .map(|property| (("field", names::inside(&origin, &property.name)), names::field_name(&property.name)));
    let (field_names, extra) = claim_all(published, &mut scope, wanted, (("extra", origin.clone()), "extra"));
    let fields = object.properties.iter().zip(field_names).map(|(property, name)| {
        let nullable = matches!(property.ty, Type::Nullable(_));
        let ty = property.ty.non_null();
        let mut value = RustType::new(ty, name_of);
        if nesting.leads_back(ty, id) {
            value = RustType::Boxed(Box::new(value));
        }
        let kind = match (property.required, nullable) {
            (true, false) => FieldKind::Required,
            (false, false) => FieldKind::Optional,
            (true, true) => FieldKind::Nullable,
            (false, true) => FieldKind::OptionalNullable,
        };
        Field {
            property,
            name,
            value,
            kind,
            takes_into: takes_into(api, ty),
            constant: tags.constant(api, id, property, (names, published)),
        }
    });
    let fields = fields.collect();
    let additional = RustType::new(&object.additional, name_of);
    ModelKind::Struct { fields, extra, additional }
}

/// Whether callers hold a value of this type in a simpler form: text for a URI, `json!` for free JSON.
pub(super) fn takes_into(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Json | Type::Number | Type::Secret(_) => true,
        Type::String(format) => *format != StringFormat::Uuid,
        Type::Schema(id) => matches!(api.schema(*id).shape, Shape::Union(_)),
        _ => false,
    }
}

/// The variants of the enum at this origin, and the one for values that it does not have.
pub(crate) fn variants<'a>(
    values: &'a [EnumValue],
    origin: &str,
    published: Published<'_>,
) -> (Vec<Variant<'a>>, String) {
    let mut seen = HashSet::new();
    let distinct: Vec<&EnumValue> = values.iter().filter(|value| seen.insert(&value.value)).collect();
    // Where not all are text, `"1"` is another value than `1`.
    let of_text = values.iter().all(|value| value.value.is_string());
    let wire = |value: &EnumValue| if of_text { value.text() } else { value.value.to_string() };
    let things = distinct.iter().map(|value| {
        let wanted = value.name.as_deref().filter(|name| !names::words(name).is_empty());
        let wanted = wanted.map_or_else(|| names::type_name(&value.text()), names::type_name);
        (("variant", names::inside(origin, &wire(value))), wanted)
    });
    let others = (("unknown", origin.to_owned()), "Unrecognized");
    let (names, unknown) = claim_all(published, &mut Scope::of(&[]), things, others);
    let variants = distinct.into_iter().zip(names).map(|(value, name)| Variant { value, wire: wire(value), name });
    (variants.collect(), unknown)
}

/// Names for some things, and for the one that takes what is none of them.
pub(super) fn claim_all(
    published: Published<'_>,
    scope: &mut Scope,
    things: impl IntoIterator<Item = (Thing, String)>,
    (others, wanted): (Thing, &str),
) -> (Vec<String>, String) {
    let all = things.into_iter().chain([(others, wanted.to_owned())]);
    let mut names = published.claim(scope, all);
    let others = names.pop().unwrap_or_default();
    (names, others)
}
