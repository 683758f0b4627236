//! What `--format json` writes holds to `static/advice.schema.json`.

mod schema;

use basewise::report::{Format, Unread, write};
use basewise::wishes::{Input, Wishes};
use serde_json::Value;

const FILES: &[&str] = &[
    "",
    "FROM",
    "FROM scratch\n",
    "FROM golang:1.26 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine\nCOPY --from=build /app /app\nCMD [\"/app\"]\n",
    "FROM python:3.9\nRUN pip install flask\nUSER 1000\nCMD python app.py\n",
    "FROM ${BASE}\nRUN make\n",
    "ARG BASE\nFROM ${BASE}\nRUN make\n",
    "FROM example.internal/team/base:1\nCMD [\"run\"]\n",
];

fn schema() -> Value {
    serde_json::from_str(include_str!("../static/advice.schema.json")).expect("the schema is JSON")
}

#[test]
fn every_advice_holds_to_the_schema() {
    let (schema, wishes) = (schema(), Wishes::default());
    for text in FILES {
        let advice = basewise::advise(&Input::pasted(*text), &wishes);
        let json: Value = serde_json::from_str(&write(&[Ok(advice)], &wishes, Format::Json)).expect("JSON");
        assert_eq!(schema::problems(&schema, &json), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn jsonl_gives_one_object_a_file_in_order_and_an_unreadable_file_its_problem() {
    let wishes = Wishes::default();
    let advice = basewise::advise(&Input::pasted("FROM scratch\n"), &wishes);
    let unread = Unread { file: "gone".into(), problem: "gone: no such file".into() };
    let text = write(&[Ok(advice.clone()), Err(unread), Ok(advice)], &wishes, Format::Jsonl);
    let objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects.len(), 3);
    assert_eq!(objects[1]["file"], "gone");
    assert_eq!(objects[1]["problems"][0]["id"], "unreadable-file");
    for object in &objects {
        assert_eq!(schema::problems(&schema(), object), Vec::<String>::new());
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let wishes = Wishes::default();
    let advice = basewise::advise(&Input::pasted("FROM scratch\n"), &wishes);
    let sound: Value = serde_json::from_str(&write(&[Ok(advice)], &wishes, Format::Json)).expect("JSON");
    let spoil = |key: &str, value: Value| {
        let mut object = sound.clone();
        object[key] = value;
        schema::problems(&schema(), &object)
    };
    assert!(!spoil("outcome", "perhaps".into()).is_empty());
    assert!(!spoil("headline", 7.into()).is_empty());
    assert!(!spoil("invented", Value::Null).is_empty());
    assert!(!spoil("today", "soon".into()).is_empty());
}
