//! Request bodies.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, SchemaKind, Type as SchemaType};

use super::component_at;
use super::media::{self, Kind};
use super::parameters::query_style;
use crate::diagnostics::Pointer;
use crate::ir::{Content, Docs, Origin, Owner, Part, PartKind, PropertyStyle, RequestBody, Step, Style, Type};
use crate::lower::schemas::Place;
use crate::lower::{Lowering, docs};
use crate::resolve;

impl<'d> Lowering<'d> {
    /// The body of the operation with this id.
    pub(super) fn request_body(
        &mut self,
        body: &'d ReferenceOr<openapiv3::RequestBody>,
        id: &str,
        pointer: &Pointer,
    ) -> Option<RequestBody> {
        static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<openapiv3::RequestBody>>> =
            std::sync::LazyLock::new(IndexMap::new);
        let components = self.document.components.as_ref().map_or(&*NONE, |components| &components.request_bodies);
        let resolved = resolve::resolve(body, "requestBodies", components, pointer);
        let (body, pointer) = resolved.map_err(|error| self.report(*error)).ok()?;
        // A body without media types is none.
        let (name, media) = media::preferred(&body.content)?;
        let owner = Owner::Request(component_at(&pointer).unwrap_or_else(|| id.to_owned()));
        let place = Place {
            pointer: pointer.child("content").child(name).child("schema"),
            origin: Origin { owner, steps: Vec::new() },
        };
        let (media_type, content) = self.content(name, media, place);
        Some(RequestBody {
            description: body.description.clone().filter(|text| !text.trim().is_empty()),
            required: body.required,
            media_type,
            content,
            example: media::example(media),
            others: media::others(&body.content, name),
        })
    }

    fn content(&mut self, name: &str, media: &'d MediaType, place: Place) -> (String, Content) {
        let is_pattern = name.contains('*');
        let binary = media.schema.as_ref().is_none_or(|schema| self.is_string(schema));
        match Kind::of(name) {
            Kind::Json => (name.to_owned(), Content::Json(self.media_type(media, place))),
            Kind::Form => {
                let styles = property_styles(media);
                (name.to_owned(), Content::Form { ty: self.media_type(media, place), styles })
            }
            Kind::Multipart => (name.to_owned(), Content::Multipart(self.parts(media, &place))),
            Kind::Text if binary && !is_pattern && !media.schema.as_ref().is_some_and(|s| self.is_binary(s)) => {
                (name.to_owned(), Content::Text)
            }
            // Whatever the server takes: a schema that is no text is of JSON.
            _ if is_pattern && !binary => ("application/json".to_owned(), Content::Json(self.media_type(media, place))),
            _ if is_pattern => ("application/octet-stream".to_owned(), Content::Bytes),
            _ => (name.to_owned(), Content::Bytes),
        }
    }

    /// The type of the value that a media type holds; free JSON where it has no schema.
    pub(super) fn media_type(&mut self, media: &'d MediaType, place: Place) -> Type {
        media.schema.as_ref().map_or(Type::Json, |schema| self.shared_type(schema, place))
    }

    /// The parts that a multipart body is made of: the properties of its schema, as far as it is a plain object.
    fn parts(&mut self, media: &'d MediaType, place: &Place) -> Vec<Part> {
        let schema = media.schema.as_ref().and_then(|schema| self.schema_behind(schema));
        let Some(SchemaKind::Type(SchemaType::Object(object))) = schema.map(|schema| &schema.schema_kind) else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for (name, property) in &object.properties {
            let pointer = place.pointer.child("properties").child(name);
            let origin = place.stepped(Step::Property(name.clone()));
            let encoding = media.encoding.get(name);
            let (kind, repeated) = self.part_kind(property, Place { pointer, origin });
            parts.push(Part {
                name: name.clone(),
                kind,
                repeated,
                required: object.required.contains(name),
                media_type: encoding.and_then(|encoding| encoding.content_type.clone()),
                docs: property.as_item().map_or_else(Docs::default, |schema| docs(&schema.schema_data)),
                example: property.as_item().and_then(|schema| schema.schema_data.example.clone()),
            });
        }
        parts
    }

    fn part_kind(&mut self, property: &'d ReferenceOr<Box<openapiv3::Schema>>, place: Place) -> (PartKind, bool) {
        if self.is_binary(property) {
            return (PartKind::File, false);
        }
        if let Some(SchemaKind::Type(SchemaType::Array(array))) =
            self.schema_behind(property).map(|schema| &schema.schema_kind)
            && array.items.as_ref().is_some_and(|items| self.is_binary(items))
        {
            return (PartKind::File, true);
        }
        (PartKind::Value(media::without_null(self.shared_type(property, place))), false)
    }
}

/// The properties whose encoding names another style than that of forms.
fn property_styles(media: &MediaType) -> Vec<PropertyStyle> {
    let styles = media.encoding.iter().filter_map(|(name, encoding)| {
        let json = encoding.content_type.as_deref().is_some_and(|media_type| Kind::of(media_type) == Kind::Json);
        let style = match &encoding.style {
            Some(style) => query_style(style),
            None if json => Style::Json,
            None => return None,
        };
        Some(PropertyStyle { name: name.clone(), style, explode: encoding.explode })
    });
    styles.collect()
}
