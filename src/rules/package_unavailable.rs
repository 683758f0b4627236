//! # The distribution of the base has no such package
//!
//! ## What it is
//! A `RUN` installs a package that the other distribution does not have, or one that our tables do not know.
//!
//! ## Why it matters
//! The build stops with `unable to select packages` or `Unable to locate package`. Some software is only published for one distribution, or only as a binary for glibc.
//!
//! ## What to do
//! Look for the package on the distribution's own search page; it may live in another repository. If there is none, stay on the present distribution.
//!
//! ## When not to
//! If the package only served the build, move it to a build stage on its own distribution. Then the base need not have it.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:12-slim
//! RUN apt-get update && apt-get install -y wkhtmltopdf && rm -rf /var/lib/apt/lists/*
//! ENTRYPOINT ["wkhtmltopdf"]
//! ```
//! ```dockerfile
//! FROM alpine:3.23
//! RUN apk add --no-cache chromium
//! ENTRYPOINT ["chromium-browser", "--headless", "--print-to-pdf"]
//! ```
//!
//! ## Sources
//! - [Alpine packages](https://pkgs.alpinelinux.org/packages)
//! - [Debian packages](https://packages.debian.org/)

use super::applications::servers;
use super::claims::*;
use super::languages::javas::java;
use super::loading::bindings;
use super::package_renamed::adds_source;
use super::packages::installs::{self, Install, offered_by};
use super::packages::translated::{self, Name};
use super::packages::{
    alpine_names, alpine_php, alpine_sources, apt_names, browsers, enterprise, later, nvidia_key, own_packages, parted,
    pinned, placed, python_2_names, rebuilds, release_names, snaps, sources, system_sources, variables,
};
use super::places::inits;
use crate::catalogue::packages::fates::{Fate, fate};
use crate::catalogue::packages::{Distro, Role};
use crate::catalogue::{Purpose, Tri};

pub const RULE: Rule = Rule { id: "package-unavailable", file: Some(file), base: Some(base), by_a_line: true, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let sources = system_sources::file(case).into_iter().chain(nvidia_key::finding(case));
    let sources = sources.chain(alpine_sources::findings(case));
    snaps::file(case).into_iter().chain(sources).chain(browsers::finding(case)).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.shell == Tri::No || !installs::keeps_installing(choice) {
        let browser = browsers::objection(case, choice).filter(|_| choice.shape == Shape::Split);
        return browser.into_iter().chain(parted::objections(case, choice)).collect();
    }
    let mut told = system_sources::objections(case, choice);
    told.extend(snaps::objection(case, choice).into_iter().chain(browsers::objection(case, choice)));
    if case.stays(choice) {
        told.extend(later::objections(case, choice));
        told.extend(nvidia_key::objection(case));
        return told;
    }
    let ships = case.every_install().iter().copied().filter(|install| installs::ships(install, choice));
    let of_old = |install: &Install| {
        python_2_names::is_lost(install, &choice.image) && !own_packages::is_module(case, install, &choice.image)
    };
    let (old, ships): (Vec<Install>, Vec<Install>) = ships.partition(of_old);
    let judged = ships.iter().filter_map(|install| Some((weigh(case, install, choice)?, *install)));
    let (absent, open): (Vec<_>, Vec<_>) = judged.partition(|(weight, _)| *weight != Weight::Doubt);
    let moves_on = later::releases(case, &choice.image).is_some();
    // No release that lives has it: there is nothing to wait for.
    let past = |install: &Install| apt_names::is_over(install, &choice.image);
    let (mut past, absent): (Vec<_>, Vec<_>) = absent.into_iter().partition(|(_, install)| past(install));
    let left = |install: &Install| !adds_source(case) && apt_names::has_ended(install, &choice.image);
    let (left, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, install)| left(install));
    past.extend(left);
    told.extend(absent.iter().map(|(weight, install)| lacking(case, choice, *weight, install)));
    told.extend(gone(case, choice, &past));
    let (held, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, install)| variables::is_one(install));
    told.extend(variables::objection(case, choice, if moves_on { Weight::Risk } else { Weight::Doubt }, &held));
    let steady = |name: &str| {
        !release_names::carries_release(name) && !apt_names::is_past(name, &choice.image)
            || release_names::keeps_name(name)
    };
    let lasts = |install: &Install| moves_on && steady(&install.package.name);
    let (lasting, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, install)| lasts(install));
    let lasting = lasting.into_iter().map(|(_, install)| install).filter(|one| !translated::is_file(&one.package.name));
    told.extend(still(case, choice, &lasting.chain(untold(case, choice, &ships)).collect::<Vec<_>>()));
    let is_module = |install: &Install| own_packages::is_module(case, install, &choice.image);
    // Another Java is another decision; so are Alpine's modules, which its own next release has.
    let carries = |install: &Install| {
        let stays = install.distro == Some(Distro::Alpine) && is_module(install);
        moves_on && case.is_over() && java(&install.package.name).is_none() && !stays
    };
    let (of_release, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, install)| carries(install));
    let of_release: Vec<_> = of_release.into_iter().filter(|(_, one)| !is_module(one)).collect();
    told.extend(named(case, choice, &of_release));
    told.extend(unknown(case, choice, &open));
    told.extend(python_2_names::lost(case, choice, &old));
    told.extend(services(case, choice));
    told.extend(later::objections(case, choice));
    told.extend(placed::objections(case, choice));
    told.extend(inits::objections(case, choice));
    told.extend(bindings::objection(case, choice));
    told.extend(alpine_php::objections(case, choice));
    told.extend(enterprise::objections(case, choice));
    told.extend(rebuilds::objections(case, choice));
    told.extend(pinned::objection(case, choice));
    told.extend(parted::objections(case, choice));
    told
}

