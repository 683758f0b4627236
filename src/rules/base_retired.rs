//! # The image has been given up
//!
//! ## What it is
//! The repository or this line of tags is no longer built: it was deprecated, moved or removed by its makers, as happened to `openjdk`, `centos` and Bitnami's versioned tags.
//!
//! ## Why it matters
//! It may still pull today, but nothing in it is repaired, and some such images vanish from one day to the next.
//!
//! ## What to do
//! Use what its makers name as the successor; where they name none, the ladder offers maintained images for the same work.
//!
//! ## When not to
//! To reproduce an old build exactly, keep the image, by digest and in a registry of your own.
//!
//! ## Example
//! ```dockerfile
//! FROM openjdk:17-jdk-slim
//! COPY app.jar .
//! CMD ["java", "-jar", "app.jar"]
//! ```
//! ```dockerfile
//! FROM eclipse-temurin:21-jre
//! COPY app.jar .
//! CMD ["java", "-jar", "app.jar"]
//! ```
//!
//! ## Sources
//! - [openjdk on Docker Hub: deprecation notice](https://hub.docker.com/_/openjdk)
//! - [Bitnami: upcoming changes to the catalog](https://github.com/bitnami/containers/issues/83267)

use super::claims::*;
use super::ground::{self, Footing};
use crate::catalogue::{Image, Lifecycle, Match, Purpose, Source};
use crate::evidence::Standing;
use crate::stages::{Base, Role, Stage};

pub const RULE: Rule = Rule { id: "base-retired", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let told = case.footings().iter().filter_map(|footing| claim(case, footing)).collect::<Vec<_>>();
    case.build.stages.iter().filter_map(|stage| frozen(case, stage)).chain(told).collect()
}

/// An image of a registry that its makers froze, of which no row tells more
/// ([k8s.gcr.io: freeze](https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/)).
fn frozen(case: &Case, stage: &Stage) -> Option<Finding> {
    let image = match case.facts.standings.get(stage.index)? {
        Standing::Private(image) => image,
        Standing::Known(found, written) if found.image.lifecycle.retired.is_none() => written,
        _ => return None,
    };
    let own = matches!(stage.base, Base::Image(_)) && stage.role != Role::Unused && image.registry == "k8s.gcr.io";
    let (lang, name) = (case.lang(), own.then(|| stage.from.text.clone())?);
    let what = say!(lang,
        en: "`{name}`: the registry `k8s.gcr.io` has been frozen since 2023-04-03.",
        de: "`{name}`: Die Registry `k8s.gcr.io` ist seit 2023-04-03 eingefroren.",
        zh: "`{name}`：镜像仓库 `k8s.gcr.io` 自 2023-04-03 起已冻结。");
    let why = say!(lang,
        en: "It may still pull today, but no later release appears there.",
        de: "Es lässt sich heute vielleicht noch laden, aber dort erscheint keine neuere Version.",
        zh: "今天也许还能拉取，但那里不会再有更新的版本。");
    let todo = say!(lang,
        en: "Look for the image at `registry.k8s.io`.",
        de: "Such das Image unter `registry.k8s.io`.",
        zh: "请在 `registry.k8s.io` 中查找该镜像。");
    let mut claim = finding(RULE.id, Severity::Warning, [what, why, todo], vec![stage.from.span]);
    claim.sources = vec![FREEZE];
    Some(claim)
}

const FREEZE: Source = Source {
    title: "Kubernetes: the freeze of k8s.gcr.io",
    url: "https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/",
    as_of: "2026-11-29",
};

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let (lang, image) = (case.lang(), footing.image());
    let what = text(case, image).filter(|_| !is_said(case, footing))?;
    let whole = footing.shipped && ground::is_given_up(image);
    let severity = if whole { Severity::Error } else { Severity::Warning };
    let why = say!(lang,
        en: "It may still pull today, but nothing in it is repaired.",
        de: "Es lässt sich heute vielleicht noch laden, aber nichts darin wird mehr gepflegt.",
        zh: "今天也许还能拉取，但其中的内容已无人修复。");
    let mut claim = finding(RULE.id, severity, [what, why, successor(lang, image)], vec![footing.stage.from.span]);
    claim.sources = image.lifecycle.retired.iter().map(|retired| retired.source).collect();
    Some(claim)
}

