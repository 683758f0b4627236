//! For tests: a Dockerfile through the whole pipeline, and what one rule says of it.

use super::{Case, Choice, Finding, Objection, Shape, Weight, judge_base, judge_file};
use crate::catalogue::{self, Image};
use crate::stages::{Base, Build};
use crate::wishes::{Input, Wishes};
use crate::{dockerfile, evidence, stages};

/// Runs `see` on a Dockerfile.
pub fn with<T>(input: &Input, see: impl FnOnce(&Case) -> T) -> T {
    let wishes = Wishes::default();
    let build = resolve(&input.text);
    let facts = evidence::detect(&build, input, &wishes);
    see(&Case::new(input, &wishes, &build, &facts))
}

fn resolve(text: &str) -> Build {
    stages::resolve(dockerfile::parse(text), &Input::default())
}

/// What a rule finds in a file as it stands.
pub fn found(rule: &str, text: &str) -> Vec<Finding> {
    let of_rule = |finding: &Finding| finding.rule == rule;
    with(&Input::pasted(text), |case| judge_file(case).into_iter().filter(of_rule).collect())
}

/// What a rule says of another base.
pub fn weighed(rule: &str, text: &str, to: &str, shape: Shape) -> Vec<Objection> {
    let choice = Choice { image: image(to), shape };
    let of_rule = |objection: &Objection| objection.rule == rule;
    with(&Input::pasted(text), |case| judge_base(case, &choice).into_iter().filter(of_rule).collect())
}

/// The heaviest that a rule says of another base.
pub fn weight(rule: &str, text: &str, to: &str, shape: Shape) -> Option<Weight> {
    weighed(rule, text, to, shape).into_iter().map(|objection| objection.weight).max()
}

/// The catalogue's row of a reference.
pub fn image(reference: &str) -> Image {
    let build = resolve(&format!("FROM {reference}\n"));
    match &build.stages[0].base {
        Base::Image(reference) => catalogue::find(reference).expect("a row of the catalogue").image,
        Base::Scratch => scratch(),
        other => panic!("{reference}: {other:?}"),
    }
}

fn scratch() -> Image {
    let workload = catalogue::Workload { kind: catalogue::Kind::StaticBinary, version: None };
    let ladder = catalogue::ladder(&workload, "2026-11-21");
    ladder.into_iter().find(|image| image.reference == "scratch").expect("scratch on the ladder")
}

#[track_caller]
pub fn fires(rule: &str, text: &str) -> Finding {
    found(rule, text).into_iter().next().unwrap_or_else(|| panic!("{rule} says nothing of\n{text}"))
}

#[track_caller]
pub fn silent(rule: &str, text: &str) {
    assert_eq!(found(rule, text), [], "{rule} on\n{text}");
}
