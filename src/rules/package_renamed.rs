//! # The package has another name on this release
//!
//! ## What it is
//! Distributions rename packages between releases, above all libraries, which carry their version in the name: `libicu72` on Debian 12 is `libicu76` on Debian 13.
//!
//! ## Why it matters
//! The build stops with `Unable to locate package`. A version pinned with `=` names one release of one distribution and fails in the same way.
//!
//! ## What to do
//! Use the name of the new release. For a pin, take it out or look the new version up.
//!
//! ## When not to
//! Where the old name still leads to the new package, both work. The new one is the safer choice.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:12-slim
//! RUN apt-get update && apt-get install -y libicu72
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! RUN apt-get update && apt-get install -y libicu76
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Debian 13: release notes](https://www.debian.org/releases/trixie/release-notes/)
//! - [Debian packages](https://packages.debian.org/)

use super::claims::*;
use super::packages::installs::{self, Install, manager_of};
use super::packages::translated::{self, Name};
use super::packages::{apt_names, called_by_name, pcre, python_2_names, rebuilt, sources, stepped, unversioned};
use crate::catalogue::packages::is_gone;
use crate::catalogue::{Image, Tri};
use crate::evidence::{Doing, Effect};
use crate::order;
use crate::stages::{Does, Launch, Step};

pub const RULE: Rule = Rule { id: "package-renamed", file: Some(file), base: Some(base), by_a_line: true, ..PLAIN };

/// A tag that moves on took its packages along: the names of an older release are gone.
fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped() else { return Vec::new() };
    let lang = case.lang();
    let claim = |install: &Install| {
        let (line, name, image) = (sentence(case.line(&[install.package.span])), &install.package.name, case.written());
        let what = say!(lang,
            en: "{line} installs `{name}`, which the release under `{image}` no longer has.",
            de: "{line} installiert `{name}`, das die Version unter `{image}` nicht mehr hat.",
            zh: "{line}安装 `{name}`，而 `{image}` 所在的版本已没有它。");
        let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
        let todo = match translated::name(case, install, footing.image()) {
            Name::Other(names) => {
                let new = codes(lang, &names);
                say!(lang, en: "Install {new} instead.", de: "Installiere stattdessen {new}.", zh: "改为安装 {new}。")
            }
            _ => say!(lang,
                en: "Name the older release in the tag, or do without it.",
                de: "Nenne die ältere Version im Tag, oder verzichte darauf.",
                zh: "在标签中写明旧版本，或不使用它。"),
        };
        finding(RULE.id, Severity::Error, [what, why, todo], vec![install.package.span])
    };
    case.every_install().iter().filter(|install| is_gone_today(case, install, footing.image())).map(claim).collect()
}

/// Of Debian, Ubuntu and Alpine. A source that the file adds may have anything.
pub fn is_gone_today(case: &Case, install: &Install, image: &Image) -> bool {
    let own = translated::distro(image).filter(|distro| is_listed(image) && install.distro == Some(*distro));
    let name = &install.package.name;
    install.package.known
        && (own.is_some_and(|distro| is_gone(name, distro)) || apt_names::has_left_ubuntu(name, image))
        && sources::of_pgdg(case, name, image).is_none()
        // What adds a source does not come from it.
        && (!adds_source(case) || name == "software-properties-common")
}

/// Our lists of what is gone begin with Debian 12; all that Alpine's names had left by 3.19, or is not in the newest.
fn is_listed(image: &Image) -> bool {
    let Some(os) = &image.os else { return false };
    let mut parts = os.version.unwrap_or_default().split('.').map(|part| part.parse::<u32>().ok());
    let (major, minor) = (parts.next().flatten(), parts.next().flatten());
    match os.name {
        "debian" => major >= Some(12),
        "alpine" if os.version == Some("edge") => true,
        "alpine" => (major, minor) >= (Some(3), Some(19)) || os.version.is_none() && image.lifecycle.os.open,
        _ => false,
    }
}

