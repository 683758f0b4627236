//! What stands around the program: tini and gosu, `poetry run`, scripts; taken off one after another.

use super::{Start, Word, is_shell};
use crate::evidence::language;

/// Takes wrappers, runners and scripts off, one after another.
pub fn peel(words: Vec<Word>, start: &mut Start) {
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        match layer(rest) {
            Layer::Wrapper(_) => start.wrappers.push(first.clone()),
            Layer::Runner(_) => start.runners.push(first.clone()),
            Layer::Plain(_) => {}
            Layer::Script(_) if first.span.is_some() => start.script = Some(first.clone()),
            Layer::Script(_) => {}
            Layer::Program => break,
        }
        let skip = layer(rest).skip().clamp(1, rest.len());
        rest = &rest[skip..];
    }
    start.program = rest.first().cloned();
    start.args = rest.iter().skip(1).cloned().collect();
    if let Some(program) = start.program.as_ref().filter(|word| is_shell(word.name())) {
        let script = start.args.iter().find(|arg| !arg.text.starts_with('-')).cloned();
        start.shell = start.shell.take().or(Some(program.clone()));
        if let Some(script) = script.filter(|word| word.span.is_some()) {
            start.script = Some(script);
            start.program = None;
        }
    }
}

/// What the first word is to those behind it, and how many words it takes.
enum Layer {
    Wrapper(usize),
    Runner(usize),
    /// Part of coreutils or the shell: `exec`, `env`, `nice`.
    Plain(usize),
    Script(usize),
    Program,
}

impl Layer {
    fn skip(&self) -> usize {
        match self {
            Layer::Wrapper(skip) | Layer::Runner(skip) | Layer::Plain(skip) | Layer::Script(skip) => *skip,
            Layer::Program => 0,
        }
    }
}

fn layer(words: &[Word]) -> Layer {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let name = words[0].name();
    let flags = || 1 + words[1..].iter().take_while(|word| word.text.starts_with('-')).count();
    match name {
        "tini" | "tini-static" | "dumb-init" | "catatonit" | "pid1" => Layer::Wrapper(after_dashes(words)),
        "gosu" | "su-exec" | "chroot" | "setpriv" | "runuser" => Layer::Wrapper(flags() + 1),
        "xvfb-run"
        | "opentelemetry-instrument"
        | "ddtrace-run"
        | "dotenv"
        | "doppler"
        | "chamber"
        | "wait-for-it"
        | "dockerize"
        | "aws-lambda-rie"
        | "authbind"
        | "jemalloc.sh" => Layer::Wrapper(after_dashes(words)),
        "newrelic-admin" => Layer::Wrapper(2),
        "exec" | "nohup" | "time" | "command" => Layer::Plain(1),
        "nice" => Layer::Plain(flags()),
        "env" => {
            Layer::Plain(1 + words[1..].iter().take_while(|w| w.text.contains('=') || w.text.starts_with('-')).count())
        }
        "timeout" => Layer::Plain(flags() + 1),
        "poetry" | "pipenv" | "uv" | "pdm" | "hatch" | "rye" if text(1) == "run" => {
            Layer::Runner(2 + words[2..].iter().take_while(|word| word.text.starts_with('-')).count())
        }
        "conda" | "micromamba" | "mamba" if text(1) == "run" => Layer::Runner(conda(words)),
        "bundle" if text(1) == "exec" => Layer::Runner(2),
        "npx" if words.len() > 1 => Layer::Runner(flags()),
        "pnpm" | "yarn" if text(1) == "exec" => Layer::Runner(2),
        _ if language::product_of_program(name).is_some() => Layer::Program,
        _ if is_script(&words[0]) => Layer::Script(1),
        _ => Layer::Program,
    }
}

/// tini and its like: everything up to `--`, or their flags.
fn after_dashes(words: &[Word]) -> usize {
    match words.iter().take(8).position(|word| word.text == "--") {
        Some(at) => at + 1,
        None => 1 + words[1..].iter().take_while(|word| word.text.starts_with('-')).count(),
    }
}

fn conda(words: &[Word]) -> usize {
    let mut at = 2;
    while let Some(word) = words.get(at).filter(|word| word.text.starts_with('-')) {
        at += if matches!(word.text.as_str(), "-n" | "--name" | "-p" | "--prefix") { 2 } else { 1 };
    }
    at
}

/// A shell script by its name: `/docker-entrypoint.sh`, `./entrypoint`, `start.sh`.
pub fn is_script(word: &Word) -> bool {
    let name = word.name();
    name.ends_with(".sh")
        || name.ends_with(".bash")
        || name.contains("entrypoint")
        || matches!(name, "start" | "run" | "docker-start") && word.text.contains('/')
}