/// On a later release of the same kind of system: names that none of our tables holds, so that nothing tells what became
/// of them.
fn untold<'a>(case: &Case, choice: &Choice, ships: &[Install<'a>]) -> Vec<Install<'a>> {
    let moves = case.present().is_some_and(|now| now.os != choice.image.os);
    // `debian:stable` was another release when the file was written: a library's name is of one.
    let floats = case
        .present()
        .is_some_and(|now| matches!(now.tag.as_deref(), None | Some("latest" | "stable" | "stable-slim")));
    let kind = translated::distro(&choice.image).filter(|_| moves || floats);
    let dated = |name: &str| name.starts_with("lib") && name.ends_with(|last: char| last.is_ascii_digit());
    let listed = kind.is_some_and(|kind| kind.is_debian() || matches!(kind, Distro::Alpine | Distro::Fedora));
    let elsewhere = |name: &str| {
        let added = sources::keeps_name(case, name) || sources::of_pgdg(case, name, &choice.image).is_some();
        translated::is_file(name) || added || translated::is_chrome(name)
    };
    let same = |install: &&Install| {
        install.known.is_none()
            && install.package.known
            && (moves || dated(&install.package.name))
            && !elsewhere(&install.package.name)
            && fate(&install.package.name) != Some(Fate::Lasting)
            && !(kind == Some(Distro::Alpine) && alpine_names::lasts(&install.package.name))
            && !rebuilds::is_told(&install.package.name, &choice.image)
            && matches!(translated::name(case, install, &choice.image), Name::Same(_))
    };
    ships.iter().filter(|_| listed).filter(same).copied().collect()
}

/// A service that another kind of system packages, or whose own image it is: its program, settings and user have other
/// names and places there.
fn services(case: &Case, choice: &Choice) -> Option<Objection> {
    let (image, manager) = (&choice.image, installs::manager_of(&choice.image));
    let own = image.purpose == Purpose::Application && case.present().is_some_and(|now| now.purpose == Purpose::Os);
    let moves = |one: &&Install| own || Some(one.manager) != manager;
    let moved = case.installs().iter().filter(|one| one.role() == Some(Role::RuntimeService) && moves(one));
    let (spans, names): (Vec<Span>, Vec<&str>) = moved.map(|one| (one.package.span, one.package.name.as_str())).unzip();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let os = if own { codes(lang, &[&image.reference]) } else { offered_by(choice) };
    let names = codes(lang, &names);
    let text = say!(lang,
        en: "{line}: {os} packages {names} in its own way, and we do not know whether the program, settings and user that this file counts on have the same names and places there.",
        de: "{line}: {os} verpackt {names} auf eigene Art, und ob Programm, Einstellungen und Nutzer, auf die diese Datei baut, dort gleich heißen und am selben Ort liegen, ist nicht bekannt.",
        zh: "{line}：{os} 以自己的方式打包 {names}，不确定此文件所依赖的程序、配置和用户在那里是否同名、同位置。");
    Some(objection(RULE.id, Weight::Doubt, text, spans))
}

