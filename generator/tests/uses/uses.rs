//! What is done with the crate that the cases become: values go in and out unchanged, names are where they should be.

use std::fmt::Debug;

use cases::json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes `json` into a `T` and encodes it back: nothing may change.
fn round_trip<T: Serialize + DeserializeOwned + Debug>(json: Value) -> T {
    let decoded: T = serde_json::from_value(json.clone()).expect("it decodes");
    assert_eq!(serde_json::to_value(&decoded).expect("it encodes"), json, "{decoded:?}");
    serde_json::from_str(&json.to_string()).expect("it decodes from text")
}

#[test]
fn enums_keep_what_they_do_not_know() {
    use cases::enum_::models::Status;
    for status in Status::KNOWN {
        assert_eq!(&round_trip::<Status>(json!(status.as_str())), status);
        assert!(status.is_known());
    }
    let unknown: Status = round_trip(json!("later"));
    assert!(!unknown.is_known());
    assert_eq!(unknown.to_string(), "later");
    assert_eq!(round_trip::<Status>(json!("unrecognized")), Status::Unrecognized);
}

#[test]
fn absent_null_and_unknown_fields_come_back() {
    use cases::struct_::models::{Labels, Schedule};
    round_trip::<Schedule>(json!({"timeUnit": "hours", "note": null}));
    let full: Schedule = round_trip(json!({
        "timeUnit": "hours", "count": 3, "note": "n", "prefix": null, "password": "p", "until": "2023-02-14",
        "payload": {"b": 1, "a": [1.5, null]}, "oldName": "o", "later": {"x": 1}
    }));
    assert_eq!(full.prefix, Some(None));
    assert!(!format!("{full:?}").contains("\"p\""));
    round_trip::<Schedule>(json!({"timeUnit": "days", "note": null, "until": [2023, 2, 14]}));
    let with_null: Schedule = serde_json::from_value(json!({"timeUnit": "d", "count": null})).expect("it decodes");
    assert_eq!(serde_json::to_value(&with_null).expect("it encodes"), json!({"timeUnit": "d", "note": null}));
    let missing = serde_json::from_value::<Schedule>(json!({"note": null})).expect_err("a required field is missing");
    assert_eq!(missing.to_string(), "missing field `timeUnit`");
    let labels: Labels = round_trip(json!({"name": "n", "a": 1, "b": 2}));
    assert_eq!(labels.extra.get("b"), Some(&2));
    let built = Schedule::new("hours", Some("n".to_owned())).count(3).prefix(None).until("2023-02-14");
    assert_eq!(built.prefix, Some(None));
}

#[test]
fn newtypes_and_aliases_are_transparent() {
    use cases::{alias, newtype};
    let id: newtype::models::ConnectionId = round_trip(json!("9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"));
    assert_eq!(id.to_string().parse(), Ok(id));
    assert_eq!(round_trip::<newtype::models::JobId>(json!(7)), newtype::models::JobId(7));
    round_trip::<newtype::models::Name>(json!("n"));
    round_trip::<newtype::models::Page>(json!("docs"));
    round_trip::<newtype::models::Ratio>(json!(0.5));
    round_trip::<newtype::models::Token>(json!("t"));
    round_trip::<alias::models::Path>(json!(["a", "b"]));
    round_trip::<alias::models::Counts>(json!({"a": 1}));
    round_trip::<alias::models::Anything>(json!([1, {"a": null}]));
}

#[test]
fn names_that_collide_stay_apart() {
    use cases::{inline, names};
    let value: names::models::StringModel =
        round_trip(json!({"extra": "e", "fooBar": "1", "foo_bar": "2", "": "3", "1st": "4", "more": 5}));
    assert_eq!((value.foo_bar.as_deref(), value.foo_bar2.as_deref()), (Some("1"), Some("2")));
    assert_eq!(value.extra2.get("more"), Some(&json!(5).into()));
    round_trip::<names::models::ResultModel>(json!([{"type": "t", "self": "s", "new": "n"}]));
    round_trip::<inline::models::Outer>(json!({"option": "basic", "rows": [{"unit": "hours"}]}));
    round_trip::<inline::models::OuterOption>(json!({"taken": true}));
}

