//! Every rule of the list is there once, has a page, tests of both kinds, and examples that behave.

use basewise::catalogue;
use basewise::rules::{self, Case, Choice, Objection, RULES, Shape, Weight, judge_base, judge_file};
use basewise::stages::Base;
use basewise::wishes::{Input, Wishes};
use basewise::{dockerfile, evidence, stages};
use std::collections::BTreeSet;

/// The list of the issue, to the letter.
const IDS: &str = "base-os-ended base-runtime-ended base-ending-soon base-retired base-unofficial base-needs-login \
    base-unknown tag-floating tag-missing-digest platform-not-offered heavier-than-needed build-tools-shipped \
    jdk-where-jre gpu-devel-shipped glibc-binary-on-musl musl-binary-on-glibc glibc-newer-than-runtime \
    dynamic-binary-without-libc missing-shared-library missing-ca-certificates missing-tzdata missing-locale \
    missing-icu missing-user missing-tmp shell-form-without-shell script-without-shell run-without-shell \
    healthcheck-tool-missing tool-missing package-manager-mismatch package-unavailable package-renamed \
    interpreter-path-moved runtime-version-mismatch native-addon-mismatch musl-builds-from-source musl-no-prebuilt \
    musl-behaviour entrypoint-changes user-changes privileged-port-as-nonroot runs-as-root package-cache-kept \
    build-dependencies-kept copy-before-install unused-stage debug-variant-shipped windows-base";

/// Rules beyond it.
const MORE: &str = "base-brings-more compiler-missing source-gone tag-superseded";

#[test]
fn every_rule_of_the_list_is_there_once() {
    let listed: Vec<&str> = IDS.split_whitespace().chain(MORE.split_whitespace()).collect();
    let registered: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = registered.iter().copied().collect();
    assert_eq!(unique.len(), registered.len(), "an id is registered twice");
    assert_eq!(unique, listed.into_iter().collect());
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let pages: BTreeSet<&str> = rules::pages().iter().map(|page| page.id).collect();
    assert_eq!(rules, pages);
    for rule in RULES {
        assert!(rule.file.is_some() || rule.base.is_some(), "{} judges nothing", rule.id);
    }
}

/// A page is read in a minute. The examples are not counted.
#[test]
fn pages_are_short_and_name_their_sources() {
    for page in rules::pages() {
        let prose: usize = page.markdown.split("```").step_by(2).map(str::len).sum();
        assert!(prose < 1800, "{}: {prose} bytes of prose", page.id);
        assert!(page.markdown.len() < 2600, "{}: {} bytes", page.id, page.markdown.len());
        let named = page.sources.iter().all(|source| source.url.starts_with("https://") && source.as_of.len() == 10);
        assert!(named && !page.sources.is_empty(), "{}: a source without address or day", page.id);
    }
}

#[test]
fn every_rule_has_tests_of_both_kinds() {
    for rule in RULES {
        let path = format!("src/rules/{}.rs", rule.id.replace('-', "_"));
        let text = std::fs::read_to_string(&path).expect("the rule's file");
        let tests: String = text.split("mod tests").skip(1).flat_map(str::split_whitespace).collect();
        let fires = ["fires(RULE.id", "Some(Weight::", ".change"].iter().any(|sign| tests.contains(sign));
        let silent = ["silent(RULE.id", ",None"].iter().any(|sign| tests.contains(sign));
        assert!(fires && silent, "{path}: fires {fires}, stays silent {silent}");
    }
}

/// The first block of a page shows the fault, the second its remedy.
#[test]
fn the_examples_of_every_page_behave() {
    let mut wrong = Vec::new();
    for page in rules::pages() {
        let blocks: Vec<&str> =
            page.markdown.split("```dockerfile\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        let [before, after] = blocks[..] else { panic!("{}: {} blocks", page.id, blocks.len()) };
        if !faults(page.id, before, after) {
            wrong.push(format!("{}: the first block is not told of", page.id));
        }
        if let Some(fault) = fault(page.id, after) {
            wrong.push(format!("{}: the second block is told of: {fault}", page.id));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The rule speaks of the file as it stands, or of moving it to the base of the remedy.
fn faults(rule: &str, before: &str, after: &str) -> bool {
    fault(rule, before).is_some()
        || [Shape::Swap, Shape::Split].into_iter().any(|shape| weighty(rule, before, base_of(after), shape).is_some())
}

fn fault(rule: &str, text: &str) -> Option<String> {
    let input = Input::pasted(text);
    let found = see(&input, |case| judge_file(case).into_iter().find(|finding| finding.rule == rule).map(|f| f.what));
    found.or_else(|| {
        weighty(rule, text, base_of(text), Shape::Swap).filter(|o| o.weight >= Weight::Change).map(|o| o.text)
    })
}

fn weighty(rule: &str, text: &str, image: Option<catalogue::Image>, shape: Shape) -> Option<Objection> {
    let choice = Choice { image: image?, shape };
    let input = Input::pasted(text);
    see(&input, |case| judge_base(case, &choice).into_iter().find(|o| o.rule == rule && o.weight > Weight::Reason))
}

fn base_of(text: &str) -> Option<catalogue::Image> {
    let build = stages::resolve(dockerfile::parse(text), &Input::default());
    match &build.lineage(build.shipped?).pop()?.base {
        Base::Image(reference) => catalogue::find(reference).map(|found| found.image),
        _ => None,
    }
}

fn see<T>(input: &Input, look: impl FnOnce(&Case) -> T) -> T {
    let wishes = Wishes::default();
    let build = stages::resolve(dockerfile::parse(&input.text), input);
    let facts = evidence::detect(&build, input, &wishes);
    look(&Case::new(input, &wishes, &build, &facts))
}
