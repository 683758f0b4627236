//! Any bytes at all: no panic, spans inside the text and on character boundaries, the source put together from the tree.
//!
//! `READING_CASES=1000000 cargo test --release --test reading_fuzz` runs more of them.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use basewise::dockerfile::{self, Exec, Instruction, Kind, Piece, Tree, Word};
use basewise::shell::{Arg, Command};
use basewise::source::Span;
use basewise::stages::{self, Base, Build, Does, Launch, Value};
use basewise::wishes::Input;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::LazyLock;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");

static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut paths: Vec<_> = ["hand", "generated"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(format!("{CORPUS}/{folder}")).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
});

/// Text that is put in: what readers stumble over.
const TOKENS: &[&str] = &[
    "\\",
    "\\\n",
    "`",
    "\n",
    "\r\n",
    "\"",
    "'",
    "$",
    "${",
    "}",
    "$(",
    ")",
    "(",
    "<<",
    "<<EOF",
    "EOF\n",
    "<<-'E'",
    "[",
    "]",
    "{",
    "#",
    "--",
    "=",
    "&&",
    "||",
    ";",
    "|",
    "FROM ",
    "RUN ",
    "COPY --from=",
    "ONBUILD ",
    "ENV a=",
    "ARG ",
    "sh -c ",
    "case x in ",
    "esac",
    "if ",
    "fi",
    "for i in ",
    "do ",
    "done",
    "\u{feff}",
    "\u{00a0}",
    "é",
    "🦀",
    "\0",
    "${a:-",
    "${a//",
    "${a%%",
    "*",
    "?",
    "@sha256:",
    ":",
    "/",
    "{{",
    "# escape=`\n",
    "[\"",
    "\\u00",
    "\\ud800",
    "find -exec ",
    "sudo ",
    "xargs ",
    "apk add ",
    "$'",
    "[[ ",
    "function ",
    "export ",
    "cd ../",
];

