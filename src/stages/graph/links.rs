//! What flows between stages: COPY, ADD and mounts, and what their `from` names.

use super::Walk;
use crate::dockerfile::{Flag, Instruction, Transfer, Trouble, Word};
use crate::source::Span;
use crate::stages::launch::key;
use crate::stages::{Does, Edge, EdgeKind, Origin, Value};

impl Walk<'_> {
    pub(super) fn bring(&mut self, instruction: &Instruction, transfer: &Transfer, number: usize, add: bool) -> Does {
        let flags = &instruction.flags;
        let sources: Vec<Value> = transfer.sources.iter().map(|word| self.local(word)).collect();
        let from = match flag(flags, "from").filter(|_| !add) {
            Some(word) => self.origin(word, "--from", number),
            None if sources.is_empty() && !transfer.heredocs.is_empty() => Origin::Inline,
            None if add && sources.iter().any(|source| is_url(&source.text)) => Origin::Url,
            None => Origin::Context,
        };
        if matches!(from, Origin::Stage(_) | Origin::Image(_) | Origin::Unknown(_)) {
            self.edges.push(Edge { from: from.clone(), to: number, kind: EdgeKind::Copy, span: instruction.span });
        }
        let mut expanded = |name: &str| flag(flags, name).cloned().map(|word| self.local(&word));
        let (chown, chmod) = (expanded("chown"), expanded("chmod"));
        let destination = transfer.destination.as_ref().map(|word| self.local(word));
        Does::Bring { sources, destination, from, chown, chmod, add }
    }

    pub(super) fn mounts(&mut self, flags: &[Flag], number: usize) {
        for flag in flags.iter().filter(|flag| flag.name.text == "mount") {
            let Some(text) = key(flag, &["from"]) else { continue };
            let word = Word { text: text.to_string(), span: flag.span };
            let from = self.origin(&word, "--mount=from", number);
            self.edges.push(Edge { from, to: number, kind: EdgeKind::Mount, span: flag.span });
        }
    }

    /// What `--from` names: a stage, a stage's number, or an image.
    pub(super) fn origin(&mut self, word: &Word, flag: &str, number: usize) -> Origin {
        let text = word.text.as_str();
        if text.contains('$') {
            self.problems.push(Trouble::VariableInFrom { flag: flag.into() }.at(word.span));
            return Origin::Unknown(text.to_string());
        }
        let lower = text.to_ascii_lowercase();
        if let Some(index) = self.stage_named(&lower) {
            return self.stage(index, number, word);
        }
        // BuildKit looks for a number in `COPY --from` only.
        if let Some(index) = text.parse::<usize>().ok().filter(|_| flag == "--from") {
            return self.numbered(index, number, word);
        }
        if lower == "scratch" || text.is_empty() {
            return Origin::Unknown(text.to_string());
        }
        self.doubt(&lower, text, word.span);
        self.image(text, word.span).map_or_else(|| Origin::Unknown(text.to_string()), Origin::Image)
    }

    /// The last stage of that name in the whole file: so BuildKit finds it.
    pub(super) fn stage_named(&self, name: &str) -> Option<usize> {
        self.all.get(name).copied()
    }

    /// A stage is there once its own turn has come.
    pub(super) fn stage(&mut self, index: usize, number: usize, word: &Word) -> Origin {
        let name = word.text.clone();
        if index == number {
            self.problems.push(Trouble::OwnStage { name: name.clone() }.at(word.span));
            return Origin::Unknown(name);
        }
        if index > number {
            self.problems.push(Trouble::ForwardReference { name }.at(word.span));
        }
        Origin::Stage(index)
    }

    pub(super) fn numbered(&mut self, index: usize, number: usize, word: &Word) -> Origin {
        if index < self.count {
            return self.stage(index, number, word);
        }
        self.problems.push(Trouble::UnknownStageNumber { number: index.to_string() }.at(word.span));
        Origin::Unknown(word.text.clone())
    }

    /// A bare word that is nearly a stage's name.
    pub(super) fn doubt(&mut self, lower: &str, text: &str, span: Span) {
        if lower.contains([':', '/', '@']) || KNOWN_IMAGES.contains(&lower) {
            return;
        }
        if let Some(suggestion) = self.guesses.near(lower, self.stages.iter().filter_map(|stage| stage.name.as_deref()))
        {
            self.problems.push(Trouble::MaybeStage { name: text.to_string(), suggestion }.at(span));
        }
    }
}

/// Names of official images that are close to names people give to stages.
const KNOWN_IMAGES: [&str; 10] =
    ["bash", "node", "mono", "ruby", "rust", "perl", "redis", "debian", "golang", "busybox"];

pub(super) fn flag<'f>(flags: &'f [Flag], name: &str) -> Option<&'f Word> {
    flags.iter().rev().find(|flag| flag.name.text == name)?.value.as_ref()
}

fn is_url(text: &str) -> bool {
    ["http://", "https://", "git://", "git@", "ssh://"].iter().any(|scheme| text.starts_with(scheme))
        || text.ends_with(".git")
}
