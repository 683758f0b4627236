//! What the container starts: ENTRYPOINT and CMD of file and base put together, and what stands around the program.

mod launchers;
mod layers;

use super::companions::scripts;
use super::{Scene, Standing, trace};
use crate::shell::Command;
use crate::source::Span;
use crate::stages::{Form, Launch, Stage};
use layers::peel;

/// The process that starts, taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Start {
    /// The program itself, wrappers and scripts around it taken off.
    pub program: Option<Word>,
    /// What it is given.
    pub args: Vec<Word>,
    /// tini, gosu, dumb-init …: must be there for the program to start.
    pub wrappers: Vec<Word>,
    /// npm, yarn, poetry, bundle …: start the program through something else.
    pub runners: Vec<Word>,
    /// A script the file brings and starts.
    pub script: Option<Word>,
    /// `sh -c` written out in an exec form, or a shell as the program.
    pub shell: Option<Word>,
    /// Every program of a shell line, in order.
    pub commands: Vec<Command>,
    /// ENTRYPOINT, CMD or both come from the base.
    pub inherits_entrypoint: bool,
    pub inherits_cmd: bool,
    /// The places in the file.
    pub spans: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    /// `None` for a word of the base's own entrypoint.
    pub span: Option<Span>,
    pub known: bool,
}

impl Word {
    /// The file name: `python3` of `/usr/bin/python3`.
    pub fn name(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or_default()
    }

    fn of_base(text: &str) -> Word {
        Word { text: text.into(), span: None, known: true }
    }
}

impl Start {
    /// Whether the file itself says what is started.
    pub fn is_of_the_file(&self) -> bool {
        !self.spans.is_empty()
    }

    pub fn arg(&self, text: &str) -> bool {
        self.args.iter().any(|arg| arg.text == text)
    }

    /// The span to show for what starts.
    pub fn places(&self) -> Vec<Span> {
        match self.program.as_ref().and_then(|word| word.span) {
            Some(span) => vec![span],
            None => self.spans.clone(),
        }
    }
}

/// Reads what `stage` starts on `standing`.
pub fn read(stage: &Stage, standing: &Standing) -> Start {
    let config = &stage.config;
    let mut start = Start::default();
    start.spans.extend(config.entrypoint.iter().chain(&config.cmd).map(|launch| launch.span));
    let base = standing.image();
    let words = match (&config.entrypoint, &config.cmd) {
        (Some(entrypoint), cmd) => join(words(entrypoint, &mut start), entrypoint, cmd.as_ref(), &mut start),
        (None, cmd) => {
            let inherited = base.and_then(|image| image.entrypoint.as_deref()).unwrap_or_default();
            let inherited =
                if cmd.as_ref().is_some_and(names_a_program) && is_node(inherited) { &[] } else { inherited };
            start.inherits_entrypoint = !inherited.is_empty();
            let mut all: Vec<Word> = inherited.iter().map(|word| Word::of_base(word)).collect();
            if base.is_none() && cmd.as_ref().is_some_and(is_for_entrypoint) {
                start.inherits_entrypoint = true;
                return start;
            }
            match cmd {
                Some(cmd) => all.extend(words(cmd, &mut start)),
                None => {
                    let inherited = base.and_then(|image| image.cmd.as_deref()).unwrap_or_default();
                    start.inherits_cmd = !inherited.is_empty();
                    all.extend(inherited.iter().map(|word| Word::of_base(word)));
                }
            }
            all
        }
    };
    peel(words, &mut start);
    start
}

/// `CMD ["npm", "start"]` on an image that starts Node.js by itself means npm, and gets `node npm`.
fn names_a_program(cmd: &Launch) -> bool {
    let first = cmd.words.first().map(|word| word.text.as_str());
    cmd.form == Form::Exec && first.is_some_and(|word| ["npm", "npx", "yarn", "pnpm"].contains(&word))
}

fn is_node(entrypoint: &[&str]) -> bool {
    matches!(entrypoint, [program] if program.ends_with("/node"))
}

/// `CMD ["--config=x"]`: words for an ENTRYPOINT that we cannot see.
fn is_for_entrypoint(cmd: &Launch) -> bool {
    cmd.form == Form::Exec && cmd.words.first().is_some_and(|word| word.text.starts_with('-'))
}

fn join(mut words: Vec<Word>, entrypoint: &Launch, cmd: Option<&Launch>, start: &mut Start) -> Vec<Word> {
    // A shell form passes no CMD on.
    if let Some(cmd) = cmd.filter(|_| entrypoint.form == Form::Exec) {
        words.extend(self::words(cmd, start));
    }
    words
}

