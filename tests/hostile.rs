//! Hostile files and the command line: an answer in good time, a clear sentence, and nothing that a terminal, a browser
//! or a program reading the answer would take for more than text. (`tests/browser/tests/pages/hostile.rs` is the page's.)

#[path = "hostile/cases.rs"]
mod cases;

use cases::Case;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn ask(words: &[&str], text: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_basewise"));
    command.args(words).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command line starts");
    let mut stdin = child.stdin.take().expect("it listens");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || _ = stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("it read");
    output
}

/// Everything that is wrong with the answers to one file.
fn wrongs(case: &Case, formats: &[&str]) -> Vec<String> {
    let mut wrongs = Vec::new();
    for format in formats {
        let said = ask(&["advise", "--format", format], &case.text);
        let mut wrong = |why: String| wrongs.push(format!("{}: {} as {format}: {why}", case.kind, case.name));
        if said.status.code() != Some(0) {
            wrong(format!("ended with {}: {}", said.status, String::from_utf8_lossy(&said.stderr)));
        }
        let Ok(out) = String::from_utf8(said.stdout) else {
            wrong("no UTF-8".into());
            continue;
        };
        match *format {
            "json" | "jsonl" | "sarif" if serde_json::from_str::<Value>(&out).is_err() => wrong("no JSON".into()),
            "jsonl" if out.lines().count() != 1 => wrong("more than one line".into()),
            "text" => _ = commanding(&out).map(|c| wrong(format!("U+{:04X} goes to the terminal", c as u32))),
            "markdown" => _ = live(&out).map(|line| wrong(format!("live: {line}"))),
            _ => {}
        }
    }
    wrongs
}

/// A character that a terminal obeys instead of showing it.
fn commanding(text: &str) -> Option<char> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().find(|&c| (c.is_control() && c != '\n' && c != '\t') || turns(c))
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

#[test]
fn small_ones() {
    let cases = cases::small();
    assert!(cases.len() > 400, "{}", cases.len());
    let formats = ["text", "json", "jsonl", "sarif", "markdown"];
    let wrongs: Vec<String> = cases
        .iter()
        .enumerate()
        .flat_map(|(at, case)| wrongs(case, &[formats[at % 5], formats[(at / 5 + 1 + at) % 5]]))
        .collect();
    println!("{} hostile files, {} wrong", cases.len(), wrongs.len());
    assert!(wrongs.is_empty(), "{} wrong:\n{}", wrongs.len(), wrongs[..wrongs.len().min(25)].join("\n"));
}

/// A rewrite of a hostile file loses none of its lines but those it says it changes.
#[test]
fn rewrites_of_small_ones() {
    for case in cases::small() {
        let said = ask(&["rewrite"], &case.text);
        assert_eq!(
            said.status.code(),
            Some(0),
            "{}: {}: {}",
            case.kind,
            case.name,
            String::from_utf8_lossy(&said.stderr)
        );
    }
}

/// Without optimisation many times as slow as what ships: a hundredth of the size then.
#[test]
fn large_ones() {
    let (size, patience) = if cfg!(debug_assertions) { (100_000, 60) } else { (10_000_000, 30) };
    let mut slow = Vec::new();
    for case in cases::large(size) {
        let begun = Instant::now();
        let wrongs = wrongs(&case, &["jsonl"]);
        let took = begun.elapsed();
        assert!(wrongs.is_empty(), "{wrongs:#?}");
        slow.push((took, format!("{} ({} KB)", case.name, case.text.len() / 1000)));
    }
    slow.sort();
    slow.iter().rev().take(8).for_each(|(took, name)| println!("{:>6.2} s {name}", took.as_secs_f32()));
    assert!(slow.last().is_some_and(|(took, _)| *took < Duration::from_secs(patience)), "{:?}", slow.last());
}
