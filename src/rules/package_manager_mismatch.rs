//! # The base has another package manager
//!
//! ## What it is
//! `apt-get`, `apk`, `dnf` and their kin belong to one distribution each. A `RUN` that calls one fails where another lives.
//!
//! ## Why it matters
//! The build stops with `apt-get: not found`. Package names differ as well, so exchanging the word alone is not enough.
//!
//! ## What to do
//! Write the line in the words of the new base: manager, package names, flags, cleaning. We propose the names that our tables hold.
//!
//! ## When not to
//! If a file has to build on several distributions on purpose, keep the test it makes.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine:3.23
//! RUN apt-get update && apt-get install -y curl
//! CMD ["curl", "--version"]
//! ```
//! ```dockerfile
//! FROM alpine:3.23
//! RUN apk add --no-cache curl
//! CMD ["curl", "--version"]
//! ```
//!
//! ## Sources
//! - [Alpine: apk](https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper)
//! - [Debian: apt-get](https://manpages.debian.org/trixie/apt/apt-get.8.en.html)

use super::claims::*;
use super::packages::installs::{self, Install, manager_of};
use super::packages::kin;
use super::packages::sources;
use super::packages::translated::{self, Name};
use super::packages::upkeep;
use super::work::{self, Fate};
use crate::catalogue::{Image, Match, PackageManager, Tri};
use crate::evidence::Effect;
use crate::order;
use crate::shell::Manager;
use crate::stages::Launch;

pub const RULE: Rule = Rule { id: "package-manager-mismatch", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let Some(manager) = manager_of(footing.image()) else { return Vec::new() };
    let lang = case.lang();
    // A line may have brought the word itself: `microdnf install -y dnf`.
    let mut brought: Vec<&str> = case.every_install().iter().map(|install| install.package.name.as_str()).collect();
    brought.retain(|word| kin::MANAGERS.contains(word) || ["apt", "apk-tools"].contains(word));
    order::keep_first(&mut brought, |word| *word);
    // Which word of one family a tag has that we do not know, its line does not tell.
    let guessed = matches!(footing.found.matched, Match::Line | Match::Repository);
    let lacks = |word: &str| !guessed && kin::lacks(footing.image(), word) && !brought.contains(&word);
    let foreign = case.facts.effects.iter().filter(|effect| {
        let called = case.command(effect);
        let fails = installs_with_other(effect, manager) || called.is_some_and(|call| lacks(call.name()));
        // A line that asks first which manager there is.
        let tried = || called.is_some_and(|call| call.conditional) || brought.iter().any(|word| word.starts_with("ap"));
        fails && !tried()
    });
    let claim = |effect: &Effect| {
        let what = text(case, effect, footing.image());
        let why = say!(lang, en: "The build stops here.", de: "Der Build bricht hier ab.", zh: "构建会在此中止。");
        let own = installs::manager_name(footing.image());
        let todo = say!(lang,
            en: "Write the line for `{own}`, with its package names.",
            de: "Schreib die Zeile für `{own}`, mit dessen Paketnamen.",
            zh: "改用 `{own}`，并使用它的软件包名。");
        finding(RULE.id, Severity::Error, [what, why, todo], vec![effect.span, footing.stage.from.span])
    };
    foreign.map(claim).collect()
}

fn installs_with_other(effect: &Effect, manager: Manager) -> bool {
    matches!(&effect.does, Doing::InstallPackages { manager: used, .. } if *used != manager)
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.stays(choice) || choice.image.shell == Tri::No {
        return Vec::new();
    }
    let Some(manager) = manager_of(&choice.image) else { return without_manager(case, choice) };
    let foreign = case.facts.effects.iter().filter(|effect| installs_with_other(effect, manager));
    let installs = foreign.filter_map(|effect| rename(case, choice, effect));
    let more = upkeep::objections(case, choice).into_iter().chain(sources::objections(case, choice, manager));
    installs.chain(more).chain(kin::objections(case, choice)).collect()
}

