//! The rewritten text is read again by the same engine before anyone sees it.

use crate::advice::{Advice, Left, Rewrite};
use crate::candidates::{BREAKS, Candidate};
use crate::dockerfile::Severity;
use crate::rules::{self, Case, Choice, Finding, Shape, Weight};
use crate::source::Span;
use crate::stages::Build;
use crate::wishes::{Input, Wishes};
use crate::{dockerfile, evidence, order, stages};

/// What the second reading finds wrong is told, and the rewrite is then incomplete.
pub fn check(mut rewrite: Rewrite, advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Rewrite {
    let (text, build_args) = (rewrite.dockerfile.clone(), rewrite.build_args.clone());
    let new = Input { text, build_args, ..advice.input.clone() };
    let mut tree = dockerfile::parse(&new.text);
    tree.source.made_of(&advice.input.text);
    let build = stages::resolve(tree, &new);
    let reading = Reading::of(advice, candidate, &build);
    let errors = |build: &Build| build.problems.iter().filter(|p| p.severity == Severity::Error).count();
    if errors(&build) > errors(&advice.build) {
        let fresh = build.problems.iter().rfind(|p| p.severity == Severity::Error);
        let (text, span) = fresh.map(|p| (p.message.clone(), p.span)).unwrap_or_default();
        reading.leave(&mut rewrite, "", text, &[span]);
    }
    let facts = evidence::detect(&build, &new, wishes);
    let case = Case::new(&new, wishes, &build, &facts);
    let image = build.shipped.and_then(|stage| facts.standings[stage].image()).cloned();
    if let Some(image) = image {
        let blockers = rules::judge_base(&case, &Choice { image, shape: Shape::Swap });
        for blocker in blockers.into_iter().filter(|o| o.weight == Weight::Blocker) {
            reading.leave(&mut rewrite, blocker.rule, blocker.text, &blocker.spans);
        }
    }
    let findings = rules::judge_file(&case);
    for finding in findings.into_iter().filter(|one| reading.is_news(&rewrite, one)).collect::<Vec<_>>() {
        reading.leave(&mut rewrite, finding.rule, finding.what, &finding.spans);
    }
    for left in rewrite.left_to_you.iter_mut().filter(|left| left.spans.is_empty()) {
        left.spans = reading.places(&left.text);
    }
    rewrite
}

/// The new text, beside what was said of the old one.
struct Reading<'a> {
    advice: &'a Advice,
    candidate: &'a Candidate,
    build: &'a Build,
    /// What the bases of the one file and of the other are called, sorted.
    bases: [Vec<&'a str>; 2],
    /// What was found before, by its rule and its words, and by its rule and its line: sorted.
    known: Vec<(&'static str, String)>,
    placed: Vec<(&'static str, Option<u32>, &'a str)>,
}

impl<'a> Reading<'a> {
    fn of(advice: &'a Advice, candidate: &'a Candidate, build: &'a Build) -> Self {
        let bases = [&advice.build, build].map(|build| {
            let mut names: Vec<&str> = build.stages.iter().map(|stage| stage.from.text.as_str()).collect();
            order::sort(&mut names);
            names
        });
        let mut known: Vec<_> = advice.findings.iter().map(|one| (one.rule, bare(&bases[0], &one.what))).collect();
        order::sort(&mut known);
        let at = |one: &'a Finding| (one.rule, line(&advice.build, &one.spans), one.what.as_str());
        let mut placed: Vec<_> = advice.findings.iter().map(at).collect();
        order::sort(&mut placed);
        Reading { advice, candidate, build, bases, known, placed }
    }

    /// Whether it was found before: in the same words, whatever the base is called, or there, with all that it names.
    fn is_old(&self, one: &Finding, alike: impl Fn(&str) -> bool) -> bool {
        let here = (one.rule, line(self.build, &one.spans));
        let from = self.placed.partition_point(|&(rule, line, _)| (rule, line) < here);
        let mut there = self.placed[from..].iter().take_while(|&&(rule, line, _)| (rule, line) == here);
        self.known.binary_search(&(one.rule, bare(&self.bases[1], &one.what))).is_ok()
            || there.any(|(.., what)| alike(what))
    }

    /// A line that installs, carried to a base that does not speak that manager; what was not wrong before, nor said with
    /// the base; and what was broken before and is so still.
    fn is_news(&self, rewrite: &Rewrite, one: &Finding) -> bool {
        // All that it names was named, is the base, or was written by an edit.
        let base = rewrite.to.split(':').next().unwrap_or_default();
        let alike = |text: &str| {
            let written = |name: &str| rewrite.edits.iter().any(|edit| edit.text.contains(name));
            let named = |name: &str| text.contains(name) || name.starts_with(base) || written(name);
            one.what.split('`').skip(1).step_by(2).all(named)
        };
        let said = self.candidate.objections.iter().any(|known| known.rule == one.rule && alike(&known.text));
        let breaks = || one.severity == Severity::Error && BREAKS.contains(&one.rule);
        let news = !said && (breaks() || !self.is_old(one, alike));
        (one.rule == "package-manager-mismatch" || news) && !(one.rule == "package-renamed" && self.is_gone(&one.what))
    }

    /// A package that is gone is said with the base by another rule.
    fn is_gone(&self, what: &str) -> bool {
        let name = what.split('`').nth(1).map(|name| format!("`{name}`")).unwrap_or_default();
        self.candidate.objections.iter().any(|one| one.rule == "package-unavailable" && one.text.contains(&name))
    }

    /// Unless it is left already, with what to do about it. Places are those of the text that the reader has.
    fn leave(&self, rewrite: &mut Rewrite, rule: &'static str, text: String, spans: &[Span]) {
        rewrite.complete = false;
        if !rewrite.left_to_you.iter().any(|left| left.text.starts_with(&text)) {
            let source = &self.advice.build.tree.source;
            let own = |span: &Span| source.line_span(self.build.tree.source.line(span.start));
            rewrite.left_to_you.push(Left { rule, text, spans: spans.iter().map(own).collect() });
        }
    }

    /// Of what names no line: where it was said first, else the base that ships.
    fn places(&self, text: &str) -> Vec<Span> {
        let said = self.candidate.objections.iter().find(|one| text.starts_with(&one.text));
        let said = said.map(|one| one.spans.clone()).filter(|spans| !spans.is_empty());
        said.unwrap_or_else(|| self.advice.build.shipped_stage().map(|stage| stage.from.span).into_iter().collect())
    }
}

fn line(build: &Build, spans: &[Span]) -> Option<u32> {
    spans.first().map(|span| build.tree.source.line(span.start))
}

/// What is said of a base, whichever it is.
fn bare(bases: &[&str], what: &str) -> String {
    what.split('`').filter(|part| bases.binary_search(part).is_err()).collect::<Vec<_>>().join("`")
}
