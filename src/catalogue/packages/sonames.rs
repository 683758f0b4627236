//! Which package brings a shared library, by Debian's rule for naming them.

use super::os::os_package;
use super::{Distro, Evidence, Name};

/// Libraries whose package is not named by the rule: soname, package of Debian 12 or 13.
///
/// Read from the packages of Debian 12 (2026-11-21).
const EXCEPTIONS: [(&str, &str); 24] = [
    ("libc.so.6", "libc6"),
    ("libm.so.6", "libc6"),
    ("libdl.so.2", "libc6"),
    ("libpthread.so.0", "libc6"),
    ("librt.so.1", "libc6"),
    ("libresolv.so.2", "libc6"),
    ("ld-linux-x86-64.so.2", "libc6"),
    ("libgcc_s.so.1", "libgcc-s1"),
    ("libz.so.1", "zlib1g"),
    ("libcrypto.so.3", "libssl3"),
    ("libcrypto.so.1.1", "libssl1.1"),
    ("libjpeg.so.62", "libjpeg62-turbo"),
    ("libbz2.so.1.0", "libbz2-1.0"),
    ("libxml2.so.2", "libxml2"),
    ("libxslt.so.1", "libxslt1.1"),
    ("libexslt.so.0", "libxslt1.1"),
    ("libgeos_c.so.1", "libgeos-c1v5"),
    ("libffi.so.8", "libffi8"),
    ("libGL.so.1", "libgl1"),
    ("libGLX.so.0", "libglx0"),
    ("libEGL.so.1", "libegl1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libgobject-2.0.so.0", "libglib2.0-0"),
    ("libncursesw.so.6", "libncursesw6"),
];

/// The packages that bring a library in a distribution; empty when no row has it. Never more than assumed where
/// the rule, not an index, named the package.
pub fn library_package(soname: &str, distro: Distro) -> Vec<Name> {
    let exception = EXCEPTIONS.iter().find(|(known, _)| *known == soname);
    let by_rule = || candidates(soname).into_iter().map(|name| (name, Evidence::Assumed));
    let named = exception.map(|(_, name)| ((*name).to_owned(), Evidence::Verified));
    named.into_iter().chain(by_rule()).find_map(|(name, evidence)| names(&name, evidence, distro)).unwrap_or_default()
}

/// The file of a library whose package the rule does not name.
pub fn library_of(package: &str) -> Option<&'static str> {
    let package = package.trim_end_matches("t64");
    EXCEPTIONS.iter().rev().find(|(_, own)| *own == package).map(|(soname, _)| *soname)
}

fn names(name: &str, evidence: Evidence, distro: Distro) -> Option<Vec<Name>> {
    let package = [Distro::Debian13, Distro::Debian12].iter().find_map(|&debian| os_package(name, debian))?;
    let weaker = |name: Name| Name { evidence: name.evidence.max(evidence), ..name };
    Some(package.names(distro).into_iter().map(weaker).collect())
}

/// `libpq.so.5` → `libpq5`, `libpq5t64`; a name that ends in a digit takes a dash: `libicu-70.so.1`.
fn candidates(soname: &str) -> Vec<String> {
    let Some((stem, version)) = soname.split_once(".so.") else { return Vec::new() };
    let stem =
        if stem.starts_with("libicu") { "libicu".to_owned() } else { stem.to_ascii_lowercase().replace('_', "-") };
    let dash = if stem.ends_with(|c: char| c.is_ascii_digit()) { "-" } else { "" };
    let bare = format!("{stem}{dash}{version}");
    vec![format!("{bare}t64"), bare.clone(), format!("{bare}v5"), format!("{stem}-{version}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(soname: &str, distro: Distro) -> Vec<&'static str> {
        library_package(soname, distro).iter().map(|name| name.name).collect()
    }

    #[test]
    fn packages_have_libraries() {
        assert_eq!(library_of("libssl3t64"), Some("libcrypto.so.3"));
        assert_eq!(library_of("libpq5"), None);
    }

    #[test]
    fn libraries_have_packages() {
        assert_eq!(package("libpq.so.5", Distro::Debian12), ["libpq5"]);
        assert_eq!(package("libpq.so.5", Distro::Alpine), ["libpq"]);
        assert_eq!(package("libssl.so.3", Distro::Debian13), ["libssl3t64"]);
        assert_eq!(package("libstdc++.so.6", Distro::Alpine), ["libstdc++"]);
        assert_eq!(package("libz.so.1", Distro::Alpine), ["zlib"]);
        assert_eq!(package("libgmp.so.10", Distro::Debian12), ["libgmp10"]);
        assert_eq!(package("libicuuc.so.76", Distro::Fedora), ["libicu"]);
        assert!(package("libnothing.so.1", Distro::Alpine).is_empty());
        assert!(package("nothing", Distro::Alpine).is_empty());
    }

    #[test]
    fn what_the_rule_named_is_assumed() {
        assert!(library_package("libpq.so.5", Distro::Debian12).iter().all(|name| name.evidence == Evidence::Assumed));
        assert!(library_package("libz.so.1", Distro::Debian12).iter().all(|name| name.evidence == Evidence::Verified));
    }
}