fn weigh(case: &Case, install: &Install, choice: &Choice) -> Option<Weight> {
    match translated::name(case, install, &choice.image) {
        Name::NotThere if install.role() == Some(Role::Debug) => Some(Weight::Risk),
        Name::NotThere => Some(Weight::Blocker),
        Name::Unknown => Some(Weight::Doubt),
        Name::Same(_) | Name::Other(_) | Name::Brought | Name::Needless => None,
    }
}

fn lacking(case: &Case, choice: &Choice, weight: Weight, install: &Install) -> Objection {
    let span = install.package.span;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let (package, os) = (&install.package.name, offered_by(choice));
    let text = say!(lang,
        en: "{line} installs `{package}`, and {os} has no such package.",
        de: "{line} installiert `{package}`, und {os} hat kein solches Paket.",
        zh: "{line}安装 `{package}`，而 {os} 没有这个软件包。");
    objection(RULE.id, weight, text, vec![span])
}

fn gone(case: &Case, choice: &Choice, past: &[(Weight, Install)]) -> Option<Objection> {
    let spans: Vec<Span> = past.iter().map(|(_, install)| install.package.span).collect();
    let names: Vec<&str> = past.iter().map(|(_, install)| install.package.name.as_str()).collect();
    let (lang, line) = (case.lang(), sentence(case.line(&[*spans.first()?])));
    let names_tomcat = names.iter().any(|name| name.starts_with("tomcat"));
    let (names, os) = (codes(lang, &names), offered_by(choice));
    let text = say!(lang,
        en: "{line} installs {names}, which {os} no longer has under any name that we know: do without, or bring it from elsewhere.",
        de: "{line} installiert {names}, das es in {os} unter keinem bekannten Namen mehr gibt: Verzichte darauf, oder hol es von anderswo.",
        zh: "{line}安装 {names}，而 {os} 已没有它，也不知道它有别的名称：请不使用它，或从别处获取。");
    // Without what it is there to run it is no image of that.
    let lost = servers::own_tomcat(case).is_some() && names_tomcat;
    let claim = objection(RULE.id, if lost { Weight::Blocker } else { Weight::Change }, text, spans);
    Some(if lost { claim } else { claim.by(Change::Yours) })
}

fn unknown(case: &Case, choice: &Choice, open: &[(Weight, Install)]) -> Option<Objection> {
    let (_, first) = open.first()?;
    let spans: Vec<Span> = open.iter().map(|(_, install)| install.package.span).collect();
    let names: Vec<&str> = open.iter().map(|(_, install)| install.package.name.as_str()).collect();
    let (lang, line, os) = (case.lang(), sentence(case.lines(&spans)), offered_by(choice));
    let names = codes(lang, &names);
    let alone = open.iter().all(|(_, install)| install.package.name == first.package.name);
    let text = match alone {
        true => say!(lang,
            en: "{line}: we do not know what {names} is called on {os}, or whether {os} has it.",
            de: "{line}: Es ist nicht bekannt, wie {names} auf {os} heißt und ob es das dort gibt.",
            zh: "{line}：不知道 {names} 在 {os} 上叫什么，或是否存在。"),
        false => say!(lang,
            en: "{line}: we do not know what {names} are called on {os}, or whether {os} has them.",
            de: "{line}: Es ist nicht bekannt, wie {names} auf {os} heißen und ob es sie dort gibt.",
            zh: "{line}：不知道 {names} 在 {os} 上叫什么，或是否存在。"),
    };
    Some(objection(RULE.id, Weight::Doubt, text, spans))
}