/// Whether a RUN adds a source of packages; for Alpine, another release's (`…/alpine/v3.9/main`).
pub fn adds_source(case: &Case) -> bool {
    let adds = |launch: &Launch| {
        launch.words.iter().any(|word| word.text.contains("sources.list") || word.text.contains("alpine/v"))
            || launch.commands.iter().any(sources::adds_archive)
    };
    let brought = |step: &Step| match &step.does {
        Does::Run(launch) => adds(launch),
        Does::Bring { destination: Some(to), .. } => to.text.starts_with("/etc/apt/sources.list.d"),
        _ => false,
    };
    *case.once.adds_source.get_or_init(case.facts, || case.steps().iter().any(|step| brought(step)))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let manager = manager_of(&choice.image);
    if choice.image.shell == Tri::No || manager.is_none() {
        return Vec::new();
    }
    let stays = case.stays(choice);
    let ships = case.every_install().iter().copied().filter(|install| installs::ships(install, choice));
    let ships = ships.filter(|install| !stays || is_gone_today(case, install, &choice.image));
    let named = ships.filter_map(|install| Some((install, new_names(case, &install, choice)?)));
    let (renamed, others): (Vec<_>, Vec<_>) = named.partition(|(install, _)| Some(install.manager) == manager);
    let mut effects: Vec<&Effect> = renamed.iter().map(|(install, _)| install.effect).collect();
    effects.dedup_by_key(|effect| effect.span);
    let mut by_effect: Vec<&Renamed> = renamed.iter().collect();
    order::sort_by_key(&mut by_effect, |(install, _)| install.effect.span);
    let mut by_name: Vec<&Renamed> = renamed.iter().collect();
    order::sort_by(&mut by_name, |(one, _), (other, _)| one.package.name.cmp(&other.package.name));
    let renames = effects.into_iter().map(|effect| told(case, choice, effect, &by_effect));
    let python_2 =
        python_2_names::renamed(case, choice, &renamed).or_else(|| python_2_names::renamed(case, choice, &others));
    let removals = case.facts.effects.iter().filter_map(|effect| removed(case, choice, effect, &by_name));
    let called = called_by_name::objection(case, &renamed).or_else(|| called_by_name::objection(case, &others));
    let calls = python_2.as_ref().map(|_| rebuilt::python_2(case, choice)).into_iter().flatten();
    let told = renames.chain(removals).chain(called).chain(python_2.clone()).chain(calls);
    let told = told.chain(rebuilt::objections(case, choice, &renamed)).chain(rebuilt::by_line(case, choice));
    told.chain(pcre::objection(case, choice)).collect()
}

/// A package, and its names on the base considered.
type Renamed<'a> = (Install<'a>, Vec<String>);

/// What a RUN installs under another name it removes under that: `apk del` stops at a name that it does not know.
/// `renamed` is sorted by name.
fn removed(case: &Case, choice: &Choice, effect: &Effect, renamed: &[&Renamed]) -> Option<Objection> {
    let Doing::RemovePackages { packages } = &effect.does else { return None };
    let manager = case.command(effect)?.packages.as_ref()?.manager;
    if packages.len() > LOOKED_FOR || Some(manager) != manager_of(&choice.image) {
        return None;
    }
    let new = |name: &str| {
        let (first, new) = renamed[renamed.partition_point(|(one, _)| one.package.name.as_str() < name)..].first()?;
        (first.package.name == name).then(|| new.clone())
    };
    let rename: Vec<(Span, Vec<String>)> =
        packages.iter().filter_map(|package| Some((package.span, new(&package.name)?))).collect();
    let spans: Vec<Span> = rename.iter().map(|(span, _)| *span).collect();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let text = say!(lang,
        en: "{line} removes again what is installed under other names there: it must name those.",
        de: "{line} entfernt wieder, was dort unter anderen Namen installiert wird: Diese müssen auch hier stehen.",
        zh: "{line}会移除在那里以其他名称安装的软件包：这里也要改用那些名称。");
    let change = Change::Packages { instruction: effect.instruction, command: effect.command, rename };
    Some(objection(RULE.id, Weight::Change, text, spans).by(change))
}

