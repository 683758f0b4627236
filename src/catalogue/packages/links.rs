//! How compilers link, and what a program then needs when it runs.

use super::tables::LINKS;
use super::{Evidence, Source};
use serde::Serialize;

/// One way to build, and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// `go-cgo0`, `rust-gnu`, `cxx-static` …
    pub id: &'static str,
    pub language: &'static str,
    pub result: Linkage,
    /// Libraries that must be there, by soname.
    pub needs: &'static [&'static str],
    pub evidence: Evidence,
    pub source: Source,
}

/// What comes out of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Linkage {
    Static,
    /// Bound to the libc of the stage that built it.
    Dynamic,
    Glibc,
    Musl,
}

/// The way to build of this id.
pub fn link(id: &str) -> Option<&'static Link> {
    LINKS.iter().find(|link| link.id == id)
}

/// Every way to build.
pub fn links() -> &'static [Link] {
    &LINKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_programs_need_nothing() {
        for link in links() {
            assert_eq!(link.result == Linkage::Static, link.needs.is_empty(), "{}", link.id);
        }
    }

    #[test]
    fn rust_on_gnu_needs_more_than_libc() {
        assert!(link("rust-gnu").is_some_and(|link| link.needs.contains(&"libgcc_s.so.1")));
        assert!(
            link("go-cgo0").is_some_and(|link| link.result == Linkage::Static && link.evidence == Evidence::Verified)
        );
    }
}