/// Away from a release that is over to the next of its distribution: what the new one calls them is to be looked up.
fn named(case: &Case, choice: &Choice, open: &[(Weight, Install)]) -> Option<Objection> {
    let spans: Vec<Span> = open.iter().map(|(_, install)| install.package.span).collect();
    let names: Vec<&str> = open.iter().map(|(_, install)| install.package.name.as_str()).collect();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let (names, os) = (each_code(lang, &names), offered_by(choice));
    let text = say!(lang,
        en: "{line}: look up on {os} what became of {names}; such a name carries the release that it is made for.",
        de: "{line}: Schlag nach, was auf {os} an die Stelle von {names} tritt; ein solcher Name trägt die Version, für die er gemacht ist.",
        zh: "{line}：{names} 的名称带有其所属版本；请查明它在 {os} 上的名称。");
    Some(objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

/// Names of the same distribution that our tables do not follow from release to release: they mostly stay.
fn still(case: &Case, choice: &Choice, open: &[Install]) -> Option<Objection> {
    let spans: Vec<Span> = open.iter().map(|install| install.package.span).collect();
    let names: Vec<&str> = open.iter().map(|install| install.package.name.as_str()).collect();
    let (lang, line) = (case.lang(), sentence(case.lines(spans.first().map(|_| &spans[..])?)));
    let (names, os) = (each_code(lang, &names), offered_by(choice));
    let text = say!(lang,
        en: "{line}: check that {os} still has {names}.",
        de: "{line}: Prüfe, ob es in {os} noch gibt: {names}.",
        zh: "{line}：请确认 {os} 仍提供 {names}。");
    // One that is gone stops the build, and of those that years lie between some are.
    // Of these two we have no names at all.
    let listed = choice.image.os.as_ref().is_some_and(|os| !matches!(os.name, "opensuse" | "photon"));
    let ends = case.present().filter(|_| listed && case.is_over()).and_then(|now| now.lifecycle.os.ends);
    let (over, today) = (ends.and_then(|day| day.get(..4)), case.wishes.today.get(..4));
    Some(match over.is_some() && over < today {
        true => objection(RULE.id, Weight::Change, text, spans).by(Change::Yours),
        false => objection(RULE.id, Weight::Risk, text, spans),
    })
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn names_of_alpine_that_no_table_holds_are_to_be_checked() {
        let file = "FROM alpine:3.12\nRUN apk add --no-cache curl drill openjdk11-jre my-own-thing mongodb-tools\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "alpine:3.24", Shape::Swap);
        assert_eq!(told.iter().map(|one| one.weight).collect::<Vec<_>>(), [Weight::Change]);
        let named = |name: &str| told[0].text.contains(name);
        assert!(named("`my-own-thing`") && !named("curl") && !named("drill") && !named("jre"), "{told:?}");
        assert!(weighed(RULE.id, &file.replace("3.12", "3.24"), "alpine:3.24", Shape::Swap).is_empty());
    }

    #[test]
    fn on_a_tag_that_moves_a_library_is_to_be_checked() {
        let file = "FROM debian:stable\nRUN apt-get update && apt-get install -y libwebsockets8 libc-ares2 my-own-thing\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        assert!(told.len() == 1 && told[0].text.ends_with("still has `libwebsockets8`."), "{told:?}");
        assert!(weighed(RULE.id, &file.replace("stable", "trixie"), "debian:trixie-slim", Shape::Swap).is_empty());
    }

    #[test]
    fn rpm_systems_are_looked_at_by_name() {
        let file = "FROM fedora:33\nRUN dnf install -y my-own-thing httpd\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "fedora:44", Shape::Swap);
        assert_eq!(told.iter().map(|one| one.weight).collect::<Vec<_>>(), [Weight::Change]);
        assert!(told[0].text.contains("`my-own-thing`") && !told[0].text.contains("httpd"), "{}", told[0].text);
    }

    #[test]
    fn apt_systems_are_looked_at_by_name() {
        let file = |packages: &str| {
            format!("FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y {packages}\nCMD [\"/app\"]\n")
        };
        let told = |packages: &str| weighed(RULE.id, &file(packages), "ubuntu:26.04", Shape::Swap);
        let unknown = told("curl my-own-thing ./a.deb");
        assert_eq!(unknown.iter().map(|one| one.change.clone()).collect::<Vec<_>>(), [Some(Change::Yours)]);
        assert!(unknown[0].text.contains("`my-own-thing`") && !unknown[0].text.contains("curl"), "{}", unknown[0].text);
        let old = told("python-my-own python-is-python3");
        assert!(old[0].weight == Weight::Change && old[0].text.contains("`python-my-own`, made for"), "{old:?}");
    }

    #[test]
    fn away_from_what_is_over_a_name_is_looked_up() {
        let file = |base: &str| {
            format!("FROM {base}\nRUN apt-get update && apt-get install -y libavcodec58\nCMD [\"/app\"]\n")
        };
        let to = |file: &str| weight(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        assert_eq!(to(&file("debian:bullseye-slim")), Some(Weight::Change));
        assert_eq!(weight(RULE.id, &file("debian:bullseye-slim"), "ubuntu:26.04", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn what_certainly_is_not_there_is_no_matter_of_checking() {
        let file = |packages: &str| {
            format!("FROM debian:buster\nRUN apt-get update && apt-get install -y {packages}\nCMD [\"/app\"]\n")
        };
        let told = weighed(RULE.id, &file("phantomjs freeglut3"), "debian:trixie-slim", Shape::Swap);
        let change = told.iter().map(|one| (one.weight, one.change.clone())).collect::<Vec<_>>();
        assert_eq!(change, [(Weight::Change, Some(Change::Yours))], "{told:?}");
        assert!(told[0].text.contains("`phantomjs`, which") && !told[0].text.contains("freeglut"), "{told:?}");
        for kept in ["gstreamer1.0-libav gir1.2-gtk-3.0 tcl8.6-dev tk8.6 lua5.2", "xfce4 unknown-thing"] {
            let told = weighed(RULE.id, &file(kept), "debian:trixie-slim", Shape::Swap);
            let checked = |one: &Objection| one.text.contains("still has") && !one.text.contains("xfce4");
            assert!(told.iter().all(checked), "{told:?}");
        }
        let java = file("openjdk-17-jre-headless");
        assert_eq!(weight(RULE.id, &java, "debian:trixie-slim", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, &java, "debian:bookworm-slim", Shape::Swap), None);
        let own =
            java.replace("RUN ", "RUN echo deb https://example.org/a any main > /etc/apt/sources.list.d/a.list && ");
        assert_eq!(weight(RULE.id, &own, "debian:trixie-slim", Shape::Swap), Some(Weight::Doubt), "it may be there");
    }

    #[test]
    fn both_systems_have_it() {
        let file = "FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y xfce4 tightvncserver libssl1.1 libjsoncpp1\nCMD [\"/app\"]\n";
        let told = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        assert!(told("debian:trixie-slim").is_empty(), "{:?}", told("debian:trixie-slim"));
        let ubuntu = told("ubuntu:26.04");
        assert!(ubuntu.len() == 1 && ubuntu[0].text.contains("what became of `libjsoncpp1`;"), "{ubuntu:?}");
    }

    #[test]
    fn software_collections_ended() {
        let file = "FROM centos:7\nRUN yum install -y centos-release-scl devtoolset-9-gcc\nCMD [\"/app\"]\n";
        assert_eq!(weight(RULE.id, file, "almalinux:9", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(
            weight(RULE.id, &file.replace("centos-release-scl devtoolset-9-gcc", "gcc"), "almalinux:9", Shape::Swap),
            None
        );
    }

    #[test]
    fn an_unknown_package_is_a_doubt() {
        let file =
            "FROM debian:13-slim\nRUN apt-get update && apt-get install -y my-own-thing\nCMD [\"my-own-thing\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.23", Shape::Swap), Some(Weight::Doubt));
        assert!(weighed(RULE.id, file, "alpine:3.23", Shape::Swap)[0].text.contains("`my-own-thing` is called"));
        let two = file.replace("-y my-own-thing", "-y my-own-thing your-thing");
        assert!(weighed(RULE.id, &two, "alpine:3.23", Shape::Swap)[0].text.contains("`your-thing` are called"));
        let twice = file.replace("-y my-own-thing", "-y my-own-thing && apt-get install -y my-own-thing");
        assert!(weighed(RULE.id, &twice, "alpine:3.23", Shape::Swap)[0].text.contains("`my-own-thing` is called"));
    }

    #[test]
    fn alpine_has_no_wkhtmltopdf() {
        let file =
            "FROM debian:12-slim\nRUN apt-get update && apt-get install -y wkhtmltopdf\nENTRYPOINT [\"wkhtmltopdf\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.23", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_service_is_packaged_otherwise_elsewhere() {
        let file = "FROM fedora:44\nRUN dnf install -y httpd\nCOPY site.conf /etc/httpd/conf.d/\nCMD [\"httpd\", \"-DFOREGROUND\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.23", Shape::Swap), Some(Weight::Doubt));
        let debian = "FROM debian:13\nRUN apt-get update && apt-get install -y nginx\nCMD [\"nginx\"]\n";
        assert_eq!(weight(RULE.id, debian, "debian:13-slim", Shape::Swap), None);
    }

    #[test]
    fn a_downloaded_file_is_no_package_of_the_archive() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y ./chrome.deb\nCMD [\"chrome\"]\n";
        assert_eq!(weight(RULE.id, file, "debian:trixie-slim", Shape::Swap), None);
        let own = file.replace("./chrome.deb", "my-own-thing");
        assert_eq!(weight(RULE.id, &own, "debian:trixie-slim", Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn what_exists_there_is_fine() {
        let file = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n";
        assert_eq!(weight(RULE.id, file, "alpine:3.23", Shape::Swap), None);
    }
}
