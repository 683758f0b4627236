//! Edits being collected, kept from overlapping, and applied.

use super::diff;
use crate::advice::{Edit, Left, Rewrite};
use crate::catalogue::Image;
use crate::dockerfile::Instruction;
use crate::evidence::Facts;
use crate::order;
use crate::pairs::Pairs;
use crate::rules::Objection;
use crate::source::{Source, Span};
use crate::stages::{Build, Does, Stage};
use crate::wishes::Input;
use crate::words::Lang;

pub struct Draft<'a> {
    pub file: &'a str,
    /// What the build is to be called with.
    pub build_args: Pairs<String>,
    pub build: &'a Build,
    pub facts: &'a Facts,
    /// The new base.
    pub image: &'a Image,
    pub lang: Lang,
    /// Empty where nothing but the shipped stage is written.
    pub today: String,
    edits: Vec<Edit>,
    left: Vec<Left>,
    drops: Vec<Drop>,
    /// OS packages to install on the new base, until a line takes them.
    wanted: Vec<String>,
    /// Where the first of them is used.
    used: u32,
    rule: &'static str,
    reason: String,
}

/// A command of a RUN that goes, and why.
struct Drop {
    instruction: usize,
    command: usize,
    rule: &'static str,
    reason: String,
}

impl<'a> Draft<'a> {
    pub fn new(input: &'a Input, build: &'a Build, facts: &'a Facts, image: &'a Image, lang: Lang) -> Draft<'a> {
        let to = &image.reference;
        let reason =
            say!(lang, en: "The new base is {to}.", de: "Die neue Basis ist {to}.", zh: "新的基础镜像是 {to}。");
        Draft {
            file: &input.file,
            build_args: input.build_args.clone(),
            build,
            facts,
            image,
            lang,
            today: String::new(),
            edits: Vec::new(),
            left: Vec::new(),
            drops: Vec::new(),
            wanted: Vec::new(),
            used: u32::MAX,
            rule: "heavier-than-needed",
            reason,
        }
    }

    pub fn source(&self) -> &'a Source {
        &self.build.tree.source
    }

    pub fn stage(&self) -> Option<&'a Stage> {
        self.build.shipped_stage()
    }

    pub fn instruction(&self, at: usize) -> Option<&'a Instruction> {
        self.build.tree.instructions.get(at)
    }

    /// The objection that the following edits belong to.
    pub fn because(&mut self, objection: &Objection) {
        self.reason(objection.rule, objection.text.clone());
    }

    /// The claim that the following edits belong to.
    pub fn reason(&mut self, rule: &'static str, reason: String) {
        (self.rule, self.reason) = (rule, reason);
    }

    /// Exchanges bytes. Two places at one point do not overlap; an insertion at the edge of a replacement does not either.
    /// An edit inside one made before is dropped: the earlier, wider one has taken care of it.
    pub fn replace(&mut self, span: Span, text: &str) {
        if self.edits.get(self.behind(span.start)).is_none_or(|edit| edit.span.start >= span.end) {
            self.keep(span, text);
        }
    }

    /// The first edit that ends behind this place: they stand in the order of the text and do not overlap.
    fn behind(&self, at: u32) -> usize {
        self.edits.partition_point(|edit| edit.span.end <= at)
    }

    /// Behind what was put at the same place before.
    fn keep(&mut self, span: Span, text: &str) {
        let at = self.edits.partition_point(|edit| edit.span <= span);
        self.edits.insert(at, Edit { span, text: text.into(), rule: self.rule, reason: self.reason.clone() });
    }

    /// Exchanges a word, which in a list of words keeps its quotes: `CMD ["/usr/bin/python3", …]`.
    pub fn replace_word(&mut self, span: Span, text: &str) {
        let written = self.source().slice(span);
        let quote = written.chars().next().filter(|c| "\"'".contains(*c) && written.len() > 1 && written.ends_with(*c));
        let bare = quote.filter(|quote| !text.starts_with(*quote));
        self.replace(span, &bare.map_or(text.to_string(), |quote| format!("{quote}{text}{quote}")));
    }

    /// What these very bytes become, where they change.
    pub fn replaced(&self, span: Span) -> Option<&str> {
        self.edits.iter().find(|edit| edit.span == span).map(|edit| edit.text.as_str())
    }

    /// Puts text in at a place, after what was put there before.
    pub fn insert(&mut self, at: u32, text: &str) {
        let span = Span { start: at, end: at };
        let here = self.edits.partition_point(|edit| edit.span < span);
        let same = self.edits[here..].iter().take_while(|edit| edit.span == span).any(|edit| edit.text == text);
        let swallowed = self.edits.get(self.behind(at)).is_some_and(|edit| edit.span.start < at);
        if !same && !swallowed {
            self.keep(span, text);
        }
    }

    /// Asks for packages that the lines at these places use: a RUN when it is built, any other only at the start.
    pub fn want(&mut self, packages: &[String], spans: &[Span]) {
        for package in packages {
            if !self.wanted.contains(package) {
                self.wanted.push(package.clone());
            }
        }
        let steps = self.stage().map(|stage| stage.steps.as_slice()).unwrap_or_default();
        let runs: Vec<Span> = steps.iter().filter(|step| matches!(step.does, Does::Run(_))).map(|s| s.span).collect();
        let building = spans.iter().filter(|span| runs.iter().any(|run| run.contains(**span)));
        self.used = building.map(|span| span.start).fold(self.used, u32::min);
    }

    /// What is asked for, for a command to install at this place; nothing when it stands too late. What is asked for because
    /// of that command comes with it.
    pub fn take_wanted(&mut self, command: Span, at: u32) -> Vec<String> {
        let late = at > self.used && !(command.start <= self.used && self.used < command.end);
        if late { Vec::new() } else { std::mem::take(&mut self.wanted) }
    }

    /// Exchanges bytes whatever was to happen inside them; what is put in before or after them stays.
    pub fn overrule(&mut self, span: Span, text: &str) {
        let beside = |edit: Span| edit.start == edit.end && (edit.start == span.start || edit.start == span.end);
        self.edits.retain(|edit| !span.contains(edit.span) || beside(edit.span));
        self.replace(span, text);
    }

    /// Takes one command out of a RUN, once it is known which others go.
    pub fn drop_command(&mut self, instruction: usize, command: usize) {
        if !self.drops.iter().any(|drop| (drop.instruction, drop.command) == (instruction, command)) {
            self.drops.push(Drop { instruction, command, rule: self.rule, reason: self.reason.clone() });
        }
    }

    pub fn is_dropped(&self, instruction: usize, command: usize) -> bool {
        self.drops.iter().any(|drop| (drop.instruction, drop.command) == (instruction, command))
    }

    /// The commands to take out, by instruction; the edits that follow each belong to what asked for it.
    pub fn dropped(&mut self) -> Vec<(usize, Vec<usize>)> {
        let mut drops = std::mem::take(&mut self.drops);
        order::sort_by_key(&mut drops, |drop| (drop.instruction, drop.command));
        if let Some(first) = drops.first() {
            self.reason(first.rule, first.reason.clone());
        }
        let groups = drops.chunk_by(|a, b| a.instruction == b.instruction);
        groups.map(|group| (group[0].instruction, group.iter().map(|drop| drop.command).collect())).collect()
    }

    /// Takes a whole instruction out, with its line end.
    pub fn drop_instruction(&mut self, at: usize) {
        let Some(instruction) = self.instruction(at) else { return };
        self.overrule(whole_lines(self.source(), instruction.span), "");
    }

    /// Something only the reader can do.
    pub fn leave(&mut self, text: String, spans: &[Span]) {
        if !self.left.iter().any(|left| left.text == text) {
            self.left.push(Left { rule: self.rule, text, spans: spans.to_vec() });
        }
    }

    /// Takes over what another draft of the same text holds.
    pub fn absorb(&mut self, other: Draft) {
        for edit in other.edits {
            self.reason(edit.rule, edit.reason);
            match edit.span.start == edit.span.end {
                true => self.insert(edit.span.start, &edit.text),
                false => self.replace(edit.span, &edit.text),
            }
        }
        for left in other.left {
            self.rule = left.rule;
            self.leave(left.text, &left.spans);
        }
    }

    /// The line end this file uses.
    pub fn newline(&self) -> &'static str {
        if self.source().text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The text, `None` when nothing changed.
    pub fn finish(self) -> Option<Rewrite> {
        let text = self.source().text();
        let dockerfile = splice(text, &self.edits);
        if dockerfile == text && self.left.is_empty() {
            return None;
        }
        Some(Rewrite {
            to: self.image.reference.clone(),
            diff: diff::unified(self.file, text, &dockerfile),
            dockerfile,
            complete: self.left.is_empty(),
            left_to_you: self.left,
            build_args: self.build_args,
            beside: Vec::new(),
            edits: self.edits,
        })
    }
}

/// The text with edits applied; they are sorted and do not overlap.
pub fn splice(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = at.max(edit.span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// From the start of the first line to past the last line's end.
pub fn whole_lines(source: &Source, span: Span) -> Span {
    let text = source.text();
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
    Span::new(start, end)
}
