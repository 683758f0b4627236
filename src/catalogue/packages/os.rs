//! Packages of operating systems: names, roles, and what a `-dev` package leaves behind at run time.

use super::places::blocks;
use super::table::Memory;
use super::tables::{OS, OS_BLOCK, OS_BLOCK_AT, OS_SOURCES};
use super::{Distro, Evidence, Name, Role, Source, Translation, table};
use std::cell::RefCell;

/// What we know of one package, under all its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OsPackage {
    line: &'static str,
    part: Part,
}

/// A row speaks of a package, and of the libraries that stay when something was built with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Package,
    RunTime,
}

/// What must be there at run time for a program that was built with a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunTime {
    /// Nothing: headers only, or a static library.
    Nothing,
    Packages(Vec<Name>),
    /// No source tells.
    Unknown,
}

/// The package of this name in this distribution: its present name, an old one, a virtual one.
pub fn os_package(name: &str, distro: Distro) -> Option<OsPackage> {
    placed(name, distro).map(|(package, _)| package)
}

/// The same with the number of its row, as the bits of a class count them.
pub(super) fn placed(name: &str, distro: Distro) -> Option<(OsPackage, usize)> {
    let name = bare_name(name);
    let find = || look_up(name, distro).map(|package| (package, package.index()));
    FOUND.with_borrow_mut(|found| found.recall(name, distro as usize, find))
}

thread_local! {
    static FOUND: RefCell<Memory<(OsPackage, usize)>> = const { RefCell::new(Memory::NEW) };
}

fn look_up(name: &str, distro: Distro) -> Option<OsPackage> {
    let blocks = blocks(name).filter(|block| block.contains(name));
    let lines = blocks.flat_map(str::lines).filter(|line| line.contains(name));
    let lines = lines.chain(table::line(OS, name));
    lines.filter_map(|line| fit(line, name, distro)).min_by_key(|(rank, _)| *rank).map(|(_, package)| package)
}

/// What `name` of one distribution is called in another. Never a name that is not in the table.
pub fn translate(name: &str, from: Distro, to: Distro) -> Translation {
    let Some(package) = os_package(name, from) else { return Translation::Unknown };
    if let Some(name) = package.beside(bare_name(name), from, to) {
        return Translation::Same(name);
    }
    let names = package.names(to);
    match names[..] {
        [] if package.role() == Role::Noise => Translation::NotNeeded,
        [] if package.part == Part::RunTime => Translation::Unknown,
        [] => Translation::NotThere,
        [only] if only.name == bare_name(name) => Translation::Same(only),
        _ => Translation::Renamed(names),
    }
}

/// Whether a distribution had a package of this name and has it no more.
pub fn is_gone(name: &str, distro: Distro) -> bool {
    let name = bare_name(name);
    let dropped = |word: &str| word == "-" || word == "<" && distro == Distro::Debian13;
    os_package(name, distro).is_some_and(|package| {
        words(package.column(also(distro))).any(|word| word.strip_prefix(name).is_some_and(dropped))
    })
}

/// `libssl-dev:arm64=3.0.1`, `curl>8`, `nodejs@edge` → the name alone.
pub fn bare_name(written: &str) -> &str {
    written.split(['=', '>', '<', '~', '@', ':', '/']).next().unwrap_or(written)
}

impl OsPackage {
    /// The key of the row: mostly the name in Debian.
    pub fn id(&self) -> &'static str {
        self.column(0)
    }

    pub fn role(&self) -> Role {
        match (self.part, self.column(1)) {
            (Part::RunTime, _) | (_, "l") => Role::RuntimeLibrary,
            (_, "t") => Role::RuntimeTool,
            (_, "s") => Role::RuntimeService,
            (_, "r") => Role::LanguageRuntime,
            (_, "c") => Role::Certificates,
            (_, "z") => Role::TimeZones,
            (_, "o") => Role::Locale,
            (_, "f") => Role::Fonts,
            (_, "i") => Role::Init,
            (_, "n") => Role::Noise,
            (_, "d") => Role::Debug,
            _ => Role::BuildOnly,
        }
    }

    /// Its names in a distribution; none where it is not packaged.
    pub fn names(&self, distro: Distro) -> Vec<Name> {
        match self.part {
            Part::Package => names(self.column(2 + offset(distro)), distro),
            Part::RunTime => match self.run_time(distro) {
                RunTime::Packages(names) => names,
                RunTime::Nothing | RunTime::Unknown => Vec::new(),
            },
        }
    }

    /// What a program that was built with this package needs when it runs.
    pub fn run_time(&self, distro: Distro) -> RunTime {
        match self.column(7 + offset(distro)) {
            "" => RunTime::Unknown,
            "none" => RunTime::Nothing,
            text => RunTime::Packages(names(text, distro)),
        }
    }

    /// Whether a package of this name stays at run time of what was built with this one.
    pub fn leaves(&self, name: &str, distro: Distro) -> bool {
        words(self.column(7 + offset(distro))).any(|word| self::name(word, distro).name == name)
    }

    /// Where the names of a distribution come from.
    pub fn source(&self, distro: Distro) -> Source {
        OS_SOURCES[offset(distro).saturating_sub(1)]
    }

    /// Whether this is a row's package, not the libraries behind it.
    pub(super) fn is_whole(&self) -> bool {
        self.part == Part::Package
    }

    /// The name of a package that stands in this row for what it does, and is one of its own in both systems of Debian's
    /// kind: `nginx-extras` in the row of `nginx`.
    fn beside(&self, name: &str, from: Distro, to: Distro) -> Option<Name> {
        let since = if to == Distro::Debian12 { "" } else { ">" };
        let lasts = |word: &&str| {
            word.strip_prefix(name).is_some_and(|mark| mark.trim_matches(['?', '~']).is_empty() || mark == since)
        };
        let both = self.part == Part::Package && from.is_debian() && to.is_debian();
        let found = words(self.column(also(from))).find(lasts).filter(|_| both)?;
        Some(self::name(found.trim_end_matches(MARKS), to))
    }

    fn index(&self) -> usize {
        let at = self.line.as_ptr() as usize - OS.as_ptr() as usize;
        let block = OS_BLOCK_AT.partition_point(|&start| usize::from(start) <= at) - 1;
        let before = &OS[usize::from(OS_BLOCK_AT[block])..at];
        block * OS_BLOCK + before.matches('\n').count()
    }

    fn column(&self, index: usize) -> &'static str {
        table::column(self.line, index)
    }
}