fn rename(case: &Case, choice: &Choice, effect: &Effect) -> Option<Objection> {
    let installs = of(case, effect, choice);
    // What has no known name at all is a doubt of its own.
    let named = |install: &Install| !matches!(translated::name(case, install, &choice.image), Name::Unknown);
    if (installs.is_empty() && choice.shape == Shape::Split) || !(installs.is_empty() || installs.iter().any(named)) {
        return None;
    }
    let names: Vec<(Span, Vec<String>)> =
        installs.iter().map(|install| (install.package.span, new_names(case, install, choice))).collect();
    let (lang, plain) = (case.lang(), text(case, effect, &choice.image));
    let own = installs::manager_name(&choice.image);
    let known = installs.iter().zip(&names).filter(|(install, _)| named(install)).map(|(_, (_, names))| names);
    let list = codes(lang, &known.flatten().collect::<Vec<_>>());
    let text = if list.is_empty() {
        say!(lang, en: "{plain} Nothing it installs is needed there.", de: "{plain} Nichts davon wird dort gebraucht.", zh: "{plain}那里不需要安装其中任何软件包。")
    } else {
        say!(lang, en: "{plain} There it is {list} with `{own}`.", de: "{plain} Dort ist es {list} mit `{own}`.", zh: "{plain}在那里用 `{own}` 安装 {list}。")
    };
    let change = Change::Packages { instruction: effect.instruction, command: effect.command, rename: names };
    Some(objection(RULE.id, Weight::Change, text, vec![effect.span]).by(change))
}

/// What the base has of its own is left out; what we cannot name keeps its name and has an objection of its own.
fn new_names(case: &Case, install: &Install, choice: &Choice) -> Vec<String> {
    match translated::name(case, install, &choice.image) {
        Name::Same(name) => vec![name],
        Name::Other(names) => names,
        Name::Brought | Name::Needless => Vec::new(),
        Name::NotThere | Name::Unknown => vec![install.package.name.clone()],
    }
}

fn of<'a>(case: &Case<'a>, effect: &'a Effect, choice: &Choice) -> Vec<Install<'a>> {
    case.installs_by(effect).filter(|install| installs::ships(install, choice)).copied().collect()
}

/// A shell, and nothing to install with.
fn without_manager(case: &Case, choice: &Choice) -> Vec<Objection> {
    let weight = match choice.image.package_manager {
        PackageManager::None => Weight::Blocker,
        _ => Weight::Doubt,
    };
    let lacking = |install: &Install| installs::ships(install, choice) && !translated::is_there(install, &choice.image);
    let (lang, image) = (case.lang(), &choice.image.reference);
    let mut effects: Vec<&Effect> = case.installs().iter().filter(|one| lacking(one)).map(|one| one.effect).collect();
    effects.dedup_by_key(|effect| effect.span);
    let told = |effect: &&Effect| {
        let line = sentence(case.line(&[effect.span]));
        let text = say!(lang,
            en: "{line} installs packages, and `{image}` has no package manager.",
            de: "{line} installiert Pakete, und `{image}` hat keinen Paketmanager.",
            zh: "{line}安装软件包，而 `{image}` 没有包管理器。");
        objection(RULE.id, weight, text, vec![effect.span])
    };
    match effects.is_empty() {
        true if weight == Weight::Blocker => needless(case, choice),
        _ => effects.iter().map(told).collect(),
    }
}

