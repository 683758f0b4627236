//! What base images already hold: commands, libraries, packages, by class of image.

use super::os::placed;
use super::tables::{CLASSES, IMAGES, IMAGES_SOURCE};
use super::{Distro, Evidence, Source, table};
use crate::catalogue::{Family, Image, Os, Tri};
use serde::Serialize;

/// A kind of base image whose contents are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    Scratch,
    DistrolessStatic,
    DistrolessBaseNossl,
    DistrolessBase12,
    DistrolessBase13,
    DistrolessCc12,
    DistrolessCc13,
    DistrolessPython,
    DistrolessNodejs,
    DistrolessJava,
    Busybox,
    Alpine,
    WolfiBase,
    ChainguardStatic,
    ChainguardGlibcDynamic,
    /// Chainguard's images of languages and services, without `-dev`.
    ChainguardRuntime,
    /// Docker Hardened Images, without `-dev`.
    HardenedRuntime,
    /// Any release of Debian or Ubuntu: what all of them share.
    Debian,
    DebianSlim12,
    DebianSlim13,
    Ubuntu22,
    Ubuntu24,
    Ubuntu26,
    BuildpackDepsScm12,
    BuildpackDepsScm13,
    BuildpackDeps12,
    BuildpackDeps13,
    UbiMicro,
    QuarkusMicro,
    UbiMinimal,
    Ubi,
    UbuntuChiselled,
}

/// A compiled class.
pub(super) struct Row {
    pub name: &'static str,
    pub with: Option<usize>,
    pub commands: &'static str,
    pub less: &'static str,
    pub libraries: &'static str,
    /// Whether the lists of commands, libraries and packages name everything there is.
    pub complete: [bool; 3],
    /// One bit a row of the package table.
    pub packages: &'static [u8],
    pub verified: bool,
    pub source: Source,
}

/// What one image holds: its class, and what its repository adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub class: Class,
    /// Its line in the table of language and service images.
    line: Option<&'static str>,
    /// What lies under it, where the class of its own release is not known: only that it has a command is said of it.
    beneath: Option<Class>,
    /// Whether nothing was added to the class.
    bare: bool,
    /// A debug tag: busybox lies in `/busybox`, on the path.
    debug: bool,
}

/// Whether images of a class have a command.
pub fn class_has_command(class: Class, command: &str) -> Tri {
    answer(has_command(row(class), command), row(class).complete[0])
}

/// Whether images of a class have a library: `libpq.so.5`.
pub fn class_has_library(class: Class, soname: &str) -> Tri {
    answer(has_library(row(class), soname), row(class).complete[1])
}

/// Whether a package is installed in images of a class, by a name of its own or another distribution.
pub fn class_has_package(class: Class, name: &str, named: Distro) -> Tri {
    let Some((_, index)) = placed(name, named).filter(|(package, _)| package.is_whole()) else { return Tri::Unknown };
    let bit = row(class).packages.get(index / 8).is_some_and(|byte| byte & (1 << (index % 8)) != 0);
    answer(bit, row(class).complete[2])
}

impl Class {
    /// Where the lists of a class come from.
    pub fn source(self) -> Source {
        row(self).source
    }

    /// Whether the lists were read from images or packages, or are general knowledge.
    pub fn evidence(self) -> Evidence {
        if row(self).verified { Evidence::Verified } else { Evidence::Assumed }
    }

    /// `debian-slim-13`: as the data file calls it.
    pub fn name(self) -> &'static str {
        row(self).name
    }

    fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|class| class.name() == name)
    }
}

impl Contents {
    /// What is known of an image's contents; `None` where its family has no class.
    pub fn of(image: &Image) -> Option<Self> {
        let name = image.repository.rsplit('/').next().unwrap_or_default();
        let official = image.repository.starts_with("docker.io/library/");
        let class = class_of(image, name)?;
        let line = official.then(|| line(name, image)).flatten();
        let on = match (official, name) {
            (true, "buildpack-deps") => buildpack_deps(image),
            _ => line.map(|line| table::column(line, 1)).unwrap_or_default(),
        };
        let known = standing_on(on, class);
        let beneath = (known.is_none() && !on.is_empty()).then(|| Class::named(&format!("{on}-13"))).flatten();
        let debug = image.family == Family::Distroless && image.variants.contains(&"debug");
        let bare = BARE.contains(&name) || is_minimal(image.family) || known.is_some() && name == "buildpack-deps";
        Some(Self { class: known.unwrap_or(class), line, beneath, bare, debug })
    }

