//! What images, packages and lifecycles are: generated tables and typed look-ups.
//!
//! The data lies in `catalogue/` at the top level, one family or repository a file; `build.rs` compiles it.
//! A row without a source and a date does not compile. What no source told is `None` or `Unknown`, never "no".

mod find;
mod grid;
mod image;
mod implied;
pub mod ladder;
mod libc;
mod lifecycle;
mod names;
pub mod packages;
mod releases;
mod retired;
mod search;
pub mod shelf;
mod slip;
mod tables;
mod tags;
mod trust;
mod variants;

pub use find::{alike, all, count, find, listed, named};
pub use ladder::{Kind, Workload, kin, ladder, lines, newest};
pub use libc::libc_at_least;
pub use lifecycle::{cycle_state, lifecycle};
pub use names::{has_copy, is_public};
pub use search::{Hit, search, spelt_like};
pub(crate) use tags::codename;
pub use tags::packed_java;
pub use tags::release_named;
pub use trust::{Signature, Trust, is_signed, trust};

use serde::Serialize;

/// What is known of one image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// As it stands after FROM: `python:3.13-slim-trixie`.
    pub reference: String,
    /// `docker.io/library/python`.
    pub repository: String,
    pub tag: Option<String>,
    pub family: Family,
    /// `debian 13`, `alpine 3.22`: the distribution it is made of.
    pub os: Option<Os>,
    pub libc: Libc,
    /// `2.41`; musl's version for musl.
    pub libc_version: Option<&'static str>,
    pub runtime: Option<Runtime>,
    pub purpose: Purpose,
    pub shell: Tri,
    pub package_manager: PackageManager,
    pub user: Option<User>,
    pub entrypoint: Option<Vec<&'static str>>,
    pub cmd: Option<Vec<&'static str>>,
    pub ca_certificates: Tri,
    pub tzdata: Tri,
    pub architectures: Vec<&'static str>,
    pub official: Official,
    /// Docker, Google, Microsoft …
    pub vendor: Option<&'static str>,
    pub access: Access,
    pub size: Size,
    /// OS packages inside (amd64), and whether that was counted or estimated.
    pub packages: Option<(u32, Basis)>,
    pub lifecycle: Lifecycles,
    /// How it is signed: a key of [`trust`].
    pub trust: Option<&'static str>,
    /// Where the row came from.
    pub source: Source,
    /// Kept as variants tell them apart: `slim`, `alpine`, `jre`, `debug`, `nonroot`, `dev` …
    pub variants: Vec<&'static str>,
}

/// How a base is made, from the heaviest to the lightest. The words of DESIGN section 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    Windows,
    /// A full Debian image: `debian`, `python:3.13`, `node:24` (most of them stand on buildpack-deps).
    Debian,
    Ubuntu,
    Fedora,
    Centos,
    Rhel,
    Ubi,
    UbiMinimal,
    UbiMicro,
    AlmaLinux,
    RockyLinux,
    OracleLinux,
    AmazonLinux,
    AzureLinux,
    AzureLinuxDistroless,
    Suse,
    Photon,
    Arch,
    /// `-slim` images of Debian.
    Slim,
    Alpine,
    Wolfi,
    Chiselled,
    Distroless,
    /// Docker Hardened Images.
    Hardened,
    BusyBox,
    Scratch,
    Other,
    Unknown,
}

