//! One stage to two, by the idiom of each ecosystem: the present stage builds, a new one on the same base runs.
//!
//! Only the parting is done here. The new stage then changes its base like any other, with the same rules.

mod landed;
mod packages;
mod recipe;

use super::draft::{splice, whole_lines};
use crate::advice::{Edit, Left};
use crate::catalogue::Image;
use crate::dockerfile::{Instruction, Kind};
use crate::evidence::Facts;
use crate::evidence::trace::paths;
use crate::order;
use crate::shell::Command;
use crate::source::Span;
use crate::stages::{Build, Does, Stage};
use crate::wishes::Input;
use crate::words::Lang;
use recipe::Recipe;

/// The file with its shipped stage parted, and why.
pub struct Parted {
    pub text: String,
    pub left: Vec<Left>,
    pub reason: String,
    /// What else is written, and why.
    pub reasons: Vec<(String, String)>,
}

/// `None` where no idiom says what must be copied.
pub fn part(input: &Input, build: &Build, facts: &Facts, image: &Image, lang: Lang) -> Option<Parted> {
    let stage = build.shipped_stage()?;
    let recipe = recipe::find(input, build, facts, image, lang)?;
    // Root made a directory to write to it, and another user runs there.
    let runs_as = image.user.as_ref().and_then(|user| user.uid).filter(|uid| *uid > 0 && stage.config.user.is_none());
    let mut scissors = Scissors { build, stage, runs_as, edits: Vec::new() };
    let name = scissors.name_build_stage();
    for (at, text) in &recipe.build_lines {
        scissors.insert(*at, text);
    }
    for (span, text) in &recipe.build_edits {
        scissors.edit(*span, text);
    }
    for at in &recipe.gone {
        let span = whole_lines(&build.tree.source, build.tree.instructions[*at].span);
        scissors.edit(span, "");
    }
    let tail = scissors.tail(&name, &recipe);
    let end: String = recipe.build_end.iter().map(|line| format!("{line}{}", scissors.newline())).collect();
    scissors.append(&format!("{end}{tail}"));
    order::sort_by_key(&mut scissors.edits, |edit| (edit.span.start, edit.span.end));
    let text = splice(build.tree.source.text(), &scissors.edits);
    let Recipe { left, reason, reasons, .. } = recipe;
    Some(Parted { text, left, reason, reasons })
}

struct Scissors<'a> {
    build: &'a Build,
    stage: &'a Stage,
    runs_as: Option<u32>,
    edits: Vec<Edit>,
}

/// What a stage that builds is called.
const NAMES: [&str; 4] = ["build", "builder", "install", "prepare"];