/// The tag alone was dropped: that says nothing of a tag we do not know, and little beside an end that is told.
fn is_said(case: &Case, footing: &Footing) -> bool {
    let image = footing.image();
    if image.lifecycle.retired.is_none() || ground::is_given_up(image) {
        return false;
    }
    let [os, runtime] = [&image.lifecycle.os, &image.lifecycle.runtime].map(|of| ground::state(of, &case.wishes.today));
    let off_list = image.lifecycle.retired.as_ref().is_some_and(|retired| retired.is_off_list());
    let extended = [os, runtime].contains(&Lifecycle::ExtendedOnly);
    let guessed = footing.found.matched == Match::Repository;
    guessed || off_list && extended || os == Lifecycle::Ended || runtime == Lifecycle::Ended
}

/// Where the repository lives on and its list has dropped the tag: since when.
pub fn off_list(lang: Lang, image: &Image, name: &str) -> Option<String> {
    let since = image.lifecycle.retired.as_ref().filter(|retired| retired.is_off_list())?.since?;
    Some(say!(lang,
        en: "`{name}` has been off the list of official images since {since}: nothing rebuilds it any more.",
        de: "`{name}` steht seit {since} nicht mehr auf der Liste der offiziellen Images: Nichts baut es mehr neu.",
        zh: "`{name}` 自 {since} 起不在官方镜像列表中：不再重新构建。"))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let text = text(case, &choice.image);
    text.map(|text| objection(RULE.id, Weight::Risk, text, Vec::new())).into_iter().collect()
}

/// Why the makers gave it up, or this tag alone.
fn abandoned(lang: Lang, image: &Image) -> Option<String> {
    let name = &image.reference;
    let retired = image.lifecycle.retired.as_ref()?;
    let why = retired.why;
    // A release of a system was over before its repository: `centos:8` in 2021.
    let own = image.lifecycle.os.ends.filter(|ends| image.purpose == Purpose::Os && retired.since > Some(*ends));
    Some(match own.or(retired.since) {
        _ if !ground::is_given_up(image) => say!(lang,
                en: "`{name}` gets no more updates: {why}.",
                de: "`{name}` wird nicht mehr aktualisiert: {why}.",
                zh: "`{name}` 不再更新：{why}。"),
        Some(since) => say!(lang,
                en: "`{name}` has been given up since {since}: {why}.",
                de: "`{name}` ist seit {since} aufgegeben: {why}.",
                zh: "`{name}` 自 {since} 起已停止维护：{why}。"),
        None => say!(lang,
                en: "`{name}` has been given up: {why}.",
                de: "`{name}` ist aufgegeben: {why}.",
                zh: "`{name}` 已停止维护：{why}。"),
    })
}

/// That it was given up, and what its makers or its users move to.
pub fn given_up(lang: Lang, image: &Image) -> Option<String> {
    let told = abandoned(lang, image).filter(|_| ground::is_given_up(image))?;
    let named = image.lifecycle.retired.iter().any(|retired| !retired.replacement.is_empty());
    let successor = if named { successor(lang, image) } else { String::new() };
    let between = if named && lang != Lang::Zh { " " } else { "" };
    Some(format!("{told}{between}{successor}"))
}

fn text(case: &Case, image: &Image) -> Option<String> {
    let (lang, name) = (case.lang(), &image.reference);
    if let Some(text) = off_list(lang, image, name) {
        return Some(text);
    }
    if let Some(text) = abandoned(lang, image) {
        return Some(text);
    }
    let cycle = &image.lifecycle.image;
    let (of, ends) = (ground::title(cycle), cycle.ends.unwrap_or_default());
    (ground::state(cycle, &case.wishes.today) == Lifecycle::Ended).then(|| {
        say!(lang,
        en: "`{name}` is no longer rebuilt: {of} ended on {ends}.",
        de: "`{name}` wird nicht mehr neu gebaut: {of} endete am {ends}.",
        zh: "`{name}` 不再重新构建：{of} 已于 {ends} 结束。")
    })
}

