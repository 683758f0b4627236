//! The C library of a distribution's releases.

use super::Os;
use super::image::os;
use super::tables::{SYSTEM_LIBC, SYSTEM_NAME};

/// The newest C library that a release of this distribution up to this one carries: no later release has an older one.
pub fn libc_at_least(system: &Os) -> Option<&'static str> {
    let number = |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    let release = number(system.version?);
    let own = (0..SYSTEM_NAME.rows()).filter(|row| SYSTEM_NAME.text(*row) == Some(system.name));
    let earlier = own.filter(|row| os(*row).version.is_some_and(|version| number(version) <= release));
    earlier.filter_map(|row| SYSTEM_LIBC.text(row)).max_by_key(|version| number(version))
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
