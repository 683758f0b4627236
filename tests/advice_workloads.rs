//! The table of workloads: Dockerfiles as projects write them, and what must be said of each (`tests/workloads/`).

use basewise::advice::{Advice, Recommendation};
use basewise::candidates::Verdict;
use basewise::dockerfile::Severity;
use basewise::rules::Weight;
use basewise::wishes::{Companion, Input, Leaning, Wishes};
use serde::Serialize;

#[derive(Default)]
struct Workload {
    name: String,
    input: Input,
    wishes: Wishes,
    wanted: Vec<(String, Vec<String>)>,
}

#[test]
fn every_workload_gets_the_advice_it_should() {
    let workloads = all();
    assert!(workloads.len() >= 150, "{} workloads", workloads.len());
    let only = std::env::var("WORKLOAD").unwrap_or_default();
    let chosen: Vec<&Workload> = workloads.iter().filter(|workload| workload.name.contains(&only)).collect();
    let failed: Vec<String> = chosen.iter().filter_map(|workload| fault(workload)).collect();
    assert!(failed.is_empty(), "{} of {} workloads:\n{}", failed.len(), chosen.len(), failed.join("\n"));
}

#[test]
fn names_are_unique_and_every_workload_wants_something() {
    let mut names: Vec<String> = all().iter().map(|workload| workload.name.clone()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(all().iter().all(|workload| !workload.wanted.is_empty() && !workload.input.text.is_empty()));
}

fn all() -> Vec<Workload> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workloads");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let pages =
        paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md"));
    pages.flat_map(|path| read(&std::fs::read_to_string(path).expect("a page"))).collect()
}

fn read(page: &str) -> Vec<Workload> {
    let mut workloads: Vec<Workload> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            workloads.push(Workload { name: name.into(), input: Input::pasted(""), ..Workload::default() });
            continue;
        }
        let Some(workload) = workloads.last_mut() else { continue };
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            take(workload, info, body.join("\n") + "\n");
        } else if let Some((key, values)) = line.strip_prefix("- ").and_then(|item| item.split_once(": ")) {
            want(workload, key, values.split(", ").map(|value| value.trim().to_string()).collect());
        }
    }
    workloads
}

fn take(workload: &mut Workload, info: &str, text: String) {
    match info.strip_prefix("file ") {
        Some(path) => workload.input.companions.push(Companion { path: path.into(), text }),
        None => workload.input.text = text,
    }
}

fn want(workload: &mut Workload, key: &str, values: Vec<String>) {
    let first = values[0].clone();
    match key {
        "target" => workload.input.target = Some(first),
        "today" => workload.wishes.today = first,
        "prefer" => {
            workload.wishes.leaning = match first.as_str() {
                "safest" => Leaning::Safest,
                "smallest" => Leaning::Smallest,
                _ => Leaning::Balanced,
            }
        }
        "answers" => {
            let pairs = values.iter().filter_map(|pair| pair.split_once('='));
            workload.wishes.answers = pairs.map(|(key, value)| (key.to_string(), value.to_string())).collect();
        }
        _ => workload.wanted.push((key.into(), values)),
    }
}

fn fault(workload: &Workload) -> Option<String> {
    let advice = basewise::advise(&workload.input, &workload.wishes);
    let faults: Vec<String> = workload.wanted.iter().filter_map(|(key, values)| miss(&advice, key, values)).collect();
    (!faults.is_empty()).then(|| format!("- {}: {}\n    {}", workload.name, faults.join("; "), advice.headline))
}

