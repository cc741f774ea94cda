//! Schemas.

use openapiv3::{
    AdditionalProperties, ArrayType, IntegerType, ObjectType, ReferenceOr, SchemaKind, StringType, Type as Kind,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::{Lowering, component_schemas, docs, is_set, unsupported};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Constraints, Docs, EnumValue, IntegerFormat, Origin, Owner, Property, Schema, SchemaId, Shape, Step, StringFormat,
    Struct, Type,
};
use crate::resolve;

/// Where lowering stands: the place in the document, and the origin that an inline schema found here has.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) pointer: Pointer,
    pub(super) origin: Origin,
}

impl Place {
    fn step(&self, pointer: Pointer, step: Step) -> Self {
        Self { pointer, origin: self.stepped(step) }
    }

    /// The origin of what is one step further down.
    pub(super) fn stepped(&self, step: Step) -> Origin {
        let mut origin = self.origin.clone();
        origin.steps.push(step);
        origin
    }
}

impl<'d> Lowering<'d> {
    /// Lowers every component schema, in document order.
    pub(super) fn component_schemas(&mut self) {
        for (index, (name, schema)) in component_schemas(self.document).iter().enumerate() {
            let place = Place {
                pointer: Pointer::root().child("components").child("schemas").child(name),
                origin: Origin { owner: Owner::Component(name.clone()), steps: Vec::new() },
            };
            let lowered = match schema {
                ReferenceOr::Item(schema) => self.named_schema(schema, place),
                ReferenceOr::Reference { reference } => {
                    let ty = self.reference(reference, &place.pointer);
                    Schema {
                        origin: place.origin,
                        docs: Docs::default(),
                        shape: Shape::Alias(ty),
                        constraints: Constraints::default(),
                        example: None,
                    }
                }
            };
            self.schemas[index] = Some(lowered);
        }
    }

    /// The lowered schemas; an id is an index among them.
    pub(super) fn finish_schemas(self) -> Vec<Schema> {
        self.schemas.into_iter().flatten().collect()
    }

    /// The type of a value that `schema` describes; an inline object or enum becomes a schema of its own.
    pub(super) fn value_type(&mut self, schema: &'d ReferenceOr<openapiv3::Schema>, place: Place) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => self.reference(reference, &place.pointer),
            ReferenceOr::Item(schema) => self.inline_type(schema, place),
        }
    }

    pub(super) fn inline_type(&mut self, schema: &'d openapiv3::Schema, place: Place) -> Type {
        let ty = match self.shape(schema, &place) {
            Shape::Newtype(ty) | Shape::Alias(ty) => ty,
            shape => {
                let id = SchemaId(self.schemas.len());
                let example = schema.schema_data.example.clone();
                let schema = Schema {
                    origin: place.origin,
                    docs: docs(&schema.schema_data),
                    shape,
                    constraints: Constraints::default(),
                    example,
                };
                self.schemas.push(Some(schema));
                Type::Schema(id)
            }
        };
        nullable_if(schema.schema_data.nullable, secret_if(is_secret(schema), ty))
    }

    fn named_schema(&mut self, schema: &'d openapiv3::Schema, place: Place) -> Schema {
        let shape = match self.shape(schema, &place) {
            Shape::Newtype(ty) if is_secret(schema) => Shape::Alias(secret_if(true, ty)),
            Shape::Alias(ty) => {
                Shape::Alias(nullable_if(schema.schema_data.nullable, secret_if(is_secret(schema), ty)))
            }
            shape => shape,
        };
        Schema {
            origin: place.origin,
            docs: docs(&schema.schema_data),
            shape,
            constraints: Constraints::default(),
            example: schema.schema_data.example.clone(),
        }
    }

    fn shape(&mut self, schema: &'d openapiv3::Schema, place: &Place) -> Shape {
        match &schema.schema_kind {
            SchemaKind::Type(Kind::String(string)) if !string.enumeration.is_empty() => {
                Shape::Enum(enum_values(string, schema))
            }
            SchemaKind::Type(Kind::String(string)) => Shape::Newtype(Type::String(string_format(string))),
            SchemaKind::Type(Kind::Integer(integer)) => Shape::Newtype(Type::Integer(integer_format(integer))),
            SchemaKind::Type(Kind::Number(_)) => Shape::Newtype(Type::Number),
            SchemaKind::Type(Kind::Boolean(_)) => Shape::Newtype(Type::Boolean),
            SchemaKind::Type(Kind::Array(array)) => Shape::Alias(self.list(array, place)),
            SchemaKind::Type(Kind::Object(object)) => self.object(object, place),
            SchemaKind::AllOf { all_of } => match all_of.as_slice() {
                [only] => Shape::Alias(self.value_type(only, place.clone())),
                _ => self.refuse("a schema of several parts (`allOf`)", "allOf", place),
            },
            SchemaKind::OneOf { .. } => self.refuse("a choice of schemas (`oneOf`)", "oneOf", place),
            SchemaKind::AnyOf { .. } => self.refuse("a choice of schemas (`anyOf`)", "anyOf", place),
            SchemaKind::Not { .. } => self.refuse("a negated schema (`not`)", "not", place),
            SchemaKind::Any(any) if *any == openapiv3::AnySchema::default() => Shape::Alias(Type::Json),
            SchemaKind::Any(any) => {
                let key = if any.typ.is_some() { "type" } else { "" };
                self.refuse("a schema that mixes keywords of several types", key, place)
            }
        }
    }

    fn refuse(&mut self, what: &str, key: &str, place: &Place) -> Shape {
        let at = if key.is_empty() { place.pointer.clone() } else { place.pointer.child(key) };
        self.report(unsupported(what, &at));
        Shape::Alias(Type::Json)
    }

    fn list(&mut self, array: &'d ArrayType, place: &Place) -> Type {
        let items = match &array.items {
            Some(ReferenceOr::Reference { reference }) => self.reference(reference, &place.pointer.child("items")),
            Some(ReferenceOr::Item(items)) => {
                self.inline_type(items, place.step(place.pointer.child("items"), Step::Item))
            }
            None => Type::Json,
        };
        Type::List(Box::new(items))
    }

    fn object(&mut self, object: &'d ObjectType, place: &Place) -> Shape {
        let additional = match &object.additional_properties {
            Some(AdditionalProperties::Schema(values)) => {
                let values_place = place.step(place.pointer.child("additionalProperties"), Step::Value);
                self.value_type(values, values_place)
            }
            Some(AdditionalProperties::Any(_)) | None => Type::Json,
        };
        if object.properties.is_empty() {
            return Shape::Alias(match additional {
                Type::Json => Type::Json,
                values => Type::Map(Box::new(values)),
            });
        }
        let properties = object.properties.iter().map(|(name, schema)| self.property(name, schema, object, place));
        Shape::Struct(Struct { properties: properties.collect(), additional })
    }

    fn property(
        &mut self,
        name: &str,
        schema: &'d ReferenceOr<Box<openapiv3::Schema>>,
        object: &ObjectType,
        place: &Place,
    ) -> Property {
        let place = place.step(place.pointer.child("properties").child(name), Step::Property(name.to_owned()));
        let required = object.required.iter().any(|required| required == name);
        let mut property = Property {
            name: name.to_owned(),
            ty: Type::Json,
            required,
            read_only: false,
            write_only: false,
            docs: Docs::default(),
            constraints: Constraints::default(),
            default: None,
            constant: None,
            example: None,
        };
        match schema {
            ReferenceOr::Reference { reference } => property.ty = self.reference(reference, &place.pointer),
            ReferenceOr::Item(schema) => {
                let data = &schema.schema_data;
                property.docs = docs(data);
                property.default = data.default.clone();
                property.example = data.example.clone();
                property.ty = self.inline_type(schema, place);
            }
        }
        property
    }

    pub(super) fn reference(&mut self, reference: &str, at: &Pointer) -> Type {
        match self.component(reference, at) {
            Ok(id) => nullable_if(self.is_nullable(id), Type::Schema(id)),
            Err(error) => {
                self.report(*error);
                Type::Json
            }
        }
    }

    fn component(&self, reference: &str, at: &Pointer) -> Result<SchemaId, Box<Diagnostic>> {
        let name = resolve::component_name(reference, "schemas", at)?;
        self.components
            .get(name.as_ref())
            .copied()
            .ok_or_else(|| resolve::unresolved(&name, "schemas", component_schemas(self.document).keys(), at))
    }

    /// Whether a component that becomes a type of its own says that it may be null. An alias says so in its type.
    fn is_nullable(&self, id: SchemaId) -> bool {
        match component_schemas(self.document).get_index(id.0) {
            Some((_, ReferenceOr::Item(schema))) => {
                let scalar = matches!(
                    schema.schema_kind,
                    SchemaKind::Type(Kind::String(_) | Kind::Integer(_) | Kind::Number(_) | Kind::Boolean(_))
                );
                let object = match &schema.schema_kind {
                    SchemaKind::Type(Kind::Object(object)) => !object.properties.is_empty(),
                    _ => false,
                };
                schema.schema_data.nullable && (scalar || object)
            }
            _ => false,
        }
    }
}