#[test]
fn recursive_values_are_finite() {
    use cases::recursion::models::{Node, Pair};
    round_trip::<Node>(json!({
        "name": "a", "pair": {"left": {"name": "b", "pair": {}}},
        "next": {"name": "c", "pair": {"other": "o"}}, "children": [{"name": "d", "pair": {}}]
    }));
    let node = Node::new("a", Pair::new()).next(Node::new("b", Pair::new()));
    assert_eq!(node.next.map(|next| next.name), Some("b".to_owned()));
}

#[test]
fn words_of_the_document_stay_words() {
    use cases::words::models::Words;
    for word in Words::KNOWN {
        assert_eq!(&round_trip::<Words>(json!(word.as_str())), word);
    }
}

/// What is sent and comes back to the last sign, spaces aside.
fn same_text<T: Serialize + DeserializeOwned + Debug>(text: &str) -> T {
    let decoded: T = serde_json::from_str(text).expect("it decodes");
    assert_eq!(serde_json::to_string(&decoded).expect("it encodes"), text, "{decoded:?}");
    decoded
}

#[test]
fn unions_find_their_variant_by_its_tag() {
    use cases::unions::models::{Cat, Component, Pet, PetDog, PetDogKind};
    assert!(matches!(round_trip(json!({"kind": "cat", "lives": 9})), Pet::Cat(Cat { lives: Some(9), .. })));
    assert!(matches!(round_trip(json!({"kind": "tom"})), Pet::Cat(_)));
    let dog = round_trip(json!({"kind": "dog", "friend": {"kind": "cat"}, "later": 1}));
    assert!(matches!(dog, Pet::Dog(dog) if matches!(dog.friend.as_deref(), Some(Pet::Cat(_)))));
    for unknown in [
        json!({"kind": "fish", "fins": [1]}),
        json!({"fins": 2}),
        json!("text"),
        json!(null),
        json!({"kind": "cat", "lives": "nine"}),
    ] {
        assert!(!round_trip::<Pet>(unknown).is_known());
    }
    // The constant tag is set by itself.
    assert_eq!(PetDog::new().kind, PetDogKind::Dog);
    assert_eq!(serde_json::to_value(Pet::from(PetDog::new())).expect("it encodes"), json!({"kind": "dog"}));
    let row: Component = round_trip(json!({"type": 3, "rows": [{"type": 1, "label": "l"}, {"type": 9}]}));
    assert!(row.is_known());
}

#[test]
fn unions_find_their_variant_by_what_it_is() {
    use cases::unions::models::{Holder, Pet, Size, Value as Union};
    assert!(matches!(round_trip(json!("text")), Union::String(_)));
    assert!(matches!(round_trip(json!(5)), Union::Integer(5)));
    assert!(matches!(round_trip(json!(true)), Union::Boolean(true)));
    assert!(matches!(round_trip(json!(["a"])), Union::StringList(_)));
    assert!(matches!(round_trip(json!([{"kind": "cat"}])), Union::CatList(_)));
    assert!(matches!(round_trip(json!({"a": 1, "b": 0.5})), Union::Map(_)));
    for unknown in [json!(null), json!({"a": "b"}), json!([1]), json!(1.5)] {
        assert!(matches!(round_trip(unknown), Union::Unrecognized(_)));
    }
    let huge = same_text::<Union>("123456789012345678901234567890");
    assert!(!huge.is_known());
    assert_eq!(Union::from("text"), Union::from("text".to_owned()));
    // The first that fits, and the one that fits best where the first leaves something over.
    assert!(matches!(round_trip(json!({"name": "n"})), Size::ByName(_)));
    assert!(matches!(round_trip(json!({"name": "n", "width": 1})), Size::Variant2(_)));
    let holder: Holder = round_trip(json!({"value": 1, "maybe": null}));
    assert_eq!(holder.maybe, Some(None));
    let built = Holder::new("text").maybe(Pet::from(cases::unions::models::Cat::new("cat").lives(9)));
    assert_eq!(
        serde_json::to_value(built).expect("it encodes"),
        json!({"value": "text", "maybe": {"kind": "cat", "lives": 9}})
    );
}

