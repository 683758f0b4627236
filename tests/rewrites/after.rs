//! What must hold of a file that was rewritten: its own advice, held against what was said before.
//!
//! *Its advice says stay* is read so for a candidate that is not the first: the base that was chosen is the present one
//! and fits, with no change that was not left to the reader. A reader who takes the third of the list is still told of
//! the first; whatever else the advice leads to, that ranked above the third before. So did its repository, where the
//! line of a language is another on another system; and what is smaller on the very system that the reader has just
//! moved to is a second step on the same way. Where the reader has something left to do and it does not fit before that
//! is done, the advice says so.

use basewise::advice::{self, Advice, Outcome, Recommendation, Rewrite};
use basewise::catalogue::Image;
use basewise::dockerfile;
use basewise::evidence::{self, companions};
use basewise::rewrite;
use basewise::rules::{Finding, Objection, Shape, Weight};
use basewise::source::Span;
use basewise::stages::{self, Base};
use basewise::wishes::{Input, Wishes};

/// What is promised of every rewrite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It reads, only the edits' own bytes change, pins stay pins, and root is not put at the end.
    Faithful,
    /// The advice on it is to stay, or names what was left.
    Stays,
    /// No finding appears that was not there before.
    NothingNew,
    /// Rewriting again changes nothing.
    Settled,
    /// Each edit belongs to its claim.
    Tied,
    /// What is left has its lines.
    Placed,
}

pub type Fault = (Promise, String);

/// A rewrite, and the advice on what it made.
pub struct After<'a> {
    before: &'a Advice,
    one: &'a Recommendation,
    rewrite: &'a Rewrite,
    pub advice: Advice,
}

