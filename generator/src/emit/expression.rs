//! JSON values of a document as Rust expressions: what an example passes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value};
use spec::ir::{IntegerFormat, StringFormat, Type};

use crate::names;
use crate::plan::{ApiPlan, Field, FieldKind, Imports, ModelKind, RustType, UnionPlan};

/// How deep structs are filled in without an example.
const DEPTH: usize = 6;
/// How deep they are at most: what has to contain itself is never full.
const ENDLESS: usize = 24;
/// How many values of named types an example has at most: nobody reads more, and types in types may multiply.
const MANY: usize = 200;

/// Writes expressions, and collects what they need.
pub(crate) struct Expressions<'p> {
    plan: &'p ApiPlan<'p>,
    pub(crate) imports: Imports,
    /// Whether an expression calls `uuid!`.
    pub(crate) calls_uuid: bool,
    /// Whether it makes a body of bytes.
    pub(crate) calls_upload: bool,
    /// Ids that are bound to a variable before they are used, by its name.
    pub(crate) ids: Vec<(String, TokenStream)>,
    /// JSON in `json!`; an expression has `json!(json0)` for the first.
    pub(crate) jsons: Vec<Value>,
    /// How many values of named types were written.
    models: usize,
}

impl<'p> Expressions<'p> {
    pub(crate) fn new(plan: &'p ApiPlan<'p>) -> Self {
        Self {
            plan,
            imports: Imports::default(),
            calls_uuid: false,
            calls_upload: false,
            ids: Vec::new(),
            jsons: Vec::new(),
            models: 0,
        }
    }

    /// The expression of a value of type `ty`: `example` where it fits the type, and a plain value otherwise.
    pub(crate) fn value(&mut self, ty: &Type, example: Option<&Value>) -> TokenStream {
        self.at_depth(ty, example, 0)
    }