impl Family {
    /// Every family, heaviest first.
    pub const ALL: [Family; 28] = [
        Family::Windows,
        Family::Debian,
        Family::Ubuntu,
        Family::Fedora,
        Family::Centos,
        Family::Rhel,
        Family::Ubi,
        Family::UbiMinimal,
        Family::UbiMicro,
        Family::AlmaLinux,
        Family::RockyLinux,
        Family::OracleLinux,
        Family::AmazonLinux,
        Family::AzureLinux,
        Family::AzureLinuxDistroless,
        Family::Suse,
        Family::Photon,
        Family::Arch,
        Family::Slim,
        Family::Alpine,
        Family::Wolfi,
        Family::Chiselled,
        Family::Distroless,
        Family::Hardened,
        Family::BusyBox,
        Family::Scratch,
        Family::Other,
        Family::Unknown,
    ];
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Os {
    /// `debian`, `ubuntu`, `alpine`, `rhel`, `fedora`, `azurelinux`, `wolfi` …
    pub name: &'static str,
    /// `13`, `24.04`, `3.22`; `None` where it rolls or the tag does not fix it.
    pub version: Option<&'static str>,
    pub codename: Option<&'static str>,
}

impl Os {
    /// As people write it: `Debian 13`.
    pub fn title(&self) -> String {
        let name = lifecycle::system_title(self.name);
        self.version.map_or(name.clone(), |version| format!("{name} {version}"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Libc {
    Glibc,
    Musl,
    Uclibc,
    /// No libc at all: only static programs run.
    None,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Runtime {
    /// `python`, `node`, `java`, `go`, `dotnet`, `aspnet`, `nginx` …
    pub name: &'static str,
    /// As far as the tag or the row fixes it: `3.13`, `3.13.5`.
    pub version: Option<String>,
}

/// What an image is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    Os,
    /// Runs programs of a language: `python:slim`, `jre`, distroless `nodejs`.
    Runtime,
    /// Compilers, SDKs: `golang`, `rust`, `maven`, `dotnet/sdk`.
    Build,
    /// It *is* a product: nginx, redis, postgres, wordpress.
    Application,
    Unknown,
}

/// Yes, no, or not established by any source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tri {
    Yes,
    No,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PackageManager {
    Apt,
    Apk,
    Dnf,
    Microdnf,
    Yum,
    Tdnf,
    Zypper,
    Pacman,
    Other,
    None,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    pub name: Option<&'static str>,
    pub uid: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Official {
    DockerOfficial,
    Vendor,
    Community,
    /// The reader's own, or any registry we hold no row for.
    Private,
    Unknown,
}

/// What it takes to pull it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    Free,
    /// Free, but needs an account and a login.
    Login,
    Paid,
    Unknown,
}

/// How a figure came to be. Never mixed, always labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Measured,
    /// Measured on a sibling: another patch or line of the same variant on the same OS release.
    Sibling,
    Estimate,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Compressed bytes of a pull on amd64.
    pub compressed: Option<u64>,
    pub arm64: Option<u64>,
    pub basis: Basis,
    /// The tag measured, when it is not this one.
    pub of: Option<String>,
    pub as_of: Option<&'static str>,
}

impl Size {
    pub const UNKNOWN: Size = Size { compressed: None, arm64: None, basis: Basis::Unknown, of: None, as_of: None };
}

impl Image {
    /// `scratch` itself; other images of its family hold one program and no system.
    pub fn is_nothing(&self) -> bool {
        self.reference == "scratch"
    }

    /// A release of the very image: the same repository and variant.
    pub fn is_sibling_of(&self, other: &Image) -> bool {
        self.repository == other.repository && self.family == other.family && self.variants == other.variants
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lifecycles {
    pub os: Cycle,
    pub runtime: Cycle,
    /// Of the image line or tag itself: distroless `*-debian12`, `openjdk`, `centos`, Bitnami.
    pub image: Cycle,
    pub retired: Option<Retired>,
    /// A tag we do not hold, newer than every line of the product: `node:100`. Nobody says that it is supported.
    #[serde(skip)]
    pub unlisted: bool,
    /// The newest patch of the line, where an official tag names an older one: that is not rebuilt any more
    /// ([what "supported" means](https://github.com/docker-library/faq#what-do-you-mean-by-supported)).
    #[serde(skip)]
    pub newer: Option<&'static str>,
}

/// One support cycle. Dates are `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Cycle {
    /// `debian 12`, `python 3.9`.
    pub of: Option<String>,
    /// End of ordinary support.
    pub ends: Option<&'static str>,
    /// End of LTS, ESM or paid support, told apart from the ordinary.
    pub extended: Option<&'static str>,
    /// A source says it is supported and names no end.
    pub open: bool,
    /// A source says it has ended and names no day.
    pub ended: bool,
    pub source: Option<Source>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retired {
    pub since: Option<&'static str>,
    pub why: &'static str,
    /// References to use instead; may be empty.
    pub replacement: Vec<String>,
    pub source: Source,
}

/// Supported, ending, ended: always computed against a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lifecycle {
    Supported,
    /// Ends within six months.
    EndingSoon,
    /// Only LTS, ESM or paid support is left.
    ExtendedOnly,
    Ended,
    Retired,
    Unknown,
}

/// Where a fact came from, and of which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    pub title: &'static str,
    pub url: &'static str,
    pub as_of: &'static str,
}

/// How sure a look-up is that the row speaks of what the reader wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// The tag or an alias of it.
    Exact,
    /// A tag that moves: `node`, `node:lts`, `python:3`; the row is where it pointed at `as_of`.
    Floating,
    /// A patch release of a known line: `python:3.12.4-slim-bookworm`.
    Patch,
    /// The line is known, the tag is not: what the line implies.
    Line,
    /// Only the repository is known.
    Repository,
}

/// A look-up's answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    pub image: Image,
    pub matched: Match,
    /// The mirror or old name that was looked through: `public.ecr.aws/docker/library`.
    pub through: Option<String>,
}

impl Found {
    /// A tag that an official repository, whose tags are all known, does not list: a slip, or a placeholder.
    pub fn is_unlisted(&self, written: &crate::stages::ImageRef) -> bool {
        let official = self.image.official == Official::DockerOfficial && written.digest.is_none();
        // Of one that was given up as a whole, the tags are nowhere.
        let gone = self.image.lifecycle.retired.as_ref().is_some_and(|gone| !gone.is_off_list());
        let none = self.matched == Match::Repository && written.tag.is_some() && !gone;
        official && (none || self.meant(written).is_some())
    }

    /// The tag that such a one is a letter off.
    pub fn meant(&self, written: &crate::stages::ImageRef) -> Option<String> {
        let listed = matches!(self.matched, Match::Exact | Match::Floating);
        written.tag.as_deref().filter(|_| !listed).and_then(slip::meant)
    }
}

/// The day the catalogue is of.
pub fn as_of() -> &'static str {
    "2026-08-21"
}
