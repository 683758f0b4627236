//! Facts × Catalogue × Wishes → every base worth considering, each with a verdict.

use crate::catalogue;
use crate::rules::{self, Case, Choice, Objection, Shape, Weight};
use serde::Serialize;

/// A base that was considered, and what all rules say of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    pub choice: Choice,
    pub objections: Vec<Objection>,
    pub verdict: Verdict,
    pub effort: Effort,
    /// The base the shipped stage stands on today.
    pub present: bool,
    /// The policy's clause that rules it out.
    pub forbidden: Option<String>,
}

impl Candidate {
    pub fn of(&self, weight: Weight) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(move |o| o.weight == weight)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Fits,
    FitsWithChanges,
    CannotTell,
    DoesNotFit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// Only the FROM line.
    OneLine,
    /// A few lines.
    Small,
    /// Stages move, or something is left to the reader.
    Rework,
}

/// Every base worth considering, heaviest first, the present one among them.
pub fn propose(case: &Case) -> Vec<Candidate> {
    let ladder = catalogue::ladder(&case.facts.workload, &case.wishes.today);
    let choices = ladder
        .into_iter()
        .flat_map(|image| [Shape::Swap, Shape::Split].map(|shape| Choice { image: image.clone(), shape }));
    choices.map(|choice| judge(case, choice)).collect()
}

fn judge(case: &Case, choice: Choice) -> Candidate {
    let objections = rules::judge_base(case, &choice);
    let verdict = verdict(&objections);
    Candidate { choice, objections, verdict, effort: Effort::OneLine, present: false, forbidden: None }
}

/// The heaviest objection decides.
pub fn verdict(objections: &[Objection]) -> Verdict {
    match objections.iter().map(|o| o.weight).max() {
        Some(Weight::Blocker) => Verdict::DoesNotFit,
        Some(Weight::Doubt) => Verdict::CannotTell,
        Some(Weight::Change) => Verdict::FitsWithChanges,
        _ => Verdict::Fits,
    }
}
