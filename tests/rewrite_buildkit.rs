//! BuildKit's own parser accepts every rewritten file and finds in it every instruction that it should: what no edit
//! touches stands there as it was, and of each kind a stage has as many as before, but for those that an edit takes out
//! by a claim that they are not needed, or not possible, on the new base.
//!
//! `cargo xtask test buildkit` fetches that parser and runs this.

mod rewrites;

use basewise::advice::{Advice, Edit, Recommendation, Rewrite};
use basewise::rules::{Change, Shape};
use basewise::source::Span;
use basewise::wishes::Wishes;
use rewrites::{inputs, offered};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// A rewrite, and what of the advice it is judged by.
struct Asked {
    name: String,
    before: String,
    rewrite: Rewrite,
    parted: bool,
    /// The place of the stage that ships.
    shipped: usize,
    /// Lines of which the candidate says that something there is not needed, or not possible.
    claimed: Vec<u32>,
}

#[test]
#[ignore = "needs BuildKit's parser: cargo xtask test buildkit"]
fn buildkit_accepts_every_rewritten_file_and_misses_no_instruction() {
    let mut cases = Vec::new();
    for (name, input) in inputs() {
        let advice = basewise::conclude(&input, &Wishes::default());
        cases.extend(offered(&advice).map(|(one, rewrite)| asked(&name, &advice, one, rewrite)));
    }
    let pairs: Vec<Value> =
        cases.iter().map(|one| json!({ "before": one.before, "after": one.rewrite.dockerfile })).collect();
    let answers = ask(&pairs);
    assert_eq!(answers.len(), cases.len());
    let faults: Vec<String> = cases.iter().zip(&answers).filter_map(|(case, answer)| fault(case, answer)).collect();
    println!("{} rewritten files of {} read by BuildKit's parser", cases.len(), inputs().len());
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() > 1500, "only {} rewrites", cases.len());
}

fn asked(name: &str, advice: &Advice, one: &Recommendation, rewrite: Rewrite) -> Asked {
    let lines = |span: &Span| {
        let (from, to) = advice.build.tree.source.lines(*span);
        from..=to
    };
    let objections = one.candidate.objections.iter().filter(|one| one.change.as_ref().is_some_and(takes_out));
    let claimed = objections.flat_map(|objection| objection.spans.iter().flat_map(lines)).collect();
    Asked {
        name: name.into(),
        before: advice.input.text.clone(),
        parted: one.candidate.choice.shape == Shape::Split,
        shipped: advice.build.shipped.unwrap_or_default(),
        claimed,
        rewrite,
    }
}

/// A change that may take its whole line along.
fn takes_out(change: &Change) -> bool {
    use Change::{BaseEntrypoint, Drop, DropCommand, HealthCheck, Packages, UserCommand};
    matches!(
        change,
        BaseEntrypoint { .. }
            | Drop { .. }
            | DropCommand { .. }
            | HealthCheck { .. }
            | Packages { .. }
            | UserCommand { .. }
    )
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

fn fault(case: &Asked, answer: &Value) -> Option<String> {
    // What BuildKit refuses as it is cannot be held against the rewrite.
    let old = answer["before"].as_array()?;
    let told =
        |what: String| Some(format!("{} to {}: {what}\n{}", case.name, case.rewrite.to, case.rewrite.dockerfile));
    let Some(new) = answer["after"].as_array() else { return told(answer["after"].to_string()) };
    let mut rest = new.iter();
    let kept = old.iter().filter(|one| !case.touches(one));
    let lost: Vec<&Value> = kept.filter(|one| !rest.by_ref().any(|other| same(one, other))).collect();
    if !lost.is_empty() {
        return told(format!("gone or out of order: {lost:?}"));
    }
    let (old, new) = (staged(old), case.merged(staged(new)));
    if old.len() != new.len() {
        return told(format!("{} stages became {}", old.len(), new.len()));
    }
    old.iter().zip(&new).enumerate().find_map(|(at, (old, new))| {
        let (kind, all) = old.iter().find(|(kind, all)| {
            let claimed = all.iter().filter(|one| case.takes_out(one)).count();
            new.get(*kind).map_or(0, Vec::len) + claimed < all.len()
        })?;
        let was: Vec<&Value> = all.iter().map(|one| &one["value"]).collect();
        told(format!("stage {at} lost a {kind} of {was:?}"))
    })
}

/// By kind; what stands before the first FROM is a stage of its own.
type Kinds<'a> = BTreeMap<&'a str, Vec<&'a Value>>;

fn staged(list: &[Value]) -> Vec<Kinds<'_>> {
    let mut stages = vec![Kinds::new()];
    for one in list {
        let kind = one["cmd"].as_str().unwrap_or_default();
        if kind.eq_ignore_ascii_case("from") {
            stages.push(Kinds::new());
        }
        stages.last_mut().expect("one at least").entry(kind).or_default().push(one);
    }
    stages
}

