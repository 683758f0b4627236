//! The rewritten text is read again by the same engine before anyone sees it.

use crate::advice::{Advice, Left, Rewrite};
use crate::candidates::Candidate;
use crate::dockerfile::Severity;
use crate::rules::{self, Case, Choice, Shape, Weight};
use crate::wishes::{Input, Wishes};
use crate::{dockerfile, evidence, stages};

/// What the second reading finds wrong is told, and the rewrite is then incomplete.
pub fn check(mut rewrite: Rewrite, advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Rewrite {
    let (text, build_args) = (rewrite.dockerfile.clone(), rewrite.build_args.clone());
    let new = Input { text, build_args, ..advice.input.clone() };
    let mut tree = dockerfile::parse(&new.text);
    tree.source.made_of(&advice.input.text);
    let build = stages::resolve(tree, &new);
    let errors = |build: &stages::Build| build.problems.iter().filter(|p| p.severity == Severity::Error).count();
    if errors(&build) > errors(&advice.build) {
        let fresh = build.problems.iter().rfind(|p| p.severity == Severity::Error);
        leave(&mut rewrite, fresh.map(|p| p.message.clone()).unwrap_or_default());
    }
    let facts = evidence::detect(&build, &new, wishes);
    let case = Case::new(&new, wishes, &build, &facts);
    let image = build.shipped.and_then(|stage| facts.standings[stage].image()).cloned();
    if let Some(image) = image {
        let blockers = rules::judge_base(&case, &Choice { image, shape: Shape::Swap });
        for blocker in blockers.into_iter().filter(|o| o.weight == Weight::Blocker) {
            leave(&mut rewrite, blocker.text);
        }
    }
    // A line that installs, carried to a base that does not speak that manager; and what was not wrong before, nor said
    // with the base.
    let old = |rule: &str| {
        advice.findings.iter().any(|finding| finding.rule == rule)
            || candidate.objections.iter().any(|objection| objection.rule == rule)
    };
    let fresh = |one: &rules::Finding| {
        one.rule == "package-manager-mismatch" || one.severity >= Severity::Warning && !old(one.rule)
    };
    // A package that is gone is said with the base by another rule.
    let said = |what: &str| {
        let name = what.split('`').nth(1).map(|name| format!("`{name}`")).unwrap_or_default();
        candidate.objections.iter().any(|one| one.rule == "package-unavailable" && one.text.contains(&name))
    };
    let fresh = |one: &rules::Finding| fresh(one) && !(one.rule == "package-renamed" && said(&one.what));
    for finding in rules::judge_file(&case).into_iter().filter(fresh) {
        leave(&mut rewrite, finding.what);
    }
    rewrite
}

fn leave(rewrite: &mut Rewrite, text: String) {
    rewrite.complete = false;
    if !rewrite.left_to_you.iter().any(|left| left.text == text) {
        rewrite.left_to_you.push(Left { text, spans: Vec::new() });
    }
}