    pub fn has_command(&self, command: &str) -> Tri {
        let own = self.line.is_some_and(|line| words(table::column(line, 3)).any(|word| word == command));
        let debug = self.debug && class_has_command(Class::Busybox, command) == Tri::Yes;
        let beneath = self.beneath.is_some_and(|class| class_has_command(class, command) == Tri::Yes);
        match class_has_command(self.class, command) {
            _ if own || debug || beneath => Tri::Yes,
            Tri::Yes => Tri::Yes,
            _ if self.was_counted() && COUNTED.contains(&command) => Tri::No,
            Tri::No if self.bare => Tri::No,
            _ => Tri::Unknown,
        }
    }

    pub fn has_library(&self, soname: &str) -> Tri {
        self.unless_added(class_has_library(self.class, soname))
    }

    pub fn has_package(&self, name: &str, named: Distro) -> Tri {
        self.unless_added(class_has_package(self.class, name, named))
    }

    /// Where the answers come from.
    pub fn source(&self) -> Source {
        if self.line.is_some() { IMAGES_SOURCE } else { self.class.source() }
    }

    fn was_counted(&self) -> bool {
        self.line.is_some_and(|line| table::column(line, 2) == "+")
    }

    /// An image may hold more than its class: then no is not known.
    fn unless_added(&self, answer: Tri) -> Tri {
        if answer == Tri::No && !self.bare { Tri::Unknown } else { answer }
    }
}

/// Repositories that hold their class and nothing else.
const BARE: [&str; 6] = ["scratch", "alpine", "debian", "ubuntu", "wolfi-base", "busybox"];
/// The commands that were looked for in every counted image.
const COUNTED: [&str; 15] = [
    "bash", "curl", "gcc", "git", "gpg", "make", "openssl", "perl", "ps", "python3", "ssh", "tar", "unzip", "wget",
    "xz",
];
const ALL: [Class; 32] = {
    use Class::*;
    [
        Scratch,
        DistrolessStatic,
        DistrolessBaseNossl,
        DistrolessBase12,
        DistrolessBase13,
        DistrolessCc12,
        DistrolessCc13,
        DistrolessPython,
        DistrolessNodejs,
        DistrolessJava,
        Busybox,
        Alpine,
        WolfiBase,
        ChainguardStatic,
        ChainguardGlibcDynamic,
        ChainguardRuntime,
        HardenedRuntime,
        Debian,
        DebianSlim12,
        DebianSlim13,
        Ubuntu22,
        Ubuntu24,
        Ubuntu26,
        BuildpackDepsScm12,
        BuildpackDepsScm13,
        BuildpackDeps12,
        BuildpackDeps13,
        UbiMicro,
        QuarkusMicro,
        UbiMinimal,
        Ubi,
        UbuntuChiselled,
    ]
};

fn row(class: Class) -> &'static Row {
    &CLASSES[class as usize]
}

fn answer(found: bool, complete: bool) -> Tri {
    match (found, complete) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::No,
        (false, false) => Tri::Unknown,
    }
}

fn has_command(row: &Row, command: &str) -> bool {
    if table::has_word(row.commands, command) {
        return true;
    }
    row.with.is_some_and(|with| has_command(&CLASSES[with], command)) && !table::has_word(row.less, command)
}

fn has_library(row: &Row, soname: &str) -> bool {
    table::has_word(row.libraries, soname) || row.with.is_some_and(|with| has_library(&CLASSES[with], soname))
}

