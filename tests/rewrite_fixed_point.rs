//! Every rewrite that is offered, for every workload: it reads without new errors, finds nothing new wrong, and the
//! advice on it is to stay, or it says what was left to the reader.

use basewise::advice::{Advice, Outcome, Recommendation, Rewrite};
use basewise::dockerfile::Severity;
use basewise::rewrite;
use basewise::wishes::{Companion, Input, Wishes};
use std::collections::BTreeSet;

#[test]
fn the_first_recommendation_is_a_fixed_point() {
    let faults: Vec<String> = inputs().iter().filter_map(|(name, input)| first_fault(name, input)).collect();
    report(faults);
}

#[test]
fn every_offered_rewrite_breaks_nothing_new() {
    let mut faults = Vec::new();
    for (name, input) in inputs() {
        let advice = basewise::conclude(&input, &Wishes::default());
        for one in &advice.recommendations {
            let Some(rewrite) = rewrite::apply(&advice, &one.candidate, &Wishes::default()) else { continue };
            faults.extend(worse(&advice, one, &rewrite).map(|fault| format!("{name}: {fault}")));
        }
    }
    report(faults);
}

fn report(faults: Vec<String>) {
    let shown: Vec<&String> = faults.iter().take(60).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown.iter().map(|f| format!("{f}\n")).collect::<String>()
    );
}

/// What the rewritten file has that the file did not have: an error in reading it, or a finding.
fn worse(before: &Advice, one: &Recommendation, rewrite: &Rewrite) -> Option<String> {
    let to = format!("{} ({:?})", rewrite.to, one.candidate.choice.shape);
    let after = again(before, rewrite);
    let errors = |advice: &Advice| advice.build.problems.iter().filter(|p| p.severity == Severity::Error).count();
    if errors(&after) > errors(before) {
        return Some(format!("{to}: does not read any more:\n{}", rewrite.dockerfile));
    }
    let rules = |advice: &Advice| -> BTreeSet<&str> {
        let told = advice.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        told.map(|finding| finding.rule).collect()
    };
    let fresh: Vec<&str> = rules(&after).difference(&rules(before)).copied().collect();
    // What a base brings with it is said with the base, by the same rule.
    let said = |rule: &&str| one.candidate.objections.iter().any(|objection| objection.rule == *rule);
    let fresh: Vec<&str> = fresh.into_iter().filter(|rule| !said(rule)).collect();
    (!fresh.is_empty() && rewrite.complete).then(|| format!("{to}: {fresh:?} is new in\n{}", rewrite.dockerfile))
}

fn again(before: &Advice, rewrite: &Rewrite) -> Advice {
    let input = Input { text: rewrite.dockerfile.clone(), ..before.input.clone() };
    basewise::conclude(&input, &Wishes::default())
}

/// After the first recommendation the advice is to stay, and a second rewrite changes nothing.
fn first_fault(name: &str, input: &Input) -> Option<String> {
    let before = basewise::advise(input, &Wishes::default());
    let rewrite = before.rewrite.as_ref()?;
    let after = again(&before, rewrite);
    if after.outcome == Outcome::Stay || !rewrite.complete {
        return None;
    }
    Some(format!(
        "{name}: {:?} to {}, then {:?}: {}\n{}",
        before.outcome, rewrite.to, after.outcome, after.headline, rewrite.dockerfile
    ))
}

/// Every Dockerfile of the workloads with what lies beside it, and those of a folder named by `BASEWISE_FILES`.
fn inputs() -> Vec<(String, Input)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workloads");
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the workloads").flatten() {
        if entry.path().extension().is_some_and(|end| end == "md") && entry.file_name() != "README.md" {
            inputs.extend(blocks(&std::fs::read_to_string(entry.path()).expect("a page")));
        }
    }
    if let Ok(folder) = std::env::var("BASEWISE_FILES") {
        for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                inputs.push((entry.path().display().to_string(), Input::pasted(text)));
            }
        }
    }
    assert!(inputs.len() >= 150);
    inputs
}

fn blocks(page: &str) -> Vec<(String, Input)> {
    let mut found: Vec<(String, Input)> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            found.push((name.into(), Input::pasted("")));
        }
        let (Some(info), Some((_, input))) = (line.strip_prefix("```"), found.last_mut()) else { continue };
        let body: String =
            lines.by_ref().take_while(|line| !line.starts_with("```")).map(|line| format!("{line}\n")).collect();
        match info.strip_prefix("file ") {
            Some(path) => input.companions.push(Companion { path: path.trim().into(), text: body }),
            None => input.text = body,
        }
    }
    found.retain(|(_, input)| !input.text.is_empty());
    found
}
