//! The objects of OpenAPI 3.0, with what 3.1 added to them, and the kinds of their fields.

use super::kind::{Field, Kind, Object, Part, expected, field, once_expected, required};
use super::schema_table::SCHEMA;

static TEXTS: Kind = Kind::List(&Kind::Text);
static SERVERS: Kind = Kind::List(&Kind::Object(&SERVER));
static SECURITY: Kind = Kind::List(&Kind::Map(&TEXTS));
static PARAMETERS: Kind = Kind::List(&Kind::Reference(&PARAMETER));
static EXAMPLES: Kind = Kind::Map(&Kind::Reference(&EXAMPLE));
static CONTENT: Kind = Kind::Map(&Kind::Object(&MEDIA_TYPE));
static HEADERS: Kind = Kind::Map(&Kind::Reference(&HEADER));
static CALLBACKS: Kind = Kind::Map(&Kind::Reference(&CALLBACK));
static DOCS: Kind = Kind::Object(&EXTERNAL_DOCS);
const STYLES: &[&str] =
    &["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"];

pub(super) static DOCUMENT: Object = Object {
    what: "an OpenAPI document",
    part: Part::Document,
    fields: &[
        required("openapi", &Kind::Text),
        required("info", &Kind::Object(&INFO)),
        field("jsonSchemaDialect", &Kind::Text),
        field("servers", &SERVERS),
        once_expected("paths", &Kind::Paths, "{}"),
        field("webhooks", &Kind::Map(&Kind::Reference(&PATH_ITEM))),
        field("components", &Kind::Object(&COMPONENTS)),
        field("security", &SECURITY),
        field("tags", &Kind::List(&Kind::Object(&TAG))),
        field("externalDocs", &DOCS),
    ],
};

static INFO: Object = Object {
    what: "the description of an API",
    part: Part::Other,
    fields: &[
        expected("title", &Kind::Text, "\"API\""),
        expected("version", &Kind::Text, "\"\""),
        field("summary", &Kind::Text),
        field("description", &Kind::Text),
        field("termsOfService", &Kind::Text),
        field("contact", &Kind::Object(&CONTACT)),
        field("license", &Kind::Object(&LICENSE)),
    ],
};

static CONTACT: Object = Object {
    what: "a contact",
    part: Part::Other,
    fields: &[field("name", &Kind::Text), field("url", &Kind::Text), field("email", &Kind::Text)],
};

static LICENSE: Object = Object {
    what: "a license",
    part: Part::Other,
    fields: &[expected("name", &Kind::Text, "\"\""), field("url", &Kind::Text), field("identifier", &Kind::Text)],
};