/// All that is installed is there; what calls the package manager goes.
fn needless(case: &Case, choice: &Choice) -> Vec<Objection> {
    let (lang, image) = (case.lang(), &choice.image.reference);
    let is_whole = |at: usize| {
        let whole = |launch: &&Launch| matches!(work::fate(case, choice, at, launch), Fate::Needless);
        case.launch(at).filter(whole).is_some()
    };
    let calls = |effect: &&Effect| {
        use Doing::{CleanPackages, InstallPackages, RefreshPackages, RemovePackages};
        matches!(effect.does, InstallPackages { .. } | RefreshPackages | CleanPackages | RemovePackages { .. })
            && case.command(effect).is_some_and(|call| call.packages.is_some())
    };
    let mut whole = Vec::new();
    let told = case.facts.effects.iter().filter(calls).filter_map(|effect| {
        let (instruction, line) = (effect.instruction, sentence(case.line(&[effect.span])));
        let change = match is_whole(instruction) {
            true if whole.contains(&instruction) => return None,
            true => Change::Drop { instruction },
            false => Change::DropCommand { instruction, command: effect.command },
        };
        whole.push(instruction);
        let text = say!(lang,
            en: "{line} calls a package manager, which `{image}` does not have; what it installs is there.",
            de: "{line} ruft einen Paketmanager auf, den `{image}` nicht hat; was er installiert, ist da.",
            zh: "{line}调用软件包管理器，而 `{image}` 没有它；所安装的内容已经存在。");
        Some(objection(RULE.id, Weight::Change, text, vec![effect.span]).by(change))
    });
    told.collect()
}