fn class_of(image: &Image, name: &str) -> Option<Class> {
    match image.family {
        Family::Scratch => Some(Class::Scratch),
        Family::Distroless => distroless(name, image.os.as_ref()),
        Family::BusyBox => Some(Class::Busybox),
        Family::Alpine => Some(Class::Alpine),
        Family::Wolfi if image.variants.contains(&"dev") => Some(Class::WolfiBase),
        Family::Wolfi => Some(wolfi(name)),
        Family::Hardened if image.variants.contains(&"dev") => None,
        Family::Hardened => Some(Class::HardenedRuntime),
        Family::Slim | Family::Debian | Family::Ubuntu => Some(debian(image.os.as_ref())),
        Family::Chiselled => Some(Class::UbuntuChiselled),
        Family::UbiMicro if name.ends_with("quarkus-micro-image") => Some(Class::QuarkusMicro),
        Family::UbiMicro => Some(Class::UbiMicro),
        Family::UbiMinimal => Some(Class::UbiMinimal),
        Family::Ubi => Some(Class::Ubi),
        _ => None,
    }
}

/// `static`, `static-debian12`, `nodejs24-debian13`: a debug tag is not looked at here.
fn distroless(name: &str, os: Option<&Os>) -> Option<Class> {
    let old = name.ends_with("debian12") || os.is_some_and(|os| os.version == Some("12"));
    let stem = name.split("-debian").next().unwrap_or(name);
    match stem {
        "static" => Some(Class::DistrolessStatic),
        "base-nossl" => Some(Class::DistrolessBaseNossl),
        "base" => Some(if old { Class::DistrolessBase12 } else { Class::DistrolessBase13 }),
        "cc" => Some(if old { Class::DistrolessCc12 } else { Class::DistrolessCc13 }),
        _ if stem.starts_with("python3") => Some(Class::DistrolessPython),
        _ if stem.starts_with("nodejs") => Some(Class::DistrolessNodejs),
        _ if stem.starts_with("java") => Some(Class::DistrolessJava),
        _ => None,
    }
}

fn wolfi(name: &str) -> Class {
    match name {
        "wolfi-base" => Class::WolfiBase,
        "static" => Class::ChainguardStatic,
        "glibc-dynamic" => Class::ChainguardGlibcDynamic,
        _ => Class::ChainguardRuntime,
    }
}

fn debian(os: Option<&Os>) -> Class {
    match os.map(|os| (os.name, os.version.unwrap_or_default())) {
        Some(("debian", "12")) => Class::DebianSlim12,
        Some(("debian", "13")) => Class::DebianSlim13,
        Some(("ubuntu", "22.04")) => Class::Ubuntu22,
        Some(("ubuntu", "24.04")) => Class::Ubuntu24,
        Some(("ubuntu", "26.04")) => Class::Ubuntu26,
        _ => Class::Debian,
    }
}

/// The tags with `curl` have no list of their own: fewer things than those with `scm`, more than their distribution.
fn buildpack_deps(image: &Image) -> &'static str {
    match &image.variants {
        variants if variants.contains(&"scm") => "buildpack-deps-scm",
        variants if variants.contains(&"curl") => "",
        _ => "buildpack-deps",
    }
}

/// `buildpack-deps` on Debian 13 is `buildpack-deps-13`.
fn standing_on(on: &str, class: Class) -> Option<Class> {
    let release = match class {
        Class::DebianSlim12 => "12",
        Class::DebianSlim13 => "13",
        _ => return None,
    };
    (!on.is_empty()).then(|| Class::named(&format!("{on}-{release}"))).flatten()
}

/// Services stand on slim images and have no other: theirs is the row without a variant of its own.
fn line(name: &str, image: &Image) -> Option<&'static str> {
    let variants: &[&str] = match image.family {
        Family::Slim => &["slim", "full"],
        Family::Alpine if image.tag.as_deref().is_some_and(|tag| tag.ends_with("-slim")) => &["alpine-slim", "alpine"],
        Family::Alpine => &["alpine"],
        Family::Debian | Family::Ubuntu => &["full"],
        _ => return None,
    };
    variants.iter().find_map(|variant| table::line(IMAGES, &[name, " ", variant].concat()))
}

/// Families whose classes are single images: nothing is added to them.
fn is_minimal(family: Family) -> bool {
    matches!(family, Family::Distroless | Family::Scratch)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests;
