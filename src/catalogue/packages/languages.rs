//! Which line of a language a release of a system calls by its plain name, `python3` or `nodejs`.

use super::super::{Cycle, Os, find};
use super::table;
use super::tables::LANGUAGES;
use crate::stages::parse_reference;

/// `3.8` for Python on Ubuntu 20.04.
pub fn of_system(language: &str, os: &Os) -> Option<&'static str> {
    let (_, lines) = table::line(LANGUAGES, &format!("{language} {}", os.name))?.split_once('\t')?;
    let mut lines = lines.split(' ').filter_map(|line| line.split_once('='));
    lines.find(|(release, _)| Some(*release) == os.version).map(|(_, line)| line)
}

/// How long a line of a language is cared for, by Docker's image of it.
pub fn cycle(language: &str, line: &str) -> Option<Cycle> {
    let found = find(&parse_reference(&format!("{language}:{line}")).ok()?)?;
    Some(found.image.lifecycle.runtime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_s_own_language() {
        let of = |language, image: &str| of_system(language, find(&parse_reference(image).ok()?)?.image.os.as_ref()?);
        assert_eq!(of("python", "ubuntu:20.04"), Some("3.8"));
        assert_eq!(of("python", "centos:7"), Some("3.6"));
        assert_eq!(of("node", "debian:12"), Some("18"));
        assert_eq!(of("go", "ubuntu:20.04"), Some("1.13"));
        assert_eq!(of("node", "ubuntu:26.04"), Some("22"));
        assert_eq!(of("postgresql", "debian:13"), Some("17"));
        assert_eq!(of("perl", "debian:12"), None);
    }
}
