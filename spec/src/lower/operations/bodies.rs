//! Request bodies.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};

use super::component_at;
use super::media;
use super::parameters::query_style;
use crate::diagnostics::Pointer;
use crate::ir::{Content, Origin, Owner, Part, PartKind, PropertyStyle, RequestBody, Style, Type};
use crate::lower::Lowering;
use crate::lower::facts::Kind;
use crate::lower::node::{Node, Place};
use crate::lower::schemas::secret_if;
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
        let components = self.shared.map_or(&*NONE, |components| &components.request_bodies);
        let resolved = resolve::resolve(body, "requestBodies", components, pointer);
        let (body, pointer) = resolved.map_err(|error| self.report(*error)).ok()?;
        // A body without media types is none.
        let (name, media) = self.with_files(&body.content, &pointer).or_else(|| media::preferred(&body.content))?;
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

    /// The media type of parts, where it is there beside a JSON that has files in it, which no JSON can hold.
    fn with_files(&self, content: &'d openapiv3::Content, pointer: &Pointer) -> Option<(&'d String, &'d MediaType)> {
        let (name, _) = media::preferred(content).filter(|(name, _)| media::Kind::of(name) == media::Kind::Json)?;
        let parts = content.iter().find(|(name, _)| media::Kind::of(name) == media::Kind::Multipart)?;
        let place = self.place_of(&pointer.child("content").child(name).child("schema").to_string());
        let facts = self.facts_at(&place)?;
        let has_files = facts.properties().values().any(|nodes| self.file(nodes).is_some());
        has_files.then_some(parts)
    }

    fn content(&mut self, name: &str, media: &'d MediaType, place: Place) -> (String, Content) {
        let is_pattern = name.contains('*');
        let is_text = || media.schema.is_none() || self.is_string(&place);
        match media::Kind::of(name) {
            media::Kind::Json => (name.to_owned(), Content::Json(self.media_type(place))),
            media::Kind::Form => {
                let styles = property_styles(media);
                (name.to_owned(), Content::Form { ty: self.media_type(place), styles })
            }
            media::Kind::Multipart => (name.to_owned(), Content::Multipart(self.parts(media, &place))),
            media::Kind::Text if !is_pattern && is_text() && !self.is_binary(&place) => {
                (name.to_owned(), Content::Text)
            }
            // Whatever the server takes: a schema that is no text is of JSON.
            _ if is_pattern && !is_text() => ("application/json".to_owned(), Content::Json(self.media_type(place))),
            _ if is_pattern => ("application/octet-stream".to_owned(), Content::Bytes),
            _ => (name.to_owned(), Content::Bytes),
        }
    }

    /// The type of the value that a media type holds; free JSON where it has no schema.
    pub(super) fn media_type(&mut self, place: Place) -> Type {
        self.value_type(place)
    }

    /// The parts that a multipart body is made of: the properties of its schema, where it is an object.
    fn parts(&mut self, media: &'d MediaType, place: &Place) -> Vec<Part> {
        let Some(facts) = self.facts_at(place).filter(|facts| media::is_of(facts, Kind::Object)) else {
            return Vec::new();
        };
        let secret = facts.nodes.iter().any(|node| node.is_set("x-secret"));
        let mut parts = Vec::new();
        for (name, nodes) in facts.properties() {
            let required = facts.required().any(|(required, _)| required == name);
            let encoding = media.encoding.get(name).and_then(|encoding| encoding.content_type.clone());
            let file = self.file(&nodes);
            let property = self.property(name, &nodes, required, place);
            parts.push(Part {
                name: name.to_owned(),
                kind: if file.is_some() {
                    PartKind::File
                } else {
                    PartKind::Value(secret_if(secret, media::without_null(property.ty)))
                },
                repeated: file == Some(true),
                required,
                media_type: encoding.or_else(|| self.content_media_type(&nodes)),
                docs: property.docs,
                example: property.example,
            });
        }
        parts
    }

    /// The media type that the schema of a part names, or that of its items.
    fn content_media_type(&self, nodes: &[Node<'d>]) -> Option<String> {
        let (facts, _) = self.flattened(nodes);
        let (items, _) = self.flattened(&facts.items());
        let stated = facts.nodes.iter().chain(&items.nodes).find_map(|node| node.text("contentMediaType"));
        stated.map(str::to_owned)
    }

    /// Whether a part is a file, and if so, whether there may be several.
    fn file(&self, nodes: &[Node<'d>]) -> Option<bool> {
        let (facts, _) = self.flattened(nodes);
        if media::is_binary(&facts) {
            return Some(false);
        }
        let (items, _) = self.flattened(&facts.items());
        media::is_binary(&items).then_some(true)
    }
}

/// The properties whose encoding names another style than that of forms.
fn property_styles(media: &MediaType) -> Vec<PropertyStyle> {
    let styles = media.encoding.iter().filter_map(|(name, encoding)| {
        let json =
            encoding.content_type.as_deref().is_some_and(|media_type| media::Kind::of(media_type) == media::Kind::Json);
        let style = match &encoding.style {
            Some(style) => query_style(style),
            None if json => Style::Json,
            None => return None,
        };
        Some(PropertyStyle { name: name.clone(), style, explode: encoding.explode })
    });
    styles.collect()
}