#[test]
fn unions_of_unions_end_where_nobody_reads_on() {
    use cases::unions::models::Expression;
    let value: Expression = round_trip(json!({"not": ["a", {"not": "b"}]}));
    assert!(value.is_known());
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!same_text::<Expression>(&deep).is_known());
}

#[test]
fn parts_are_one_struct_and_bases_a_union() {
    use cases::all_of::models::{Animal, Merged, Renamed, Tiger};
    let merged: Merged = round_trip(json!({"id": "i", "status": "open", "name": "n"}));
    assert_eq!(merged.status.map(|status| status.to_string()).as_deref(), Some("open"));
    round_trip::<Renamed>(json!({"id": "i", "status": "any"}));
    let tiger: Animal = round_trip(json!({"kind": "feline", "stripes": 3, "friend": {"kind": "Wolf"}}));
    assert!(matches!(&tiger, Animal::Tiger(tiger) if tiger.stripes == Some(3)));
    assert!(matches!(round_trip(json!({"kind": "Wolf"})), Animal::Wolf(_)));
    assert!(matches!(round_trip(json!({"kind": "Fox", "colour": "red"})), Animal::Base(base) if base.kind == "Fox"));
    let built = Tiger::new("feline").friend(tiger);
    assert!(built.friend.is_some());
}

#[test]
fn numbers_and_values_are_kept_to_the_last_digit() {
    use cases::scalars::models::{Constants, ConstantsKind, Level, Matrix, Mixed, Numbers, Ratio, Texts};
    let numbers: Numbers = same_text(
        r#"{"ratio":5,"int":7,"narrow":-7,"unsigned":4294967295,"wide":18446744073709551615,"all":[1,1.0,0.10,123456789012345678901234567890],"level":3,"mixed":null}"#,
    );
    assert_eq!((numbers.ratio.as_f64(), numbers.level), (5.0, Some(Level::High)));
    assert_eq!(Numbers::new(0.5).ratio, 0.5.into());
    for level in [1, -2, 3, 99] {
        assert_eq!(round_trip::<Level>(json!(level)).is_known(), level != 99);
    }
    assert_eq!(Level::Middle.to_string(), "-2");
    for mixed in Mixed::KNOWN {
        assert_eq!(&round_trip::<Mixed>(serde_json::to_value(mixed).expect("it encodes")), mixed);
    }
    assert!(!same_text::<Mixed>("5.0").is_known());
    assert!(!same_text::<Ratio>("[\"other\"]").is_known());
    same_text::<Matrix>("[[1,2.50],[]]");
    let texts = round_trip::<Texts>(json!({"bytes": "aGk="}));
    assert_eq!(texts.bytes.map(|bytes| bytes.decode().expect("it is base64")).as_deref(), Some(&b"hi"[..]));
    assert_eq!(Texts::new().bytes(b"hi".to_vec()), round_trip(json!({"bytes": "aGk="})));
    round_trip::<Texts>(
        json!({"bytes": "no base64", "short": "aaa", "day": "2020-01-02", "when": "2020-01-02T03:04:05.10+01:00"}),
    );
    assert_eq!((Constants::new().kind, Constants::default().flag), (ConstantsKind::Fixed, true));
}

#[test]
fn of_several_choices_one_is_typed_and_the_others_are_kept() {
    use cases::several_choices::models::{Demands, Order, Scalars, SideBySide};
    let order: Order = round_trip(json!({"id": "i", "cash": 1.5, "shop": 3}));
    assert!(matches!(&order, Order::Cash(cash) if cash.id == "i" && cash.extra.get("shop").is_some()));
    assert!(matches!(round_trip(json!({"card": "c", "address": "a"})), SideBySide::Card(_)));
    assert!(matches!(round_trip(json!({"cash": 2})), Demands::Cash(_)));
    assert!(matches!(round_trip(json!(7)), Scalars::Integer(7)));
}

