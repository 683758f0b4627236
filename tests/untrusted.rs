//! What strangers send: links, house rules, lesson packs, questions of other programs. Any bytes at all give an answer or
//! a sentence, in bounded time and space.
//!
//! `UNTRUSTED_CASES=1000000 cargo test --release --test untrusted` runs more of them.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use basewise::lessons::pack;
use basewise::share::{self, Trouble};
use basewise::wishes::{Companion, Input, Policy, Wishes};
use basewise::{api, words::Lang};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::time::{Duration, Instant};

fn run<S: Strategy>(strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: std::fmt::Debug,
{
    let cases = std::env::var("UNTRUSTED_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(512);
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() }).run(&strategy, test).unwrap();
}

/// Bytes of something real, with some exchanged, cut or doubled.
fn spoiled(real: Vec<String>) -> impl Strategy<Value = String> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 0..8);
    (prop::sample::select(real), changes).prop_map(|(real, changes)| {
        let mut bytes = real.into_bytes();
        for (at, byte, what) in &changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            match what {
                0 => bytes.insert(at, *byte),
                1 if at < bytes.len() => bytes[at] = *byte,
                2 => bytes.truncate(at),
                _ => bytes.extend_from_within(at..),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

const FILE: &str = "FROM python:3.13\nRUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]\n";
const POLICY: &str = r#"{"schema": "basewise.policy/1", "allow": ["docker.io/library/"], "forbid_families": ["alpine"],
  "mirrors": [{"of": "docker.io", "at": "mirror.example.com/hub"}],
  "golden": [{"image": "registry.example.com/base:1", "like": "debian:13-slim", "adds": ["curl"]}], "supported_until": "2027-06-30"}"#;
const PACK: &str = "# A pack\nlang: en\n\n## One\nid: one\nminutes: 5\n\n### Story\nOnce.\n\n### Start\n```Dockerfile\nFROM debian:12\n```\n\n\
    ### Goal\n- no findings\n\n### Hints\n1. Look.\n\n### Solution\n```Dockerfile\nFROM scratch\n```\n\n### Sources\n- [a](https://example.org)\n";

fn links() -> Vec<String> {
    let beside = Companion { path: "package.json".into(), text: "{}".into() };
    let wishes = Wishes { policy: Policy::read(POLICY).ok(), ..Wishes::default() };
    let build_args = [("BASE".to_string(), "debian:13".to_string())].into_iter().collect();
    let inputs = [
        Input::pasted(FILE),
        Input { companions: vec![beside], target: Some("a".into()), build_args, ..Input::pasted(FILE.repeat(30)) },
        Input::pasted(""),
    ];
    inputs.iter().map(|input| share::fold(input, &wishes)).collect()
}

#[test]
fn links_open_or_are_refused() {
    run(prop_oneof![4 => spoiled(links()), 1 => "[19][A-Za-z0-9_-]{0,200}", 1 => any::<String>()], |link| {
        match share::unfold(&link, &Wishes::default()) {
            Ok((input, wishes)) => {
                prop_assert!(input.text.len() <= share::LIMIT);
                prop_assert_eq!(share::unfold(&share::fold(&input, &wishes), &wishes), Ok((input, wishes)));
            }
            Err(Trouble::Newer | Trouble::Broken | Trouble::TooLarge) => {}
        }
        Ok(())
    });
}

#[test]
fn house_rules_are_read_or_refused() {
    run(prop_oneof![4 => spoiled(vec![POLICY.into(), "{}".into()]), 1 => any::<String>()], |text| {
        match Policy::read(&text) {
            Ok(policy) => {
                let wishes = Wishes { policy: Some(policy), ..Wishes::default() };
                basewise::advise(&Input::pasted(FILE), &wishes);
            }
            Err(why) => prop_assert!(!why.is_empty()),
        }
        Ok(())
    });
}

#[test]
fn packs_give_lessons_or_faults() {
    run(
        prop_oneof![4 => spoiled(vec![PACK.into(), include_str!("../lessons/course.md")[..4000].into()]), 1 => any::<String>()],
        |text| {
            let (pack, faults) = pack::read(&text);
            prop_assert!(pack.lessons.len() <= pack::LESSONS);
            prop_assert!(!pack.lessons.is_empty() || !faults.is_empty());
            let linked =
                |lesson: &basewise::lessons::Lesson| lesson.sources.iter().all(|(_, url)| url.starts_with("https://"));
            prop_assert!(pack.lessons.iter().all(linked));
            Ok(())
        },
    );
}

#[test]
fn questions_are_answered_or_refused() {
    let asked = serde_json::json!({"text": FILE, "prefer": "smallest", "lang": "de", "answers": {"x": "y"}, "policy": {}, "today": "2026-01-01"});
    run(spoiled(vec![asked.to_string()]), |asked| {
        match api::advise(&asked) {
            Ok(said) => prop_assert!(serde_json::from_str::<serde_json::Value>(&said).is_ok()),
            Err(why) => prop_assert!(!why.is_empty()),
        }
        Ok(())
    });
}

/// The worst of each kind that fits into its limit, and twice that.
#[test]
fn large_ones_end_soon() {
    let begun = Instant::now();
    for size in [pack::LIMIT, 2 * pack::LIMIT] {
        for unit in [
            "x\n",
            "## x\n",
            "### x\n",
            "```\n",
            "### Start\n```a\n",
            "## a\n### Goal\n- x\n",
            "- [a](https://b)\n",
            "# \u{202e}\n",
        ] {
            let (pack, faults) = pack::read(&unit.repeat(size / unit.len()));
            assert!(
                pack.lessons.len() <= pack::LESSONS && faults.iter().all(|fault| fault.message.len() < 500),
                "{unit:?}"
            );
        }
    }
    for text in [
        "[".repeat(1 << 20),
        "{\"a\":".repeat(1 << 18),
        "\"".repeat(1 << 20),
        format!("{{\"allow\": [{}\"\"]}}", "\"x\",".repeat(60_000)),
    ] {
        _ = Policy::read(&text);
        assert!(api::advise(&text).is_err());
    }
    let bomb = share::fold(&Input::pasted("a".repeat(64 << 20)), &Wishes { lang: Lang::De, ..Wishes::default() });
    assert_eq!(share::unfold(&bomb, &Wishes::default()), Err(Trouble::TooLarge));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}
