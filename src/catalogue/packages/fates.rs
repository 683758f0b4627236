//! Names that Debian or Enterprise Linux alone gave up, changed or kept, beside the rows that all distributions share.

use super::table::Memory;
use super::tables::{DEBIAN, ENTERPRISE};
use super::{bare_name, table};
use std::cell::RefCell;

/// What became of a name of Debian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Debian 12 and 13 have it, and so have the releases of Ubuntu that are made of them.
    Lasting,
    /// Debian 13 dropped it, or Debian 12 had dropped it already.
    Gone { by_12: bool, new_12: &'static str, new_13: &'static str },
}

/// What became of a package of Debian, where this list knows.
pub fn fate(name: &str) -> Option<Fate> {
    row(DEBIAN, name).map(|(mark, new)| match mark {
        '=' => Fate::Lasting,
        mark => {
            let (new_12, new_13) = new.split_once(' ').unwrap_or((new, new));
            Fate::Gone { by_12: mark == '-', new_12, new_13 }
        }
    })
}

/// Where a package of Enterprise Linux 7 went by 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// The name of what took its place; empty where nothing did.
    Gone(&'static str),
    Needless,
    /// Into a repository that is off: CRB, or EPEL.
    Crb,
    Epel,
}

pub fn went(name: &str) -> Option<Went> {
    row(ENTERPRISE, name).map(|(mark, new)| match mark {
        'c' => Went::Crb,
        'e' => Went::Epel,
        '0' => Went::Needless,
        _ => Went::Gone(new),
    })
}

fn row(rows: &'static str, name: &str) -> Option<(char, &'static str)> {
    let name = bare_name(name);
    FOUND.with_borrow_mut(|found| found.recall(name, rows.as_ptr() as usize, || look_up(rows, name)))
}

thread_local! {
    static FOUND: RefCell<Memory<(char, &'static str)>> = const { RefCell::new(Memory::NEW) };
}

fn look_up(rows: &'static str, name: &str) -> Option<(char, &'static str)> {
    let (_, fate) = table::line_or_beginning(rows, name)?.split_once('\t')?;
    let mark = fate.chars().next()?;
    Some((mark, &fate[mark.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::super::{Distro, os_package};
    use super::*;

    #[test]
    fn names_and_beginnings_of_names() {
        assert_eq!(fate("freeglut3"), Some(Fate::Gone { by_12: true, new_12: "libglut3.12", new_13: "libglut3.12" }));
        assert_eq!(fate("libvpx5=1.7"), Some(Fate::Gone { by_12: true, new_12: "libvpx7", new_13: "libvpx9" }));
        assert_eq!(fate("openjdk-17-jre-headless:amd64"), Some(Fate::Gone { by_12: false, new_12: "", new_13: "" }));
        assert_eq!(fate("gstreamer1.0-libav"), Some(Fate::Lasting));
        assert_eq!(fate("freeglut3-dev"), None);
    }

    #[test]
    fn names_of_enterprise_linux() {
        assert_eq!(went("PyYAML"), Some(Went::Gone("python3-pyyaml")));
        assert_eq!((went("ntp"), went("yum-plugin-ovl")), (Some(Went::Gone("")), Some(Went::Needless)));
        assert_eq!((went("texinfo"), went("GeoIP-devel"), went("make")), (Some(Went::Crb), Some(Went::Epel), None));
    }

    /// A row of `os/` knows more: it would never be asked.
    #[test]
    fn no_name_is_in_two_lists() {
        let names = DEBIAN.lines().filter_map(|line| line.split('\t').next());
        let known = |name: &&str| os_package(name, Distro::Debian12).is_some_and(|package| package.is_whole());
        assert_eq!(names.filter(known).collect::<Vec<_>>(), [""; 0]);
    }
}