#[test]
fn names_of_every_alphabet_are_names() {
    use cases::other_names::models::{BoxModel, Cases, IoK8sPod, IoK8sPod2, NumberModel, StringModel, VecModel};
    for case in Cases::KNOWN {
        assert_eq!(&round_trip::<Cases>(json!(case.as_str())), case);
    }
    round_trip::<cases::other_names::models::Größe>(
        json!({"größe": 1, "größe_2": "b", "名前": "c", "🦀": "d", "e\u{301}": "e", "²": "f", "1": "g"}),
    );
    round_trip::<VecModel>(json!([{"vec": "v"}]));
    assert!(matches!(round_trip(json!({"default": 1, "not": "n"})), StringModel::NumberModel(NumberModel { .. })));
    round_trip::<(IoK8sPod, IoK8sPod2, BoxModel)>(json!([{"io.k8s": "a"}, {"r#fn": "b"}, {}]));
}

#[test]
fn lists_of_themselves_are_lists() {
    use cases::recursion::models::{Branches, Endless, Inline, Rows, Tree};
    let rows: Rows = round_trip(json!([[], [[]]]));
    assert_eq!(rows.0.len(), 2);
    round_trip::<Branches>(json!({"a": {"b": {}}}));
    assert!(round_trip::<Tree>(json!({"a": {}})).0.contains_key("a"));
    round_trip::<Inline>(json!({"child": {"more": "m", "child": {"child": {}}}}));
    assert!(serde_json::from_str::<Endless>("{}").is_err());
}

