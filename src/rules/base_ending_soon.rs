//! # Support of the base ends within six months
//!
//! ## What it is
//! The distribution, the runtime or the image line itself is still maintained, but its announced end is near.
//!
//! ## Why it matters
//! A planned move takes an afternoon; one under a fresh vulnerability takes the night. After the day, every rebuild brings the same old packages.
//!
//! ## What to do
//! Plan the move to the next release now, and choose one whose end lies furthest away.
//!
//! ## When not to
//! If the image itself will be gone before that day, leave it as it is.
//!
//! ## Example
//! On 2026-11-21:
//! ```dockerfile
//! FROM node:22-trixie-slim
//! COPY server.js .
//! CMD ["node", "server.js"]
//! ```
//! ```dockerfile
//! FROM node:24-trixie-slim
//! COPY server.js .
//! CMD ["node", "server.js"]
//! ```
//!
//! ## Sources
//! - [Node.js releases](https://nodejs.org/en/about/previous-releases)
//! - [Support cycles at endoflife.date](https://endoflife.date/)

use super::claims::*;
use super::ground::{self, Footing};
use crate::catalogue::{Cycle, Image, Lifecycle};

pub const RULE: Rule = Rule { id: "base-ending-soon", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    case.shipped().and_then(|footing| claim(case, &footing)).into_iter().collect()
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let lang = case.lang();
    let what = text(case, footing.image())?;
    let why = say!(lang,
        en: "After that day every rebuild brings the same old packages.",
        de: "Nach diesem Tag bringt jeder neue Build dieselben alten Pakete.",
        zh: "此日之后，每次重新构建得到的都是同样的旧软件包。");
    let todo = say!(lang,
        en: "Plan the move to the next release now, while it can wait.",
        de: "Plane den Wechsel zur nächsten Version jetzt, solange er warten kann.",
        zh: "趁还不急，现在就计划迁移到下一个版本。");
    Some(finding(RULE.id, Severity::Warning, [what, why, todo], vec![footing.stage.from.span]))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let text = text(case, &choice.image);
    text.map(|text| objection(RULE.id, Weight::Risk, text, Vec::new())).into_iter().collect()
}

fn text(case: &Case, image: &Image) -> Option<String> {
    let cycle = nearest(image, &case.wishes.today)?;
    let (name, of, ends) = (&image.reference, ground::title(cycle), cycle.ends?);
    Some(say!(case.lang(),
        en: "Support of {of} in `{name}` ends on {ends}.",
        de: "Die Unterstützung von {of} in `{name}` endet am {ends}.",
        zh: "`{name}` 中 {of} 的支持将于 {ends} 结束。"))
}

/// The cycle that ends first, when nothing of the image has ended yet.
fn nearest<'a>(image: &'a Image, today: &str) -> Option<&'a Cycle> {
    let cycles = [&image.lifecycle.os, &image.lifecycle.runtime, &image.lifecycle.image];
    let gone = |cycle: &&Cycle| ground::state(cycle, today) == Lifecycle::Ended;
    if image.lifecycle.retired.is_some() || cycles.iter().any(gone) {
        return None;
    }
    let soon = cycles.into_iter().filter(|cycle| ground::state(cycle, today) == Lifecycle::EndingSoon);
    soon.min_by_key(|cycle| cycle.ends)
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn the_end_is_near() {
        let found = fires(RULE.id, "FROM node:22-trixie-slim\nCMD [\"node\", \"a.js\"]\n");
        assert!(found.what.contains("2027-04-30"), "{}", found.what);
    }

    #[test]
    fn neither_a_far_end_nor_one_that_has_passed_counts() {
        silent(RULE.id, "FROM node:24-trixie-slim\nCMD [\"node\", \"a.js\"]\n");
        silent(RULE.id, "FROM python:3.8-slim\nCMD [\"node\", \"a.js\"]\n");
    }
}
