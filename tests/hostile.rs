//! Hostile files and the command line: an answer in good time, a clear sentence, and nothing that a terminal, a browser
//! or a program reading the answer would take for more than text. (`tests/browser/tests/pages/hostile.rs` is the page's.)
//!
//! `cargo xtask test hostile` reads all of them with an optimised build, 10 MB and 100,000 stages among them; plain
//! `cargo test` reads an eighth, and smaller.

#[path = "hostile/cases.rs"]
mod cases;
#[path = "hostile/command.rs"]
mod command;

use basewise::advice::Rewrite;
use basewise::wishes::{Input, Wishes};
use cases::table::{self, Row};
use cases::{Case, Sizes, fields};
use command::{Said, ask, obeyed};
use serde_json::Value;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Whether the build is optimised: then everything is read.
const WHOLE: bool = !cfg!(debug_assertions);
const SIZES: Sizes = match WHOLE {
    true => Sizes { pattern: 20_000, depth: 200_000, large: 10_000_000 },
    false => Sizes { pattern: 2_000, depth: 10_000, large: 100_000 },
};
/// So long an answer may take: without optimisation many times as long as with what ships.
const PATIENCE: Duration = Duration::from_secs(if WHOLE { 10 } else { 60 });
const PATIENCE_WITH_LARGE_ONES: Duration = Duration::from_secs(if WHOLE { 30 } else { 60 });
/// All that is asked of one file.
const QUESTIONS: &[&[&str]] = &[
    &["advise", "--format", "text"],
    &["advise", "--format", "json"],
    &["advise", "--format", "sarif"],
    &["advise", "--format", "markdown"],
    &["advise", "--format", "adr"],
    &["advise", "--format", "jsonl"],
    &["rewrite"],
    &["rewrite", "--format", "diff"],
];

/// Runs the work on each thing, on as many processors as there are.
fn side_by_side<T: Sync, R: Send>(things: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, thing)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, things.get(at)?)))
                {
                    let made = work(at, thing);
                    done.lock().expect("nobody broke").push(made);
                }
            });
        }
    });
    done.into_inner().expect("nobody broke")
}

/// What is wrong with an answer.
fn wrongs(words: &[&str], case: &Case, said: &Said) -> Vec<String> {
    let format = *words.last().expect("words");
    let mut wrongs = Vec::new();
    if said.status != Some(0) {
        wrongs.push(format!("ended with {:?}: {}", said.status, said.err));
    }
    wrongs.extend(obeyed(&said.err).map(|c| format!("U+{:04X} goes to the terminal with the errors", c as u32)));
    // What is rewritten is the reader's own file: of it nothing may be hidden from them, and nothing added.
    let theirs = words[0] == "rewrite";
    let strange = said.out.chars().find(|&c| obeyed(&c.to_string()).is_some() && !(theirs && case.text.contains(c)));
    wrongs.extend(strange.map(|c| format!("U+{:04X} goes to the terminal", c as u32)));
    match format {
        "json" | "jsonl" | "sarif" => wrongs.extend(unread(format, &said.out)),
        "markdown" | "adr" => wrongs.extend(live(&said.out).map(|line| format!("live: {line}"))),
        "text" if said.out.trim().len() < 20 => wrongs.push(format!("no sentence: {:?}", said.out)),
        _ => {}
    }
    wrongs.into_iter().map(|why| format!("{}: {} by {words:?}: {why}", case.kind, case.name)).collect()
}

/// What a program that reads the JSON would stumble over.
fn unread(format: &str, out: &str) -> Option<String> {
    let read: Value = match serde_json::from_str(out) {
        Ok(read) => read,
        Err(why) => return Some(format!("no JSON: {why}")),
    };
    let said = read["headline"].as_str().unwrap_or_default().len() > 10;
    if format == "jsonl" && out.lines().count() != 1 {
        return Some("more than one line".into());
    }
    (format != "sarif" && !said).then(|| "no sentence".into())
}

/// A line of Markdown that a renderer would turn into a tag or a link that runs something.
fn live(markdown: &str) -> Option<&str> {
    let mut fenced = false;
    markdown.lines().find(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        let outside: String = line.split('`').step_by(2).collect();
        let tag =
            ["<script", "<img", "<svg", "<iframe", "<style", "<base", "<meta"].iter().any(|tag| outside.contains(tag));
        !fenced && !fence && (tag || outside.contains("](javascript:"))
    })
}