#[derive(Debug, Clone)]
enum Change {
    Put(usize, usize),
    Flip(usize, u8),
    Cut(usize, usize),
    Copy(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>();
    prop_oneof![
        4 => (at, 0..TOKENS.len()).prop_map(|(at, token)| Change::Put(at, token)),
        2 => (at, any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        2 => (at, 0usize..40).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => (at, at, 0usize..60).prop_map(|(from, to, length)| Change::Copy(from, to, length)),
    ]
}

fn apply(mut bytes: Vec<u8>, changes: &[Change]) -> String {
    for change in changes {
        let size = bytes.len() + 1;
        match *change {
            Change::Put(at, token) => drop(bytes.splice(at % size..at % size, TOKENS[token].bytes())),
            Change::Flip(at, byte) => bytes.iter_mut().skip(at % size).take(1).for_each(|slot| *slot = byte),
            Change::Cut(at, length) => drop(bytes.drain(at % size..(at % size + length).min(size - 1))),
            Change::Copy(from, to, length) => {
                let part = bytes[from % size..(from % size + length).min(size - 1)].to_vec();
                drop(bytes.splice(to % size..to % size, part));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn damaged_files_are_read_whole() {
    let cases = std::env::var("READING_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let window = (0..FILES.len(), any::<usize>(), 1usize..600);
    let strategy = (window, prop::collection::vec(change(), 0..8));
    let read = |((file, from, length), changes): ((usize, usize, usize), Vec<Change>)| {
        let bytes = &FILES[file];
        let from = from % (bytes.len() + 1);
        let text = apply(bytes[from..(from + length).min(bytes.len())].to_vec(), &changes);
        sound(&text);
        Ok(())
    };
    TestRunner::new(config).run(&strategy, read).unwrap();
}

#[test]
fn the_corpus_is_sound() {
    FILES.iter().for_each(|bytes| sound(&String::from_utf8_lossy(bytes)));
}

#[test]
fn every_beginning_of_a_file_is_read() {
    for bytes in FILES.iter().take(60) {
        let text = String::from_utf8_lossy(bytes);
        text.char_indices().for_each(|(at, _)| sound(&text[..at]));
    }
}

/// All that must hold for any text.
fn sound(text: &str) {
    let tree = dockerfile::parse(text);
    whole(&tree);
    let check = Check { text };
    tree.instructions.iter().for_each(|instruction| check.instruction(instruction));
    check.build(&stages::resolve(tree, &Input::default()));
}

/// The pieces are the source, and between them stands nothing that means anything.
fn whole(tree: &Tree) {
    let text = tree.source.text();
    let mut again = String::new();
    for (piece, span) in tree.pieces() {
        assert_eq!(span.start as usize, again.len(), "{text:?}");
        let part = &text[span.range()];
        let empty = part.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == tree.directives.escape);
        assert!(piece != Piece::Gap || empty, "{part:?} is lost in {text:?}");
        again.push_str(part);
    }
    assert_eq!(again, text);
    let starts: Vec<u32> = tree.instructions.iter().map(|one| one.span.start).collect();
    assert!(starts.is_sorted(), "{text:?}");
}

struct Check<'a> {
    text: &'a str,
}

impl Check<'_> {
    fn span(&self, span: Span) {
        assert!(self.text.get(span.range()).is_some(), "{span:?} in {:?}", self.text);
    }

    fn word(&self, word: &Word) {
        self.span(word.span);
    }

    fn instruction(&self, one: &Instruction) {
        self.span(one.span);
        self.word(&one.keyword);
        for flag in &one.flags {
            self.span(flag.span);
            self.word(&flag.name);
            flag.value.iter().for_each(|value| self.word(value));
        }
        self.kind(&one.kind);
    }

    fn kind(&self, kind: &Kind) {
        match kind {
            Kind::From { image, name } => {
                [Some(image), name.as_ref()].into_iter().flatten().for_each(|word| self.word(word))
            }
            Kind::Run(exec) | Kind::Cmd(exec) | Kind::Entrypoint(exec) | Kind::Healthcheck(Some(exec)) => {
                self.exec(exec)
            }
            Kind::Copy(transfer) | Kind::Add(transfer) => {
                transfer.sources.iter().chain(&transfer.destination).for_each(|word| self.word(word));
                transfer.heredocs.iter().for_each(|doc| self.span(doc.body));
                transfer.heredocs.iter().for_each(|doc| self.span(doc.opener));
            }
            Kind::Arg(pairs) | Kind::Env(pairs) | Kind::Label(pairs) => pairs.iter().for_each(|pair| {
                self.span(pair.span);
                self.word(&pair.name);
                pair.value.iter().for_each(|value| self.word(value));
            }),
            Kind::User(word) | Kind::Workdir(word) | Kind::Stopsignal(word) | Kind::Maintainer(word) => self.word(word),
            Kind::Expose(words) | Kind::Volume(words) | Kind::Shell(words) => {
                words.iter().for_each(|word| self.word(word))
            }
            Kind::Onbuild(inner) => self.instruction(inner),
            Kind::Healthcheck(None) | Kind::Unknown => {}
        }
    }

    fn exec(&self, exec: &Exec) {
        match exec {
            Exec::Json(words) => words.iter().for_each(|word| self.word(word)),
            Exec::Shell(line, heredocs) => {
                self.span(line.span);
                heredocs.iter().for_each(|doc| self.span(doc.body));
                heredocs.iter().for_each(|doc| self.span(doc.opener));
                for (at, c) in line.text.char_indices() {
                    self.span(line.locate(at, at + c.len_utf8()));
                }
            }
        }
    }

    fn build(&self, build: &Build) {
        build.problems.iter().for_each(|problem| self.span(problem.span));
        build.edges.iter().for_each(|edge| self.span(edge.span));
        for stage in &build.stages {
            self.value(&stage.from);
            if let Base::Stage(below) = stage.base {
                assert!(below < stage.index, "{:?}", self.text);
            }
            stage.steps.iter().for_each(|step| self.does(&step.does));
            let config = &stage.config;
            [&config.entrypoint, &config.cmd].into_iter().flatten().for_each(|launch| self.launch(launch));
            config.healthcheck.iter().flatten().for_each(|launch| self.launch(launch));
            config.env.iter().for_each(|(_, value)| self.value(value));
            config.user.iter().chain(&config.workdir).chain(&config.ports).for_each(|value| self.value(value));
        }
    }

    fn does(&self, does: &Does) {
        match does {
            Does::Run(launch) => self.launch(launch),
            Does::Bring { sources, destination, .. } => {
                sources.iter().chain(destination).for_each(|value| self.value(value))
            }
            Does::Set => {}
        }
    }

    fn value(&self, value: &Value) {
        self.span(value.span);
        for link in &value.chain {
            link.value.into_iter().chain(link.pair).for_each(|span| self.span(span));
        }
    }

    fn launch(&self, launch: &Launch) {
        launch.words.iter().for_each(|word| self.value(word));
        launch.commands.iter().for_each(|command| self.command(command));
    }

    fn command(&self, command: &Command) {
        let args =
            std::iter::once(&command.program).chain(&command.args).chain(command.env.iter().map(|(_, value)| value));
        args.for_each(|arg: &Arg| self.span(arg.span));
        self.span(command.span);
        let packages = command.packages.iter().flat_map(|action| &action.packages);
        packages.for_each(|package| self.span(package.span));
    }
}
