//! The barest base that does not fit, and the lines that stand in its way.

use super::{Counterfactual, Recommendation, places};
use crate::catalogue::{Kind, PackageManager, Tri};
use crate::evidence::{Product, ShellUse, What};
use crate::rules::{Case, Objection, Weight};
use crate::source::Span;

/// Told only where lines of this file stand in the way and the base is barer than the first of the list.
pub fn find(case: &Case, ranked: &[Recommendation]) -> Option<Counterfactual> {
    let (one, _) = barest(ranked)?;
    let lang = case.wishes.lang;
    let blockers: Vec<&Objection> = one.candidate.of(Weight::Blocker).collect();
    let open = one.candidate.of(Weight::Doubt).next().is_some();
    if open || blockers.iter().any(|blocker| !is_removable(blocker) || is_the_point(case, blocker)) {
        return None;
    }
    let spans: Vec<Span> = blockers.iter().flat_map(|blocker| blocker.spans.iter().copied()).collect();
    if spans.is_empty() || blockers.iter().any(|blocker| blocker.spans.is_empty()) {
        return None;
    }
    let image = one.candidate.choice.image.reference.clone();
    let lines = places::lines(case, &spans);
    let text = say!(lang,
        en: "Without {lines}, `{image}` would fit.",
        de: "Ohne {lines} würde `{image}` passen.",
        zh: "如果没有{lines}，`{image}` 就合适。");
    Some(Counterfactual { image, text, spans })
}

/// Whether the lines it points at are a way of doing something, not what the image is for.
fn is_removable(blocker: &Objection) -> bool {
    const WAYS: &[&str] = &[
        "healthcheck-tool-missing",
        "missing-user",
        "package-manager-mismatch",
        "package-unavailable",
        "run-without-shell",
        "script-without-shell",
        "shell-form-without-shell",
        "tool-missing",
    ];
    WAYS.contains(&blocker.rule)
}

/// Whether its lines are what the image is made for: they make the program, install what it is linked with, or stock a
/// place to work in; and where a script or a tool is what runs, all that is installed may be for it.
fn is_the_point(case: &Case, blocker: &Objection) -> bool {
    if !INSTALLS.contains(&blocker.rule) {
        return false;
    }
    let facts = case.facts;
    let service = facts.product == Product::Service && !matches!(facts.workload.kind, Kind::Tools | Kind::Unknown);
    let needed = ["linkage", "runs", "needs-library", "needs-tool"].iter().flat_map(|id| facts.find(id));
    let touches = |span: &Span| blocker.spans.iter().any(|own| own.contains(*span) || span.contains(*own));
    let script = facts.find("needs-shell").any(|fact| matches!(fact.what, What::NeedsShell(ShellUse::Script { .. })));
    !service || script || needed.flat_map(|fact| &fact.spans).any(touches)
}

const INSTALLS: [&str; 3] = ["package-manager-mismatch", "package-unavailable", "run-without-shell"];

/// The barest base that breaks here and is barer than the one at the top, with its first blocker.
pub fn barest(ranked: &[Recommendation]) -> Option<(&Recommendation, &Objection)> {
    let top = bareness(ranked.first()?);
    let broken = ranked.iter().filter_map(|one| Some((one, one.candidate.of(Weight::Blocker).next()?)));
    let barer = broken.filter(|(one, _)| one.candidate.forbidden.is_none() && bareness(one) < top);
    // Few blockers make the better story: a base that one line keeps out teaches more than one that five do.
    barer.min_by_key(|(one, _)| (one.candidate.of(Weight::Blocker).count().min(3), bareness(one)))
}

fn bareness(one: &Recommendation) -> (bool, bool, u64) {
    let image = one.candidate.image();
    let managed = !matches!(image.package_manager, PackageManager::None);
    (image.shell != Tri::No, managed, image.size.compressed.unwrap_or(u64::MAX))
}
