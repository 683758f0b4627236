//! Which line of a language a release of a system calls by its plain name, `python3` or `nodejs`: the package indexes of
//! each (packages.debian.org, packages.ubuntu.com, pkgs.alpinelinux.org, packages.fedoraproject.org; Red Hat's "Release
//! notes" of 8, 9 and 10). What is not here is not known.

use super::{Cycle, Os, find};
use crate::stages::parse_reference;

const PYTHON: [(&str, &str); 9] = [
    ("almalinux", "8=3.6 9=3.9 10=3.12"),
    ("centos", "7=3.6 8=3.6"),
    ("centos-stream", "8=3.6 9=3.9 10=3.12"),
    ("rhel", "8=3.6 9=3.9 10=3.12"),
    ("rockylinux", "8=3.6 9=3.9 10=3.12"),
    ("debian", "8=3.4 9=3.5 10=3.7 11=3.9 12=3.11 13=3.13"),
    ("ubuntu", "14.04=3.4 16.04=3.5 18.04=3.6 20.04=3.8 22.04=3.10 24.04=3.12 26.04=3.14"),
    (
        "alpine",
        "3.8=3.6 3.9=3.6 3.10=3.7 3.11=3.8 3.12=3.8 3.13=3.8 3.14=3.9 3.15=3.9 3.16=3.10 3.17=3.10 3.18=3.11 \
         3.19=3.11 3.20=3.12 3.21=3.12 3.22=3.12 3.23=3.12",
    ),
    ("fedora", "33=3.9 34=3.9 35=3.10 36=3.10 37=3.11 38=3.11 39=3.12 40=3.12 41=3.13 42=3.13 43=3.14 44=3.14"),
];

const NODE: [(&str, &str); 3] = [
    ("debian", "9=4 10=10 11=12 12=18 13=20"),
    ("ubuntu", "16.04=4 18.04=8 20.04=10 22.04=12 24.04=18"),
    (
        "alpine",
        "3.8=8 3.9=10 3.10=10 3.11=12 3.12=12 3.13=14 3.14=14 3.15=16 3.16=16 3.17=18 3.18=18 3.19=20 3.20=20 3.21=22 \
         3.22=22",
    ),
];

const RUBY: [(&str, &str); 2] =
    [("debian", "9=2.3 10=2.5 11=2.7 12=3.1 13=3.3"), ("ubuntu", "16.04=2.3 18.04=2.5 20.04=2.7 22.04=3.0 24.04=3.2")];

const PHP: [(&str, &str); 2] =
    [("debian", "9=7.0 10=7.3 11=7.4 12=8.2 13=8.4"), ("ubuntu", "16.04=7.0 18.04=7.2 20.04=7.4 22.04=8.1 24.04=8.3")];

const GO: [(&str, &str); 1] = [("debian", "9=1.7 10=1.11 11=1.15 12=1.19 13=1.24")];

/// `3.8` for Python on Ubuntu 20.04.
pub fn of_system(language: &str, os: &Os) -> Option<&'static str> {
    let table: &[(&str, &str)] = match language {
        "python" => &PYTHON,
        "node" => &NODE,
        "ruby" => &RUBY,
        "php" => &PHP,
        "go" => &GO,
        _ => return None,
    };
    let (_, lines) = table.iter().find(|(name, _)| *name == os.name)?;
    let mut lines = lines.split_whitespace().filter_map(|line| line.split_once('='));
    lines.find(|(release, _)| Some(*release) == os.version).map(|(_, line)| line)
}

/// How long a line of a language is cared for, by Docker's image of it.
pub fn cycle(language: &str, line: &str) -> Option<Cycle> {
    let found = find(&parse_reference(&format!("{language}:{line}")).ok()?)?;
    Some(found.image.lifecycle.runtime)
}