fn successor(lang: Lang, image: &Image) -> String {
    let named = image.lifecycle.retired.iter().flat_map(|retired| &retired.replacement).collect::<Vec<_>>();
    if named.is_empty() {
        return say!(lang,
            en: "Choose a maintained image for the same work.",
            de: "Wähle ein gepflegtes Image für dieselbe Aufgabe.",
            zh: "改用承担同样工作且仍受维护的镜像。");
    }
    let named = codes(lang, &named);
    say!(lang,
        en: "Its makers or its users move to {named}.",
        de: "Empfohlener Nachfolger: {named}.",
        zh: "后继镜像：{named}。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_frozen_registry_is_named() {
        let file = "FROM k8s.gcr.io/debian-base-amd64:v2.0.0\nCOPY app /app\nCMD [\"/app\"]\n";
        assert!(fires(RULE.id, file).todo.contains("`registry.k8s.io`"));
        silent(RULE.id, &file.replace("k8s.gcr.io", "registry.example"));
        assert!(fires(RULE.id, &file.replace("-amd64", "")).todo.contains("`registry.k8s.io`"), "it is known, too");
    }

    #[test]
    fn a_retired_image_names_its_successor() {
        let found = fires(RULE.id, "FROM openjdk:17-jdk-slim\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
        assert_eq!(found.severity, Severity::Error);
        assert!(found.todo.contains("eclipse-temurin"), "{}", found.todo);
        assert!(!found.sources.is_empty());
        let since = |tag: &str| fires(RULE.id, &format!("FROM centos:{tag}\nCMD [\"/app\"]\n")).what;
        assert!(since("7").contains("since 2024-06-30") && since("8").contains("since 2021-12-31"), "{}", since("8"));
    }

    #[test]
    fn a_tag_that_was_dropped_is_told_unless_an_end_says_why() {
        for tag in ["nginx:1.17-alpine", "registry:2"] {
            let found = fires(RULE.id, &format!("FROM {tag}\n"));
            assert_eq!(found.severity, Severity::Warning);
            assert!(found.what.contains("off the list of official images since 20"), "{found:?}");
        }
        silent(RULE.id, "FROM python:3.11-bullseye\nCMD [\"python\", \"app.py\"]\n");
        silent(RULE.id, "FROM ubuntu:20.04\nCMD [\"/app\"]\n");
        fires(RULE.id, "FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim\nCMD [\"python\", \"app.py\"]\n");
    }

    #[test]
    fn a_minor_release_that_was_followed_is_behind() {
        let found = fires(RULE.id, "FROM registry.access.redhat.com/ubi9/ubi:9.2\nCMD [\"/app\"]\n");
        assert_eq!(found.severity, Severity::Warning);
        assert!(found.what.contains("gets no more updates") && found.what.contains("9.8 is out"), "{}", found.what);
        assert!(found.todo.contains("registry.access.redhat.com/ubi9/ubi:9.8"), "{}", found.todo);
        assert!(found.sources[0].url.starts_with("https://www.redhat.com/"), "{:?}", found.sources);
        silent(RULE.id, "FROM registry.access.redhat.com/ubi9/ubi:9.8\nCMD [\"/app\"]\n");
    }

    #[test]
    fn the_headline_says_what_the_finding_says() {
        let because = |base: &str| {
            let input = crate::wishes::Input::pasted(format!("FROM {base}\nCOPY app /app\nCMD [\"/app\"]\n"));
            let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
            crate::conclude(&input, &wishes).because
        };
        assert!(
            because("ubuntu:20.04").starts_with("Ordinary support of Ubuntu 20.04 ended"),
            "{}",
            because("ubuntu:20.04")
        );
        let nginx = because("nginx:1.17-alpine");
        assert!(nginx.contains("off the list of official images since"), "{nginx}");
    }

    #[test]
    fn a_maintained_image_is_fine() {
        silent(RULE.id, "FROM eclipse-temurin:21-jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    }
}
