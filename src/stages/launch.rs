//! RUN, CMD, ENTRYPOINT, HEALTHCHECK → what they start.

use super::{Form, Launch, Value};
use crate::dockerfile::{Exec, Flag, Heredoc, Logical, Tree, Word};
use crate::shell::{self, Budget, Command, Scope};
use crate::source::Span;
use std::rc::Rc;

/// What is in force where something is started.
pub struct Surroundings<'a> {
    pub tree: &'a Tree,
    pub lookup: &'a dyn Fn(&str) -> Option<Rc<str>>,
    pub cwd: Option<String>,
    pub shell: Option<&'a [String]>,
    pub windows: bool,
    pub budget: &'a Budget,
}

impl Surroundings<'_> {
    pub fn launch(&self, exec: &Exec, flags: &[Flag], span: Span) -> Launch {
        let form = self.form(exec);
        let commands = if form == Form::Windows { Vec::new() } else { self.commands(exec) };
        Launch { span, form, words: words(exec), commands, mounts: mounts(flags) }
    }

    fn form(&self, exec: &Exec) -> Form {
        match exec {
            Exec::Json(words) if words.first().is_some_and(|word| is_windows(&word.text)) => Form::Windows,
            Exec::Json(_) => Form::Exec,
            Exec::Shell(..) if self.shell_is_windows() => Form::Windows,
            Exec::Shell(..) => Form::Shell,
        }
    }

    fn shell_is_windows(&self) -> bool {
        match self.shell.and_then(|words| words.first()) {
            Some(program) => is_windows(program),
            None => self.windows,
        }
    }

    fn commands(&self, exec: &Exec) -> Vec<Command> {
        let source = &self.tree.source;
        let scope = Scope { source, lookup: self.lookup, cwd: self.cwd.clone(), budget: self.budget };
        match exec {
            Exec::Json(words) => shell::exec(words, &scope),
            Exec::Shell(line, heredocs) => match inline(line, heredocs) {
                Some(doc) => self.script(doc, &scope),
                None => {
                    let bodies: Vec<Logical> = heredocs.iter().map(|doc| body(self.tree, doc.body)).collect();
                    shell::line(line, &bodies, &scope)
                }
            },
        }
    }

    /// `RUN <<EOF`: the body is a script, for the program its `#!` names.
    fn script(&self, doc: &Heredoc, scope: &Scope) -> Vec<Command> {
        let body = body(self.tree, doc.body);
        let Some(first) = body.text.lines().next().filter(|line| line.starts_with("#!")) else {
            return shell::script(&body, scope);
        };
        let line = body.part(2, first.len());
        let mut commands = shell::line(&line, &[], &Scope { cwd: self.cwd.clone(), ..*scope });
        let shell = commands.iter().any(|command| matches!(command.name(), "sh" | "bash" | "ash" | "dash" | "zsh"));
        if shell {
            commands.extend(shell::script(&body, scope));
        }
        commands
    }
}

/// The one heredoc that is the whole command.
fn inline<'a>(line: &Logical, heredocs: &'a [Heredoc]) -> Option<&'a Heredoc> {
    let [doc] = heredocs else { return None };
    (doc.opener == line.span).then_some(doc)
}

/// The body of a heredoc as text that can be traced.
fn body(tree: &Tree, span: Span) -> Logical {
    Logical { text: tree.source.slice(span).to_string(), span, pieces: vec![(0, span.start)] }
}

/// `powershell`, `pwsh` and `cmd`, with a path and `.exe` or without.
pub fn is_windows(program: &str) -> bool {
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    matches!(name, "powershell" | "pwsh" | "cmd")
}

fn words(exec: &Exec) -> Vec<Value> {
    match exec {
        Exec::Json(words) => words.iter().map(literal).collect(),
        Exec::Shell(line, _) if line.text.is_empty() => Vec::new(),
        Exec::Shell(line, _) => vec![literal(&Word { text: line.text.clone(), span: line.span })],
    }
}

/// A value that nothing is expanded in.
pub fn literal(word: &Word) -> Value {
    Value { raw: word.text.clone(), span: word.span, text: word.text.clone(), unknown: vec![], chain: vec![] }
}

/// The keys of a `--mount`, as written.
pub fn mount_keys(flag: &Flag) -> impl Iterator<Item = (&str, &str)> {
    let value = flag.value.as_ref().map_or("", |value| value.text.as_str());
    value.split(',').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn mounts(flags: &[Flag]) -> Vec<(String, String)> {
    let mounts = flags.iter().filter(|flag| flag.name.text == "mount");
    mounts
        .map(|flag| {
            (
                key(flag, &["type"]).unwrap_or("bind").into(),
                key(flag, &["target", "dst", "destination"]).unwrap_or("").into(),
            )
        })
        .collect()
}

/// The value of the first key with one of these names.
pub fn key<'a>(flag: &'a Flag, names: &[&str]) -> Option<&'a str> {
    mount_keys(flag)
        .find(|(name, _)| names.iter().any(|known| name.trim().eq_ignore_ascii_case(known)))
        .map(|(_, value)| value)
}
