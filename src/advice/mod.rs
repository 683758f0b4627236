//! Candidates → one headline, ranked alternatives, questions, and what we cannot see.

mod bar;
mod counterfactual;
pub mod figures;
mod fresher;
mod headline;
mod losses;
mod outcome;
mod places;
pub mod plainly;
mod questions;
mod rank;
pub mod score;
mod trust;
mod verify;
mod worse;

use crate::candidates::{self, Candidate, Effort, Verdict};
use crate::dockerfile::Severity;
use crate::evidence::{Facts, Standing};
use crate::pairs::Pairs;
use crate::rules::{self, Case, Finding, Objection, Weight};
use crate::source::Span;
use crate::stages::Build;
use crate::wishes::{Input, Leaning, Wishes};
use serde::Serialize;

/// Everything the reader is told, and what it was drawn from.
#[derive(Debug, Clone, Serialize)]
pub struct Advice {
    pub file: String,
    /// What the advice is for, companions included.
    pub input: Input,
    pub build: Build,
    pub facts: Facts,
    /// One sentence a person would say.
    pub headline: String,
    /// The sentence after it: why, with the lines.
    pub because: String,
    pub outcome: Outcome,
    pub findings: Vec<Finding>,
    /// In rank order: those that fit first, then those that do not.
    pub recommendations: Vec<Recommendation>,
    pub questions: Vec<Question>,
    /// Build arguments that the shipped base depends on and that have no value. They are no questions: those are answered
    /// by a choice, among the wishes; these by a text, which the build is called with.
    pub open_args: Vec<String>,
    /// For the most minimal base that does not fit: what stands in its way.
    pub counterfactual: Option<Counterfactual>,
    /// What is lost with the first recommendation, and how to live with it.
    pub losses: Vec<String>,
    /// The first recommendation applied. Filled in by `rewrite`.
    pub rewrite: Option<Rewrite>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Another base, in place of the present one.
    Switch,
    Stay,
    /// The same family, a living version.
    Upgrade,
    /// One stage becomes two.
    Split,
    CannotTell,
}

#[derive(Debug, Clone, Serialize)]
pub struct Recommendation {
    pub rank: usize,
    /// It may stand at the top: alive, of the file's line, and of a kind with what people work in.
    pub leads: bool,
    pub candidate: Candidate,
    /// Against the present base; `None` where either size is unknown.
    pub saves_bytes: Option<i64>,
    /// The arithmetic behind the rank, shown to the reader.
    pub score: Score,
    /// Commands that prove it, made from this file's own names.
    pub verify: Vec<String>,
}

impl Recommendation {
    pub fn verdict(&self) -> Verdict {
        self.candidate.verdict
    }

    pub fn effort(&self) -> Effort {
        self.candidate.effort
    }
}

/// Points by what the reader can follow; `total` is their weighted sum.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Score {
    /// (what, points of 100, weight of 100)
    pub parts: Vec<(&'static str, u32, u32)>,
    pub total: u32,
}

/// Something that decides the advice and cannot be seen, with the effect of each answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    pub id: &'static str,
    pub text: String,
    pub answers: Vec<Answer>,
    pub spans: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    pub value: &'static str,
    pub label: String,
    /// What the advice becomes.
    pub effect: String,
    /// Assumed until answered.
    pub assumed: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counterfactual {
    pub image: String,
    /// "Without line 14 this would fit."
    pub text: String,
    pub spans: Vec<Span>,
}

/// A rewritten file: edits, the text they give, and what is left to the reader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rewrite {
    pub to: String,
    pub edits: Vec<Edit>,
    pub dockerfile: String,
    pub diff: String,
    /// Nothing is left to the reader.
    pub complete: bool,
    pub left_to_you: Vec<Left>,
    /// What the new file is to be built with; where it differs from what was given, the reader is told.
    pub build_args: Pairs<String>,
    /// Files offered beside it.
    pub beside: Vec<Extra>,
}

/// A whole file that goes well with the change: its name from the root of the repository, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extra {
    pub name: String,
    pub text: String,
    pub why: String,
}

/// Bytes of the original exchanged for others, with the claim they belong to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edit {
    pub span: Span,
    pub text: String,
    pub rule: &'static str,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Left {
    /// The claim that it belongs to; empty of what does not read.
    pub rule: &'static str,
    pub text: String,
    pub spans: Vec<Span>,
}

impl Advice {
    /// What is wrong with the file although its base may stay, in words.
    pub fn to_mend(&self) -> Option<&str> {
        self.recommendations.first().filter(|_| self.outcome == Outcome::Stay).and_then(headline::mend)
    }

    /// A clause of the house policy stands against the base that the file has.
    pub fn is_ruled_out(&self) -> bool {
        self.recommendations.iter().any(|one| one.candidate.present && one.candidate.forbidden.is_some())
    }
}

/// Whether two stages that ship on a base can be written for the reader; who writes them stands above this room.
pub type Parts = fn(&Input, &Build, &Facts, &crate::catalogue::Image) -> bool;