/// The slowest answer to a case and all that is wrong with the answers to it.
fn answers(case: &Case, questions: &[&[&str]], patience: Duration) -> (Duration, Vec<String>) {
    let (mut slowest, mut all) = (Duration::ZERO, Vec::new());
    for words in questions {
        let said = ask(words, &case.text);
        slowest = slowest.max(said.took);
        all.extend(wrongs(words, case, &said));
    }
    if slowest > patience {
        all.push(format!("{}: {}: took {slowest:?}, more than {patience:?}", case.kind, case.name));
    }
    (slowest, all)
}

/// Which questions a case is asked, by its place among its kind.
fn questions(kind: &str, at: usize) -> Vec<&'static [&'static str]> {
    let turn = QUESTIONS[at % QUESTIONS.len()];
    match (kind, WHOLE) {
        ("large", true) => vec![turn],
        (_, true) => QUESTIONS.to_vec(),
        (_, false) => vec![turn],
    }
}

fn row(kind: &str) -> Row {
    let every = if WHOLE { 1 } else { 8 };
    let cases: Vec<Case> = cases::of(kind, SIZES).into_iter().step_by(every).collect();
    let patience = if kind == "large" { PATIENCE_WITH_LARGE_ONES } else { PATIENCE };
    let mut row = Row::new(if WHOLE { "command line" } else { "unoptimised" }, kind);
    let answered = side_by_side(&cases, |at, case| (case.name.clone(), answers(case, &questions(kind, at), patience)));
    answered.into_iter().for_each(|(name, (took, wrongs))| row.add(took, &name, wrongs));
    row
}

#[test]
fn every_kind_has_a_hundred() {
    let sizes = Sizes { pattern: 400, depth: 400, large: 40_000 };
    for kind in cases::KINDS {
        let cases = cases::of(kind, sizes);
        let different: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.text.as_str()).collect();
        assert!(different.len() >= cases::AT_LEAST, "{kind}: {} different ones", different.len());
        assert!(cases.iter().all(|case| case.kind == *kind));
    }
}

/// Every case in every form of answer.
#[test]
fn every_kind_is_answered() {
    let rows: Vec<Row> = cases::KINDS.iter().map(|kind| row(kind)).collect();
    if WHOLE {
        let large = cases::of("large", SIZES);
        assert!(
            large.iter().any(|case| case.text.len() >= 9_900_000)
                && cases::stages(SIZES.large).lines().count() == 100_000
        );
    }
    table::keep(&rows);
    table::must_be_well(&rows);
}

/// A rewrite of a hostile file is what its edits make of it, and every line that no edit touches is still there.
#[test]
fn rewrites_lose_nothing() {
    let every = if WHOLE { 1 } else { 8 };
    let kinds = cases::KINDS.iter().filter(|kind| **kind != "large");
    let cases: Vec<Case> = kinds.flat_map(|kind| cases::of(kind, SIZES)).step_by(every).collect();
    let wrongs = side_by_side(&cases, |_, case| {
        let rewrite = basewise::advise(&Input::pasted(&case.text), &Wishes::default()).rewrite;
        let lost = rewrite.as_ref().and_then(|rewrite| lost(&case.text, rewrite));
        (rewrite.is_some(), lost.map(|why| format!("{}: {}: {why}", case.kind, case.name)))
    });
    let rewritten = wrongs.iter().filter(|(rewritten, _)| *rewritten).count();
    let wrongs: Vec<String> = wrongs.into_iter().filter_map(|(_, wrong)| wrong).collect();
    assert!(wrongs.is_empty(), "{} wrong:\n{}", wrongs.len(), wrongs[..wrongs.len().min(25)].join("\n"));
    println!("{} hostile files, {rewritten} of them rewritten, nothing lost", cases.len());
    assert!(rewritten * 4 > cases.len(), "{rewritten} of {} are rewritten: too few to say", cases.len());
}

