//! The models: structs, open enums, newtypes and aliases.

use spec::ir::{Api, EnumValue, Property, Schema, SchemaId, Shape, StringFormat, Struct, Type};

use super::boxing::needs_box;
use super::types::{Imports, RustType};
use crate::names::{self, Scope};

/// One named type.
pub(crate) struct Model<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) name: String,
    pub(crate) kind: ModelKind<'a>,
    /// Whether it is the JSON body of a request, so that callers build it.
    pub(crate) is_request: bool,
}

/// What a model is in Rust.
pub(crate) enum ModelKind<'a> {
    Struct { fields: Vec<Field<'a>>, extra: String, additional: RustType },
    Enum { variants: Vec<Variant<'a>>, unknown: String },
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
        matches!(self.kind, FieldKind::Required | FieldKind::Nullable)
    }
}

/// A known value of an enum.
pub(crate) struct Variant<'a> {
    pub(crate) value: &'a EnumValue,
    pub(crate) name: String,
}

impl Model<'_> {
    /// How many lines it takes, roughly.
    pub(crate) fn lines(&self) -> usize {
        match &self.kind {
            ModelKind::Struct { fields, .. } => 26 + fields.len() * 11,
            ModelKind::Enum { variants, .. } => 18 + variants.len() * 3,
            ModelKind::Newtype(_) | ModelKind::Alias(_) => 8,
        }
    }

    /// Adds what the model's types need to be imported.
    pub(crate) fn imports(&self, imports: &mut Imports) {
        match &self.kind {
            ModelKind::Struct { fields, additional, .. } => {
                imports.runtime("Extra");
                imports.runtime("wire");
                fields.iter().for_each(|field| field.value.imports(imports));
                if *additional != RustType::Json {
                    additional.imports(imports);
                }
            }
            ModelKind::Enum { .. } => {
                imports.runtime("UnknownValue");
                imports.runtime("open_enum");
            }
            ModelKind::Newtype(inner) => {
                imports.runtime("newtype");
                inner.imports(imports);
            }
            ModelKind::Alias(target) => target.imports(imports),
        }
    }
}

/// Plans every model of an API, by schema id.
pub(crate) fn models(api: &Api) -> Vec<Model<'_>> {
    let names = names::schema_names(api);
    let name_of = |id: SchemaId| names[id.0].clone();
    let planned = api.schemas.iter().enumerate().map(|(index, schema)| {
        let id = SchemaId(index);
        let kind = match &schema.shape {
            Shape::Struct(object) => struct_kind(api, id, object, &name_of),
            Shape::Enum(values) => enum_kind(values),
            Shape::Union(_) => ModelKind::Alias(RustType::Json),
            Shape::Newtype(ty) => ModelKind::Newtype(RustType::new(ty, &name_of)),
            Shape::Alias(ty) => ModelKind::Alias(RustType::new(ty, &name_of)),
        };
        let mut bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref()?.ty());
        let is_request = bodies.any(|ty| *ty.non_null() == Type::Schema(id));
        Model { schema, name: names[index].clone(), kind, is_request }
    });
    planned.collect()
}

fn struct_kind<'a>(api: &Api, id: SchemaId, object: &'a Struct, name_of: &dyn Fn(SchemaId) -> String) -> ModelKind<'a> {
    let mut scope = Scope::of(&["new", "clone"]);
    let fields = object.properties.iter().map(|property| {
        let nullable = matches!(property.ty, Type::Nullable(_));
        let ty = property.ty.non_null();
        let mut value = RustType::new(ty, name_of);
        if needs_box(api, id, ty) {
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
            name: scope.claim(&names::field_name(&property.name)),
            value,
            kind,
            takes_into: takes_into(api, ty),
        }
    });
    let fields = fields.collect();
    let additional = RustType::new(&object.additional, name_of);
    ModelKind::Struct { fields, extra: scope.claim("extra"), additional }
}

/// Whether callers hold a value of this type in a simpler form: text for a URI, `json!` for free JSON.
fn takes_into(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Json | Type::Secret(_) => true,
        Type::String(format) => *format != StringFormat::Uuid,
        _ => false,
    }
}

fn enum_kind(values: &[EnumValue]) -> ModelKind<'_> {
    let mut scope = Scope::of(&[]);
    let mut variants: Vec<Variant<'_>> = Vec::new();
    for value in values {
        if variants.iter().any(|variant| variant.value.value == value.value) {
            continue;
        }
        variants.push(Variant { value, name: scope.claim(&names::type_name(&value.text())) });
    }
    ModelKind::Enum { variants, unknown: scope.claim("Unrecognized") }
}