impl<'a> After<'a> {
    pub fn new(before: &'a Advice, one: &'a Recommendation, rewrite: &'a Rewrite) -> After<'a> {
        After { before, one, rewrite, advice: again(before, rewrite) }
    }

    /// Each promise that it breaks, in words.
    pub fn faults(&self) -> Vec<Fault> {
        let stays = [self.stands(), self.stays(), self.leads_elsewhere(), self.unsaid()].into_iter().flatten();
        let mut faults: Vec<Fault> = stays.map(|fault| (Promise::Stays, fault)).collect();
        faults.extend(self.fresh().map(|fault| (Promise::NothingNew, fault)));
        faults.extend(self.moves_again().map(|fault| (Promise::Settled, fault)));
        faults.extend(self.placeless().map(|fault| (Promise::Placed, fault)));
        faults
    }

    /// The base that was chosen is the present one, and asks for nothing that was not left to the reader.
    fn stands(&self) -> Option<String> {
        let (now, to) = (self.present(), &self.one.candidate.image().reference);
        let Some(now) = now.filter(|now| now.candidate.image().reference == *to) else {
            return Some(format!("BASE: it stands on {:?}", now.map(|now| &now.candidate.image().reference)));
        };
        let mut open = now.candidate.objections.iter().filter(|one| one.weight >= Weight::Change && !self.is_left(one));
        open.next().map(|open| format!("OPEN: {:?} {}: {}", open.weight, open.rule, open.text))
    }

    /// The first of a list is where the reader may stay, unless something is left to do.
    fn stays(&self) -> Option<String> {
        let first = self.before.recommendations.first()?.candidate.choice == self.one.candidate.choice;
        let led = first && self.before.outcome != Outcome::CannotTell;
        let done = led && self.rewrite.complete && self.advice.outcome != Outcome::Stay;
        done.then(|| format!("STAY: {:?}: {}", self.advice.outcome, self.advice.headline))
    }

    /// See the head of this file.
    fn leads_elsewhere(&self) -> Option<String> {
        let (outcome, ranked) = (self.advice.outcome, &self.before.recommendations);
        let undone = self.present()?.candidate.objections.iter().any(|one| one.weight >= Weight::Doubt);
        if outcome == Outcome::Stay || undone || outcome == Outcome::CannotTell && outcome == self.before.outcome {
            return None;
        }
        let own = ranked.iter().position(|one| one.candidate.choice == self.one.candidate.choice)?;
        let lead = &self.advice.recommendations.first()?.candidate.choice;
        let same = |one: &Recommendation| one.candidate.image().repository == lead.image.repository;
        let parted = |one: &Recommendation| one.candidate.choice.shape == Shape::Split;
        // To part what was exchanged in place was told where any base above was to be parted.
        let parts = lead.shape == Shape::Split && !parted(self.one) && ranked[..own].iter().any(parted);
        let told = ranked[..own].iter().any(same) || parts || self.is_second_step(&lead.image);
        (!told).then(|| format!("LEAD: from place {own}: {}", self.advice.headline))
    }

    /// On the system that the reader has just moved to.
    fn is_second_step(&self, lead: &Image) -> bool {
        let system = |image: &Image| image.os.as_ref().map(|os| (os.name, os.version));
        let build = &self.before.build;
        let old = build.shipped.and_then(|at| self.before.facts.standings.get(at)?.image()).and_then(system);
        let new = system(self.one.candidate.image());
        new.is_some() && new == system(lead) && new != old
    }

    /// Changes and risks of the new base are among what was said of it, or left.
    fn unsaid(&self) -> Option<String> {
        let heard = self.present()?.candidate.objections.iter().filter(|one| one.weight != Weight::Reason);
        let unsaid = heard.filter(|one| !self.is_left(one) && !self.is_said(one.rule, &one.text));
        let unsaid: Vec<String> = unsaid.map(|one| format!("{:?} {}: {}", one.weight, one.rule, one.text)).collect();
        (!unsaid.is_empty()).then(|| format!("UNSAID: {}", unsaid.join(" / ")))
    }

    /// A finding, note or worse, that was not there before was said with the candidate, or left.
    fn fresh(&self) -> Option<String> {
        let findings = self.advice.findings.iter();
        let fresh =
            findings.filter(|one| !self.is_known(one) && !self.is_left_of(one) && !self.is_said(one.rule, &one.what));
        let fresh: Vec<String> = fresh.map(|one| format!("{:?} {}: {}", one.severity, one.rule, one.what)).collect();
        (!fresh.is_empty()).then(|| format!("FRESH: {}", fresh.join(" / ")))
    }

    /// The same candidate once more changes no byte.
    fn moves_again(&self) -> Option<String> {
        let choice = &self.one.candidate.choice;
        let own = |one: &&Recommendation| {
            one.candidate.image().reference == choice.image.reference
                && (one.candidate.present || one.candidate.choice.shape == choice.shape)
        };
        self.advice.recommendations.iter().filter(own).find_map(|one| {
            let second = rewrite::apply(&self.advice, &one.candidate, &Wishes::default())?;
            let shape = one.candidate.choice.shape;
            (second.dockerfile != self.rewrite.dockerfile).then(|| format!("AGAIN: {shape:?}\n{}", second.diff))
        })
    }

    /// What is left to the reader has a place in the file.
    fn placeless(&self) -> Option<String> {
        let end = self.before.input.text.len();
        let lost = |spans: &[Span]| spans.is_empty() || spans.iter().any(|span| span.end as usize > end);
        let left = self.rewrite.left_to_you.iter().find(|left| lost(&left.spans) && end > 0);
        left.map(|left| format!("PLACE: {:?}: {}", left.spans, left.text))
    }

    fn present(&self) -> Option<&Recommendation> {
        self.advice.recommendations.iter().find(|one| one.candidate.present)
    }

    fn is_left(&self, one: &Objection) -> bool {
        self.is_left_as(one.rule, &one.text, one.spans.first())
    }

    fn is_left_of(&self, one: &Finding) -> bool {
        self.is_left_as(one.rule, &one.what, one.spans.first())
    }

    /// In these words and perhaps more; or of the same claim, at the same line.
    fn is_left_as(&self, rule: &str, text: &str, place: Option<&Span>) -> bool {
        let line = |advice: &Advice, span: &Span| advice.build.tree.source.line(span.start);
        let here = |spans: &[Span]| {
            place.is_none_or(|place| spans.iter().any(|span| line(self.before, span) == line(&self.advice, place)))
        };
        let same = |left: &advice::Left| left.text.starts_with(text) || left.rule == rule && here(&left.spans);
        self.rewrite.left_to_you.iter().any(same)
    }

    /// By the same rule, and all that it names was named, is a base, or was written by the rewrite.
    fn is_said(&self, rule: &str, text: &str) -> bool {
        let objections = self.one.candidate.objections.iter().filter(|one| one.rule == rule);
        let names = names(text);
        objections.into_iter().any(|one| names.iter().all(|name| one.text.contains(name) || self.is_new(name)))
    }

    /// There before, of the same base or of the one that it stood on, or of what the rewrite has given another name.
    fn is_known(&self, finding: &Finding) -> bool {
        let named = bare(&finding.what, &self.advice);
        let line = |one: &Finding, of: &Advice| one.spans.first().map(|span| of.build.tree.source.line(span.start));
        self.before.findings.iter().filter(|one| one.rule == finding.rule).any(|one| {
            let here = line(one, self.before) == line(finding, &self.advice);
            let renamed = || names(&finding.what).iter().all(|name| one.what.contains(name) || self.is_new(name));
            bare(&one.what, self.before) == named || here && renamed()
        })
    }

    /// A base, or a word that an edit has put in.
    fn is_new(&self, name: &str) -> bool {
        let repository = self.one.candidate.image().reference.split(':').next().unwrap_or_default();
        name.starts_with(repository) || self.rewrite.edits.iter().any(|edit| edit.text.contains(name))
    }
}

/// A sentence without the name of the base that it speaks of.
fn bare(what: &str, advice: &Advice) -> String {
    let bases = advice.build.stages.iter().filter(|stage| matches!(stage.base, Base::Image(_)));
    bases.fold(what.to_string(), |what, stage| what.replace(&format!("`{}`", stage.from.text), ""))
}

/// What stands between backquotes.
fn names(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The advice on the new file, in the lines of the old one.
fn again(before: &Advice, rewrite: &Rewrite) -> Advice {
    let (text, build_args) = (rewrite.dockerfile.clone(), rewrite.build_args.clone());
    let (input, wishes) = (Input { text, build_args, ..before.input.clone() }, Wishes::default());
    let mut tree = dockerfile::parse(&input.text);
    tree.source.made_of(&before.input.text);
    let build = stages::resolve(tree, &input);
    let input = companions::brought(&build, &input);
    let facts = evidence::detect(&build, &input, &wishes);
    advice::conclude(&input, &wishes, build, facts, rewrite::can_part)
}