/// Every row, for lists and tests.
pub fn all() -> impl Iterator<Item = OsPackage> {
    OS.lines().map(|line| OsPackage { line, part: Part::Package })
}

fn offset(distro: Distro) -> usize {
    match distro {
        Distro::Debian12 => 0,
        Distro::Debian13 | Distro::Ubuntu => 1,
        Distro::Alpine => 2,
        Distro::Wolfi => 3,
        Distro::Fedora => 4,
    }
}

fn names(text: &'static str, distro: Distro) -> Vec<Name> {
    words(text).map(|word| name(word, distro)).collect()
}

fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(' ').filter(|word| !word.is_empty())
}

fn name(word: &'static str, distro: Distro) -> Name {
    let (name, evidence) = match (word.strip_suffix('?'), word.strip_suffix('~')) {
        (Some(name), _) => (name, Evidence::Assumed),
        (_, Some(name)) => (name, Evidence::Seen),
        _ => (word, Evidence::Verified),
    };
    Name { name, evidence: if distro == Distro::Ubuntu { Evidence::Assumed } else { evidence } }
}

/// How well a line answers to a name, best first; `None` when it does not.
fn fit(line: &'static str, wanted: &str, distro: Distro) -> Option<(u8, OsPackage)> {
    let package = OsPackage { line, part: Part::Package };
    let holds = |index: usize| words(table::column(line, index)).any(|word| word.trim_end_matches(MARKS) == wanted);
    let at = offset(distro);
    let sibling = if distro.is_debian() { 1 - at } else { at };
    let named = holds(2 + at);
    // It stands in for the package of this row, and is another's name first.
    let guessed = || words(table::column(line, 2 + at)).any(|word| word.strip_suffix('?') == Some(wanted));
    let rank = if named && package.id() == wanted {
        0
    } else if named && guessed() {
        4
    } else if named {
        1 + words(table::column(line, 2 + at)).count().min(3) as u8
    } else if holds(2 + sibling) {
        5
    } else if holds(also(distro)) {
        6
    } else if holds(7 + at) || holds(7 + sibling) {
        return Some((7, OsPackage { line, part: Part::RunTime }));
    } else {
        return None;
    };
    Some((rank, package))
}

/// Set behind a name: `?` and `~` for its evidence, `-` for one that is gone, `<` for one that Debian 13 dropped, `>` for
/// one that came with it, `*` for one that other packages provide in Debian 13.
const MARKS: [char; 6] = ['?', '~', '-', '<', '>', '*'];

fn also(distro: Distro) -> usize {
    match distro {
        Distro::Debian12 | Distro::Debian13 | Distro::Ubuntu => 12,
        Distro::Alpine | Distro::Wolfi => 13,
        Distro::Fedora => 14,
    }
}

