//! What an installed package is called on another base.

use super::apt_names::{
    by_fate, is_gone_from, is_of_ubuntu, known_there, numbered, of_architecture, of_time_64, of_ubuntu, on_bullseye,
};
use super::installs::Install;
use super::python_2_names::of_python_3;
use super::release_names::{carries_release, is_of_release, keeps_name};
use super::{apt_names, enterprise, later, own_packages, pcre, rebuilds, sources, unversioned};
use crate::catalogue::packages::{Distro, Role, Translation, os_package, translate};
use crate::catalogue::{Family, Image, Tri};
use crate::rules::applications::servers;
use crate::rules::languages::javas::{brings_java, java, keeps_openjdk};
use crate::rules::package_renamed::adds_source;
use crate::rules::{Case, ground, offers};

#[derive(Clone)]
pub enum Name {
    Same(String),
    Other(Vec<String>),
    /// The base has it in a form of its own.
    Brought,
    /// Nothing is lost without it.
    Needless,
    NotThere,
    Unknown,
}

/// Rules ask again and again while they judge one base.
pub fn name(case: &Case, install: &Install, image: &Image) -> Name {
    case.named(install, image, || {
        let found = on_bullseye(&install.package.name, image).unwrap_or_else(|| look_up(case, install, image));
        let found = known_there(found, image);
        let (_, architecture) = install.package.name.split_once(':').unwrap_or_default();
        if architecture.is_empty() || is_file(&install.package.name) {
            found
        } else {
            of_architecture(found, &install.package.name, architecture, image)
        }
    })
}

