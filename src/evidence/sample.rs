//! Small Dockerfiles in, facts out: the one way this room's tests look at what was found.

use super::{Facts, detect};
use crate::wishes::{Companion, Input, Wishes};
use crate::{dockerfile, stages};

/// Reads a Dockerfile with files beside it.
pub fn facts(text: &str, companions: &[(&str, &str)]) -> Facts {
    let companion = |&(path, text): &(&str, &str)| Companion { path: path.into(), text: text.into() };
    let input = Input { companions: companions.iter().map(companion).collect(), ..Input::pasted(text) };
    detect(&stages::resolve(dockerfile::parse(text), &input), &input, &Wishes::default())
}

/// One line a fact: `needs-tool tini`; `? id` a doubt; `product service`; `workload python 3.13`.
pub fn lines(facts: &Facts) -> Vec<String> {
    let fact = facts.facts.iter().map(|fact| format!("{} {}", fact.what.id(), fact.what.subject()).trim().to_string());
    let doubt = facts.doubts.iter().map(|doubt| format!("? {}", doubt.id));
    let kind = serde_json::to_string(&facts.workload.kind).unwrap_or_default().replace(['"', '{', '}'], "");
    let version = facts.workload.version.clone().unwrap_or_default();
    let product = serde_json::to_string(&facts.product).unwrap_or_default().replace('"', "");
    let head = [format!("product {product}"), format!("workload {kind} {version}").trim().to_string()];
    head.into_iter().chain(fact).chain(doubt).collect()
}

/// Every expected line is there.
pub fn check(text: &str, expected: &[&str]) {
    check_with(text, &[], expected);
}

pub fn check_with(text: &str, companions: &[(&str, &str)], expected: &[&str]) {
    let found = lines(&facts(text, companions));
    for line in expected {
        assert!(found.iter().any(|have| have == line), "no `{line}` in {found:#?}\nof\n{text}");
    }
}

/// No line begins so.
pub fn lacks(text: &str, start: &str) {
    let found = lines(&facts(text, &[]));
    assert!(!found.iter().any(|have| have.starts_with(start)), "`{start}` in {found:#?}\nof\n{text}");
}
