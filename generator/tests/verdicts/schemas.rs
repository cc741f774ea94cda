//! Edits of schemas.

use super::Edit;

pub(super) const EDITS: [Edit; 48] = [
    Edit {
        what: "a value of an enum",
        texts: &[("enum: [new, old]", "enum: [new, old, lost]")],
        before: "let _ = match Status::New { Status::New => 1, Status::Old => 2, _ => 3 };",
        after: "let _ = match Status::New { Status::Lost => 1, _ => 2 };",
    },
    Edit {
        what: "a value of an enum of numbers",
        texts: &[("enum: [1, 2]", "enum: [1, 2, 3]")],
        before: "let _ = match Rank::N1 { Rank::N1 => 1, Rank::N2 => 2, _ => 3 };",
        after: "let _ = match Rank::N3 { Rank::N3 => 1, _ => 2 };",
    },
    Edit {
        what: "a value that is no text",
        texts: &[("{type: string, enum: [new, old]}", "{enum: [new, old, 1]}")],
        before: "let _: &str = Status::New.as_str();",
        after: "let _ = match Status::New { Status::N1 => 1, _ => 2 };",
    },
    Edit {
        what: "a value of an enum in place",
        texts: &[("enum: [admin, guest]", "enum: [admin, guest, robot]")],
        before: "let _ = ThingCreateOwner::new(\"a\").role(ThingCreateOwnerRole::Guest);",
        after: "let _ = ThingCreateOwner::new(\"a\").role(ThingCreateOwnerRole::Robot);",
    },
    Edit {
        what: "an enum that is text",
        texts: &[("Status: {type: string, enum: [new, old]}", "Status: {type: string}")],
        before: "let _ = Status::New;",
        after: "let _ = Status::from(String::new());",
    },
    Edit {
        what: "an optional property of an answer",
        texts: &[("        free: {}", "        free: {}\n        more: {type: string}")],
        before: "let thing = client.thing().create(ThingCreate::new(\"n\", \"c\")).await?; let _: Option<Json> = thing.free; let _ = thing.extra.get(\"more\");",
        after: "let thing = client.thing().create(ThingCreate::new(\"n\", \"c\")).await?; let _: Option<String> = thing.more;",
    },
    Edit {
        what: "an optional property of an object of which nothing is required",
        texts: &[(
            "weight: {type: integer, format: int32}",
            "weight: {type: integer, format: int32}\n        height: {type: integer}",
        )],
        before: "let _ = [Part::new().weight(1), Part::default()];",
        after: "let _ = Part::new().height(1);",
    },
    Edit {
        what: "a required property",
        texts: &[(
            "required: [number], properties: {",
            "required: [number, time], properties: {time: {type: string}, ",
        )],
        before: "let _ = Receipt::new(1);",
        after: "let _ = Receipt::new(\"t\", 1);",
    },
    Edit {
        what: "a required property that has one value",
        texts: &[(
            "required: [number], properties: {",
            "required: [number, ok], properties: {ok: {type: boolean, enum: [true]}, ",
        )],
        before: "let _ = Receipt::new(1);",
        after: "let _: bool = Receipt::new(1).ok;",
    },
    Edit {
        what: "a property that is another",
        texts: &[("weight: {type: integer, format: int32}", "mass: {type: integer, format: int32}")],
        before: "let _ = Part::new().weight(1);",
        after: "let _ = Part::new().mass(1);",
    },
    Edit {
        what: "a property in another form",
        texts: &[("made: {type: string, default: now}", "made_: {type: string, default: now}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").made(\"x\");",
        after: "let _ = ThingCreate::new(\"n\", \"c\").made(\"x\");",
    },
    Edit {
        what: "a property in another case",
        texts: &[("offset: {type: integer}}}", "off_set: {type: integer}}}"), ("offset: offset", "offset: off_set")],
        before: "let _ = Page::new().offset(1);",
        after: "let _ = Page::new().off_set(1);",
    },
    Edit {
        what: "a property that is required",
        texts: &[("required: [name, color]", "required: [name, color, size]")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
        after: "let _ = ThingCreate::new(\"n\", \"c\", 1);",
    },
    Edit {
        what: "a property with one value that is required",
        texts: &[("required: [name, color]", "required: [name, color, mode]")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").mode(ThingCreateMode::Fast);",
        after: "let _: ThingCreateMode = ThingCreate::new(\"n\", \"c\").mode;",
    },
    Edit {
        what: "a required property that only servers set",
        texts: &[("color: {type: string}", "color: {type: string, readOnly: true}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\");",
        after: "let _ = ThingCreate::new(\"n\");",
    },
    Edit {
        what: "an optional property that only servers set",
        texts: &[("size: {type: integer}\n", "size: {type: integer, readOnly: true}\n")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
        after: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
    },
    Edit {
        what: "required properties of one type in another order",
        texts: &[(
            "        name: {type: string}\n        color: {type: string}",
            "        color: {type: string}\n        name: {type: string}",
        )],
        before: "let _ = ThingCreate::new(\"n\", \"c\");",
        after: "let _ = ThingCreate::new(\"c\", \"n\");",
    },
    Edit {
        what: "required properties of several types in another order",
        texts: &[(
            "required: [email], properties: {email: {type: string}, ",
            "required: [email, age], properties: {age: {type: integer}, email: {type: string}, ",
        )],
        before: "let _ = ThingCreateOwner::new(\"e\");",
        after: "let _ = ThingCreateOwner::new(1, \"e\");",
    },
    Edit {
        what: "a type",
        texts: &[("        size: {type: integer}", "        size: {type: string}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
        after: "let _ = ThingCreate::new(\"n\", \"c\").size(\"1\");",
    },
    Edit {
        what: "the width of an integer",
        texts: &[("weight: {type: integer, format: int32}", "weight: {type: integer, format: int64}")],
        before: "let _: Option<i32> = Part::new().weight;",
        after: "let _: Option<i64> = Part::new().weight;",
    },
    Edit {
        what: "a format that says nothing new",
        texts: &[("        size: {type: integer}", "        size: {type: integer, format: int64}")],
        before: "let _: Option<i64> = ThingCreate::new(\"n\", \"c\").size;",
        after: "let _: Option<i64> = ThingCreate::new(\"n\", \"c\").size;",
    },
    Edit {
        what: "a format with a type of its own",
        texts: &[("        color: {type: string}", "        color: {type: string, format: uuid}")],
        before: "let _: String = ThingCreate::new(\"n\", \"c\").color;",
        after: "let _: Uuid = ThingCreate::new(\"n\", Uuid::nil()).color;",
    },
    Edit {
        what: "a format that nobody knows",
        texts: &[("        color: {type: string}", "        color: {type: string, format: hex}")],
        before: "let _: String = ThingCreate::new(\"n\", \"c\").color;",
        after: "let _: String = ThingCreate::new(\"n\", \"c\").color;",
    },
    Edit {
        what: "base64",
        texts: &[("        color: {type: string}", "        color: {type: string, format: byte}")],
        before: "let _: String = ThingCreate::new(\"n\", \"c\").color;",
        after: "let _ = ThingCreate::new(\"n\", \"c\").color.decode();",
    },
    Edit {
        what: "a limit",
        texts: &[("        color: {type: string}", "        color: {type: string, maxLength: 9}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\");",
        after: "let _ = ThingCreate::new(\"n\", \"c\");",
    },
    Edit {
        what: "an optional property that may be null",
        texts: &[("ratio: {type: number}", "ratio: {type: number, nullable: true}")],
        before: "let _: Option<Number> = ThingCreate::new(\"n\", \"c\").ratio(1.5).ratio;",
        after: "let _: Option<Option<Number>> = ThingCreate::new(\"n\", \"c\").ratio(None).ratio;",
    },
    Edit {
        what: "a required property that may be null",
        texts: &[("properties: {number: {type: integer}}", "properties: {number: {type: integer, nullable: true}}")],
        before: "let _: i64 = Receipt::new(1).number;",
        after: "let _: Option<i64> = Receipt::new(None).number;",
    },
    Edit {
        what: "a default",
        texts: &[("        size: {type: integer}", "        size: {type: integer, default: 1}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
        after: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
    },
    Edit {
        what: "another default",
        texts: &[("default: now", "default: later")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").made(\"x\");",
        after: "let _ = ThingCreate::new(\"n\", \"c\").made(\"x\");",
    },
    Edit {
        what: "a property that is deprecated",
        texts: &[("        size: {type: integer}", "        size: {type: integer, deprecated: true}")],
        before: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
        after: "let _ = ThingCreate::new(\"n\", \"c\").size(1);",
    },
    Edit {
        what: "the only value",
        texts: &[("enum: [fast]", "enum: [slow]")],
        before: "let _ = ThingCreateMode::Fast;",
        after: "let _ = ThingCreateMode::Slow;",
    },
    Edit {
        what: "a secret",
        texts: &[("        color: {type: string}", "        color: {type: string, x-secret: true}")],
        before: "let _: String = ThingCreate::new(\"n\", \"c\").color;",
        after: "let _: Secret<String> = ThingCreate::new(\"n\", \"c\").color;",
    },
    Edit {
        what: "an object in place that is a component",
        texts: &[(
            "owner: {type: object, required: [email], properties: {email: {type: string}, role: {type: string, enum: [admin, guest]}}}",
            "owner: {$ref: \"#/components/schemas/Unused\"}",
        )],
        before: "let _: Option<ThingCreateOwner> = ThingCreate::new(\"n\", \"c\").owner;",
        after: "let _: Option<Unused> = ThingCreate::new(\"n\", \"c\").owner;",
    },
    Edit {
        what: "a component of the name that an object in place has",
        texts: &[(
            "    Unused: {",
            "    ThingCreateOwner: {type: object, properties: {a: {type: string}}}\n    Unused: {",
        )],
        before: "let _ = ThingCreate::new(\"n\", \"c\").owner(ThingCreateOwner::new(\"e\"));",
        after: "let _ = ThingCreate::new(\"n\", \"c\").owner(ThingCreateOwner::new(\"e\")); let _ = ThingCreateOwner2::new().a(\"a\");",
    },
    Edit {
        what: "an alias",
        texts: &[("Names: {type: array, items: {type: string}}", "Names: {type: array, items: {type: integer}}")],
        before: "let _: Names = vec![String::new()];",
        after: "let _: Names = vec![1];",
    },
    Edit {
        what: "a scalar with a name",
        texts: &[("ThingId: {type: string, format: uuid}", "ThingId: {type: string}")],
        before: "let _ = ThingId(Uuid::nil());",
        after: "let _ = ThingId(String::new());",
    },
    Edit {
        what: "a list that is a map",
        texts: &[(
            "Names: {type: array, items: {type: string}}",
            "Names: {type: object, additionalProperties: {type: string}}",
        )],
        before: "let _: Names = vec![String::new()];",
        after: "let names = Names::default(); let _: Option<&String> = names.get(\"a\");",
    },
    Edit {
        what: "the items of a list",
        texts: &[(
            "properties: {things: {type: array, items: {$ref: \"#/components/schemas/Thing\"}}}",
            "properties: {things: {type: array, items: {$ref: \"#/components/schemas/Part\"}}}",
        )],
        before: "let _: Vec<Thing> = Things::new(Vec::new()).things;",
        after: "let _: Vec<Part> = Things::new(Vec::new()).things;",
    },
    Edit {
        what: "the type of other properties",
        texts: &[("additionalProperties: {type: string}}", "additionalProperties: {type: integer}}")],
        before: "let labels = Labels::new(); let _: Option<&String> = labels.extra.get(\"a\");",
        after: "let labels = Labels::new(); let _: Option<&i64> = labels.extra.get(\"a\");",
    },
    Edit {
        what: "no other properties",
        texts: &[("Problem: {type: object, ", "Problem: {type: object, additionalProperties: false, ")],
        before: "let problem = Problem::new(\"m\"); let _: Option<&Json> = problem.extra.get(\"a\");",
        after: "let problem = Problem::new(\"m\"); let _: Option<&Json> = problem.extra.get(\"a\");",
    },
    Edit {
        what: "free JSON that is text",
        texts: &[("free: {}", "free: {type: string}")],
        before: "let thing = Thing::new(ThingId(Uuid::nil())); let _: Option<Json> = thing.free;",
        after: "let thing = Thing::new(ThingId(Uuid::nil())); let _: Option<String> = thing.free;",
    },
    Edit {
        what: "a variant of a choice",
        texts: &[("Value: {oneOf: [", "Value: {oneOf: [{type: boolean}, ")],
        before: "let _ = match Value::from(\"a\") { Value::String(_) => 1, Value::Integer(_) => 2, _ => 3 };",
        after: "let _ = match Value::from(true) { Value::Boolean(_) => 1, _ => 2 };",
    },
    Edit {
        what: "a variant of a choice by a tag",
        texts: &[
            (
                "{$ref: \"#/components/schemas/Square\"}]",
                "{$ref: \"#/components/schemas/Square\"}, {$ref: \"#/components/schemas/Line\"}]",
            ),
            (
                "square: \"#/components/schemas/Square\"}",
                "square: \"#/components/schemas/Square\", line: \"#/components/schemas/Line\"}",
            ),
            (
                "    Unused: {",
                "    Line: {type: object, required: [form], properties: {form: {type: string, enum: [line]}}}\n    Unused: {",
            ),
        ],
        before: "let _ = match Shape::from(Circle::new(1.0)) { Shape::Circle(_) => 1, Shape::Square(_) => 2, _ => 3 };",
        after: "let _ = match Shape::from(Line::new()) { Shape::Line(_) => 1, _ => 2 };",
    },
    Edit {
        what: "a variant that is one already",
        texts: &[(
            "{type: string}, {type: integer}, {type: array",
            "{type: string}, {type: integer}, {type: string, format: byte}, {type: array",
        )],
        before: "let _ = Value::from(String::new());",
        after: "let _ = Value::from(String::new());",
    },
    Edit {
        what: "a choice without a discriminator",
        texts: &[(
            "\n      discriminator: {propertyName: form, mapping: {circle: \"#/components/schemas/Circle\", square: \"#/components/schemas/Square\"}}",
            "",
        )],
        before: "let _ = match Shape::from(Circle::new(1.0)) { Shape::Circle(_) => 1, Shape::Square(_) => 2, _ => 3 };",
        after: "let _ = match Shape::from(Circle::new(1.0)) { Shape::Circle(_) => 1, Shape::Square(_) => 2, _ => 3 };",
    },
    Edit {
        what: "a property that makes objects contain each other",
        texts: &[(
            "weight: {type: integer, format: int32}",
            "weight: {type: integer, format: int32}\n        within: {$ref: \"#/components/schemas/ThingCreate\"}",
        )],
        before: "let _: Option<Part> = ThingCreate::new(\"n\", \"c\").part;",
        after: "let _: Option<Box<ThingCreate>> = Part::new().within;",
    },
    Edit {
        what: "a component",
        texts: &[("    Unused: {type: object, properties: {a: {type: string}}}\n", "")],
        before: "let _ = Unused::new();",
        after: "",
    },
    Edit {
        what: "the name of a component",
        texts: &[("Unused: {", "Used: {")],
        before: "let _ = Unused::new();",
        after: "let _ = Used::new();",
    },
];