/// The names to write where the old ones do not hold.
fn new_names(case: &Case, install: &Install, choice: &Choice) -> Option<Vec<String>> {
    // `libssl3>=3.0.8` is a lower bound, which a later release meets.
    let bound = || case.build.tree.source.slice(install.package.span).contains('>');
    let pinned = install.package.version.is_some() && is_other_release(case, choice) && !bound();
    match translated::name(case, install, &choice.image) {
        Name::Other(names) => Some(names),
        Name::Brought | Name::Needless => Some(Vec::new()),
        Name::Same(name) if pinned => Some(vec![name]),
        Name::Same(_) | Name::NotThere | Name::Unknown => None,
    }
}

fn is_other_release(case: &Case, choice: &Choice) -> bool {
    case.present().is_some_and(|image| image.os != choice.image.os)
}

/// `renamed` is sorted by the command that installs.
fn told(case: &Case, choice: &Choice, effect: &Effect, renamed: &[&Renamed]) -> Objection {
    let own = &renamed[renamed.partition_point(|(one, _)| one.effect.span < effect.span)..];
    let own = &own[..own.partition_point(|(one, _)| one.effect.span == effect.span)];
    let lang = case.lang();
    let old = codes(lang, &own.iter().map(|(install, _)| install.written(case)).collect::<Vec<_>>());
    let new = codes(lang, &own.iter().flat_map(|(_, names)| names.clone()).collect::<Vec<_>>());
    let spans: Vec<Span> = own.iter().map(|(install, _)| install.package.span).collect();
    let (line, image) = (sentence(case.line(&spans)), &choice.image.reference);
    let is_brought = |(install, _): &&&Renamed| matches!(translated::name(case, install, &choice.image), Name::Brought);
    let brought = if new.is_empty() { own.iter().filter(is_brought).count() } else { 0 };
    let text = match new.is_empty() {
        true if brought == own.len() => say!(lang,
            en: "{line} installs {old}, which `{image}` brings in its own form.",
            de: "{line} installiert {old}; das bringt `{image}` in eigener Form mit.",
            zh: "{line}安装 {old}，而 `{image}` 已自带相应的内容。"),
        true if brought > 0 => say!(lang,
            en: "{line} installs {old}, which `{image}` brings in its own form or can do without.",
            de: "{line} installiert {old}; das bringt `{image}` in eigener Form mit oder braucht es nicht.",
            zh: "{line}安装 {old}，而 `{image}` 已自带相应的内容或不需要它们。"),
        true => say!(lang,
            en: "{line} installs {old}, which nothing here needs on `{image}`.",
            de: "{line} installiert {old}; auf `{image}` braucht das hier nichts.",
            zh: "{line}安装 {old}；在 `{image}` 上这里不需要它。"),
        false => say!(lang,
            en: "{line} installs {old}; on `{image}` that is {new}.",
            de: "{line} installiert {old}; auf `{image}` heißt das {new}.",
            zh: "{line}安装 {old}；在 `{image}` 上应为 {new}。"),
    };
    let step = own.iter().find_map(|(install, _)| stepped::brought(case, install, &choice.image));
    let text = format!("{text}{}{}", step.unwrap_or_default(), unversioned::note(lang, own).unwrap_or_default());
    let place = |install: &Install| in_variable(case, install, own.len()).unwrap_or(install.package.span);
    let rename = own.iter().map(|(install, names)| (place(install), names.clone())).collect();
    let change = Change::Packages { instruction: effect.instruction, command: effect.command, rename };
    objection(RULE.id, Weight::Change, text, spans).by(change)
}

/// More names of one command than these are not looked for all over the file.
const LOOKED_FOR: usize = 50;

