//! JSON in, JSON out: the engine as other programs call it. The page's wasm exports it; `static/api.js` is its JavaScript.

use crate::pairs::Pairs;
use crate::report::json;
use crate::wishes::{Companion, Input, Leaning, Policy, Wishes};
use crate::words::Lang;
use serde::Deserialize;

/// More than this is not asked of the engine.
pub const LIMIT: usize = 1 << 20;

/// A question as a program writes it; every field but the text may be left out, and a misspelt one is an error.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    text: String,
    file: Option<String>,
    target: Option<String>,
    build_args: Pairs<String>,
    companions: Vec<Companion>,
    prefer: Leaning,
    answers: Pairs<String>,
    policy: Option<Policy>,
    today: Option<String>,
    lang: Option<String>,
    login_is_fine: bool,
}

/// Advice (schema `basewise.advice/1`) on a question, or a sentence that says what is wrong with the question.
pub fn advise(asked: &str) -> Result<String, String> {
    let asked: Asked = serde_json::from_str(asked).map_err(|why| why.to_string())?;
    let beside = asked.companions.iter().map(|companion| companion.text.len());
    let args = asked.build_args.iter().map(|(_, value)| value.len());
    let bytes = asked.text.len() + beside.chain(args).sum::<usize>();
    if bytes > LIMIT {
        return Err(format!("the text has {bytes} bytes; {LIMIT} are read at most"));
    }
    let (input, wishes) = given(asked);
    Ok(json::object(&crate::advise(&input, &wishes), &wishes).text(false))
}

fn given(asked: Asked) -> (Input, Wishes) {
    let Asked { text, file, target, build_args, companions, prefer, answers, policy, today, lang, login_is_fine } =
        asked;
    let usual = Wishes::default();
    let today = today.unwrap_or(usual.today);
    let lang = lang.as_deref().and_then(Lang::named).unwrap_or(usual.lang);
    let input = Input { target, build_args, companions, file: file.unwrap_or(Input::pasted("").file), text };
    (input, Wishes { leaning: prefer, answers, policy, today, lang, login_is_fine })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn ask(question: Value) -> Result<Value, String> {
        advise(&question.to_string()).map(|answer| serde_json::from_str(&answer).expect("an answer is JSON"))
    }

    #[test]
    fn a_text_is_enough() {
        let answer = ask(json!({"text": "FROM debian:10\nCMD [\"/bin/true\"]\n"})).expect("advice");
        assert_eq!((&answer["schema"], &answer["file"]), (&json!("basewise.advice/1"), &json!("Dockerfile")));
        assert!(!answer["recommendations"].as_array().expect("a list").is_empty());
    }

    #[test]
    fn wishes_are_heard() {
        let question = json!({"text": "FROM debian:13\nCMD [\"/bin/true\"]\n", "file": "a/Dockerfile", "prefer": "smallest",
            "today": "2030-01-01", "lang": "de-AT", "policy": {"forbid_families": ["alpine"]}});
        let answer = ask(question).expect("advice");
        assert_eq!([&answer["file"], &answer["prefer"], &answer["today"]], ["a/Dockerfile", "smallest", "2030-01-01"]);
        let german = ask(json!({"text": "FROM debian:13\n", "lang": "de"})).expect("advice");
        assert_ne!(german["headline"], ask(json!({"text": "FROM debian:13\n"})).expect("advice")["headline"]);
    }

    #[test]
    fn what_the_build_is_called_with_is_heard() {
        let text = "ARG BASE\nFROM ${BASE}\nCMD [\"/bin/true\"]\n";
        let open = ask(json!({"text": text})).expect("advice");
        assert_eq!((&open["open_args"], &open["outcome"]), (&json!(["BASE"]), &json!("cannot-tell")));
        let told = ask(json!({"text": text, "build_args": {"BASE": "debian:10"}})).expect("advice");
        assert_eq!((&told["open_args"], &told["stages"][0]["base"]["known"]), (&json!([]), &json!(true)));
        let large = json!({"text": text, "build_args": {"BASE": "a".repeat(LIMIT)}});
        assert!(ask(large).is_err_and(|why| why.contains("at most")));
    }

    #[test]
    fn what_is_wrong_with_a_question_is_said() {
        for (question, word) in [
            (json!({"text": "FROM a", "prefers": "smallest"}), "prefers"),
            (json!({"text": 7}), "string"),
            (json!({"text": "FROM a", "policy": {"allowed": []}}), "allowed"),
            (json!({"text": "#".repeat(LIMIT + 1)}), "at most"),
        ] {
            assert!(ask(question.clone()).is_err_and(|why| why.contains(word)), "{word}");
        }
        assert!(advise("{").is_err());
    }
}