    fn at_depth(&mut self, ty: &Type, example: Option<&Value>, depth: usize) -> TokenStream {
        match ty {
            Type::Json => self.json(example),
            Type::Boolean => {
                let value = example.and_then(Value::as_bool).unwrap_or(true);
                quote!(#value)
            }
            Type::Integer(format) => integer(*format, example),
            Type::Number => {
                let value = proc_macro2::Literal::f64_unsuffixed(example.and_then(Value::as_f64).unwrap_or(1.0));
                quote!(#value)
            }
            Type::String(format) => self.string(*format, example),
            Type::List(items) => self.list(items, example, depth),
            Type::Map(_) => {
                self.imports.map = true;
                quote!(BTreeMap::new())
            }
            Type::Secret(inner) => self.at_depth(inner, example, depth),
            Type::Nullable(inner) => match example {
                Some(Value::Null) => quote!(None),
                _ => {
                    let value = self.at_depth(inner, example, depth);
                    let value = self.owned(inner, value);
                    quote!(Some(#value))
                }
            },
            Type::Schema(id) => self.model(*id, example, depth),
        }
    }

    fn json(&mut self, example: Option<&Value>) -> TokenStream {
        let name = format_ident!("json{}", self.jsons.len());
        self.jsons.push(example.cloned().unwrap_or_else(|| Value::Object(Map::new())));
        quote!(json!(#name))
    }

    fn string(&mut self, format: StringFormat, example: Option<&Value>) -> TokenStream {
        let text = example.and_then(Value::as_str);
        let otherwise = match format {
            StringFormat::Uuid => {
                self.calls_uuid = true;
                let text = text.filter(|text| is_uuid(text)).unwrap_or("3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10");
                return quote!(uuid!(#text));
            }
            StringFormat::Uri => "https://example.com",
            StringFormat::Date => "2023-02-14",
            StringFormat::DateTime => "2023-02-14T13:00:00Z",
            StringFormat::Byte => "ZXhhbXBsZQ==",
            StringFormat::Plain | StringFormat::Binary => "example",
        };
        let text = text.unwrap_or(otherwise);
        quote!(#text)
    }

    fn list(&mut self, items: &Type, example: Option<&Value>, depth: usize) -> TokenStream {
        let examples: Vec<Option<&Value>> = match example {
            Some(Value::Array(values)) => values.iter().map(Some).collect(),
            _ if depth < DEPTH => vec![None],
            _ => Vec::new(),
        };
        let values = examples.into_iter().map(|example| {
            let value = self.at_depth(items, example, depth + 1);
            self.owned(items, value)
        });
        let values: Vec<_> = values.collect();
        quote!(vec![#(#values),*])
    }

    fn model(&mut self, id: spec::ir::SchemaId, example: Option<&Value>, depth: usize) -> TokenStream {
        let plan = self.plan;
        let model = plan.model(id);
        let example = example.or(model.schema.example.as_ref());
        let name = format_ident!("{}", model.name);
        self.models += 1;
        if depth > ENDLESS || self.models > MANY {
            let root = format_ident!("{}", plan.path.split("::").next().unwrap_or_default());
            let json = self.json(None);
            return quote!(#root::Json::from(#json).decode()?);
        }
        match (&model.kind, &model.schema.shape) {
            (ModelKind::Struct { fields, .. }, _) => {
                self.imports.models.insert(model.name.clone());
                self.structure(&name, fields, example.and_then(Value::as_object), depth)
            }
            (ModelKind::Enum { variants, .. }, _) => {
                self.imports.models.insert(model.name.clone());
                let known = variants.iter().find(|variant| Some(&variant.value.value) == example);
                match known.or(variants.first()) {
                    Some(variant) => {
                        let variant = format_ident!("{}", variant.name);
                        quote!(#name::#variant)
                    }
                    None => quote!(#name::from("example")),
                }
            }
            (ModelKind::Union(union), _) => self.union(&name, union, example, depth),
            (ModelKind::Newtype(_), spec::ir::Shape::Newtype(inner)) => {
                self.imports.models.insert(model.name.clone());
                let value = self.at_depth(inner, example, depth);
                let value = self.owned(inner, value);
                let value = quote!(#name(#value));
                if *inner == Type::String(StringFormat::Uuid) { self.bind(&model.name, value) } else { value }
            }
            (_, spec::ir::Shape::Alias(target) | spec::ir::Shape::Newtype(target)) => {
                self.at_depth(target, example, depth)
            }
            _ => quote!(Default::default()),
        }
    }

    /// The variant that the example is of, as far as its tag says so, or else the first.
    fn union(
        &mut self,
        name: &proc_macro2::Ident,
        union: &UnionPlan<'_>,
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        let tag = union.tag.and_then(|tag| example?.get(tag));
        let tagged = union.variants.iter().find(|branch| tag.is_some_and(|tag| branch.tags.contains(tag)));
        let fitting = || union.variants.iter().find(|branch| example.is_some_and(|json| branch.fits.admits(json)));
        self.imports.models.insert(name.to_string());
        match tagged.or_else(fitting).or(union.variants.first()) {
            Some(branch) if depth < DEPTH => {
                let value = self.at_depth(branch.ty, example, depth + 1);
                let value = self.owned(branch.ty, value);
                let value = if matches!(branch.value, RustType::Boxed(_)) { quote!(Box::new(#value)) } else { value };
                let variant = format_ident!("{}", branch.name);
                quote!(#name::#variant(#value))
            }
            _ => {
                let unknown = format_ident!("{}", union.unknown);
                let value = self.json(example);
                quote!(#name::#unknown(#value.into()))
            }
        }
    }

    /// The value where a type is wanted exactly, and not `impl Into` it.
    fn owned(&self, ty: &Type, value: TokenStream) -> TokenStream {
        match self.plan.api.behind_aliases(ty) {
            Type::Json | Type::Number | Type::Secret(_) => quote!(#value.into()),
            Type::String(format) if *format != StringFormat::Uuid => quote!(#value.into()),
            _ => value,
        }
    }

    /// A variable that holds `value`: `connection_id` for a `ConnectionId`.
    fn bind(&mut self, model: &str, value: TokenStream) -> TokenStream {
        let known = self.ids.iter().find(|(_, other)| other.to_string() == value.to_string());
        let name = match known {
            Some((name, _)) => name.clone(),
            None => {
                let base = names::field_name(model);
                let others =
                    self.ids.iter().filter(|(name, _)| name.trim_end_matches(char::is_numeric) == base).count();
                let name = if others == 0 { base } else { format!("{base}{}", others + 1) };
                self.ids.push((name.clone(), value));
                name
            }
        };
        let name = format_ident!("{name}");
        quote!(#name)
    }

    /// `Name::new(…)`, and a setter for each optional field that the example has.
    fn structure(
        &mut self,
        name: &proc_macro2::Ident,
        fields: &[Field<'_>],
        example: Option<&Map<String, Value>>,
        depth: usize,
    ) -> TokenStream {
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for field in fields {
            let given = example.and_then(|example| example.get(&field.property.name));
            let is_set = given.is_some_and(|given| !given.is_null()) && !field.property.docs.deprecated;
            if !field.is_argument() && !is_set {
                continue;
            }
            let shown = given.or(field.property.example.as_ref());
            let ty = if field.is_argument() { &field.property.ty } else { field.property.ty.non_null() };
            let value = self.at_depth(ty, shown, depth + 1);
            let value = if field.kind == FieldKind::OptionalNullable { self.owned(ty, value) } else { value };
            let setter = format_ident!("{}", field.name);
            if field.is_argument() { arguments.push(value) } else { setters.push(quote!(.#setter(#value))) }
        }
        quote!(#name::new(#(#arguments),*)#(#setters)*)
    }
}

fn integer(format: IntegerFormat, example: Option<&Value>) -> TokenStream {
    let fits = |value: &i64| match format {
        IntegerFormat::Int32 => i32::try_from(*value).is_ok(),
        IntegerFormat::Int64 => true,
        IntegerFormat::Uint32 => u32::try_from(*value).is_ok(),
        IntegerFormat::Uint64 => u64::try_from(*value).is_ok(),
    };
    let value = example.and_then(Value::as_i64).filter(fits).unwrap_or(1);
    let literal = proc_macro2::Literal::i64_unsuffixed(value);
    quote!(#literal)
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}