fn nullable_if(nullable: bool, ty: Type) -> Type {
    // Free JSON has a null of its own.
    if nullable && ty != Type::Json && !matches!(ty, Type::Nullable(_)) { Type::Nullable(Box::new(ty)) } else { ty }
}

fn is_secret(schema: &openapiv3::Schema) -> bool {
    use openapiv3::StringFormat::Password;
    let password = match &schema.schema_kind {
        SchemaKind::Type(Kind::String(string)) => string.format == VariantOrUnknownOrEmpty::Item(Password),
        _ => false,
    };
    password || is_set(&schema.schema_data.extensions, "x-secret")
}

fn secret_if(secret: bool, ty: Type) -> Type {
    if secret && !matches!(ty, Type::Secret(_)) { Type::Secret(Box::new(ty)) } else { ty }
}

fn enum_values(string: &StringType, schema: &openapiv3::Schema) -> Vec<EnumValue> {
    let descriptions = schema.schema_data.extensions.get("x-enum-descriptions");
    let describe = |value: &str| descriptions?.get(value)?.as_str().map(str::to_owned);
    let values = string.enumeration.iter().flatten();
    values
        .map(|value| EnumValue { value: Value::from(value.as_str()), name: None, description: describe(value) })
        .collect()
}

fn string_format(string: &StringType) -> StringFormat {
    use openapiv3::StringFormat as Known;
    match &string.format {
        VariantOrUnknownOrEmpty::Item(Known::Date) => StringFormat::Date,
        VariantOrUnknownOrEmpty::Item(Known::DateTime) => StringFormat::DateTime,
        VariantOrUnknownOrEmpty::Item(_) | VariantOrUnknownOrEmpty::Empty => StringFormat::Plain,
        VariantOrUnknownOrEmpty::Unknown(name) => match name.to_ascii_lowercase().as_str() {
            "uuid" => StringFormat::Uuid,
            "uri" | "url" => StringFormat::Uri,
            _ => StringFormat::Plain,
        },
    }
}

fn integer_format(integer: &IntegerType) -> IntegerFormat {
    match &integer.format {
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32) => IntegerFormat::Int32,
        _ => IntegerFormat::Int64,
    }
}