fn look_up(case: &Case, install: &Install, image: &Image) -> Name {
    let left =
        install.distro.is_some_and(Distro::is_debian) && apt_names::has_left_ubuntu(&install.package.name, image);
    let is_same_release = case.present().is_some_and(|now| now.os == image.os) && !left;
    let (Some(from), Some(to)) = (install.distro, distro(image)) else {
        let same = is_same_release && install.package.known && image.os.is_some();
        return if same { Name::Same(install.package.name.clone()) } else { Name::Unknown };
    };
    if !install.package.known {
        return of_variable(&install.package.name, image);
    }
    // The same image at its new address.
    let moved = |now: &Image| now.os.is_none() && ground::succeeds(now, image);
    if from.is_debian() == to.is_debian() && case.present().is_some_and(moved) {
        return Name::Same(install.package.name.clone());
    }
    if servers::is_tomcats(case, &install.package.name, image) {
        return Name::Brought;
    }
    if brings_java(case, image, &install.package.name) || own_packages::has_own(case, install, image) {
        return Name::Brought;
    }
    if from.is_debian() && to.is_debian() && apt_names::is_of_old_chrome(case, &install.package.name, image) {
        return Name::Needless;
    }
    if let Some(name) = pcre::name(case, &install.package.name, image).filter(|_| from.is_debian()) {
        return name;
    }
    if from.is_debian() && to.is_debian() && is_chrome(&install.package.name) {
        return Name::Same(install.package.name.clone());
    }
    if let Some(name) = sources::of_pgdg(case, &install.package.name, image) {
        return if name == install.package.name { Name::Same(name) } else { Name::Other(vec![name]) };
    }
    if from.is_debian() && to.is_debian() && sources::keeps_name(case, &install.package.name) {
        return Name::Same(install.package.name.clone());
    }
    // docs.aws.amazon.com/linux/al2023/ug/curl-minimal.html: `curl` is there by it, and the whole package conflicts.
    let later = || image.os.as_ref().is_some_and(|os| os.version != Some("2"));
    if !is_same_release && install.package.name == "curl" && image.family == Family::AmazonLinux && later() {
        return Name::Needless;
    }
    if !is_same_release && rebuilds::has_small_form(&install.package.name, image) {
        return Name::Brought;
    }
    // A downloaded file is the same file anywhere; what it was made for is another matter, and its address is no name.
    if is_file(&install.package.name) {
        let same = from.is_debian() == to.is_debian() && (to == Distro::Fedora) == (from == Distro::Fedora);
        return if same { Name::Same(install.package.name.clone()) } else { Name::NotThere };
    }
    if let Some(name) = numbered(&install.package.name, from, image).filter(|_| !is_same_release) {
        return name;
    }
    if let Some(name) = rebuilds::by_fate(&install.package.name, image).filter(|_| from == to && !is_same_release) {
        return name;
    }
    if from == to && !shares_archive(install, image) {
        return Name::Unknown;
    }
    if from == to && is_collection(&install.package.name, image) {
        return Name::NotThere;
    }
    // Where its command is called it is no noise; Ubuntu has it on every release
    // ([Launchpad](https://launchpad.net/ubuntu/+source/software-properties)), and Debian 13 has neither.
    if install.package.name == "software-properties-common" {
        match archives_added(case, image) {
            Some(0) => return Name::Needless,
            Some(_) if to == Distro::Ubuntu => return Name::Same(install.package.name.clone()),
            Some(_) if to == Distro::Debian13 && later::writes_archives(case) => return Name::Needless,
            Some(_) if to == Distro::Debian13 => return Name::NotThere,
            _ => {}
        }
    }
    let of_line = |name: &Install| unversioned::name(&name.package.name, image).filter(|_| left || case.is_over());
    if let Some(name) = of_line(install).filter(|_| from.is_debian() && !is_same_release) {
        return name;
    }
    if apt_names::is_of_noble(&install.package.name, image) && from.is_debian() {
        return Name::Same(install.package.name.clone());
    }
    if let Some(name) =
        of_python_3(&install.package.name, image).filter(|_| from.is_debian() && install.known.is_none())
    {
        return Name::Other(vec![name]);
    }
    let of_ubuntu = || of_time_64(&install.package.name, image).or_else(|| of_ubuntu(&install.package.name, image));
    if let Some(name) = of_ubuntu().filter(|_| from.is_debian() && !is_same_release) {
        return Name::Other(vec![name]);
    }
    if let Some(name) = by_fate(&install.package.name, image).filter(|_| from.is_debian() && !is_same_release)
        && !(matches!(name, Name::NotThere) && adds_source(case))
    {
        return name;
    }
    if (from == to || from.is_debian() && to.is_debian()) && keeps_openjdk(&install.package.name, image) {
        return Name::Same(install.package.name.clone());
    }
    if to == Distro::Ubuntu && is_of_ubuntu(&install.package.name) {
        return on_release(&install.package.name, is_same_release, to);
    }
    if from == to && !is_gone_from(&install.package.name, to, image) {
        return on_release(&install.package.name, is_same_release, to);
    }
    if to == Distro::Fedora && from != to && !enterprise::is_common(image, &install.package.name, from) {
        return Name::Unknown;
    }
    if from.is_debian() && to.is_debian() && is_foreign(&install.package.name, to) {
        return Name::Unknown;
    }
    match translate(&install.package.name, from, to) {
        // Another Java is another decision.
        Translation::Renamed(names)
            if java(&install.package.name)
                .is_some_and(|line| names.iter().all(|name| java(name.name) != Some(line))) =>
        {
            Name::Unknown
        }
        Translation::Same(name) => Name::Same(name.name.into()),
        // Our names with a release in them are Debian's; Ubuntu has its own numbers.
        Translation::Renamed(names)
            if to == Distro::Ubuntu && names.iter().any(|name| is_numbered(left, name.name)) =>
        {
            Name::Unknown
        }
        Translation::Renamed(names) => Name::Other(names.iter().map(|name| name.name.to_string()).collect()),
        Translation::NotNeeded => Name::Needless,
        // An older release of Alpine that the file adds may have it.
        Translation::NotThere if from == to && to == Distro::Alpine && adds_source(case) => {
            Name::Same(install.package.name.clone())
        }
        Translation::NotThere => Name::NotThere,
        Translation::Unknown => Name::Unknown,
    }
}

