//! # The tag is an old patch that nobody rebuilds
//!
//! ## What it is
//! The tag of an official image names a patch release, such as `python:3.13.3-slim`, and a later patch of the same line has been published since.
//!
//! ## Why it matters
//! From the day of the next patch on, the old tag is never built again. It still pulls, but neither the fixes of the program itself nor those of the distribution below it reach your image, however often you build.
//!
//! ## What to do
//! Name the line, which its makers rebuild (`python:3.13-slim-trixie`), or the newest patch, and let Renovate or Dependabot raise it.
//!
//! ## When not to
//! To build an old release once more just as it was.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13.3-slim-trixie
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim-trixie
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Docker Official Images: what “supported” means](https://github.com/docker-library/faq#what-do-you-mean-by-supported)

use super::claims::*;
use super::ground::{self, Footing};
use crate::catalogue::{Image, Lifecycle};

pub const RULE: Rule = Rule { id: "tag-superseded", file: Some(file), base: None, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    case.footings().iter().filter_map(|footing| claim(case, footing)).collect()
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let (lang, image) = (case.lang(), footing.image());
    let what = text(lang, image, &footing.stage.from.text).filter(|_| is_cared_for(case, image))?;
    let why = say!(lang,
        en: "It still pulls, but no fix reaches it, neither of the program nor of the system below.",
        de: "Es lässt sich noch laden, aber keine Korrektur erreicht es, weder des Programms noch des Systems darunter.",
        zh: "它仍可拉取，但程序和底层系统的修复都不会再进入其中。");
    let todo = say!(lang,
        en: "Name the line, or the newest patch with a bot that raises it.",
        de: "Nenne die Versionslinie, oder den neuesten Patch mit einem Bot, der ihn anhebt.",
        zh: "写明版本线；或写最新的补丁版本，并由机器人负责更新。");
    let severity = if footing.shipped { Severity::Warning } else { Severity::Note };
    Some(finding(RULE.id, severity, [what, why, todo], vec![footing.stage.from.span]))
}

/// An end that has come is told by its own rule, and weighs more.
fn is_cared_for(case: &Case, image: &Image) -> bool {
    let cycles = &image.lifecycle;
    let state = |cycle| ground::state(cycle, &case.wishes.today);
    let over = |cycle| matches!(state(cycle), Lifecycle::Ended | Lifecycle::ExtendedOnly);
    cycles.retired.is_none() && ![&cycles.os, &cycles.runtime, &cycles.image].into_iter().any(over)
}

/// That a later patch has taken its place.
pub fn text(lang: Lang, image: &Image, name: &str) -> Option<String> {
    let newer = image.lifecycle.newer?;
    Some(say!(lang,
        en: "`{name}` is no longer rebuilt: {newer} has taken its place.",
        de: "`{name}` wird nicht mehr neu gebaut: {newer} ist an seine Stelle getreten.",
        zh: "`{name}` 不再重新构建：已由 {newer} 取代。"))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn an_old_patch_is_told_where_its_line_lives() {
        let file = |from: &str| format!("FROM {from}\nCMD [\"python\", \"a.py\"]\n");
        let found = fires(RULE.id, &file("python:3.13.3-slim-trixie"));
        assert_eq!(found.severity, Severity::Warning);
        assert!(found.what.contains("3.13.1"), "{}", found.what);
        // The line itself, the newest patch, one of after the catalogue's day, and one whose line has ended.
        for from in ["python:3.13-slim-trixie", "python:3.13.15-slim", "python:3.13.99-slim", "python:3.8.1-slim"] {
            silent(RULE.id, &file(from));
        }
        silent(RULE.id, &file("quay.io/acme/python:3.13.3"));
    }

    #[test]
    fn of_a_stage_that_builds_it_is_a_note() {
        let file = "FROM golang:1.26.0 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\nCMD [\"/s\"]\n";
        assert_eq!(fires(RULE.id, file).severity, Severity::Note);
    }
}
