//! BuildKit as oracle: `tests/oracle/buildkit.py` recorded how BuildKit's own parser reads the corpus.
//!
//! Deliberate differences, each with its reason:
//! - *A line that is only a continuation mark* is an instruction without a name to BuildKit's parser (and an error
//!   one step later). It is left out here: there is nothing to show.
//! - *Non-ASCII letters in flags*: BuildKit reads flags byte by byte as Latin-1, so `--x=ä` becomes `--x=Ã¤`.
//!   Here they stay what they are.
//! - *White space between `<<` and its word*: the recorded parser is older than BuildKit's commit that allows it.
//!   Here it is read as today's BuildKit reads it. Such files are in `tests/reading_heredocs.rs`, not in the corpus.
//! - *What the recorded parser refuses* is read on here, with a problem; the test asks for that problem.
//! - *Text after a JSON list*: the recorded parser stops at `]`; today's BuildKit takes the whole line as text, and so
//!   does this reader ([`only_older`]).
//! - *Arguments of what is no instruction* are not read: BuildKit's parser gives one empty value.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use basewise::dockerfile::{self, Exec, Heredoc, Instruction, Kind, Pair, Severity, Tree, Word};
use serde_json::{Value, json};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");

fn rows() -> impl Iterator<Item = Value> {
    let golden = std::fs::read_to_string(format!("{CORPUS}buildkit.jsonl")).unwrap();
    golden.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>().into_iter()
}

fn tree(row: &Value) -> Tree {
    let bytes = std::fs::read(format!("{CORPUS}{}", row["file"].as_str().unwrap())).unwrap();
    dockerfile::parse(&String::from_utf8(bytes).unwrap())
}

#[test]
fn every_file_that_buildkit_accepts_is_read_the_same() {
    let (mut checked, mut differ) = (0, Vec::new());
    for row in rows().filter(|row| row.get("commands").is_some()) {
        let tree = tree(&row);
        let ours: Vec<Value> = tree.instructions.iter().map(|instruction| command(&tree, instruction)).collect();
        let theirs: Vec<Value> =
            row["commands"].as_array().unwrap().iter().filter(|c| !c["cmd"].is_null()).map(comparable).collect();
        for (index, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            if ours != theirs && !only_older(ours, theirs) {
                differ.push(format!("{} instruction {index}\n  here     {ours}\n  BuildKit {theirs}", row["file"]));
            }
        }
        assert_eq!(ours.len(), theirs.len(), "{}", row["file"]);
        checked += 1;
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(checked >= 300, "only {checked} files of the corpus are accepted by BuildKit");
}

#[test]
fn every_file_that_buildkit_refuses_has_a_problem() {
    for row in rows().filter(|row| row.get("error").is_some()) {
        let tree = tree(&row);
        // An empty file is no error to someone who is still typing.
        if row["error"] == "file with no instructions" {
            assert!(tree.instructions.is_empty());
            continue;
        }
        assert!(tree.problems.iter().any(|p| p.severity == Severity::Error), "{} {}", row["file"], row["error"]);
    }
}

/// The oracle's answer without what it cannot tell.
fn comparable(theirs: &Value) -> Value {
    let mut row = theirs.clone();
    // The wrapper shows neither flags nor heredocs of what follows ONBUILD.
    if !row["sub"].is_null() {
        row["heredocs"] = json!([]);
    }
    let flags = row["flags"].as_array().unwrap().iter().map(|flag| latin1(flag.as_str().unwrap())).collect();
    row["flags"] = Value::Array(flags);
    row
}

/// Undoes BuildKit's reading of UTF-8 as Latin-1.
fn latin1(text: &str) -> Value {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c as u32).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_string()).into()
}

fn command(tree: &Tree, instruction: &Instruction) -> Value {
    let inner = match &instruction.kind {
        Kind::Onbuild(inner) => Some(inner.as_ref()),
        _ => None,
    };
    let shown = inner.unwrap_or(instruction);
    let heredocs = if inner.is_some() { &[][..] } else { heredocs(&shown.kind) };
    let (first, last) = tree.source.lines(instruction.span);
    json!({
        "cmd": instruction.keyword.text, "sub": inner.map(|inner| &inner.keyword.text), "json": is_json(&shown.kind),
        "flags": instruction.flags.iter().map(flag).collect::<Vec<_>>(), "value": values(tree, shown),
        "start": first, "end": last,
        "heredocs": heredocs.iter().map(|doc| heredoc(tree, doc)).collect::<Vec<_>>(),
    })
}

fn flag(flag: &dockerfile::Flag) -> String {
    let value = flag.value.as_ref().map_or(String::new(), |value| format!("={}", value.text));
    format!("--{}{value}", flag.name.text)
}

fn heredoc(tree: &Tree, doc: &Heredoc) -> Value {
    let opener = tree.source.slice(doc.opener);
    let digits: String = opener.chars().take_while(char::is_ascii_digit).collect();
    json!({ "name": doc.delimiter, "fd": digits.parse().unwrap_or(0), "content": tree.source.slice(doc.body) })
}

fn heredocs(kind: &Kind) -> &[Heredoc] {
    match kind {
        Kind::Run(Exec::Shell(_, heredocs)) => heredocs,
        Kind::Copy(transfer) | Kind::Add(transfer) => &transfer.heredocs,
        _ => &[],
    }
}