impl Scissors<'_> {
    fn edit(&mut self, span: Span, text: &str) {
        self.edits.push(Edit { span, text: text.into(), rule: "build-tools-shipped", reason: String::new() });
    }

    fn insert(&mut self, at: u32, text: &str) {
        self.edit(Span { start: at, end: at }, text);
    }

    fn newline(&self) -> &'static str {
        if self.build.tree.source.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The present stage gets a name to copy from; a name it had goes to the stage that ships, unless it is one of ours.
    fn name_build_stage(&mut self) -> String {
        // A `--from` that names no stage names an image: it must not come to mean this one.
        let text = self.build.tree.source.text();
        let meant = |name: &str| text.contains(&format!("from={name}"));
        let taken =
            |name: &str| meant(name) || self.build.stages.iter().any(|stage| stage.name.as_deref() == Some(name));
        let name = NAMES.into_iter().find(|name| !taken(name)).unwrap_or("basewise-build");
        let instruction = &self.build.tree.instructions[self.stage.instruction];
        match &instruction.kind {
            Kind::From { name: Some(own), .. } if NAMES.contains(&own.text.as_str()) => return own.text.clone(),
            Kind::From { name: Some(old), .. } => self.edit(old.span, name),
            Kind::From { image, .. } => self.insert(image.span.end, &format!(" AS {name}")),
            _ => {}
        }
        name.to_string()
    }

    /// The new stage: what the image is started with moves here, variables and directory are set again.
    fn tail(&mut self, build_stage: &str, recipe: &Recipe) -> String {
        let newline = self.newline();
        let mut lines = vec![String::new(), self.first_line()];
        let (mut settings, mut start) = (Vec::new(), Vec::new());
        for step in &self.stage.steps {
            let Some(instruction) = self.build.tree.instructions.get(step.instruction) else { continue };
            let text = self.build.tree.source.slice(instruction.span).trim_end().to_string();
            match fate(instruction) {
                Fate::Stays => {}
                // A directory named by a variable of the old base is another one on a new base.
                Fate::Both if self.is_of_base(&instruction.kind) => {}
                Fate::Both => settings.push((&instruction.kind, recipe.renamed(&text))),
                Fate::Moves => {
                    let span = whole_lines(&self.build.tree.source, instruction.span);
                    self.edit(span, "");
                    start.push(recipe.renamed(&text));
                }
            }
        }
        let mut own = recipe.run_lines.clone();
        // `/app/` and `/app` are one folder.
        let mut copies: Vec<(&str, &str)> =
            recipe.copies.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        order::keep_first(&mut copies, |(from, to)| (from.trim_end_matches('/'), to.trim_end_matches('/')));
        for (from, to) in copies {
            let made = || self.runs_as.filter(|_| self.is_made(to)).map(|uid| format!("{uid}:{uid}"));
            let owner = self.owner(to).or_else(made).map(|owner| format!("--chown={owner} ")).unwrap_or_default();
            own.push(format!("COPY {owner}--from={build_stage} {from} {to}"));
        }
        own.extend(recipe.env_lines.iter().cloned());
        own.extend(start);
        lines.extend(only_last_workdir(used(settings, &own)));
        lines.extend(own);
        lines.into_iter().map(|line| line + newline).collect()
    }

    fn is_of_base(&self, kind: &Kind) -> bool {
        let unknown = self.stage.config.workdir.as_ref().is_some_and(|dir| dir.known().is_none());
        unknown && matches!(kind, Kind::Workdir(word) if word.text.contains('$'))
    }

    /// Who owns a path: a COPY between stages gives all to root.
    fn owner(&self, path: &str) -> Option<String> {
        let covers = |given: &str, base: Option<&str>| {
            let given = given.trim_start_matches("./").trim_end_matches('/');
            let base = base.unwrap_or("/").trim_end_matches('/');
            let whole = match given {
                "" | "." => base.to_string(),
                _ if given.starts_with('/') => given.to_string(),
                _ => format!("{base}/{given}"),
            };
            path.strip_prefix(whole.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.stage.steps.iter().rev().find_map(|step| match &step.does {
            Does::Bring { chown: Some(owner), destination: Some(to), .. } => {
                covers(&to.text, step.workdir.as_deref()).then(|| owner.text.clone())
            }
            Does::Run(launch) => launch.commands.iter().rev().find_map(|command| {
                let exact = || command.args.iter().any(|arg| arg.text.trim_end_matches('/') == path);
                let whole = command.name() == "chown" && (command.has("-R") || command.has("--recursive") || exact());
                let mut words = command.args.iter().filter(|arg| whole && !arg.text.starts_with('-'));
                let owner = words.next().filter(|owner| owner.known)?;
                let base = command.cwd.as_deref().or(step.workdir.as_deref());
                words.any(|place| covers(&place.text, base)).then(|| owner.text.clone())
            }),
            _ => None,
        })
    }

    /// `mkdir`, and nothing puts files there.
    fn is_made(&self, path: &str) -> bool {
        let names = |command: &Command, base: Option<&str>| {
            let base = command.cwd.as_deref().or(base).unwrap_or("/");
            command.args.iter().any(|arg| paths::join(base, &arg.text) == path)
        };
        let runs = self.stage.steps.iter().filter_map(|step| Some((step.run()?, step.workdir.as_deref())));
        let mut all = runs.flat_map(|(launch, base)| launch.commands.iter().map(move |command| (command, base)));
        let filled = self.stage.steps.iter().any(|step| match &step.does {
            Does::Bring { destination: Some(to), .. } => {
                paths::join(step.workdir.as_deref().unwrap_or("/"), &to.text) == path
            }
            _ => false,
        });
        !filled && all.any(|(command, base)| command.name() == "mkdir" && names(command, base))
    }

    fn first_line(&self) -> String {
        let instruction = &self.build.tree.instructions[self.stage.instruction];
        let Kind::From { image, name } = &instruction.kind else { return String::new() };
        let source = &self.build.tree.source;
        let head = source.slice(Span { start: instruction.span.start, end: image.span.end });
        let name = name.as_ref().filter(|name| !NAMES.contains(&name.text.as_str()));
        format!("{head}{}", name.map(|name| format!(" AS {}", name.text)).unwrap_or_default())
    }

    /// After the last line of the shipped stage.
    fn append(&mut self, tail: &str) {
        let text = self.build.tree.source.text();
        let last = self.stage.steps.last().map_or(self.stage.span, |step| step.span);
        let at = whole_lines(&self.build.tree.source, last).end;
        let ended = text[..at as usize].ends_with('\n');
        let lead = if ended { "" } else { self.newline() };
        self.insert(at, &format!("{lead}{tail}"));
    }
}

/// An ARG that nothing behind it names is the other stage's; apt reads one that no line names.
fn used<'a>(mut settings: Vec<(&'a Kind, String)>, lines: &[String]) -> Vec<(&'a Kind, String)> {
    for at in (0..settings.len()).rev() {
        let Kind::Arg(pairs) = settings[at].0 else { continue };
        let behind: Vec<&String> = settings[at + 1..].iter().map(|(_, text)| text).chain(lines).collect();
        let names = |name: &str| {
            let (plain, braced) = (format!("${name}"), format!("${{{name}"));
            let apt = name == "DEBIAN_FRONTEND";
            behind
                .iter()
                .any(|text| text.contains(&plain) || text.contains(&braced) || apt && text.contains("apt-get "))
        };
        if !pairs.iter().any(|pair| names(&pair.name.text)) {
            settings.remove(at);
        }
    }
    settings
}