/// The words of one launch; of a shell line those of its last real program.
fn words(launch: &Launch, start: &mut Start) -> Vec<Word> {
    let exec: Vec<Word> = launch
        .words
        .iter()
        .map(|value| Word { text: value.text.clone(), span: Some(value.span), known: value.unknown.is_empty() })
        .collect();
    let explicit = exec.first().filter(|word| is_shell(word.name()) && launch.form == Form::Exec).cloned();
    let inner = exec.iter().skip(1).take(3).any(|word| word.text.starts_with('-') && word.text.contains('c'));
    if launch.form == Form::Exec && (explicit.is_none() || !inner) {
        return exec;
    }
    start.shell = explicit.or(start.shell.take());
    start.commands.extend(launch.commands.iter().cloned());
    main_command(&launch.commands).map_or_else(Vec::new, command_words)
}

/// The last program of a shell line that is not only preparation.
pub fn main_command(commands: &[Command]) -> Option<&Command> {
    let prepares = |command: &&Command| {
        matches!(
            command.name(),
            "cd" | "export"
                | "set"
                | "echo"
                | "exit"
                | "sleep"
                | "true"
                | "test"
                | "["
                | "wait"
                | "source"
                | "."
                | "printf"
                | "trap"
                | "umask"
                | "ulimit"
                | ""
                | "tee"
        ) || is_shell(command.name())
            && command.args.iter().any(|arg| arg.text.starts_with("-") && arg.text.contains('c'))
    };
    commands.iter().rev().find(|command| !prepares(command)).or(commands.last())
}

pub fn command_words(command: &Command) -> Vec<Word> {
    std::iter::once(&command.program)
        .chain(&command.args)
        .map(|arg| Word { text: arg.text.clone(), span: Some(arg.span), known: arg.known })
        .collect()
}

pub fn is_shell(name: &str) -> bool {
    matches!(name, "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh" | "fish" | "busybox")
}

/// Looks at what lies behind the names: a program that is a script, a script's name on a compiled program, what a script
/// whose text is there starts in the end.
pub fn settle(scene: &Scene) -> Start {
    let mut start = scene.start.clone();
    if let Some(word) = start.script.clone() {
        if is_built(scene, &word) {
            start.script = None;
            start.args.splice(0..0, start.program.take());
            start.program = Some(word);
            return start;
        }
    } else if let Some(word) = start.program.clone().filter(|word| word.span.is_some() && is_script(scene, word)) {
        start.script = Some(word);
        start.program = None;
        start.args.clear();
    }
    if let Some(script) = start.script.clone().filter(|_| start.program.is_none())
        && let Some(found) = scripts::text(scene, &script.text)
        && let Some(command) = scripts::started(found.text)
    {
        let inside = |word: Word| Word { span: script.span, ..word };
        peel(command_words(&command).into_iter().map(inside).collect(), &mut start);
        start.script = Some(script);
    }
    start
}

/// `go build -o /entrypoint`: no script at all. What is called a script stays one, unless the command names it so itself.
fn is_built(scene: &Scene, word: &Word) -> bool {
    let producer = trace::program(scene, scene.stage, &word.text, scene.workdir());
    let is_script = [".sh", ".bash"].iter().any(|end| word.name().ends_with(end));
    let named = |command: &Command| command.args.iter().any(|arg| arg.text.ends_with(word.name()));
    let builds = |command: &Command| trace::builds(command) && (!is_script || named(command));
    producer.is_some_and(|p| p.sure && matches!(&p.by, trace::By::Command(command) if builds(command)))
}

fn is_script(scene: &Scene, word: &Word) -> bool {
    is_shell_script(scene, word) || launchers::is_launcher(scene, word)
}

/// A file of the context that is a shell script by its name there or by its first line.
fn is_shell_script(scene: &Scene, word: &Word) -> bool {
    if super::language::of_program(word.name()).is_some() || is_shell(word.name()) {
        return false;
    }
    let Some(producer) = trace::program(scene, scene.stage, &word.text, scene.workdir()) else { return false };
    if !matches!(producer.by, trace::By::Context | trace::By::Inline(_)) || !producer.sure {
        return false;
    }
    let by_name = producer.path.ends_with(".sh") || producer.path.ends_with(".bash");
    let text = scripts::text(scene, &word.text);
    by_name || text.and_then(|script| scripts::interpreter(script.text)).is_some_and(|program| is_shell(&program))
}
