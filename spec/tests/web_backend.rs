//! The web backend of the real document, as it is lowered.

use std::collections::BTreeSet;

use spec::Source;
use spec::ir::{Api, Schema, SchemaId, Shape, Type};

fn config() -> Api {
    let text = include_str!("../config.yaml");
    let overlay = Source::new("config.overlay.yaml", include_str!("../config.overlay.yaml"));
    let document = spec::read("config", Source::new("config.yaml", text), Some(overlay));
    let document = document.unwrap_or_else(|report| panic!("{report}"));
    assert!(document.warnings.is_empty(), "{}", document.warnings);
    document.api
}

#[test]
fn the_operations_of_the_web_backend() {
    let api = config();
    let tag = api.tags.iter().position(|tag| tag.name == "web_backend").expect("the document has the tag");
    insta::assert_yaml_snapshot!(api.operations_of(tag).collect::<Vec<_>>());
}

#[test]
fn the_schemas_that_a_connection_reaches() {
    let api = config();
    let start = api.schemas.iter().position(|schema| {
        schema.origin.steps.is_empty()
            && matches!(&schema.origin.owner, spec::ir::Owner::Component(name) if name == "WebBackendConnectionRead")
    });
    let mut reached = BTreeSet::new();
    reach(&api, SchemaId(start.expect("the document has the schema")), &mut reached);
    // Words and examples are reviewed in the document itself.
    let shapes: Vec<Schema> = reached.iter().map(|id| without_words(api.schema(*id))).collect();
    insta::assert_yaml_snapshot!(shapes);
}

fn reach(api: &Api, id: SchemaId, reached: &mut BTreeSet<SchemaId>) {
    if !reached.insert(id) {
        return;
    }
    match &api.schema(id).shape {
        Shape::Struct(object) => object.properties.iter().for_each(|property| follow(api, &property.ty, reached)),
        Shape::Newtype(ty) | Shape::Alias(ty) => follow(api, ty, reached),
        Shape::Union(union) => union.variants.iter().for_each(|variant| follow(api, &variant.ty, reached)),
        Shape::Enum(_) => {}
    }
}

fn follow(api: &Api, ty: &Type, reached: &mut BTreeSet<SchemaId>) {
    match ty {
        Type::Schema(id) => reach(api, *id, reached),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Secret(inner) => {
            follow(api, inner, reached)
        }
        _ => {}
    }
}

fn without_words(schema: &Schema) -> Schema {
    let mut bare = schema.clone();
    bare.docs = spec::ir::Docs::default();
    bare.example = None;
    match &mut bare.shape {
        Shape::Struct(object) => {
            for property in &mut object.properties {
                property.docs = spec::ir::Docs::default();
                property.example = None;
            }
        }
        Shape::Enum(values) => values.iter_mut().for_each(|value| value.description = None),
        Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_) => {}
    }
    bare
}
