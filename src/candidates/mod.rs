//! Facts × Catalogue × Wishes → every base worth considering, each with a verdict.
//!
//! Which bases come to the start is decided in [`field`]; in which shape each runs in [`shapes`]; the house
//! policy speaks in [`clause`]; how long a base still lives is counted in [`life`]; [`elder`] is the last resort.

pub mod clause;
pub mod elder;
pub mod field;
pub mod golden;
pub mod life;
pub mod line;
mod named;
pub mod shapes;

use crate::catalogue::{Image, PackageManager};
use crate::dockerfile::Severity;
use crate::order;
use crate::rules::{self, Case, Change, Choice, Finding, Objection, Shape, Weight};
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

    /// For readers: two calls of one line that are told alike are told once.
    pub fn told(&self, weight: Weight) -> impl Iterator<Item = &Objection> {
        let mut last = "";
        self.of(weight).filter(move |one| std::mem::replace(&mut last, &one.text) != one.text)
    }

    pub fn image(&self) -> &Image {
        &self.choice.image
    }

    /// Builds and starts, with or without changes, and no clause stands against it.
    pub fn holds(&self) -> bool {
        self.verdict <= Verdict::FitsWithChanges && self.forbidden.is_none()
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

/// Every base worth considering, heaviest first, the present one among them. The findings on the file as it stands
/// tell whether the present one holds.
pub fn propose(case: &Case, findings: &[Finding]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> =
        field::images(case).into_iter().flat_map(|entrant| consider(case, entrant, findings)).collect();
    let elder = elder::propose(case, &found, findings);
    found.extend(elder);
    order::sort_by_key(&mut found, |candidate| std::cmp::Reverse(candidate.image().size.compressed));
    found
}

/// One base in the shapes that make sense for it, without a shape that another dominates.
fn consider(case: &Case, entrant: field::Entrant, findings: &[Finding]) -> Vec<Candidate> {
    let mut swap = judge(case, &entrant, Shape::Swap);
    if entrant.present {
        let broken = broken(findings, &swap.objections);
        swap.objections.extend(broken);
        swap.verdict = verdict(&swap.objections);
    }
    if !shapes::may_split(case) || !shapes::may_ship(case, &entrant.image) {
        return vec![swap];
    }
    if entrant.present {
        let pays = swap.verdict <= Verdict::FitsWithChanges && shapes::leaves_compiler(case);
        let apart = || Candidate { present: false, ..judge(case, &entrant, Shape::Split) };
        let apart = pays.then(apart).filter(Candidate::holds);
        return std::iter::once(swap).chain(apart).collect();
    }
    if swap.verdict <= Verdict::FitsWithChanges && !shapes::ships_build_tools(case) {
        return vec![swap];
    }
    // Where both stages go to a release, the one that builds lacks there what the one stage does.
    let along = entrant.image.package_manager != PackageManager::None
        && rules::twins::part_alike(case.build, case.facts, &entrant.image);
    match part(case, &entrant, &swap).filter(|_| !along || swap.verdict <= Verdict::FitsWithChanges) {
        Some(split) => shapes::keep(swap, split),
        None => vec![swap],
    }
}

fn judge(case: &Case, entrant: &field::Entrant, shape: Shape) -> Candidate {
    let choice = Choice { image: entrant.image.clone(), shape };
    let objections = rules::judge_base(case, &choice);
    candidate(case, entrant, choice, objections)
}

/// With a stage of its own, as far as it has a chance beside the exchange in place.
fn part(case: &Case, entrant: &field::Entrant, swap: &Candidate) -> Option<Candidate> {
    let choice = Choice { image: entrant.image.clone(), shape: Shape::Split };
    let objections = match shapes::too_much(swap) {
        // What is said against a golden base may be answered by what it adds.
        weight if entrant.adds.is_empty() => case.judge(&choice, Some(weight))?,
        _ => rules::judge_base(case, &choice),
    };
    Some(candidate(case, entrant, choice, objections))
}

fn candidate(case: &Case, entrant: &field::Entrant, choice: Choice, mut objections: Vec<Objection>) -> Candidate {
    objections.retain(|objection| !golden::answers(&entrant.adds, objection));
    let verdict = verdict(&objections);
    let effort = match effort(choice.shape, &objections) {
        Effort::OneLine if rules::shared_base::carries(case.build, case.facts, &choice.image) => Effort::Small,
        effort => effort,
    };
    let forbidden = clause::against(case.wishes, entrant, entrant.present.then(|| case.written()));
    Candidate { choice, objections, verdict, effort, present: entrant.present, forbidden }
}

/// Rules whose error means that the file does not build or its image does not start as it stands.
pub const BREAKS: &[&str] = &[
    "compiler-missing",
    "dynamic-binary-without-libc",
    "glibc-binary-on-musl",
    "glibc-newer-than-runtime",
    "interpreter-path-moved",
    "missing-icu",
    "missing-shared-library",
    "missing-user",
    "musl-binary-on-glibc",
    "musl-builds-from-source",
    "musl-no-prebuilt",
    "native-addon-mismatch",
    "package-manager-mismatch",
    "package-renamed",
    "run-without-shell",
    "runtime-version-mismatch",
    "script-without-shell",
    "shell-form-without-shell",
    "tool-missing",
];

/// What is broken today stands against the present base like any blocker, unless a change is known that mends it.
fn broken(findings: &[Finding], known: &[Objection]) -> Vec<Objection> {
    let mended = |finding: &Finding| {
        let of = |one: &&Objection| one.rule == finding.rule;
        known.iter().any(|one| of(&one) && one.weight == Weight::Change)
            && known.iter().filter(of).all(|one| one.weight <= Weight::Change)
    };
    let breaks =
        |finding: &&Finding| finding.severity == Severity::Error && BREAKS.contains(&finding.rule) && !mended(finding);
    let blocker = |finding: &Finding| Objection {
        rule: finding.rule,
        weight: Weight::Blocker,
        text: finding.what.clone(),
        spans: finding.spans.clone(),
        change: None,
    };
    findings.iter().filter(breaks).map(blocker).collect()
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

/// What it takes to get there: stages that move and work left to the reader weigh most.
pub fn effort(shape: Shape, objections: &[Objection]) -> Effort {
    let mut changes = objections.iter().filter(|o| o.weight == Weight::Change && !o.is_of_builder());
    match shape {
        Shape::Split => Effort::Rework,
        Shape::Swap if changes.clone().next().is_none() => Effort::OneLine,
        Shape::Swap if changes.all(|o| is_made(o.change.as_ref())) => Effort::Small,
        Shape::Swap => Effort::Rework,
    }
}

/// Whether the rewrite makes the change itself.
fn is_made(change: Option<&Change>) -> bool {
    use Change::{CopyLibraries, MoveToBuild, Split, Yours};
    !matches!(change, None | Some(Yours | Split | MoveToBuild { .. } | CopyLibraries { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objection(weight: Weight, change: Option<Change>) -> Objection {
        Objection { rule: "a-rule", weight, text: String::new(), spans: Vec::new(), change }
    }

    #[test]
    fn the_heaviest_objection_decides() {
        let said = |weights: &[Weight]| verdict(&weights.iter().map(|&w| objection(w, None)).collect::<Vec<_>>());
        assert_eq!(said(&[]), Verdict::Fits);
        assert_eq!(said(&[Weight::Reason, Weight::Risk]), Verdict::Fits);
        assert_eq!(said(&[Weight::Change, Weight::Risk]), Verdict::FitsWithChanges);
        assert_eq!(said(&[Weight::Doubt, Weight::Change]), Verdict::CannotTell);
        assert_eq!(said(&[Weight::Blocker, Weight::Doubt]), Verdict::DoesNotFit);
    }

    #[test]
    fn effort_is_what_is_left_to_do() {
        let easy = objection(Weight::Change, Some(Change::CopyCertificates));
        let yours = objection(Weight::Change, Some(Change::Yours));
        assert_eq!(effort(Shape::Swap, &[objection(Weight::Risk, None)]), Effort::OneLine);
        assert_eq!(effort(Shape::Swap, std::slice::from_ref(&easy)), Effort::Small);
        assert_eq!(effort(Shape::Swap, &[easy, yours]), Effort::Rework);
        assert_eq!(effort(Shape::Split, &[]), Effort::Rework);
    }
}