/// What is missing, or nothing.
fn miss(advice: &Advice, key: &str, values: &[String]) -> Option<String> {
    let first = advice.recommendations.first().map(|best| &best.candidate);
    let image = first.map(|best| best.choice.image.reference.clone()).unwrap_or_default();
    let fired = |rule: &String| advice.findings.iter().any(|finding| finding.rule == rule);
    let some = |holds: bool, got: String| (!holds).then(|| format!("{key} {} but {got}", values.join(" or ")));
    match key {
        "outcome" => some(values.contains(&name(&advice.outcome)), name(&advice.outcome)),
        "image" => some(values.iter().any(|glob| matches(glob, &image)), image),
        "family" => {
            let family = first.map(|best| name(&best.choice.image.family)).unwrap_or_default();
            some(values.contains(&family), family)
        }
        "never" => {
            let holding = advice.recommendations.iter().filter(|one| one.verdict() <= Verdict::FitsWithChanges);
            let holding = holding.filter(|one| one.rank == 1 || !one.candidate.present);
            let mut holding = holding.map(|one| one.candidate.choice.image.reference.clone());
            holding
                .find(|image| values.iter().any(|glob| matches(glob, image)))
                .map(|image| format!("{image} fits, never {}", values.join(", ")))
        }
        "compares" => {
            let families: Vec<String> =
                advice.recommendations.iter().map(|one| name(&one.candidate.choice.image.family)).collect();
            let lacking: Vec<&String> = values.iter().filter(|family| !families.contains(family)).collect();
            (!lacking.is_empty()).then(|| format!("{lacking:?} are not compared"))
        }
        "blocked" => values.iter().find_map(|pair| blocked(advice, pair)),
        "hedges" => hedged(advice, &values.join(", ")),
        "broken" => {
            let error = |rule: &String| {
                advice.findings.iter().any(|finding| finding.rule == rule && finding.severity == Severity::Error)
            };
            let lacking: Vec<&String> = values.iter().filter(|rule| !error(rule)).collect();
            (!lacking.is_empty()).then(|| format!("{lacking:?} are no errors"))
        }
        "flags" => {
            let lacking: Vec<&String> = values.iter().filter(|rule| !fired(rule)).collect();
            (!lacking.is_empty()).then(|| format!("{lacking:?} do not fire"))
        }
        "silent" => {
            let loud: Vec<&String> = values.iter().filter(|rule| fired(rule)).collect();
            (!loud.is_empty()).then(|| format!("{loud:?} fire"))
        }
        "asks" => {
            let asked: Vec<&str> = advice.questions.iter().map(|question| question.id).collect();
            some(values.iter().all(|id| asked.contains(&id.as_str())), format!("{asked:?}"))
        }
        other => Some(format!("`{other}` is no expectation")),
    }
}

fn blocked(advice: &Advice, pair: &str) -> Option<String> {
    let (glob, rule) = pair.split_once(" = ").unwrap_or((pair, ""));
    let mut named = advice.recommendations.iter().filter(|one| matches(glob, &one.candidate.choice.image.reference));
    let held = named.any(|one| one.candidate.of(Weight::Blocker).any(|blocker| blocker.rule == rule));
    (!held).then(|| format!("{rule} does not block {glob}"))
}

/// A base in the list matches, and each that holds names a change, a doubt or a blocker by one of these rules.
fn hedged(advice: &Advice, pair: &str) -> Option<String> {
    let (glob, rules) = pair.split_once(" = ").unwrap_or((pair, ""));
    let named = |one: &Recommendation| {
        let mut held = one.candidate.objections.iter().filter(|objection| objection.weight >= Weight::Change);
        held.any(|objection| rules.split(", ").any(|rule| rule == objection.rule))
    };
    let mut bases = advice.recommendations.iter().filter(|one| matches(glob, &one.candidate.choice.image.reference));
    let (count, plain) = (bases.clone().count(), bases.find(|one| !named(one)));
    let plain = plain.map(|one| one.candidate.choice.image.reference.clone());
    if count == 0 {
        Some(format!("no {glob} is compared"))
    } else {
        plain.map(|image| format!("{image} needs none of {rules}"))
    }
}

/// A name as JSON has it.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(String::from)).unwrap_or_default()
}

/// `*` stands for anything.
fn matches(glob: &str, text: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn globs_match_whole_names() {
    assert!(matches("python:3.12-slim*", "python:3.12-slim-trixie"));
    assert!(matches("*distroless*", "gcr.io/distroless/cc"));
    assert!(matches("scratch", "scratch"));
    assert!(!matches("scratch", "scratch:1"));
    assert!(!matches("a*b", "ac"));
}
