//! The site's own Dockerfile follows the advice that the site gives.

use basewise::report::{Format, write};
use basewise::wishes::{Input, Wishes};
use serde_json::Value;

#[test]
fn our_own_dockerfile_gives_nothing_to_complain_about() {
    let wishes = Wishes::default();
    let advice = basewise::advise(&Input::pasted(include_str!("../Dockerfile")), &wishes);
    let json: Value = serde_json::from_str(&write(&[Ok(advice)], &wishes, Format::Json)).expect("JSON");
    let list = |of: &str| json[of].as_array().cloned().unwrap_or_default();
    let serious: Vec<Value> = list("findings").into_iter().filter(|finding| finding["severity"] != "note").collect();
    assert!(serious.is_empty() && list("problems").is_empty(), "{serious:#?} {:#?}", json["problems"]);
    let base = json["stages"].as_array().and_then(|all| all.last()).map(|last| last["base"]["written"].clone());
    let own = list("recommendations").into_iter().find(|one| Some(&one["image"]) == base.as_ref());
    assert_eq!(own.map(|own| own["verdict"].clone()), Some(Value::from("fits")), "{base:?}");
}