/// Of several absolute directories only the last is where the program runs.
fn only_last_workdir(settings: Vec<(&Kind, String)>) -> Vec<String> {
    let absolute = |(kind, text): &(&Kind, String)| {
        matches!(kind, Kind::Workdir(_)) && text.split_whitespace().nth(1).is_some_and(|path| path.starts_with('/'))
    };
    let last = settings.iter().rposition(absolute).unwrap_or(0);
    let kept =
        settings.into_iter().enumerate().filter(|(at, (kind, _))| *at >= last || !matches!(kind, Kind::Workdir(_)));
    kept.map(|(_, (_, text))| text).collect()
}

enum Fate {
    /// Belongs to building.
    Stays,
    /// Is set in both stages.
    Both,
    /// Belongs to running.
    Moves,
}

fn fate(instruction: &Instruction) -> Fate {
    match &instruction.kind {
        Kind::Env(_) | Kind::Arg(_) | Kind::Workdir(_) | Kind::Shell(_) => Fate::Both,
        Kind::Cmd(_) | Kind::Entrypoint(_) | Kind::Expose(_) | Kind::Healthcheck(_) | Kind::Stopsignal(_) => {
            Fate::Moves
        }
        Kind::Label(_) | Kind::Volume(_) | Kind::Maintainer(_) | Kind::User(_) => Fate::Moves,
        _ => Fate::Stays,
    }
}

/// Whether a step puts something into the image.
pub(super) fn brings(does: &Does) -> bool {
    matches!(does, Does::Bring { .. })
}

#[cfg(test)]
pub mod tests;