/// A name that Ubuntu numbers otherwise than Debian. Where both have left the old one, `libcurl4t64` is of both, and so is
/// what Debian 12 and 13 both call so.
fn is_numbered(left: bool, name: &str) -> bool {
    if left { is_of_release(name) } else { carries_release(name) }
}

/// Software Collections, made for Enterprise Linux 6 and 7. Red Hat ended them with 7 ([their life
/// cycle](https://access.redhat.com/support/policy/updates/rhscl-rhel7)); Fedora never had them.
fn is_collection(package: &str, image: &Image) -> bool {
    let major = image.os.as_ref().and_then(|os| os.version?.split('.').next()?.parse().ok());
    major.is_some_and(|major: u32| major >= 8)
        && ["centos-release-scl", "devtoolset-", "rh-", "sclo-", "python27", "scl-utils"]
            .iter()
            .any(|of| package.starts_with(of))
}

/// Every official image of PHP, on Debian and on Alpine, sets `PHPIZE_DEPS` to its own names of what compiles extensions
/// ([Dockerfile-linux.template](https://github.com/docker-library/php/blob/master/Dockerfile-linux.template)).
fn of_variable(name: &str, image: &Image) -> Name {
    let set = image.repository == "docker.io/library/php" && name.trim_matches(['$', '{', '}']) == "PHPIZE_DEPS";
    if set { Name::Same(name.into()) } else { Name::Unknown }
}

/// Debian never had it: it comes from a source that the file adds.
fn is_foreign(name: &str, distro: Distro) -> bool {
    let debian = [Distro::Debian12, Distro::Debian13];
    os_package(name, distro).is_some_and(|package| {
        package.role() != Role::Noise && debian.iter().all(|release| package.names(*release).is_empty())
    })
}

/// Debian never had it: it comes from Google's own source, which serves every release.
pub fn is_chrome(name: &str) -> bool {
    name.starts_with("google-chrome")
}

/// `./tool.deb`, `/tmp/chrome.deb`.
pub fn is_file(name: &str) -> bool {
    name.contains('/') || [".deb", ".rpm", ".apk"].iter().any(|end| name.ends_with(end))
}

/// Whether what the present system's archive holds is in that of the other too. The RPM systems share names, and each
/// has an archive of its own: Fedora's is the widest, UBI's a part of RHEL's, and the free rebuilds have RHEL's.
fn shares_archive(install: &Install, image: &Image) -> bool {
    const REBUILDS: [&str; 5] = ["almalinux", "centos", "centos-stream", "oraclelinux", "rockylinux"];
    let (Some(from), Some(os)) = (install.os, &image.os) else { return true };
    let rpm = distro(image) == Some(Distro::Fedora);
    !rpm || from == os.name
        || (REBUILDS.contains(&os.name) && ["rhel", "ubi"].iter().chain(&REBUILDS).any(|of| *of == from))
}

/// A name in another release of its own distribution: what carries a release in it is another name there, unless the
/// tables hold it under that name across releases.
fn on_release(name: &str, is_same_release: bool, distro: Distro) -> Name {
    if is_same_release || !carries_release(name) || keeps_name(name) {
        return Name::Same(name.into());
    }
    let wide = |new: &str| distro == Distro::Debian13 && new.strip_suffix("t64") == Some(name);
    match translate(name, Distro::Debian12, Distro::Debian13) {
        Translation::Same(_) => Name::Same(name.into()),
        // Where Ubuntu's release is not known, the old name leads to the new package, but that two packages provide this one.
        Translation::Renamed(names)
            if distro == Distro::Ubuntu && name != "libasound2" && names[0].name.strip_suffix("t64") == Some(name) =>
        {
            Name::Same(name.into())
        }
        Translation::Renamed(names) if names.len() == 1 && wide(names[0].name) => {
            Name::Other(vec![names[0].name.into()])
        }
        _ => Name::Unknown,
    }
}