static SERVER: Object = Object {
    what: "a server",
    part: Part::Server,
    fields: &[
        required("url", &Kind::Text),
        field("name", &Kind::Text),
        field("description", &Kind::Text),
        field("variables", &Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
};

static SERVER_VARIABLE: Object = Object {
    what: "a server variable",
    part: Part::Other,
    fields: &[field("enum", &TEXTS), required("default", &Kind::Text), field("description", &Kind::Text)],
};

static COMPONENTS: Object = Object {
    what: "the components",
    part: Part::Other,
    fields: &[
        field("schemas", &Kind::Map(&Kind::Schema)),
        field("responses", &Kind::Map(&Kind::Reference(&RESPONSE))),
        field("parameters", &Kind::Map(&Kind::Reference(&PARAMETER))),
        field("examples", &EXAMPLES),
        field("requestBodies", &Kind::Map(&Kind::Reference(&REQUEST_BODY))),
        field("headers", &HEADERS),
        field("securitySchemes", &Kind::Map(&Kind::Reference(&SECURITY_SCHEME))),
        field("links", &Kind::Map(&Kind::Reference(&LINK))),
        field("callbacks", &CALLBACKS),
        field("pathItems", &Kind::Map(&Kind::Reference(&PATH_ITEM))),
    ],
};

pub(super) static PATH_ITEM: Object = Object {
    what: "a path item",
    part: Part::PathItem,
    fields: &[
        field("$ref", &Kind::Text),
        field("summary", &Kind::Text),
        field("description", &Kind::Text),
        field("get", &Kind::Object(&OPERATION)),
        field("put", &Kind::Object(&OPERATION)),
        field("post", &Kind::Object(&OPERATION)),
        field("delete", &Kind::Object(&OPERATION)),
        field("options", &Kind::Object(&OPERATION)),
        field("head", &Kind::Object(&OPERATION)),
        field("patch", &Kind::Object(&OPERATION)),
        field("trace", &Kind::Object(&OPERATION)),
        field("servers", &SERVERS),
        field("parameters", &PARAMETERS),
    ],
};

static OPERATION: Object = Object {
    what: "an operation",
    part: Part::Operation,
    fields: &[
        field("tags", &TEXTS),
        field("summary", &Kind::Text),
        field("description", &Kind::Text),
        field("externalDocs", &DOCS),
        field("operationId", &Kind::Text),
        field("parameters", &PARAMETERS),
        field("requestBody", &Kind::Reference(&REQUEST_BODY)),
        once_expected("responses", &Kind::Responses, "{}"),
        field("callbacks", &CALLBACKS),
        field("deprecated", &Kind::Flag),
        field("security", &SECURITY),
        field("servers", &SERVERS),
    ],
};

static EXTERNAL_DOCS: Object = Object {
    what: "a link to documentation",
    part: Part::Other,
    fields: &[field("description", &Kind::Text), expected("url", &Kind::Text, "\"\"")],
};

static PARAMETER: Object = Object {
    what: "a parameter",
    part: Part::Parameter,
    fields: &[
        required("name", &Kind::Text),
        required("in", &Kind::Word(&["path", "query", "header", "cookie"])),
        field("description", &Kind::Text),
        field("required", &Kind::Flag),
        field("deprecated", &Kind::Flag),
        field("allowEmptyValue", &Kind::Flag),
        field("style", &Kind::Word(STYLES)),
        field("explode", &Kind::Flag),
        field("allowReserved", &Kind::Flag),
        field("schema", &Kind::Schema),
        field("example", &Kind::Any),
        field("examples", &EXAMPLES),
        field("content", &CONTENT),
    ],
};

static HEADER: Object = Object {
    what: "a header",
    part: Part::Header,
    fields: &[
        field("description", &Kind::Text),
        field("required", &Kind::Flag),
        field("deprecated", &Kind::Flag),
        field("allowEmptyValue", &Kind::Flag),
        field("style", &Kind::Word(STYLES)),
        field("explode", &Kind::Flag),
        field("allowReserved", &Kind::Flag),
        field("schema", &Kind::Schema),
        field("example", &Kind::Any),
        field("examples", &EXAMPLES),
        field("content", &CONTENT),
    ],
};

static REQUEST_BODY: Object = Object {
    what: "a request body",
    part: Part::Other,
    fields: &[field("description", &Kind::Text), required("content", &CONTENT), field("required", &Kind::Flag)],
};

static MEDIA_TYPE: Object = Object {
    what: "a media type",
    part: Part::MediaType,
    fields: &[
        field("schema", &Kind::Schema),
        field("itemSchema", &Kind::Schema),
        field("example", &Kind::Any),
        field("examples", &EXAMPLES),
        field("encoding", &Kind::Map(&Kind::Object(&ENCODING))),
    ],
};

static ENCODING: Object = Object {
    what: "an encoding",
    part: Part::Other,
    fields: &[
        field("contentType", &Kind::Text),
        field("headers", &HEADERS),
        field("style", &Kind::Word(STYLES)),
        field("explode", &Kind::Flag),
        field("allowReserved", &Kind::Flag),
    ],
};

pub(super) static RESPONSE: Object = Object {
    what: "a response",
    part: Part::Response,
    fields: &[
        expected("description", &Kind::Text, "\"\""),
        field("summary", &Kind::Text),
        field("headers", &HEADERS),
        field("content", &CONTENT),
        field("links", &Kind::Map(&Kind::Reference(&LINK))),
    ],
};

static CALLBACK: Object = Object { what: "a callback", part: Part::Other, fields: ANYTHING };

static EXAMPLE: Object = Object {
    what: "an example",
    part: Part::Other,
    fields: &[
        field("summary", &Kind::Text),
        field("description", &Kind::Text),
        field("value", &Kind::Any),
        field("externalValue", &Kind::Text),
        field("dataValue", &Kind::Any),
        field("serializedValue", &Kind::Text),
    ],
};

static LINK: Object = Object {
    what: "a link",
    part: Part::Link,
    fields: &[
        field("operationRef", &Kind::Text),
        field("operationId", &Kind::Text),
        field("parameters", &Kind::Map(&Kind::Any)),
        field("requestBody", &Kind::Any),
        field("description", &Kind::Text),
        field("server", &Kind::Object(&SERVER)),
    ],
};

static TAG: Object = Object {
    what: "a tag",
    part: Part::Other,
    fields: &[
        required("name", &Kind::Text),
        field("summary", &Kind::Text),
        field("description", &Kind::Text),
        field("externalDocs", &DOCS),
        field("parent", &Kind::Text),
        field("kind", &Kind::Text),
    ],
};

static SECURITY_SCHEME: Object = Object {
    what: "a security scheme",
    part: Part::Other,
    fields: &[
        required("type", &Kind::Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
        field("description", &Kind::Text),
        field("name", &Kind::Text),
        field("in", &Kind::Word(&["query", "header", "cookie"])),
        field("scheme", &Kind::Text),
        field("bearerFormat", &Kind::Text),
        field("flows", &Kind::Object(&FLOWS)),
        field("openIdConnectUrl", &Kind::Text),
        field("deprecated", &Kind::Flag),
    ],
};

static FLOWS: Object = Object {
    what: "the flows of OAuth",
    part: Part::Other,
    fields: &[
        field("implicit", &Kind::Object(&FLOW)),
        field("password", &Kind::Object(&FLOW)),
        field("clientCredentials", &Kind::Object(&FLOW)),
        field("authorizationCode", &Kind::Object(&FLOW)),
        field("deviceAuthorization", &Kind::Object(&FLOW)),
    ],
};

static FLOW: Object = Object {
    what: "a flow of OAuth",
    part: Part::Other,
    fields: &[
        field("authorizationUrl", &Kind::Text),
        field("deviceAuthorizationUrl", &Kind::Text),
        field("tokenUrl", &Kind::Text),
        field("refreshUrl", &Kind::Text),
        expected("scopes", &Kind::Map(&Kind::Text), "{}"),
    ],
};

/// The fields of an object whose keys are expressions of its author.
pub(super) const ANYTHING: &[Field] = &[];

pub(super) static SCHEMA_OBJECT: &Object = &SCHEMA;
