//! # The language runtime in the base has ended
//!
//! ## What it is
//! The base brings a language release that its makers no longer maintain, such as Python 3.8 or Node.js 16.
//!
//! ## Why it matters
//! The runtime handles every byte your program reads. When a flaw is found in it, nobody repairs this release, and official images of it are no longer rebuilt: the distribution below grows old too.
//!
//! ## What to do
//! Move to a maintained release and run your tests on it. This is a change of your program's platform, so do it apart from a change of base where you can.
//!
//! ## When not to
//! A vendor may maintain an old runtime for you. Then use that vendor's image.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.8-slim
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Status of Python versions](https://devguide.python.org/versions/)
//! - [Node.js releases](https://nodejs.org/en/about/previous-releases)

use super::claims::*;
use super::ground::{self, Footing};
use super::languages::{runtimes, system_language};
use super::packages::fetched::{self, Fetched};
use crate::catalogue::packages::languages;
use crate::catalogue::{Cycle, Lifecycle};
use crate::evidence::language;
use crate::stages::{Base, Role, Stage};

pub const RULE: Rule = Rule { id: "base-runtime-ended", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let stands = case.footings();
    let stands = stands.iter().filter_map(|footing| claim(case, footing));
    let fetched = fetched::of(case);
    let scripts = fetched.iter().filter_map(|one| of_script(case, one));
    let toolsets = case.build.stages.iter().filter_map(|stage| toolset(case, stage));
    let systems = system_language::finding(case, RULE.id).into_iter().chain(of_archive(case));
    stands.chain(toolsets).chain(scripts).chain(systems).collect()
}

/// Red Hat's builder of Go, named after the line of Go it holds: the day is that of Go's makers. What moves fast comes in
/// streams that keep no older version beside the newest
/// ([Application streams](https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/considerations_in_adopting_rhel_9/ref_application-streams_considerations-in-adopting-rhel-9)).
fn toolset(case: &Case, stage: &Stage) -> Option<Finding> {
    let Base::Image(written) = &stage.base else { return None };
    let tag = written.tag.as_deref().filter(|_| stage.role != Role::Unused)?;
    let line = written.repository.ends_with("/go-toolset").then(|| runtimes::line("go", tag))??;
    let what = ended(case, &stage.from.text, &languages::cycle("golang", &line)?)?;
    Some(finding(RULE.id, Severity::Warning, [what, why(case.lang()), todo(case.lang())], vec![stage.from.span]))
}

/// An archive that holds one language in every line: what it serves of a line that is over, its makers mend no more.
fn of_archive(case: &Case) -> Option<Finding> {
    const HELD: [(&str, &str); 3] =
        [("php", "ppa:ondrej/php"), ("php", "packages.sury.org/php"), ("python", "ppa:deadsnakes")];
    let text = case.build.tree.source.text();
    let (install, cycle) = case.installs().iter().find_map(|install| {
        let (name, line) = language::of_package(&install.package.name)?;
        HELD.iter().find(|(of, archive)| *of == name && text.contains(archive))?;
        Some((install, languages::cycle(name, &line?)?))
    })?;
    let state = ground::state(&cycle, &case.wishes.today);
    let (lang, line) = (case.lang(), sentence(case.line(&[install.package.span])));
    let (of, ends) = (ground::title(&cycle), cycle.ends?);
    let what = say!(lang,
        en: "{line} installs {of}, whose support ended on {ends}.",
        de: "{line} installiert {of}, dessen Unterstützung am {ends} endete.",
        zh: "{line}安装 {of}，其支持已于 {ends} 结束。");
    matches!(state, Lifecycle::Ended | Lifecycle::ExtendedOnly).then(|| Finding {
        sources: cycle.source.into_iter().collect(),
        ..finding(RULE.id, Severity::Error, [what, why(lang), todo(lang)], vec![install.package.span])
    })
}

fn todo(lang: Lang) -> String {
    say!(lang,
        en: "Move to a maintained release, with your tests run on it.",
        de: "Wechsle auf eine gepflegte Version und lass deine Tests darauf laufen.",
        zh: "升级到仍受维护的版本，并在其上运行测试。")
}

fn of_script(case: &Case, fetched: &Fetched) -> Option<Finding> {
    let (what, todo) = fetched::told(case, fetched).filter(|_| fetched.is_over(case))?;
    let severity = if fetched.shipped { Severity::Error } else { Severity::Warning };
    let sources = fetched.cycle.source.into_iter().collect();
    Some(Finding { sources, ..finding(RULE.id, severity, [what, why(case.lang()), todo], vec![fetched.span]) })
}

fn why(lang: Lang) -> String {
    say!(lang,
        en: "Flaws found in this release are no longer repaired, and its images are no longer rebuilt.",
        de: "Fehler in dieser Version werden nicht mehr behoben, und ihre Images werden nicht mehr neu gebaut.",
        zh: "此版本的缺陷不再修复，其镜像也不再重新构建。")
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let cycle = &footing.image().lifecycle.runtime;
    if ground::is_given_up(footing.image()) {
        return None;
    }
    let what = ended(case, &footing.image().reference, cycle)?;
    let severity = if footing.shipped { Severity::Error } else { Severity::Warning };
    // The product's own page: that of another language would prove nothing.
    let sources = cycle.source.into_iter().collect();
    Some(Finding {
        sources,
        ..finding(RULE.id, severity, [what, why(case.lang()), todo(case.lang())], vec![footing.stage.from.span])
    })
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let text = ended(case, &choice.image.reference, &choice.image.lifecycle.runtime);
    let brought = text.map(|text| objection(RULE.id, Weight::Risk, text, Vec::new()));
    brought.into_iter().chain(fetched::objection(case, choice, RULE.id)).collect()
}

fn ended(case: &Case, image: &str, cycle: &Cycle) -> Option<String> {
    let (lang, of) = (case.lang(), ground::title(cycle));
    if cycle.ended {
        return Some(say!(lang,
            en: "`{image}` brings {of}, whose support has ended.",
            de: "`{image}` bringt {of} mit, dessen Unterstützung beendet ist.",
            zh: "`{image}` 自带 {of}，其支持已结束。"));
    }
    let ends = cycle.ends?;
    let state = ground::state(cycle, &case.wishes.today);
    matches!(state, Lifecycle::Ended | Lifecycle::ExtendedOnly).then(|| {
        say!(lang,
        en: "`{image}` brings {of}, whose support ended on {ends}.",
        de: "`{image}` bringt {of} mit, dessen Unterstützung am {ends} endete.",
        zh: "`{image}` 自带 {of}，其支持已于 {ends} 结束。")
    })
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn an_ended_runtime_is_an_error() {
        let found = fires(RULE.id, "FROM python:3.8-slim\nCMD [\"python\", \"app.py\"]\n");
        assert_eq!(found.severity, Severity::Error);
        assert_eq!(weight(RULE.id, "FROM python:3.13\n", "python:3.8-slim", Shape::Swap), Some(Weight::Risk));
    }

    /// A line of Jenkins is over with the next, which the table of lines knows by their days.
    #[test]
    fn what_a_later_line_followed_is_over() {
        let file = "FROM jenkins/jenkins:2.249-lts\nCOPY plugins.txt /usr/share/jenkins/ref/plugins.txt\n";
        assert!(fires(RULE.id, file).what.contains("Jenkins 2.249, whose support has ended"));
        silent(RULE.id, &file.replace("2.249-lts", "2.568.2-lts"));
        silent(RULE.id, &file.replace("2.249-lts", "lts"));
    }

    #[test]
    fn a_living_runtime_is_fine() {
        silent(RULE.id, "FROM python:3.13-slim\nCMD [\"python\", \"app.py\"]\n");
    }

    #[test]
    fn red_hats_builder_is_named_after_its_go() {
        let file = "FROM registry.access.redhat.com/ubi9/go-toolset:1.22 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /tmp/m .\nFROM scratch\nCOPY --from=b /tmp/m /m\nCMD [\"/m\"]\n";
        let found = fires(RULE.id, file);
        assert!(found.what.contains("/go-toolset:1.22` brings Go 1.22, whose support ended on 2025-02-"), "{found:?}");
        assert_eq!(found.severity, Severity::Warning);
        silent(RULE.id, &file.replace(":1.22", ""));
        silent(RULE.id, &file.replace(":1.22", ":1.26"));
    }

    #[test]
    fn what_an_archive_of_one_language_serves_ends_too() {
        let file = "FROM ubuntu:20.04\nRUN add-apt-repository -y ppa:ondrej/php && apt-get install -y php7.2-fpm php-redis\nCMD [\"php-fpm7.2\"]\n";
        assert!(fires(RULE.id, file).what.contains("PHP 7.2, whose support ended on 2020-11-30"));
        silent(RULE.id, &file.replace("php7.2-fpm", "php8.4-fpm"));
        silent(RULE.id, &file.replace("add-apt-repository -y ppa:ondrej/php && ", ""));
    }

    #[test]
    fn what_a_script_fetches_ends_too() {
        let file = "FROM ubuntu:22.04\nRUN curl -fsSL https://deb.nodesource.com/setup_16.x | bash - && apt-get install -y nodejs\nCMD [\"node\", \"/a.js\"]\n";
        let found = fires(RULE.id, file);
        assert!(found.what.contains("Node.js 16 from NodeSource") && found.todo.contains("setup_24.x"), "{found:?}");
        assert!(fires(RULE.id, &file.replace("setup_16", "node_16")).todo.contains("`node_24.x`"));
        assert_eq!(weight(RULE.id, file, "ubuntu:26.04", Shape::Swap), Some(Weight::Change));
        let stage = format!("{file}FROM nginx:1.31\nCOPY --from=0 /a /usr/share/nginx/html\n");
        assert_eq!(fires(RULE.id, &stage).severity, Severity::Warning);
        silent(RULE.id, &file.replace("16", "24"));
        silent(RULE.id, &file.replace("setup_16.x", "setup_lts.x"));
    }
}