impl Asked {
    /// Two stages that were one are held against that one.
    fn merged<'a>(&self, mut new: Vec<Kinds<'a>>) -> Vec<Kinds<'a>> {
        // The first of all is what stands before any FROM.
        let ships = self.shipped + 2;
        if self.parted && ships < new.len() {
            let second = new.remove(ships);
            for (kind, all) in second {
                new[ships - 1].entry(kind).or_default().extend(all);
            }
        }
        new
    }

    fn span(&self, one: &Value) -> Span {
        let line = |number: &Value| number.as_u64().unwrap_or_default() as usize;
        let offset = |lines: usize| self.before.split_inclusive('\n').take(lines).map(str::len).sum::<usize>();
        Span::new(offset(line(&one["start"]) - 1), offset(line(&one["end"])))
    }

    /// Whether an edit reaches into the lines of an instruction.
    fn touches(&self, one: &Value) -> bool {
        let Span { start, end } = self.span(one);
        let crosses = |edit: Span| edit.start < end && start < edit.end;
        self.rewrite.edits.iter().any(|edit| crosses(edit.span))
    }

    /// Whether an edit covers an instruction wholly, and the advice speaks of its lines.
    fn takes_out(&self, one: &Value) -> bool {
        let span = self.span(one);
        let end = span.start + self.before[span.range()].trim_end().len() as u32;
        let covers = |edit: Span| edit.start <= span.start && end <= edit.end;
        let line = |number: &Value| number.as_u64().unwrap_or_default() as u32;
        let claimed = self.claimed.iter().any(|at| (line(&one["start"])..=line(&one["end"])).contains(at));
        claimed && self.rewrite.edits.iter().any(|edit| covers(edit.span) && !edit.reason.is_empty())
    }
}

fn same(one: &Value, other: &Value) -> bool {
    ["cmd", "flags", "value", "json", "heredocs"].iter().all(|key| one[key] == other[key])
}

/// What the other test would say of a command that went with a line beside it; it is fine where a claim takes it out.
#[test]
fn a_lost_instruction_is_noticed() {
    let before = "FROM a\nRUN x\nCMD y\n";
    let span = Span::new(7, before.len());
    let edit = Edit { span, text: "RUN z\n".into(), rule: "a-rule", reason: "So it is.".into() };
    let rewrite = Rewrite {
        to: "b".into(),
        edits: vec![edit],
        dockerfile: "FROM a\nRUN z\n".into(),
        diff: String::new(),
        complete: true,
        left_to_you: Vec::new(),
        build_args: Default::default(),
        beside: Vec::new(),
    };
    let read = |text: &str| -> Vec<Value> {
        let lines = text.lines().zip(1..);
        lines.map(|(line, at)| json!({ "cmd": &line[..line.find(' ').unwrap_or(0)], "value": line, "start": at, "end": at })).collect()
    };
    let answer = json!({ "before": read(before), "after": read(&rewrite.dockerfile) });
    let mut case =
        Asked { name: "a file".into(), before: before.into(), rewrite, parted: false, shipped: 0, claimed: Vec::new() };
    assert!(fault(&case, &answer).is_some_and(|told| told.contains("stage 1 lost a CMD")));
    case.claimed = vec![3];
    assert_eq!(fault(&case, &answer), None);
}
