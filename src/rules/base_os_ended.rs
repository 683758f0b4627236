//! # The distribution under the base has ended
//!
//! ## What it is
//! The base is made of a distribution whose support is over, such as Debian 10 or Alpine 3.15.
//!
//! ## Why it matters
//! Nobody repairs its packages any more. New vulnerabilities stay open, and its package servers move to an archive, so that one day `apt-get update` fails.
//!
//! ## What to do
//! Take the same image on a living release of the distribution. The ladder shows the releases and how long each lives.
//!
//! ## When not to
//! If you pay for extended support and your packages really come from there, you are covered until that ends.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:10-slim
//! COPY app /app
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Debian releases](https://wiki.debian.org/DebianReleases)
//! - [Support cycles at endoflife.date](https://endoflife.date/debian)

use super::claims::*;
use super::ground::{self, Footing};
use super::unused_stage;
use crate::catalogue::{Cycle, Lifecycle};

pub const RULE: Rule = Rule { id: "base-os-ended", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let others = unused_stage::others(case).filter_map(|stage| case.stands(stage));
    case.footings().into_iter().chain(others).filter_map(|footing| claim(case, &footing)).collect()
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let (lang, image) = (case.lang(), &footing.image().reference);
    let cycle = &footing.image().lifecycle.os;
    let (what, severity) = match ground::state(cycle, &case.wishes.today) {
        Lifecycle::Ended if footing.shipped => (ended(lang, image, cycle), Severity::Error),
        Lifecycle::Ended => (ended(lang, image, cycle), Severity::Warning),
        Lifecycle::ExtendedOnly if footing.shipped => (extended(lang, image, cycle), Severity::Warning),
        _ => return None,
    };
    let why = if what == ended(lang, image, cycle) { open(lang) } else { partly(lang) };
    let todo = say!(lang,
        en: "Take the same image on a living release.",
        de: "Nimm dasselbe Image auf einer gepflegten Version der Distribution.",
        zh: "改用同一镜像在仍受支持的发行版上的版本。");
    Some(finding(RULE.id, severity, [what, why, todo], vec![footing.stage.from.span]))
}

fn open(lang: Lang) -> String {
    say!(lang,
        en: "Its packages are no longer repaired; what is found in them from now on stays open.",
        de: "Ihre Pakete werden nicht mehr gepflegt; neu gefundene Lücken bleiben offen.",
        zh: "它的软件包不再修复，今后发现的漏洞会一直存在。")
}

fn partly(lang: Lang) -> String {
    say!(lang,
        en: "Extended support covers fewer packages and fewer architectures, and some of it is paid for.",
        de: "Erweiterte Unterstützung umfasst weniger Pakete und Architekturen, und manche kostet Geld.",
        zh: "扩展支持覆盖的软件包和架构较少，有的还需付费。")
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let (cycle, image) = (&choice.image.lifecycle.os, &choice.image.reference);
    let text = match ground::state(cycle, &case.wishes.today) {
        Lifecycle::Ended => ended(case.lang(), image, cycle),
        Lifecycle::ExtendedOnly => extended(case.lang(), image, cycle),
        _ => return Vec::new(),
    };
    vec![objection(RULE.id, Weight::Risk, text, Vec::new())]
}

fn ended(lang: Lang, image: &str, cycle: &Cycle) -> String {
    let (of, ends) = (ground::title(cycle), cycle.ends.unwrap_or_default());
    say!(lang,
        en: "`{image}` is made of {of}, whose support ended on {ends}.",
        de: "`{image}` besteht aus {of}, dessen Unterstützung am {ends} endete.",
        zh: "`{image}` 基于 {of}，其支持已于 {ends} 结束。")
}

fn extended(lang: Lang, image: &str, cycle: &Cycle) -> String {
    let (of, ends, until) = (ground::title(cycle), cycle.ends.unwrap_or_default(), cycle.extended.unwrap_or_default());
    say!(lang,
        en: "`{image}` is made of {of}: ordinary support ended on {ends}, only extended support is left until {until}.",
        de: "`{image}` besteht aus {of}: Die normale Unterstützung endete am {ends}, bis {until} gibt es nur noch erweiterte.",
        zh: "`{image}` 基于 {of}：常规支持已于 {ends} 结束，只剩扩展支持，到 {until} 为止。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn an_ended_release_that_ships_is_an_error() {
        let found = fires(RULE.id, "FROM debian:10-slim\nCMD [\"/app\"]\n");
        assert_eq!(found.severity, Severity::Error);
        assert!(found.what.contains("2022-09-10") || found.what.contains("2024-06-30"), "{}", found.what);
    }

    #[test]
    fn an_ended_release_that_only_builds_is_a_warning() {
        let found = fires(RULE.id, "FROM debian:10 AS b\nRUN make\nFROM debian:13\nCOPY --from=b /a /a\n");
        assert_eq!(found.severity, Severity::Warning);
    }

    #[test]
    fn a_living_release_is_fine() {
        silent(RULE.id, "FROM debian:13-slim\n");
        assert_eq!(weight(RULE.id, "FROM debian:10\n", "debian:13-slim", Shape::Swap), None);
    }
}