/// Where a name stands that the command has from a variable: at the only place before it that holds the name.
fn in_variable(case: &Case, install: &Install, of: usize) -> Option<Span> {
    let source = &case.build.tree.source;
    if of > LOOKED_FOR || !source.slice(install.package.span).contains('$') {
        return None;
    }
    let before = install.package.span.start as usize;
    let (text, name) = (&source.text()[..before], install.package.name.as_str());
    let part = |c: char| c.is_ascii_alphanumeric() || "+-._:/@".contains(c);
    let whole = |at: &usize| !text[..*at].ends_with(part) && !text[at + name.len()..].starts_with(part);
    let mut places = text.match_indices(name).map(|(at, _)| at).filter(whole);
    let at = places.next().filter(|_| places.next().is_none())? as u32;
    Some(Span { start: at, end: at + name.len() as u32 })
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_suite_is_no_part_of_the_name() {
        let file = "FROM debian:bullseye-slim\nRUN apt update && apt install -y libssl1.1/sid\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        assert!(told[0].text.contains("`libssl1.1/sid`; on") && told[0].text.contains("`libssl3t64`"), "{told:?}");
    }

    #[test]
    fn the_line_is_that_of_the_package() {
        let file =
            "FROM debian:bookworm\nRUN apt-get update && apt-get install -y \\\n  curl \\\n  netcat\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        assert!(told[0].text.starts_with("Line 4 installs `netcat`"), "{told:?}");
    }

    #[test]
    fn a_lower_bound_is_no_pin() {
        let file = |package: &str| format!("FROM alpine:3.17\nRUN apk add --no-cache \"{package}\"\nCMD [\"/app\"]\n");
        let told = |package: &str| weight(RULE.id, &file(package), "alpine:3.24", Shape::Swap);
        assert_eq!(told("curl=8.1.2-r0"), Some(Weight::Change));
        assert_eq!(told("curl>=8.1.2-r0"), None);
    }

    #[test]
    fn a_library_carries_its_version_in_its_name() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y libicu72 curl\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "debian:13-slim", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::Packages { .. })), "{told:?}");
        assert!(told[0].text.contains("libicu76"), "{}", told[0].text);
        assert!(!told[0].text.contains("curl"), "{}", told[0].text);
    }

    #[test]
    fn names_of_debian_alone() {
        let file = "FROM debian:stretch\nRUN apt-get update && apt-get install -y freeglut3 libvpx5 libreadline7 libssl1.1 sqlite && sqlite a.db\nCMD [\"/app\"]\n";
        let told = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let trixie = told("debian:trixie-slim");
        for new in ["libglut3.12", "libvpx9", "libreadline8t64", "libssl3t64", "sqlite3"] {
            assert!(trixie[0].text.contains(&format!("`{new}`")), "{new}: {trixie:?}");
        }
        assert!(trixie.iter().any(|one| one.text.contains("Line 2: `sqlite`, from the old package")), "{trixie:?}");
        let ubuntu = &told("ubuntu:26.04")[0].text;
        assert!(ubuntu.contains("`libglut3.12`") && ubuntu.contains("`libreadline8t64`"), "{ubuntu}");
        assert!(ubuntu.contains("`libssl3t64`") && !ubuntu.contains("libvpx9"), "{ubuntu}");
    }

    #[test]
    fn what_is_renamed_is_removed_by_its_new_name() {
        let file =
            "FROM alpine:3.9\nRUN apk add --no-cache make python && make && apk del make python\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "alpine:3.24", Shape::Swap);
        let changes: Vec<usize> = told
            .iter()
            .filter_map(|one| match &one.change {
                Some(Change::Packages { command, rename, .. }) if rename[0].1 == ["python3"] => Some(*command),
                _ => None,
            })
            .collect();
        assert_eq!(changes, [0, 2], "{told:?}");
    }

    #[test]
    fn a_moving_tag_left_a_package_behind() {
        let file = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y libgl1-mesa-glx\nCMD [\"python\", \"a.py\"]\n";
        assert!(fires(RULE.id, file).todo.contains("libgl1"));
        assert_eq!(weight(RULE.id, file, "python:3.13-slim", Shape::Swap), Some(Weight::Change));
        silent(RULE.id, &file.replace("3.13-slim", "3.13-slim-bookworm"));
        let old = "FROM debian:bullseye-slim\nRUN apt-get update && apt-get install -y libssl1.1\nCMD [\"/app\"]\n";
        silent(RULE.id, old);
        silent(
            RULE.id,
            &file.replace("RUN ", "RUN echo deb http://a.example x main > /etc/apt/sources.list.d/a.list && "),
        );
        silent(
            RULE.id,
            &file.replace("RUN ", "RUN add-apt-repository \"deb [arch=amd64] https://a.example x stable\"\nRUN "),
        );
    }

    #[test]
    fn alpine_left_packages_behind_too() {
        let file = "FROM alpine\nRUN apk add --no-cache python2 make\nCMD [\"sh\"]\n";
        assert!(fires(RULE.id, file).todo.contains("`python3`"));
        assert!(fires(RULE.id, &file.replace("FROM alpine", "FROM alpine:edge")).todo.contains("`python3`"));
        silent(RULE.id, &file.replace("FROM alpine", "FROM alpine:3.15"));
    }

    #[test]
    fn php_5_of_apache_stays_a_module_of_apache() {
        let file = "FROM ubuntu:14.04\nRUN apt-get update && apt-get install -y apache2 php5 libapache2-mod-php5\nCMD [\"apachectl\", \"-D\", \"FOREGROUND\"]\n";
        let told = weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap);
        assert!(told[0].text.contains("that is `php` and `libapache2-mod-php`"), "{told:?}");
    }

    #[test]
    fn python_2_is_the_readers_to_port() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python-dev curl\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "ubuntu:26.04", Shape::Swap);
        assert!(told[0].text.contains("`python3-dev`"), "{}", told[0].text);
        assert_eq!(told[1].change, Some(Change::Yours), "{}", told[1].text);
        let told = weighed(RULE.id, file, "alpine:3.24", Shape::Swap);
        assert_eq!(told[0].change, Some(Change::Yours), "{}", told[0].text);
    }

    #[test]
    fn a_tag_without_a_release_is_asked_for_what_is_gone() {
        let file = "FROM python:3.8-slim\nRUN apt-get update && apt-get install -y netcat curl\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n";
        let told = weighed(RULE.id, file, "python:3.11-slim-trixie", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(rename.iter().flat_map(|(_, names)| names).collect::<Vec<_>>(), ["netcat-openbsd"]);
    }

    #[test]
    fn a_pin_with_a_wildcard_goes_like_any_other() {
        let file = "FROM debian:11\nRUN apt-get update && apt-get install -y curl=7.74.* libpq5=13.*\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
        assert_eq!(rename.iter().flat_map(|(_, names)| names).collect::<Vec<_>>(), ["curl", "libpq5"]);
    }

    #[test]
    fn a_name_from_a_variable_is_changed_where_it_is_set() {
        let file =
            "FROM alpine:3.12\nARG NEEDED=\"libressl-dev gcc\"\nRUN apk add --no-cache $NEEDED\nCMD [\"/app\"]\n";
        let places = |file: &str| {
            let told = weighed(RULE.id, file, "alpine:3.24", Shape::Swap);
            let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{told:?}") };
            rename.iter().map(|(span, _)| file[span.range()].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(places(file), ["libressl-dev"]);
        assert_eq!(
            places(&format!("# not libressl-dev\n{file}")),
            ["$NEEDED"],
            "which of the two it is cannot be told"
        );
    }

    #[test]
    fn the_same_name_needs_no_word() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "debian:13-slim", Shape::Swap), None);
    }

    #[test]
    fn openssl_of_before_is_openssl() {
        let file = "FROM node:18-alpine\nRUN apk add --no-cache openssl1.1-compat\nCMD [\"node\", \"a.js\"]\n";
        assert!(fires(RULE.id, file).todo.contains("`openssl`"));
        assert!(weighed(RULE.id, file, "node:24-alpine3.24", Shape::Swap)[0].text.contains("is `openssl`"));
    }
}