/// Draws the conclusion. `build` and `facts` are kept in the advice: every sentence points into them.
pub fn conclude(input: &Input, wishes: &Wishes, build: Build, facts: Facts, parts: Parts) -> Advice {
    let case = Case::new(input, wishes, &build, &facts);
    let mut findings = rules::judge_file(&case);
    let candidates = candidates::propose(&case, &findings);
    let others = (wishes.leaning != Leaning::Balanced).then(|| candidates.clone());
    let (outcome, mut recommendations) = weigh(&case, candidates, parts);
    let bare = bare(&case, &recommendations);
    let is_new = |one: &Finding| !findings.iter().any(|known| known.rule == one.rule && known.what == one.what);
    let bare: Vec<Finding> = bare.into_iter().filter(is_new).collect();
    findings.extend(bare);
    let questions = questions::ask(&case, outcome, &recommendations, parts);
    let (headline, because) = headline::write(&case, outcome, &recommendations, &questions);
    let same = others.map(|others| same_as_balanced(&case, others, (outcome, &recommendations), parts));
    let because = format!("{because}{}", same.unwrap_or_default()).trim_start().to_string();
    let open_args = questions::open_args(&build);
    let counterfactual = counterfactual::find(&case, &recommendations);
    let present = build.shipped.and_then(|at| facts.standings.get(at)?.image());
    let losses = recommendations.first().map(|best| losses::tell(&case, best, present)).unwrap_or_default();
    prove(&case, &mut recommendations);
    Advice {
        file: input.file.clone(),
        input: input.clone(),
        headline,
        because,
        outcome,
        findings,
        recommendations,
        questions,
        open_args,
        counterfactual,
        losses,
        rewrite: None,
        build,
        facts,
    }
}

/// A leaning that leads where the balanced one leads says so. What is judged of a base is the same for both.
fn same_as_balanced(case: &Case, judged: Vec<Candidate>, led: (Outcome, &[Recommendation]), parts: Parts) -> String {
    let (outcome, recommendations) = led;
    if outcome == Outcome::CannotTell {
        return String::new();
    }
    let wishes = Wishes { leaning: Leaning::Balanced, ..case.wishes.clone() };
    let other = weigh(&Case::new(case.input, &wishes, case.build, case.facts), judged, parts);
    let first = |ranked: &[Recommendation]| ranked.first().map(|one| one.candidate.choice.clone());
    if (outcome, first(recommendations)) != (other.0, first(&other.1)) {
        return String::new();
    }
    let lang = case.wishes.lang;
    say!(lang,
        en: " The balanced leaning leads to the same.",
        de: " Die ausgewogene Neigung führt zum selben Ergebnis.",
        zh: "选择“均衡”会得到同样的结果。")
}

/// Candidates ranked and concluded from: what an answer to a question would change, too.
fn weigh(case: &Case, judged: Vec<Candidate>, parts: Parts) -> (Outcome, Vec<Recommendation>) {
    let mut ranked = rank::rank(case, judged);
    let outcome = outcome::draw(case, &mut ranked, parts);
    // `scratch` is no row of the catalogue, and yet what others are compared with.
    let present = ranked.iter().find(|one| one.candidate.present).map(|one| one.candidate.image().clone());
    worse::tell(case, present.as_ref(), &mut ranked);
    (outcome, ranked)
}

/// `scratch` has no row that the rules on files could read: what stands against it as a base is found in the file, too.
fn bare(case: &Case, recommendations: &[Recommendation]) -> Vec<Finding> {
    let on_scratch =
        case.build.shipped.is_some_and(|at| matches!(case.facts.standings.get(at), Some(Standing::Scratch)));
    let present = recommendations.iter().find(|one| one.candidate.present && on_scratch);
    let against = present.into_iter().flat_map(|one| &one.candidate.objections);
    let broken = against.filter(|o| o.weight >= Weight::Change && candidates::BREAKS.contains(&o.rule));
    let finding = |objection: &Objection| Finding {
        rule: objection.rule,
        severity: Severity::Error,
        what: objection.text.clone(),
        why: String::new(),
        todo: String::new(),
        spans: objection.spans.clone(),
        sources: Vec::new(),
    };
    broken.filter(|o| o.weight != Weight::Doubt).map(finding).collect()
}

/// How many of the list get a kit of commands: those a reader may take.
const PROVEN: usize = 5;

fn prove(case: &Case, recommendations: &mut [Recommendation]) {
    let holding = recommendations.iter_mut().filter(|one| one.candidate.holds() && !one.candidate.present);
    for one in holding.take(PROVEN) {
        one.verify = verify::kit(case, one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaning_that_changes_nothing_says_so() {
        let told = |file: &str, leaning: Leaning| {
            let wishes = Wishes { today: "2026-11-28".into(), leaning, ..Wishes::default() };
            crate::conclude(&Input::pasted(file), &wishes)
        };
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y nginx\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        let same = |advice: &Advice| advice.because.ends_with("leads to the same.");
        let [safest, balanced, smallest] =
            [Leaning::Safest, Leaning::Balanced, Leaning::Smallest].map(|one| told(file, one));
        assert!(!same(&balanced));
        for other in [safest, smallest] {
            assert_eq!(same(&other), other.headline == balanced.headline, "{}", other.headline);
        }
        assert!(same(&told(file, Leaning::Safest)));
    }
}