/// What a rewrite lost, or made without saying so.
fn lost(text: &str, rewrite: &Rewrite) -> Option<String> {
    let mut made = text.to_owned();
    for edit in rewrite.edits.iter().rev() {
        made.replace_range(edit.span.range(), &edit.text);
    }
    if made != rewrite.dockerfile {
        return Some("the edits do not give the text".into());
    }
    let touched = |from: usize, to: usize| {
        let inside = |range: std::ops::Range<usize>| range.start < to && range.end > from;
        rewrite.edits.iter().any(|edit| inside(edit.span.range()))
    };
    let (mut at, mut after) = (0, made.split('\n'));
    for line in text.split('\n') {
        let (from, to) = (at, at + line.len());
        at = to + 1;
        if !touched(from, at) && !after.any(|other| other == line) {
            return Some(format!("no edit touches {:?}, and it is gone", line.chars().take(80).collect::<String>()));
        }
    }
    None
}

/// House rules that hold a hostile word are obeyed or refused in a sentence; so are hostile files in their place.
#[test]
fn house_rules() {
    let every = if WHOLE { 1 } else { 40 };
    let words = fields::words();
    let sound = words.iter().flat_map(|word| {
        fields::policies(word)
            .into_iter()
            .map(move |(field, policy)| (format!("{word:?} in {field}"), policy.to_string(), Some(0)))
    });
    let refused = words.iter().flat_map(|word| {
        fields::refused_policies(word)
            .into_iter()
            .map(move |(field, text)| (format!("{word:?} as {field}"), text, Some(2)))
    });
    let kinds = cases::KINDS
        .iter()
        .flat_map(|kind| cases::of(kind, Sizes { large: SIZES.large / 10, ..SIZES }).into_iter().step_by(5));
    let files = kinds.map(|case| (format!("{}: {}", case.kind, case.name), case.text, Some(2)));
    let all: Vec<_> = sound.chain(refused).chain(files).step_by(every).collect();
    read_beside(
        "policies",
        &all,
        &["advise", "--format", "text", "--policy", "/dev/stdin", "static/examples/node.Dockerfile"],
    );
}

/// A pack that holds a hostile word in every field is read; what is wrong with it is said with its line.
#[test]
fn lesson_packs() {
    let every = if WHOLE { 1 } else { 40 };
    let words = fields::words();
    let sound = words.iter().map(|word| (format!("{word:?}"), fields::pack(word, false), None));
    let faulty = words.iter().map(|word| (format!("{word:?} with faults"), fields::pack(word, true), Some(1)));
    let kinds = cases::KINDS
        .iter()
        .flat_map(|kind| cases::of(kind, Sizes { large: SIZES.large / 10, ..SIZES }).into_iter().step_by(5));
    let files = kinds.map(|case| (format!("{}: {}", case.kind, case.name), case.text, None));
    let all: Vec<_> = sound.chain(faulty).chain(files).step_by(every).collect();
    read_beside("lesson packs", &all, &["lessons", "check", "/dev/stdin"]);
}

/// Gives each text to the command, and asks for its status where one is given, a sentence, and nothing that is obeyed.
fn read_beside(kind: &str, all: &[(String, String, Option<i32>)], words: &[&str]) {
    let mut row = Row::new(if WHOLE { "command line" } else { "unoptimised" }, kind);
    let answered = side_by_side(all, |_, (name, text, status)| {
        let said = command::run(words, text);
        let mut wrongs = Vec::new();
        if said.status.is_none() || status.is_some() && said.status != *status {
            wrongs.push(format!("ended with {:?}, not {status:?}: {}", said.status, said.err));
        }
        let both = format!("{}{}", said.out, said.err);
        wrongs.extend(obeyed(&both).map(|c| format!("U+{:04X} goes to the terminal", c as u32)));
        let sentence = if said.status == Some(2) { &said.err } else { &said.out };
        wrongs.extend(
            (sentence.trim().len() < 20 || sentence.contains("panicked")).then(|| format!("no sentence: {both:?}")),
        );
        wrongs.extend((said.took > PATIENCE).then(|| format!("took {:?}", said.took)));
        (name.clone(), said.took, wrongs.into_iter().map(|why| format!("{kind}: {name}: {why}")).collect())
    });
    answered.into_iter().for_each(|(name, took, wrongs)| row.add(took, &name, wrongs));
    table::keep(std::slice::from_ref(&row));
    table::must_be_well(std::slice::from_ref(&row));
}