#[test]
fn objects_keep_what_they_have_no_field_for() {
    use cases::maps::models::{Anything, ByPattern, Closed, Free, Map, Open, Typed, Untyped};
    // A later edition may open what is closed in this one.
    assert_eq!(round_trip::<Closed>(json!({"a": "b", "later": 1})).extra.len(), 1);
    assert_eq!(round_trip::<Open>(json!({"a": "b", "c": [null]})).extra.len(), 1);
    assert_eq!(round_trip::<Typed>(json!({"a": "b", "c": 3})).extra.get("c"), Some(&3));
    assert!(serde_json::from_value::<Typed>(json!({"c": "no number"})).is_err());
    round_trip::<Free>(json!({"a": {"b": null}}));
    round_trip::<Anything>(json!(null));
    assert_eq!(same_text::<Map>(r#"{"m":[[1.50],[]]}"#)["m"].len(), 2);
    assert_eq!(round_trip::<ByPattern>(json!({"x1": "v"}))["x1"], "v");
    assert_eq!(round_trip::<Untyped>(json!({"a": "b"})).a.as_deref(), Some("b"));
    use cases::containers::models::{Counts, Keys, Loose, MaybeList, Other};
    round_trip::<(Other, Keys, Loose, Counts)>(
        json!([["a"], [["b"], []], [1, "c", null], {"d": 9007199254740993_i64}]),
    );
    assert_eq!(round_trip::<MaybeList>(json!(["a", null])), [Some("a".to_owned()), None]);
    use cases::objects::models::{Labelled, Schedule};
    assert_eq!(round_trip::<Labelled>(json!({"a": "b", "c": 1})).extra.get("c"), Some(&1));
    let schedule: Schedule =
        round_trip(json!({"units": 1, "note": null, "parent": {"units": 2, "note": "n"}, "described": {}}));
    assert_eq!(schedule.parent.map(|parent| parent.units), Some(2));
}

#[test]
fn enums_of_any_values_are_open() {
    use cases::enums::models::{
        Flags, Holder, JobStatus, Levels, MaybeNull, Mixed, Nothing, Objects, Ratios, Unquoted, Untyped,
    };
    for value in [json!("pending"), json!("later")] {
        assert_eq!(round_trip::<JobStatus>(value.clone()).is_known(), value == "pending");
    }
    assert_eq!(round_trip::<Levels>(json!(2)), Levels::Middle);
    assert!(!round_trip::<Levels>(json!(9)).is_known());
    round_trip::<(Untyped, Flags, MaybeNull, Nothing, Objects)>(json!(["a", false, "a", "any", {"a": 1}]));
    for ratio in ["0.5", "1.0"] {
        assert!(same_text::<Ratios>(ratio).is_known());
    }
    for mixed in [json!("auto"), json!(5), json!(true)] {
        assert!(round_trip::<Mixed>(mixed).is_known());
    }
    assert!(round_trip::<Unquoted>(json!("1.5")).is_known());
    let holder: Holder = round_trip(json!({"status": null, "one": "only", "many": ["x", "z"]}));
    assert_eq!((holder.status, holder.many.map(|many| many[1].is_known())), (Some(None), Some(false)));
}

#[test]
fn defaults_are_said_and_not_set() {
    use cases::defaults::models::{Defaults, DefaultsEither, Level, MaybeLevel};
    assert_eq!(serde_json::to_value(Defaults::new()).expect("it encodes"), json!({}));
    let all: Defaults = round_trip(json!({
        "text": "t", "empty": "", "whole": 7, "number": 1.5, "flag": false, "list": ["a"], "object": {"a": {"b": 1}},
        "nothing": null, "level": 2, "maybe": null, "day": "2020-01-01", "id": "3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10",
        "either": 5, "wrong": 7,
    }));
    assert_eq!((all.level, all.maybe, all.nothing), (Some(Level::N2), Some(None), Some(None)));
    assert_eq!(all.either, Some(DefaultsEither::Integer(5)));
    assert_eq!(round_trip::<MaybeLevel>(json!(1)).to_string(), "1");
}

#[test]
fn what_later_documents_say_is_what_earlier_ones_can() {
    use cases::three_one::models::{Defs, Holder, HolderConstant, HolderSeveral};
    let holder: Holder = round_trip(json!({
        "text": null, "constant": "fixed", "several": 5, "bounds": 1, "encoded": "aGk=", "any": [1], "list": [null, {}],
        "nothing": {"not": "null"}, "local": {"a": "b"},
    }));
    assert_eq!((holder.text, holder.constant), (Some(None), Some(HolderConstant::Fixed)));
    assert_eq!(holder.several, Some(Some(HolderSeveral::Integer(5))));
    assert_eq!(round_trip::<Holder>(json!({"several": null})).several, Some(None));
    assert!(matches!(round_trip::<Holder>(json!({"several": "s"})).several, Some(Some(HolderSeveral::String(_)))));
    round_trip::<Defs>(json!({"inner": {"a": "b"}}));
}

#[test]
fn references_lead_anywhere() {
    use cases::pointers::models::User;
    let user: User = round_trip(json!({
        "kind": "a", "escaped": {"deep": 1}, "through": {"z": "z"}, "answer": {"x": "x"}, "shared": {"y": "y"}, "old": {"o": "o"},
    }));
    assert_eq!(user.escaped.and_then(|escaped| escaped.deep), Some(1));
    assert_eq!(user.old.and_then(|old| old.o).as_deref(), Some("o"));
}

#[test]
fn what_one_side_sets_the_other_may_leave_out() {
    use cases::directions::models::{Answer, User};
    let user = User::new("n", "p");
    assert_eq!(serde_json::to_value(&user).expect("it encodes"), json!({"name": "n", "password": "p"}));
    assert_eq!(round_trip::<User>(json!({"id": 1, "name": "n", "password": "p"})).id, Some(1));
    assert_eq!(round_trip::<Answer>(json!({"id": 2})).id, 2);
}

#[test]
fn formats_are_types_where_they_say_something() {
    use cases::formats::models::{Numbers, Texts};
    same_text::<Numbers>(
        r#"{"int32":-7,"int":8,"uint8":255,"uint64":18446744073709551615,"huge":18446744073709551615,"time":0,"float":1.50,"double":1e3,"either":5}"#,
    );
    let texts: Texts = round_trip(json!({
        "upper": "3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10", "url": "../docs", "bytes": "aGk=", "raw": "raw", "secret": "hidden",
        "mail": "a@b", "strange": "aries", "stranger": "leo", "short": "aa", "tags": ["a", "a"], "untyped": "2020-01-02T03:04:05Z",
    }));
    assert!(!format!("{texts:?}").contains("hidden"));
}