fn text(case: &Case, effect: &Effect, image: &Image) -> String {
    let (lang, line, reference) = (case.lang(), sentence(case.line(&[effect.span])), &image.reference);
    let used = case.command(effect).map(|command| command.name()).unwrap_or_default();
    let own = installs::manager_name(image);
    say!(lang,
        en: "{line} uses `{used}`, and `{reference}` has `{own}`.",
        de: "{line} benutzt `{used}`, und `{reference}` hat `{own}`.",
        zh: "{line}使用 `{used}`，而 `{reference}` 用的是 `{own}`。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn apt_on_alpine_is_an_error() {
        fires(RULE.id, "FROM alpine:3.23\nRUN apt-get update && apt-get install -y curl\n");
    }

    #[test]
    fn what_is_there_is_not_installed_where_nothing_can() {
        let file = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y ca-certificates\nCOPY a.sh /a.sh\nCMD [\"bash\", \"/a.sh\"]\n";
        let told = weighed(RULE.id, file, "cgr.dev/chainguard/bash:latest", Shape::Swap);
        assert!(told.len() == 1 && told[0].change == Some(Change::Drop { instruction: 1 }), "{told:?}");
        let beside = file.replace("-y ca-certificates", "-y ca-certificates && touch /srv/a");
        let told = weighed(RULE.id, &beside, "cgr.dev/chainguard/bash:latest", Shape::Swap);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|one| matches!(one.change, Some(Change::DropCommand { .. }))), "{told:?}");
    }

    #[test]
    fn one_line_is_told_once() {
        let file = "FROM fedora:44\nRUN microdnf install -y nodejs && microdnf clean all\nCMD [\"node\"]\n";
        assert_eq!(found(RULE.id, file).len(), 1);
        silent(RULE.id, &file.replace("fedora:44", "quay.io/centos/centos:stream10-minimal"));
    }

    #[test]
    fn the_line_is_written_anew_with_the_names_of_the_base() {
        let file = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y libpq5 ca-certificates\nCMD [\"python\", \"a.py\"]\n";
        let told = weighed(RULE.id, file, "python:3.13-alpine", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
        assert!(rename.iter().any(|(_, names)| names.iter().any(|name| name == "libpq")), "{rename:?}");
    }

    #[test]
    fn dnf_is_written_microdnf_where_only_that_is() {
        let file =
            "FROM registry.access.redhat.com/ubi9/ubi\nRUN dnf -y update && dnf clean all\nRUN dnf install -y curl\n";
        let minimal = "registry.access.redhat.com/ubi9/ubi-minimal";
        let told = weighed(RULE.id, file, minimal, Shape::Swap);
        let spans: Vec<&str> = told.iter().flat_map(|told| &told.spans).map(|span| &file[span.range()]).collect();
        assert_eq!(spans, ["dnf", "dnf", "dnf"], "{told:?}");
        assert!(told.iter().all(|told| told.weight == Weight::Change), "{told:?}");
        let module = file.replace("dnf install -y curl", "dnf config-manager --enable crb");
        assert_eq!(weight(RULE.id, &module, minimal, Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn what_refreshes_and_cleans_alone_goes_too() {
        let file = "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\nRUN apt-get clean && rm -rf /var/lib/apt/lists/*\nCMD [\"curl\"]\n";
        let told = weighed(RULE.id, file, "alpine:3.23", Shape::Swap);
        let dropped: Vec<_> = told
            .iter()
            .filter_map(|told| match told.change {
                Some(Change::Drop { instruction }) => Some(instruction),
                _ => None,
            })
            .collect();
        assert_eq!(dropped, [1, 3], "{told:?}");
        assert_eq!(weight(RULE.id, file, "debian:13-slim", Shape::Swap), None);
    }

    #[test]
    fn a_removal_that_goes_leaves_the_build_tools() {
        let file = "FROM php:8.4-fpm-alpine\nRUN apk add --no-cache --virtual .build icu-dev && docker-php-ext-install intl && apk del .build\n";
        let told = weighed(RULE.id, file, "php:8.4-fpm-trixie", Shape::Swap);
        assert!(
            told.iter().any(|one| one.change == Some(Change::Yours) && one.text.contains("removes again")),
            "{told:?}"
        );
        assert!(weighed(RULE.id, file, "php:8.4-fpm-alpine3.24", Shape::Swap).is_empty());
    }

    #[test]
    fn a_source_of_packages_has_no_known_likeness() {
        let file =
            "FROM debian:13\nRUN apt-key add key\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.23", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn a_source_of_debian_packages_does_not_move_to_another_distribution() {
        let file = "FROM debian:13\nRUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs\nCMD [\"node\", \"a.js\"]\n";
        assert_eq!(weight(RULE.id, file, "fedora:44", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "debian:13-slim", Shape::Swap), None);
        let clean = "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /etc/apt/apt.conf.d/x\n";
        assert_eq!(weight(RULE.id, clean, "fedora:44", Shape::Swap), Some(Weight::Change));
    }

    #[test]
    fn a_minimal_base_knows_only_microdnf() {
        let file = "FROM almalinux:9\nRUN yum install -y httpd\nCMD [\"httpd\"]\n";
        let told = weighed(RULE.id, file, "almalinux:9-minimal", Shape::Swap);
        assert!(told[0].text.contains("`microdnf`"), "{told:?}");
        assert_eq!(weight(RULE.id, file, "almalinux:10", Shape::Swap), None);
        silent(RULE.id, file);
        fires(RULE.id, "FROM registry.access.redhat.com/ubi9/ubi-minimal\nRUN dnf install -y httpd\n");
    }

    #[test]
    fn minimal_images_have_their_own_word() {
        // docker-library/mysql, 8.4/Dockerfile.oracle: FROM oraclelinux:9-slim, and every install by microdnf.
        fires(RULE.id, "FROM mysql:8.4-oraclelinux9\nRUN dnf -y install tar\n");
        silent(RULE.id, "FROM quay.io/centos/centos:stream10-minimal\nRUN microdnf -y install tar\n");
        fires(RULE.id, "FROM quay.io/centos/centos:stream9-minimal\nRUN dnf -y install tar\n");
        silent(RULE.id, "FROM quay.io/fedora/fedora-minimal:44\nRUN dnf -y install tar\n");
        fires(RULE.id, "FROM registry.fedoraproject.org/fedora-minimal:40\nRUN yum -y install tar\n");
    }

    #[test]
    fn its_own_manager_is_fine() {
        silent(RULE.id, "FROM alpine:3.23\nRUN apk add --no-cache curl\n");
        let file = "FROM python:3.13\nRUN apt-get update && apt-get install -y libpq5\n";
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Swap), None);
    }
}
