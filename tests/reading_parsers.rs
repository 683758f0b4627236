//! Two more parsers as oracles: wherever `dockerfile-parser` or `parse-dockerfile` accepts a file, this reader agrees.
//!
//! Left out, because the other parser reads it unlike BuildKit (which decides, see `reading_buildkit.rs`):
//! - `dockerfile-parser` knows neither heredocs nor other escape characters nor a byte-order mark nor letters beyond
//!   ASCII nor vertical tabs, takes `["a"] b` for a list and `LA"BEL` for `LA`. Files with such things, or with any problem, are left out.
//! - Both take `\\` at the end of a line for a continuation; BuildKit does not. `parse-dockerfile` counts from behind
//!   a byte-order mark.
//!
//! `READING_MORE=folder` compares every file of a folder as well.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use basewise::dockerfile::{self, Exec, Kind, Tree};
use dockerfile_parser::{Dockerfile, Instruction};

fn files() -> Vec<(String, String)> {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");
    let mut folders = vec![format!("{corpus}hand"), format!("{corpus}generated")];
    folders.extend(std::env::var("READING_MORE"));
    let paths = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        paths.filter(|path| path.is_file()).map(|path| (path.display().to_string(), path)).collect();
    files.sort();
    files
        .into_iter()
        .map(|(name, path)| (name, String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()))
        .collect()
}

/// A reading in short lines: the instruction's name, and what is told about it alike everywhere.
fn ours(tree: &Tree) -> Vec<String> {
    tree.instructions
        .iter()
        .map(|one| format!("{}{}", one.keyword.text.to_ascii_uppercase(), detail(&one.kind)))
        .collect()
}

fn detail(kind: &Kind) -> String {
    match kind {
        Kind::From { image, name } => format!(" {} {}", image.text, name.as_ref().map_or("", |name| &name.text)),
        Kind::Run(exec) | Kind::Cmd(exec) | Kind::Entrypoint(exec) => match exec {
            Exec::Json(words) => format!(" {:?}", words.iter().map(|word| &word.text).collect::<Vec<_>>()),
            Exec::Shell(..) => " shell".into(),
        },
        _ => String::new(),
    }
}

fn theirs(read: &Dockerfile) -> Vec<String> {
    let exec = |words: Option<Vec<&str>>| words.map_or(" shell".to_string(), |words| format!(" {words:?}"));
    let told = |one: &Instruction| match one {
        Instruction::From(from) => {
            format!("FROM {} {}", from.image.content, from.alias.as_ref().map_or("", |name| &name.content))
        }
        Instruction::Run(run) => format!("RUN{}", exec(run.as_exec().map(|words| words.as_str_vec()))),
        Instruction::Cmd(cmd) => format!("CMD{}", exec(cmd.as_exec().map(|words| words.as_str_vec()))),
        Instruction::Entrypoint(entry) => {
            format!("ENTRYPOINT{}", exec(entry.as_exec().map(|words| words.as_str_vec())))
        }
        Instruction::Arg(_) => "ARG".into(),
        Instruction::Label(_) => "LABEL".into(),
        Instruction::Copy(_) => "COPY".into(),
        Instruction::Env(_) => "ENV".into(),
        Instruction::Misc(misc) => misc.instruction.content.to_ascii_uppercase(),
    };
    read.instructions.iter().map(told).collect()
}

#[test]
fn dockerfile_parser_agrees_wherever_it_accepts() {
    let (mut agreed, mut differ) = (0, Vec::new());
    for (name, text) in files() {
        let tree = dockerfile::parse(&text);
        let beyond = !text.is_ascii()
            || text.contains('\x0b')
            || text.contains("<<")
            || tree.directives.escape != '\\'
            || doubled(&text);
        if beyond || !tree.problems.is_empty() {
            continue;
        }
        let Ok(read) = Dockerfile::parse(&text) else { continue };
        let (ours, theirs) = (ours(&tree), theirs(&read));
        if ours == theirs {
            agreed += 1;
        } else {
            differ.push(format!("{name}\n  here {ours:?}\n  there {theirs:?}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(agreed >= 20, "it accepts only {agreed} files");
}

#[test]
fn parse_dockerfile_agrees_wherever_it_accepts() {
    let (mut agreed, mut differ) = (0, Vec::new());
    for (name, text) in files() {
        let Ok(read) = parse_dockerfile::parse(&text) else { continue };
        if doubled(&text) {
            continue;
        }
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let ours: Vec<u32> = dockerfile::parse(&text).instructions.iter().map(|one| one.keyword.span.start).collect();
        let theirs: Vec<u32> = read.instructions.iter().map(|one| start(one) + mark).collect();
        if ours == theirs {
            agreed += 1;
        } else {
            differ.push(format!("{name}\n  here {ours:?}\n  there {theirs:?}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(agreed >= 20, "it accepts only {agreed} files");
}

/// Whether a line ends in two escape characters.
fn doubled(text: &str) -> bool {
    text.lines().any(|line| ["\\\\", "``"].iter().any(|end| line.trim_end().ends_with(end)))
}

fn start(one: &parse_dockerfile::Instruction) -> u32 {
    use parse_dockerfile::Instruction::*;
    let keyword = match one {
        Add(one) => &one.add,
        Arg(one) => &one.arg,
        Cmd(one) => &one.cmd,
        Copy(one) => &one.copy,
        Entrypoint(one) => &one.entrypoint,
        Env(one) => &one.env,
        Expose(one) => &one.expose,
        From(one) => &one.from,
        Healthcheck(one) => &one.healthcheck,
        Label(one) => &one.label,
        Maintainer(one) => &one.maintainer,
        Onbuild(one) => &one.onbuild,
        Run(one) => &one.run,
        Shell(one) => &one.shell,
        Stopsignal(one) => &one.stopsignal,
        User(one) => &one.user,
        Volume(one) => &one.volume,
        Workdir(one) => &one.workdir,
        other => panic!("a new instruction: {other:?}"),
    };
    keyword.span.start as u32
}
