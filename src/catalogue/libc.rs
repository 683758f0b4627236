//! The C library of a distribution's releases.

use super::Os;
use super::image::os;
use super::tables::{SYSTEM_LIBC, SYSTEM_NAME};

/// The newest C library that a release of this distribution up to this one carries: no later release has an older one.
pub fn libc_at_least(system: &Os) -> Option<&'static str> {
    let release = system.version?;
    let rows = (0..SYSTEM_NAME.rows()).filter_map(|row| Some((row, SYSTEM_LIBC.text(row)?)));
    let own = rows.filter(|(row, _)| SYSTEM_NAME.text(*row) == Some(system.name));
    let earlier = |row: usize| os(row).version.is_some_and(|version| numbers(version).le(numbers(release)));
    own.filter(|(row, _)| earlier(*row)).map(|(_, libc)| libc).max_by(|one, other| numbers(one).cmp(numbers(other)))
}

fn numbers(version: &str) -> impl Iterator<Item = u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_release_has_no_older_one() {
        let of = |name, version| libc_at_least(&Os { name, version: Some(version), codename: None });
        assert_eq!(of("debian", "13"), Some("2.41"));
        assert_eq!(of("ubuntu", "26.04"), Some("2.39"), "what 24.04 has");
        assert_eq!(of("nothing", "1"), None);
    }
}
