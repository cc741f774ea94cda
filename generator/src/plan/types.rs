//! Types as Rust has them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::{IntegerFormat, StringFormat, Type};

/// A type of a field, an argument or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RustType {
    Unit,
    Bool,
    I32,
    I64,
    U32,
    U64,
    Number,
    String,
    Secret(Box<RustType>),
    Uuid,
    Base64,
    Uri,
    Date,
    DateTime,
    Json,
    Download,
    /// A part of a multipart body that is a file.
    Part,
    /// A body of bytes.
    Upload,
    Vec(Box<RustType>),
    Map(Box<RustType>),
    Option(Box<RustType>),
    Boxed(Box<RustType>),
    Model(String),
}

impl RustType {
    /// The Rust type for a type of the representation; `name_of` knows what models are called.
    pub(crate) fn new(ty: &Type, name_of: &dyn Fn(spec::ir::SchemaId) -> String) -> Self {
        match ty {
            Type::Json => Self::Json,
            Type::Boolean => Self::Bool,
            Type::Integer(IntegerFormat::Int32) => Self::I32,
            Type::Integer(IntegerFormat::Int64) => Self::I64,
            Type::Integer(IntegerFormat::Uint32) => Self::U32,
            Type::Integer(IntegerFormat::Uint64) => Self::U64,
            Type::Number => Self::Number,
            Type::String(StringFormat::Plain | StringFormat::Binary) => Self::String,
            Type::String(StringFormat::Byte) => Self::Base64,
            Type::String(StringFormat::Uuid) => Self::Uuid,
            Type::String(StringFormat::Uri) => Self::Uri,
            Type::String(StringFormat::Date) => Self::Date,
            Type::String(StringFormat::DateTime) => Self::DateTime,
            Type::List(items) => Self::Vec(Box::new(Self::new(items, name_of))),
            Type::Map(values) => Self::Map(Box::new(Self::new(values, name_of))),
            Type::Secret(inner) => Self::Secret(Box::new(Self::new(inner, name_of))),
            Type::Nullable(inner) => Self::Option(Box::new(Self::new(inner, name_of))),
            Type::Schema(id) => Self::Model(name_of(*id)),
        }
    }

    /// The type as it stands in code, by its short name.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Self::Unit => quote!(()),
            Self::Bool => quote!(bool),
            Self::I32 => quote!(i32),
            Self::I64 => quote!(i64),
            Self::U32 => quote!(u32),
            Self::U64 => quote!(u64),
            Self::Number => quote!(Number),
            Self::String => quote!(String),
            Self::Uuid => quote!(Uuid),
            Self::Base64 => quote!(Base64),
            Self::Uri => quote!(Uri),
            Self::Date => quote!(Date),
            Self::DateTime => quote!(DateTime),
            Self::Json => quote!(Json),
            Self::Download => quote!(Download),
            // Short names that many a document has for schemas of its own.
            Self::Part => quote!(crate::Part),
            Self::Upload => quote!(crate::Upload),
            Self::Secret(inner) => wrap("Secret", inner),
            Self::Vec(items) => wrap("Vec", items),
            Self::Option(inner) => wrap("Option", inner),
            Self::Boxed(inner) => wrap("Box", inner),
            Self::Map(values) => {
                let values = values.tokens();
                quote!(BTreeMap<String, #values>)
            }
            Self::Model(name) => {
                let name = format_ident!("{name}");
                quote!(#name)
            }
        }
    }

    /// Whether it is a list, a map or the like, which has no form as text.
    pub(crate) fn is_container(&self) -> bool {
        matches!(self, Self::Vec(_) | Self::Map(_) | Self::Option(_) | Self::Boxed(_))
    }

    /// The type as a reader of prose sees it, such as `Vec<ConnectionId>`.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Secret(inner) => format!("Secret<{}>", inner.text()),
            Self::Vec(items) => format!("Vec<{}>", items.text()),
            Self::Option(inner) => format!("Option<{}>", inner.text()),
            Self::Boxed(inner) => format!("Box<{}>", inner.text()),
            Self::Map(values) => format!("BTreeMap<String, {}>", values.text()),
            Self::Part => "Part".to_owned(),
            Self::Upload => "Upload".to_owned(),
            other => other.tokens().to_string().replace(' ', ""),
        }
    }

    /// Adds what the type needs to be imported.
    pub(crate) fn imports(&self, imports: &mut Imports) {
        match self {
            Self::Base64 => imports.runtime("Base64"),
            Self::Uri => imports.runtime("Uri"),
            Self::Date => imports.runtime("Date"),
            Self::DateTime => imports.runtime("DateTime"),
            Self::Json => imports.runtime("Json"),
            Self::Number => imports.runtime("Number"),
            Self::Download => imports.runtime("Download"),
            Self::Uuid => imports.uuid = true,
            Self::Model(name) => {
                imports.models.insert(name.clone());
            }
            Self::Secret(inner) => {
                imports.runtime("Secret");
                inner.imports(imports);
            }
            Self::Map(values) => {
                imports.map = true;
                values.imports(imports);
            }
            Self::Vec(inner) | Self::Option(inner) | Self::Boxed(inner) => inner.imports(imports),
            _ => {}
        }
    }
}

fn wrap(outer: &str, inner: &RustType) -> TokenStream {
    let (outer, inner) = (format_ident!("{outer}"), inner.tokens());
    quote!(#outer<#inner>)
}

/// What a file has to import for the types in it.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    pub(crate) models: BTreeSet<String>,
    pub(crate) runtime: BTreeSet<String>,
    pub(crate) uuid: bool,
    pub(crate) map: bool,
}

impl Imports {
    /// Adds an item of the runtime.
    pub(crate) fn runtime(&mut self, name: &str) {
        self.runtime.insert(name.to_owned());
    }
}
