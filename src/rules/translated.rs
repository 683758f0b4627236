//! What an installed package is called on another base.

use super::installs::Install;
use super::offers;
use crate::catalogue::packages::{Distro, Role, Translation, translate};
use crate::catalogue::{Image, Tri};

pub enum Name {
    Same(String),
    Other(Vec<String>),
    /// The base has it, or nothing is lost without it.
    Needless,
    NotThere,
    Unknown,
}

pub fn name(install: &Install, image: &Image) -> Name {
    let (Some(from), Some(to)) = (install.distro, distro(image)) else { return Name::Unknown };
    if !install.package.known {
        return Name::Unknown;
    }
    if from == to && !shares_archive(install, image) {
        return Name::Unknown;
    }
    if from == to {
        return Name::Same(install.package.name.clone());
    }
    match translate(&install.package.name, from, to) {
        Translation::Same(name) => Name::Same(name.name.into()),
        Translation::Renamed(names) => Name::Other(names.iter().map(|name| name.name.to_string()).collect()),
        Translation::NotNeeded => Name::Needless,
        Translation::NotThere => Name::NotThere,
        Translation::Unknown => Name::Unknown,
    }
}

/// Whether what the present system's archive holds is in that of the other too. The RPM systems share names, and each
/// has an archive of its own: Fedora's is the widest, UBI's a part of RHEL's, and the free rebuilds have RHEL's.
fn shares_archive(install: &Install, image: &Image) -> bool {
    const REBUILDS: [&str; 4] = ["almalinux", "centos", "oraclelinux", "rockylinux"];
    let (Some(from), Some(os)) = (install.os, &image.os) else { return true };
    let rpm = distro(image) == Some(Distro::Fedora);
    !rpm || from == os.name
        || (REBUILDS.contains(&os.name) && ["rhel", "ubi"].iter().chain(&REBUILDS).any(|of| *of == from))
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