pub fn distro(image: &Image) -> Option<Distro> {
    image.os.as_ref().and_then(Distro::of)
}

/// Whether the base has what the package is for.
pub fn is_there(install: &Install, image: &Image) -> bool {
    let by_rule = match install.role() {
        Some(Role::Certificates) => image.ca_certificates,
        Some(Role::TimeZones) => image.tzdata,
        Some(Role::Noise) => Tri::Yes,
        _ => offers::package(image, install),
    };
    by_rule == Tri::Yes
}

/// How many archives are added that the base needs, too; `None` where there are none.
fn archives_added(case: &Case, image: &Image) -> Option<usize> {
    let mut calls = case.commands().filter(|command| sources::adds_archive(command)).peekable();
    calls.peek()?;
    Some(calls.filter(|call| !own_packages::needs_no_archive(case, call, image)).count())
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Change, Shape, Weight};

    #[test]
    fn ubuntu_has_the_names_of_64_bit_time_from_24_04_on() {
        let file = |base: &str| {
            format!(
                "FROM {base}\nRUN apt-get update && apt-get install -y libasound2 libgtk-3-0 curl\nCMD [\"/app\"]\n"
            )
        };
        for base in ["ubuntu:22.04", "debian:12-slim"] {
            let told = weighed("package-renamed", &file(base), "ubuntu:26.04", Shape::Swap);
            let Some(Change::Packages { rename, .. }) = &told[0].change else { panic!("{base}: {told:?}") };
            let names: Vec<&str> = rename.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
            assert_eq!(names, ["libasound2t64", "libgtk-3-0t64"], "{base}");
            assert_ne!(weight("package-unavailable", &file(base), "ubuntu:26.04", Shape::Swap), Some(Weight::Doubt));
        }
        assert!(weighed("package-renamed", &file("ubuntu:20.04"), "ubuntu:22.04", Shape::Swap).is_empty());
        let own = file("ubuntu:20.04").replace("libasound2 libgtk-3-0", "libgl1-mesa-glx libxml2");
        let told = weighed("package-renamed", &own, "ubuntu:26.04", Shape::Swap);
        assert!(told[0].text.contains("`libgl1`") && told[0].text.contains("`libxml2-16`"), "{}", told[0].text);
        assert!(told[1].text.contains("`libxml2.so.2`"), "{}", told[1].text);
    }

    /// Debian 12 and 13 have them, and so has Ubuntu: whether the system stays or is another of Debian's kind.
    #[test]
    fn what_every_release_has_is_not_to_be_checked() {
        let install = "RUN apt-get update && apt-get install -y fonts-wqy-zenhei libudunits2-dev libusb-1.0-0 python3-tk\nCMD [\"/app\"]\n";
        for (from, to) in
            [("debian:9", "debian:trixie-slim"), ("ubuntu:20.04", "ubuntu:26.04"), ("debian:9", "ubuntu:24.04")]
        {
            let told = weighed("package-unavailable", &format!("FROM {from}\n{install}"), to, Shape::Swap);
            assert!(
                told.iter().all(|one| one.weight == Weight::Blocker || !one.text.contains('`')),
                "{from}: {told:?}"
            );
        }
        let java = "FROM debian:9\nRUN apt-get update && apt-get install -y openjdk-8-jre-headless\nCMD [\"/app\"]\n";
        assert!(
            weighed("package-unavailable", java, "ubuntu:24.04", Shape::Swap)
                .iter()
                .all(|one| one.weight != Weight::Doubt)
        );
        assert_eq!(weight("package-unavailable", java, "debian:trixie-slim", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn one_system_has_one_name() {
        let file = "FROM archlinux/base\nRUN pacman -Syu --noconfirm git\nCMD [\"/bin/bash\"]\n";
        assert_eq!(weight("package-unavailable", file, "archlinux:latest", Shape::Swap), None);
        assert_eq!(weight("package-unavailable", file, "alpine:3.24", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn amazon_linux_has_curl() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl unzip\nCMD [\"/app\"]\n";
        let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
        assert!(told.iter().all(|one| !one.text.contains("is `curl`")), "{told:?}");
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let advice = crate::conclude(&crate::wishes::Input::pasted(file), &wishes);
        let one = advice.recommendations.iter().find(|one| one.candidate.image().reference == "amazonlinux:2023");
        let written = crate::rewrite::apply(&advice, &one.expect("it is compared").candidate, &wishes);
        let text = written.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        assert!(text.contains("unzip") && !text.contains("curl"), "{text}");
    }

    #[test]
    fn curl_is_there_on_amazon_linux_2023() {
        let file = "FROM amazonlinux:2\nRUN yum install -y curl unzip\nCMD [\"/app\"]\n";
        let told = weighed("package-renamed", file, "amazonlinux:2023", Shape::Swap);
        assert!(told.len() == 1 && told[0].text.contains("`curl`"), "{told:?}");
        assert!(weighed("package-renamed", &file.replace(":2", ":2023"), "amazonlinux:2023", Shape::Swap).is_empty());
    }

    #[test]
    fn headers_of_the_c_library_are_those_of_the_base() {
        let file = "FROM python:3.12-alpine\nRUN apk add --no-cache gcc musl-dev && pip install x\nCMD [\"python\", \"a.py\"]\n";
        let told = weighed("package-manager-mismatch", file, "python:3.12-slim-trixie", Shape::Swap);
        assert!(told[0].text.contains("`libc6-dev`") && !told[0].text.contains("musl-dev"), "{}", told[0].text);
    }

    #[test]
    fn chrome_stays_chrome() {
        let file = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y google-chrome-stable\nCMD [\"google-chrome-stable\"]\n";
        for rule in ["package-renamed", "package-unavailable"] {
            assert!(weighed(rule, file, "debian:trixie-slim", Shape::Swap).is_empty(), "{rule}");
        }
        assert!(!weighed("package-manager-mismatch", file, "alpine:3.24", Shape::Swap).is_empty());
    }

    #[test]
    fn what_adds_an_archive_is_no_noise() {
        let file = "FROM debian:11\nRUN apt-get update && apt-get install -y software-properties-common && add-apt-repository 'deb http://a.example x main'\nCMD [\"/app\"]\n";
        let told = |file: &str| weight("package-unavailable", file, "debian:trixie-slim", Shape::Swap);
        assert_eq!(told(&file.replace("'deb http://a.example x main'", "ppa:a/b")), Some(Weight::Blocker));
        assert_ne!(told(&file.replace("add-apt-repository", "echo")), Some(Weight::Blocker));
        for command in ["add-apt-repository", "apt-add-repository"] {
            let stays = file.replace("debian:11", "debian:trixie").replace("add-apt-repository", command);
            fires("package-renamed", &stays);
            let told = weighed("package-unavailable", &stays, "debian:trixie", Shape::Swap);
            assert!(told.iter().any(|one| matches!(one.change, Some(Change::Path { .. }))), "{told:?}");
            let told = weighed(
                "package-unavailable",
                &file.replace("add-apt-repository", command),
                "debian:trixie-slim",
                Shape::Swap,
            );
            let written = "echo 'deb http://a.example x main' > /etc/apt/sources.list.d/added.list";
            assert!(
                told.iter().any(|one| matches!(&one.change, Some(Change::Path { to, .. }) if to == written)),
                "{told:?}"
            );
            assert!(told.iter().all(|one| one.weight < Weight::Doubt), "{told:?}");
        }
    }

    #[test]
    fn an_image_keeps_its_packages_at_its_new_address() {
        let file = "FROM jupyter/base-notebook:latest\nUSER root\nRUN apt-get update && apt-get install -y openjdk-8-jdk\nUSER $NB_UID\n";
        let told = weighed("package-unavailable", file, "quay.io/jupyter/base-notebook:latest", Shape::Swap);
        assert!(told.iter().all(|one| one.weight != Weight::Doubt), "{told:?}");
    }
}
