//! Hostile words for fields that are no Dockerfile: house rules, lesson packs, names.

use super::text::{MARKS, NAMES, TAGS};
use serde_json::{Value, json};

/// Words of every kind.
pub fn words() -> Vec<String> {
    let control = "\0\u{1}\u{7}\u{8}\u{b}\u{1b}[2J\u{1b}]0;x\u{7}\u{7f}\u{85}\u{9b}31m";
    let controls = control.chars().filter(|c| c.is_control()).map(|c| format!("a{c}[31mb"));
    let marks = MARKS.chars().map(|c| format!("a{c}b"));
    let plain = TAGS.iter().chain(NAMES).map(|word| (*word).to_owned());
    controls.chain(marks).chain(plain).collect()
}

/// House rules that are read, with the word in one of their fields, or in all.
pub fn policies(word: &str) -> Vec<(&'static str, Value)> {
    let golden = json!({"image": word, "like": word, "adds": [word], "user": word, "supported_until": word});
    vec![
        ("allow", json!({"allow": [word, "docker.io/library"]})),
        ("forbid", json!({"forbid": [word]})),
        ("forbid_families", json!({"forbid_families": [word]})),
        ("mirrors", json!({"mirrors": [{"of": "docker.io", "at": word}, {"of": word, "at": "x"}]})),
        ("golden", json!({"golden": [golden]})),
        ("golden that is like one", json!({"golden": [{"image": word, "like": "debian:13-slim", "adds": [word]}]})),
        ("supported_until", json!({"supported_until": word})),
    ]
}

/// House rules that must be refused.
pub fn refused_policies(word: &str) -> Vec<(&'static str, String)> {
    vec![
        ("a field of that name", json!({word: [word]}).to_string()),
        ("a schema of that name", json!({"schema": word}).to_string()),
        ("the word itself", word.to_owned()),
        ("a field of another kind", json!({"allow": {"x": word}}).to_string()),
        ("cut off", format!("{{\"allow\": [{}", json!(word))),
    ]
}

/// A pack with the word in every field that takes a text; with `faults`, also where none is taken.
pub fn pack(word: &str, faults: bool) -> String {
    let word = word.replace('\n', " ");
    let (id, goal, source) = match faults {
        true => (word.as_str(), format!("- {word}\n- family is {word}\n"), "- [b](javascript:hit=1)\n"),
        false => ("one", String::new(), ""),
    };
    format!(
        "# Pack {word}\n\nlang: en\n\nFirst {word}.\n\n## One {word}\n\nid: {id}\npart: Part {word}\nminutes: 5\n\n### Story\n\n\
         Once {word}.\n\n- {word}\n\n[{word}](https://example.org/{word})\n\n### Start\n\n```dockerfile\nFROM debian:12\nRUN echo {word}\n```\n\n\
         ```json package.json\n{{\"name\": {word:?}}}\n```\n\n### Goal\n\n- family is distroless or scratch\n{goal}\n### Hints\n\n1. Look {word}.\n\n\
         ### Solution\n\n```dockerfile\nFROM scratch\nCOPY {word} /\n```\n\n### Take away\n\nTake {word}.\n\n\
         ### Sources\n\n- [a {word}](https://example.org)\n{source}"
    )
}
