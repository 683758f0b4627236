//! BuildKit's own parser accepts every rewritten file and finds in it every instruction that was not to change.
//!
//! `cargo xtask test buildkit` fetches that parser and runs this.

mod rewrites;

use basewise::advice::Rewrite;
use basewise::wishes::Wishes;
use rewrites::{inputs, offered};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
#[ignore = "needs BuildKit's parser: cargo xtask test buildkit"]
fn buildkit_accepts_every_rewritten_file_and_misses_no_instruction() {
    let (mut asked, mut cases) = (Vec::new(), Vec::new());
    for (name, input) in inputs() {
        let advice = basewise::conclude(&input, &Wishes::default());
        for (_, rewrite) in offered(&advice) {
            asked.push(json!({ "before": input.text, "after": rewrite.dockerfile }));
            cases.push((name.clone(), input.text.clone(), rewrite));
        }
    }
    let answers = ask(&asked);
    assert_eq!(answers.len(), cases.len());
    let faults: Vec<String> = cases.iter().zip(&answers).filter_map(|(case, answer)| fault(case, answer)).collect();
    println!("{} rewritten files of {} read by BuildKit's parser", cases.len(), inputs().len());
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() > 500, "only {} rewrites", cases.len());
}

/// One line out, one line in, by `tests/oracle/rewrites.py`.
fn ask(asked: &[Value]) -> Vec<Value> {
    let python = std::env::var("BUILDKIT_PYTHON").expect("cargo xtask test buildkit sets it");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/rewrites.py");
    let mut child =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let text: String = asked.iter().map(|one| format!("{one}\n")).collect();
    let writer = std::thread::spawn(move || pipe.write_all(text.as_bytes()));
    let out = child.wait_with_output().expect("it ends");
    writer.join().expect("it is written").expect("all of it");
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn fault((name, before, rewrite): &(String, String, Rewrite), answer: &Value) -> Option<String> {
    // What BuildKit refuses as it is cannot be held against the rewrite.
    let old = answer["before"].as_array()?;
    let told = |what: String| Some(format!("{name} to {}: {what}\n{}", rewrite.to, rewrite.dockerfile));
    let Some(new) = answer["after"].as_array() else { return told(answer["after"].to_string()) };
    let mut rest = new.iter();
    let kept = old.iter().filter(|one| !touched(before, rewrite, one));
    let lost: Vec<&Value> = kept.filter(|one| !rest.by_ref().any(|other| same(one, other))).collect();
    if !lost.is_empty() {
        return told(format!("gone or out of order: {lost:?}"));
    }
    let moved = ["expose", "volume", "label", "stopsignal", "shell", "maintainer"];
    let counted = |list: &[Value], kind: &str| list.iter().filter(|one| one["cmd"] == kind.to_uppercase()).count();
    let fewer = moved.iter().find(|kind| counted(new, kind) < counted(old, kind));
    fewer.and_then(|kind| told(format!("{kind} is gone")))
}

/// Whether an edit reaches into the lines of an instruction.
fn touched(before: &str, rewrite: &Rewrite, one: &Value) -> bool {
    let line = |number: &Value| number.as_u64().unwrap_or_default() as usize;
    let offset = |lines: usize| before.split_inclusive('\n').take(lines).map(str::len).sum::<usize>() as u32;
    let (start, end) = (offset(line(&one["start"]) - 1), offset(line(&one["end"])));
    rewrite.edits.iter().any(|edit| edit.span.start < end && start < edit.span.end)
        || rewrite.edits.iter().any(|edit| start < edit.span.start && edit.span.start < end)
}

fn same(one: &Value, other: &Value) -> bool {
    ["cmd", "flags", "value", "json", "heredocs"].iter().all(|key| one[key] == other[key])
}
