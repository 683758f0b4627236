//! Names of packages that hold a release, and are other ones on the next.

use crate::catalogue::packages::fates::{Fate, fate};
use crate::catalogue::packages::{Distro, Translation, bare_name, translate};

/// The release before or after calls it otherwise.
pub fn is_of_release(name: &str) -> bool {
    let name = bare_name(name).trim_end_matches("t64");
    let new = || matches!(translate(name, Distro::Debian13, Distro::Debian12), Translation::Renamed(_));
    carries_release(name) && (!keeps_name(name) || new())
}

/// A number that is no release: the package is called so in Debian 12 and 13 alike. A library's name holds that of its file
/// ([Debian Policy 8.1](https://www.debian.org/doc/debian-policy/ch-sharedlibs.html#run-time-shared-libraries)).
pub fn keeps_name(name: &str) -> bool {
    let name = bare_name(name);
    fate(name) == Some(Fate::Lasting)
        || matches!(translate(name, Distro::Debian12, Distro::Debian13), Translation::Same(_))
}

/// `libtiff5`, which Debian 13 calls `libtiff6`: the number is that of the file that a program asks for. With 5 of ncurses
/// nothing is linked since Debian 10.
pub fn is_renumbered(name: &str) -> bool {
    const OLDER: [&str; 3] = ["libncurses5", "libncursesw5", "libtinfo5"];
    let name = bare_name(name);
    let digits = |name: &str| name.replace("t64", "").chars().filter(char::is_ascii_digit).collect::<String>();
    let other = |new: &str| new.starts_with("lib") && digits(new) != digits(name);
    let new = || match fate(name) {
        Some(Fate::Gone { new_13, .. }) => other(new_13),
        Some(Fate::Lasting) => false,
        None => match translate(name, Distro::Debian12, Distro::Debian13) {
            Translation::Renamed(names) => names.iter().all(|one| other(one.name)),
            _ => false,
        },
    };
    name.starts_with("lib") && !name.ends_with("-dev") && !OLDER.contains(&name) && new()
}

/// `libboost-system1.74.0`, `libopencv-core410`, `php7.4-fpm`, `postgresql-13-postgis-3`, `libicu66`, `gcc-9`; not `apache2` or `python3-pip`.
pub fn carries_release(name: &str) -> bool {
    // `lib32z1`, `libc6-dev-i386`, `:arm64` are numbers of a machine.
    const MACHINES: [&str; 6] = ["amd64", "arm64", "i386", "s390x", "ppc64el", "x32"];
    let name = bare_name(name);
    let words = || name.split(['-', '_']).filter(|word| !MACHINES.contains(word));
    let dotted = |word: &str| {
        let mut parts = word.split('.');
        let first = parts.next().is_some_and(|part| part.ends_with(|c: char| c.is_ascii_digit()));
        first && parts.next().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
    };
    let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let soname = |word: &str| {
        let digits = word.chars().rev().take_while(char::is_ascii_digit).count();
        digits >= 2 && digits < word.len()
    };
    const LINES: &[&str] = &["php", "postgresql", "llvm", "clang", "mysql", "nodejs", "ruby", "lua"];
    let glued = |word: &str| {
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        // Alpine's `php7` and `php8` name a line as `php84` does.
        let digits = if plain == "php" { 1 } else { 2 };
        plain.len() + digits <= word.len() && LINES.contains(&plain)
    };
    words().any(dotted)
        || words().next().is_some_and(glued)
        || words().skip(1).any(number)
        || name.starts_with("lib") && words().any(soname) && !name.ends_with("-dev")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_belong_to_one_release() {
        for name in [
            "libboost-system1.74.0",
            "php7.4-fpm",
            "postgresql-13",
            "libicu66",
            "gcc-9",
            "openjdk-11-jre",
            "php81-fpm",
            "php7",
            "php8-fpm",
            "libstdc++-12-dev",
            "libicu72:arm64",
        ] {
            assert!(carries_release(name), "{name}");
        }
        for name in ["apache2", "python3-pip", "build-essential", "bzip2", "libssl-dev", "iproute2", "p7zip-full"] {
            assert!(!carries_release(name), "{name}");
        }
        for name in ["libssl-dev:arm64", "lib32z1", "lib32stdc++6", "libc6-i386", "libc6-dev-i386", "libstdc++6:i386"] {
            assert!(!carries_release(name), "{name}");
        }
        for name in ["liblua5.3-dev", "libsqlite3-0", "libglib2.0-dev", "libglib2.0-dev:arm64"] {
            assert!(keeps_name(name), "{name}");
        }
        for name in ["libicu72", "libicu76", "libboost-system1.83.0"] {
            assert!(is_of_release(name), "{name}");
        }
        for name in ["libcurl4t64", "libpq5", "libsqlite3-0", "libxml2", "libssl3t64"] {
            assert!(!is_of_release(name), "{name}");
        }
        assert!(!keeps_name("libicu72") && !keeps_name("libboost-system1.74.0"));
        for name in ["libtiff5", "libwebp6", "libffi7", "libicu67", "libssl1.1", "libldap-2.4-2", "libvpx5:amd64"] {
            assert!(is_renumbered(name), "{name}");
        }
        for name in ["libpq5", "libgcc1", "libcurl4", "libtiff5-dev", "libtinfo5", "libgl1-mesa-glx", "libtiff6"] {
            assert!(!is_renumbered(name), "{name}");
        }
    }
}
