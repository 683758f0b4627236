//! What packages are: names across distributions, what they give, what language packages need, where libcs differ.
//!
//! Every look-up reads compiled tables (`build/packages/`); nothing is prepared when the page starts. Names come back
//! with their [`Evidence`]; a distribution that has no such package answers with an empty list or
//! [`Translation::NotThere`], and what no source told is `Unknown`.

pub mod commands;
pub mod contents;
pub mod fates;
pub mod languages;
pub mod libc;
pub mod links;
pub mod native;
pub mod os;
mod places;
pub mod sonames;
mod table;
pub mod users;

pub use commands::{Command, command, command_package, commands_of};
pub use contents::{Class, Contents, class_has_command, class_has_library, class_has_package};
pub use libc::{Applies, LibcDifference, Severity, libc_difference, libc_differences};
pub use links::{Link, Linkage, link};
pub use native::{Ecosystem, Native, OnMusl, Prebuilt, native};
pub use os::{OsPackage, RunTime, bare_name, is_gone, os_package, translate};
pub use sonames::{library_of, library_package};
pub use users::{UserOption, makes_account, translate_user_option};

use super::{Os, Source};
use serde::Serialize;

/// The compiled tables.
mod tables {
    use super::contents::Row;
    use super::libc::{Applies, LibcDifference, Severity};
    use super::links::{Link, Linkage};
    use super::{Evidence, Source};
    include!(concat!(env!("OUT_DIR"), "/packages.rs"));
}

/// A family of package names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Distro {
    Debian12,
    Debian13,
    /// Named as in Debian 13 (the `t64` names came with Ubuntu 24.04); never more than [`Evidence::Assumed`].
    Ubuntu,
    Alpine,
    /// Wolfi's public repository; Chainguard's images are made of it.
    Wolfi,
    /// Fedora, and everything made of RPMs in its manner: UBI, RHEL, Rocky, Alma, Amazon Linux.
    Fedora,
}

impl Distro {
    pub const ALL: [Distro; 6] =
        [Distro::Debian12, Distro::Debian13, Distro::Ubuntu, Distro::Alpine, Distro::Wolfi, Distro::Fedora];

    /// The names that hold in an operating system. Debian before 13 answers with Debian 12's.
    pub fn of(os: &Os) -> Option<Self> {
        match os.name {
            "debian" => {
                Some(if os.version.and_then(major).is_some_and(|v| v < 13) { Self::Debian12 } else { Self::Debian13 })
            }
            "ubuntu" => Some(Self::Ubuntu),
            "alpine" => Some(Self::Alpine),
            "wolfi" | "chainguard" => Some(Self::Wolfi),
            "fedora" | "rhel" | "ubi" | "centos" | "centos-stream" | "almalinux" | "rockylinux" | "oraclelinux"
            | "amazonlinux" | "azurelinux" => Some(Self::Fedora),
            _ => None,
        }
    }

    /// Whether `apt` installs here.
    pub fn is_debian(self) -> bool {
        matches!(self, Self::Debian12 | Self::Debian13 | Self::Ubuntu)
    }
}

fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// What a package is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Headers, compilers, build programs: no image that only runs needs it.
    BuildOnly,
    RuntimeLibrary,
    RuntimeTool,
    RuntimeService,
    LanguageRuntime,
    Certificates,
    TimeZones,
    Locale,
    Fonts,
    Init,
    /// Serves the package manager or a desktop: leave it out.
    Noise,
    /// For people who look inside a container.
    Debug,
}

/// How a row is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Found in an index, a published file list, or current build files.
    Verified,
    /// Seen once, or in older material.
    Seen,
    /// General knowledge, or taken over from a sibling.
    Assumed,
}

/// A package's name in one distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Name {
    pub name: &'static str,
    pub evidence: Evidence,
}

/// What a package of one distribution is called in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Translation {
    /// The very same name.
    Same(Name),
    /// One or more packages under other names.
    Renamed(Vec<Name>),
    /// There is none, and nothing is lost: it only served the package manager.
    NotNeeded,
    /// We know the package, and that this distribution has none.
    NotThere,
    /// We do not know the package.
    Unknown,
}