fn is_json(kind: &Kind) -> bool {
    match kind {
        Kind::Run(exec) | Kind::Cmd(exec) | Kind::Entrypoint(exec) | Kind::Healthcheck(Some(exec)) => {
            matches!(exec, Exec::Json(_))
        }
        Kind::Copy(transfer) | Kind::Add(transfer) => transfer.json,
        Kind::Volume(words) => {
            words.first().is_some_and(|word| word.span.end - word.span.start >= 2 + word.text.len() as u32)
        }
        Kind::Shell(_) => true,
        _ => false,
    }
}

/// The values as BuildKit's parser lists them.
fn values(tree: &Tree, instruction: &Instruction) -> Vec<String> {
    let written = |word: &Word| word.text.clone();
    match &instruction.kind {
        Kind::From { .. } => from(tree, instruction),
        Kind::Run(exec) | Kind::Cmd(exec) | Kind::Entrypoint(exec) => launch(exec),
        Kind::Healthcheck(None) => vec![arguments(tree, instruction)],
        Kind::Healthcheck(Some(exec)) => {
            let word = arguments(tree, instruction).split_whitespace().next().unwrap_or_default().to_string();
            std::iter::once(word).chain(launch(exec)).collect()
        }
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let mut all: Vec<(u32, String)> =
                transfer.sources.iter().chain(&transfer.destination).map(|w| (w.span.start, w.text.clone())).collect();
            all.extend(
                transfer.heredocs.iter().map(|doc| (doc.opener.start, tree.source.slice(doc.opener).to_string())),
            );
            all.sort();
            all.into_iter().map(|(_, text)| text).collect()
        }
        Kind::Arg(pairs) => pairs.iter().map(pair).collect(),
        Kind::Env(pairs) | Kind::Label(pairs) => pairs
            .iter()
            .flat_map(|pair| [pair.name.text.clone(), pair.value.as_ref().map(written).unwrap_or_default()])
            .collect(),
        Kind::Expose(words) | Kind::Volume(words) | Kind::Shell(words) => words.iter().map(written).collect(),
        Kind::User(word) | Kind::Workdir(word) | Kind::Stopsignal(word) | Kind::Maintainer(word) => {
            Some(written(word)).filter(|text| !text.is_empty()).into_iter().collect()
        }
        Kind::Onbuild(_) => vec![],
        // The parser does not mind what a later step of BuildKit refuses.
        Kind::Unknown => match instruction.keyword.text.to_ascii_lowercase().as_str() {
            "onbuild" if arguments(tree, instruction).is_empty() => vec![],
            "shell" => non_empty(arguments(tree, instruction)).collect(),
            "healthcheck" => {
                let arguments = arguments(tree, instruction);
                let (word, rest) = arguments.split_once(char::is_whitespace).unwrap_or((&arguments, ""));
                non_empty(word.into()).chain(non_empty(rest.trim().into())).collect()
            }
            _ => vec![String::new()],
        },
    }
}

fn non_empty(text: String) -> impl Iterator<Item = String> {
    Some(text).filter(|text| !text.is_empty()).into_iter()
}

fn from(tree: &Tree, instruction: &Instruction) -> Vec<String> {
    let gap = |c| matches!(c, '\t' | '\x0b' | '\x0c' | '\r' | ' ');
    arguments(tree, instruction).split(gap).filter(|word| !word.is_empty()).map(String::from).collect()
}

fn pair(pair: &Pair) -> String {
    match &pair.value {
        Some(value) => format!("{}={}", pair.name.text, value.text),
        None => pair.name.text.clone(),
    }
}

fn launch(exec: &Exec) -> Vec<String> {
    match exec {
        Exec::Json(words) => words.iter().map(|word| word.text.clone()).collect(),
        Exec::Shell(line, _) if line.text.is_empty() => vec![],
        Exec::Shell(line, _) => vec![line.text.clone()],
    }
}

/// What follows the keyword and the flags, for what the tree keeps no words of: continuations joined once more.
fn arguments(tree: &Tree, instruction: &Instruction) -> String {
    let after = instruction.flags.last().map_or(instruction.keyword.span.end, |flag| flag.span.end);
    let text = &tree.source.text()[after as usize..instruction.span.end as usize];
    let lines = text.lines().enumerate().filter(|(index, line)| *index == 0 || !left_out(line));
    let joined: String = lines.map(|(_, line)| uncontinued(line, tree.directives.escape)).collect();
    joined.trim().to_string()
}

fn left_out(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn uncontinued(line: &str, escape: char) -> &str {
    let kept = line.trim_end_matches([' ', '\t', '\r']).strip_suffix(escape);
    kept.filter(|kept| !kept.ends_with(escape)).unwrap_or(line)
}

/// The recorded parser, older than today's BuildKit, took `["a"] b` for JSON and forgot the `b`.
fn only_older(ours: &Value, theirs: &Value) -> bool {
    let line = ours["value"].as_array().and_then(|values| values.last()).and_then(Value::as_str).unwrap_or_default();
    let list = serde_json::Deserializer::from_str(line).into_iter::<Vec<String>>().next().and_then(Result::ok);
    let last = theirs["value"]
        .as_array()
        .map(|values| values.iter().filter_map(Value::as_str).map(String::from).collect::<Vec<_>>());
    let Some((list, last)) = list.zip(last) else { return false };
    theirs["json"] == true && ours["json"] == false && last.ends_with(&list)
}
