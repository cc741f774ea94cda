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