/// The row of a key.
pub(super) fn by_id(id: &str) -> Option<OsPackage> {
    let line = table::line(OS, id)?;
    Some(OsPackage { line, part: Part::Package })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, distro: Distro) -> OsPackage {
        os_package(name, distro).unwrap_or_else(|| panic!("{name} has a row"))
    }

    fn texts(names: &[Name]) -> Vec<&'static str> {
        names.iter().map(|name| name.name).collect()
    }

    fn renamed(name: &str, from: Distro, to: Distro) -> Vec<&'static str> {
        match translate(name, from, to) {
            Translation::Same(name) => vec![name.name],
            Translation::Renamed(names) => texts(&names),
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn a_development_package_leaves_a_library_behind() {
        let postgres = found("libpq-dev", Distro::Debian12);
        assert_eq!(postgres.role(), Role::BuildOnly);
        let RunTime::Packages(names) = postgres.run_time(Distro::Alpine) else { panic!("libpq") };
        assert_eq!(texts(&names), ["libpq"]);
        assert_eq!(found("libeigen3-dev", Distro::Debian12).run_time(Distro::Debian12), RunTime::Nothing);
    }

    #[test]
    fn names_differ_between_releases_of_debian() {
        let RunTime::Packages(old) = found("libicu-dev", Distro::Debian12).run_time(Distro::Debian12) else { panic!() };
        let RunTime::Packages(new) = found("libicu-dev", Distro::Debian13).run_time(Distro::Debian13) else { panic!() };
        assert_eq!((texts(&old), texts(&new)), (vec!["libicu72"], vec!["libicu76"]));
        assert_eq!(renamed("libicu72", Distro::Debian12, Distro::Debian13), ["libicu76"]);
    }

    #[test]
    fn translations() {
        assert_eq!(renamed("build-essential", Distro::Debian12, Distro::Alpine), ["build-base"]);
        assert_eq!(renamed("libssl-dev", Distro::Debian12, Distro::Fedora), ["openssl-devel"]);
        assert_eq!(renamed("libpq-dev", Distro::Debian12, Distro::Wolfi), ["postgresql-dev"]);
        assert_eq!(renamed("procps", Distro::Alpine, Distro::Debian13), ["procps"], "by a virtual name");
        assert!(matches!(translate("curl", Distro::Debian12, Distro::Alpine), Translation::Same(_)));
        for kept in ["dh-autoreconf", "libmariadb-dev", "libmariadb-dev-compat"] {
            assert_eq!(renamed(kept, Distro::Debian12, Distro::Debian13), [kept]);
        }
        assert_eq!(renamed("mariadb-dev", Distro::Alpine, Distro::Debian13), ["default-libmysqlclient-dev"]);
        assert_eq!(renamed("gettext-dev", Distro::Alpine, Distro::Debian13), ["autopoint"]);
        assert_eq!(translate("apt-transport-https", Distro::Debian12, Distro::Alpine), Translation::NotNeeded);
        assert_eq!(translate("no-such-package", Distro::Debian12, Distro::Alpine), Translation::Unknown);
    }

    /// What Debian 13's index holds under the old name keeps it: only what the row alone stands for is named anew.
    #[test]
    fn packages_of_one_row_keep_their_names_within_debian() {
        let lasting =
            ["nginx-extras", "systemd-sysv", "libsasl2-modules", "netcat-traditional", "libboost-filesystem-dev"];
        for name in lasting {
            assert_eq!(renamed(name, Distro::Debian12, Distro::Debian13), [name]);
        }
        assert_eq!(renamed("gcc-14", Distro::Debian12, Distro::Debian13), ["gcc-14"], "it came with 13");
        assert_eq!(renamed("gcc-14", Distro::Debian13, Distro::Debian12), ["gcc"]);
        assert_eq!(renamed("netcat", Distro::Debian12, Distro::Debian13), ["netcat-openbsd"], "several provide it");
        assert_eq!(renamed("libssl1.1", Distro::Debian12, Distro::Debian13), ["libssl3t64"]);
        assert_eq!(renamed("nginx-extras", Distro::Debian12, Distro::Alpine), ["nginx"]);
        assert!(is_gone("libaio1", Distro::Debian13) && !is_gone("libaio1", Distro::Debian12));
        assert!(!is_gone("libcurl4", Distro::Debian13), "`libcurl4t64` provides it");
    }

    #[test]
    fn versions_and_architectures_are_not_part_of_a_name() {
        for written in ["curl=8.5.0-2", "curl:amd64", "curl~8", "curl@edge", "curl>8", "curl/bookworm-backports"] {
            assert_eq!(found(written, Distro::Debian12).id(), "curl", "{written}");
        }
    }

    #[test]
    fn ubuntu_is_never_verified() {
        let names = found("libssl-dev", Distro::Ubuntu).names(Distro::Ubuntu);
        assert_eq!(names, [Name { name: "libssl-dev", evidence: Evidence::Assumed }]);
    }

    /// Every name leads back to a row that has it.
    #[test]
    fn every_name_round_trips() {
        let mut count = 0;
        for package in all() {
            for distro in Distro::ALL {
                for name in package.names(distro) {
                    let back = os_package(name.name, distro).map(|package| texts(&package.names(distro)));
                    assert!(back.is_some_and(|names| names.contains(&name.name)), "{} in {distro:?}", name.name);
                    count += 1;
                }
            }
            assert_eq!(by_id(package.id()), Some(package));
        }
        assert!(count > 3500, "{count} names");
    }

    /// A translation only ever names what the table holds in that distribution.
    #[test]
    fn nothing_is_invented() {
        let froms = [Distro::Debian12, Distro::Alpine];
        for (from, to) in froms.into_iter().flat_map(|from| Distro::ALL.map(|to| (from, to))) {
            for name in all().flat_map(|package| package.names(from)) {
                let names = match translate(name.name, from, to) {
                    Translation::Same(name) => vec![name],
                    Translation::Renamed(names) => names,
                    _ => Vec::new(),
                };
                for name in names {
                    assert!(os_package(name.name, to).is_some(), "{} in {to:?}", name.name);
                }
            }
        }
    }
}
