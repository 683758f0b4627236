//! Language packages with native parts: what is published ready-made, and what it takes to compile and to run them.

use super::os::{OsPackage, RunTime, os_package};
use super::tables::{NATIVE, NATIVE_DAYS, NATIVE_SOURCES};
use super::{Distro, Evidence, Source, table};
use serde::Serialize;

/// Where a language's packages come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ecosystem {
    Pip,
    Npm,
    Gem,
    Go,
    Crate,
    Php,
    Nuget,
    Maven,
}

/// What is published for a libc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Prebuilt {
    /// Ready-made binaries.
    Yes,
    /// Nothing ready-made.
    None,
    /// There is nothing to compile.
    Pure,
    /// Its install step fetches a binary.
    Downloaded,
    /// Always compiled, with the library bundled or from the system.
    Source,
    Unknown,
}

/// What happens when a package is installed on Alpine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnMusl {
    /// Installs as anywhere.
    Works,
    /// A compiler and the build packages are needed.
    Compiles,
    /// No build for musl is published, and no source to compile.
    Impossible,
    Unknown,
}

/// One language package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Native {
    pub ecosystem: Ecosystem,
    pub name: &'static str,
    pub glibc: Prebuilt,
    pub musl: Prebuilt,
    /// The oldest glibc that the published binaries load on.
    pub glibc_min: Option<&'static str>,
    pub musl_min: Option<&'static str>,
    /// Its first versions with binaries for glibc and for musl; `None`: all of them.
    since: [Option<&'static str>; 2],
    /// Whether it can be compiled: its source is published.
    pub has_sources: bool,
    pub evidence: Evidence,
    pub source: Source,
    line: &'static str,
}

/// The package of this name; `None` says only that we hold no row.
///
/// Python names are compared as the index does: case, `-`, `_` and `.` make no difference; PHP and .NET names without
/// regard to case. A Go module is found by the path of a package inside it, too.
pub fn native(ecosystem: Ecosystem, name: &str) -> Option<Native> {
    let rows = NATIVE[ecosystem as usize];
    match ecosystem {
        Ecosystem::Pip => python(rows, &normalised(name)),
        Ecosystem::Go => prefixes(name).find_map(|prefix| table::line(rows, prefix)),
        Ecosystem::Php | Ecosystem::Nuget => {
            rows.lines().find(|line| table::column(line, 0).eq_ignore_ascii_case(name))
        }
        _ => table::line(rows, name),
    }
    .map(|line| read(ecosystem, line))
}

impl Native {
    /// The same at one version: what is older than the first with binaries is compiled.
    pub fn at(mut self, version: &str) -> Self {
        let older = |since: Option<&str>| since.is_some_and(|since| is_older(version, since));
        if older(self.since[0]) {
            (self.glibc, self.glibc_min) = (Prebuilt::None, None);
        }
        if older(self.since[1]) {
            (self.musl, self.musl_min) = (Prebuilt::None, None);
        }
        self
    }

    /// Whether its older versions come otherwise.
    pub fn is_dated(&self) -> bool {
        self.since.iter().any(Option::is_some)
    }

    /// What Alpine does with it.
    pub fn on_musl(&self) -> OnMusl {
        match (self.musl, self.has_sources) {
            (Prebuilt::Yes | Prebuilt::Pure | Prebuilt::Downloaded, _) => OnMusl::Works,
            (Prebuilt::Source, _) | (Prebuilt::None, true) => OnMusl::Compiles,
            (Prebuilt::None, false) => OnMusl::Impossible,
            (Prebuilt::Unknown, _) => OnMusl::Unknown,
        }
    }

    /// Packages that compiling it takes.
    pub fn build(&self, distro: Distro) -> Vec<&'static str> {
        rows(self.column(5)).flat_map(|package| plain(&package, distro)).collect()
    }

    /// Packages that it needs at run time, as it is installed there.
    pub fn run(&self, distro: Distro) -> Vec<&'static str> {
        let published = if distro == Distro::Alpine { self.musl } else { self.glibc };
        let installed = matches!(self.ecosystem, Ecosystem::Pip | Ecosystem::Npm | Ecosystem::Gem);
        // A row that is compiled everywhere says itself what it needs.
        let sometimes = self.is_dated() || self.glibc != self.musl;
        match published {
            Prebuilt::None if installed && sometimes && self.has_sources => self.run_if_compiled(distro),
            _ => self.run_ready(distro),
        }
    }

    /// However it was installed.
    fn run_ready(&self, distro: Distro) -> Vec<&'static str> {
        own_or(own(distro).map(|at| self.column(7 + at)), || {
            rows(self.column(6)).flat_map(|package| plain(&package, distro)).collect()
        })
    }

    /// Packages that it needs at run time when it was compiled here: the libraries behind its build packages.
    pub fn run_if_compiled(&self, distro: Distro) -> Vec<&'static str> {
        let mut found = self.run_ready(distro);
        for package in rows(self.column(5)).filter(|package| !INTERPRETERS.contains(&package.id())) {
            let names = match package.run_time(distro) {
                RunTime::Packages(names) => names.iter().map(|name| name.name).collect(),
                _ if CXX.contains(&package.id()) => libstdcxx(distro),
                RunTime::Nothing | RunTime::Unknown => Vec::new(),
            };
            found.extend(names);
        }
        let mut seen = Vec::new();
        for name in found {
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen
    }

    fn column(&self, index: usize) -> &'static str {
        table::column(self.line, index)
    }
}

/// Their headers link nothing into an extension.
const INTERPRETERS: [&str; 2] = ["python3-dev", "ruby-dev"];
/// What they compile links the C++ library.
const CXX: [&str; 2] = ["g++", "build-essential"];

fn libstdcxx(distro: Distro) -> Vec<&'static str> {
    os_package("libstdc++6", Distro::Debian13).map(|package| plain(&package, distro)).unwrap_or_default()
}

fn plain(package: &OsPackage, distro: Distro) -> Vec<&'static str> {
    package.names(distro).iter().map(|name| name.name).collect()
}

fn rows(ids: &'static str) -> impl Iterator<Item = OsPackage> {
    ids.split(' ').filter_map(super::os::by_id)
}

/// The column of names that a row spells out itself.
fn own(distro: Distro) -> Option<usize> {
    match distro {
        Distro::Debian12 => Some(0),
        Distro::Debian13 | Distro::Ubuntu => Some(1),
        Distro::Alpine => Some(2),
        Distro::Wolfi | Distro::Fedora => None,
    }
}

fn own_or(own: Option<&'static str>, other: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
    match own {
        Some(names) if !names.is_empty() => names.split(' ').collect(),
        _ => other(),
    }
}

fn read(ecosystem: Ecosystem, line: &'static str) -> Native {
    let letters = table::column(line, 1).as_bytes();
    let letter = |index: usize| letters.get(index).copied().unwrap_or(b'u');
    let source = NATIVE_SOURCES[ecosystem as usize];
    let (glibc_min, glibc_since) = bounds(table::column(line, 2));
    let (musl_min, musl_since) = bounds(table::column(line, 3));
    let day = table::column(line, 4).parse().ok().and_then(|day: usize| NATIVE_DAYS.get(day));
    Native {
        ecosystem,
        name: table::column(line, 0),
        glibc: prebuilt(letter(0)),
        musl: prebuilt(letter(1)),
        glibc_min,
        musl_min,
        since: [glibc_since, musl_since],
        has_sources: letter(2) == b'+',
        evidence: match letter(3) {
            b'v' => Evidence::Verified,
            b's' => Evidence::Seen,
            _ => Evidence::Assumed,
        },
        source: Source { as_of: day.copied().unwrap_or(source.as_of), ..source },
        line,
    }
}

fn prebuilt(letter: u8) -> Prebuilt {
    match letter {
        b'y' => Prebuilt::Yes,
        b'n' => Prebuilt::None,
        b'p' => Prebuilt::Pure,
        b'd' => Prebuilt::Downloaded,
        b's' => Prebuilt::Source,
        _ => Prebuilt::Unknown,
    }
}

/// `1.2@1.25.0`: the oldest libc, and the first version.
fn bounds(written: &'static str) -> (Option<&'static str>, Option<&'static str>) {
    let (oldest, since) = written.split_once('@').unwrap_or((written, ""));
    (some(oldest), some(since))
}

/// By their numbers; what is no number counts as none.
fn is_older(version: &str, than: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> {
        let digits = |part: &str| part.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
        let mut all: Vec<u32> = text.split('.').map_while(digits).collect();
        // `2.1` is `2.1.0`.
        while all.last() == Some(&0) {
            all.pop();
        }
        all
    };
    let version = numbers(version);
    !version.is_empty() && version < numbers(than)
}

fn some(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

/// `nvidia-*` stands for the many packages of one vendor.
fn python(rows: &'static str, name: &str) -> Option<&'static str> {
    table::line(rows, name).or_else(|| table::line(rows, "nvidia-*").filter(|_| name.starts_with("nvidia-")))
}

/// As the Python index compares names; extras such as `[binary]` and versions are cut off.
fn normalised(name: &str) -> String {
    let bare = name.split(['[', '=', '<', '>', '!', '~', ';', ' ', '@']).next().unwrap_or(name);
    let mut out = String::with_capacity(bare.len());
    for c in bare.chars() {
        match c {
            '-' | '_' | '.' if out.ends_with('-') => {}
            '-' | '_' | '.' => out.push('-'),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// `a/b/c`, `a/b`, `a`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let bare = path.split('@').next().unwrap_or(path);
    std::iter::successors(Some(bare), |path| path.rsplit_once('/').map(|(parent, _)| parent))
}

/// Every row of an ecosystem, for lists and tests.
pub fn all(ecosystem: Ecosystem) -> impl Iterator<Item = Native> {
    NATIVE[ecosystem as usize].lines().map(move |line| read(ecosystem, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pip(name: &str) -> Native {
        native(Ecosystem::Pip, name).unwrap_or_else(|| panic!("{name} has a row"))
    }

    #[test]
    fn a_driver_that_is_always_compiled_names_its_library() {
        let row = pip("psycopg2");
        assert_eq!((row.glibc, row.musl), (Prebuilt::None, Prebuilt::None));
        assert_eq!(row.on_musl(), OnMusl::Compiles);
        assert_eq!(row.build(Distro::Debian12), ["gcc", "python3-dev", "libpq-dev"]);
        assert_eq!(row.run_if_compiled(Distro::Debian12), ["libpq5"]);
        assert_eq!(row.run_if_compiled(Distro::Alpine), ["libpq"]);
    }

    #[test]
    fn wheels_say_the_oldest_libc_they_load_on() {
        let row = pip("numpy");
        assert_eq!((row.glibc, row.glibc_min), (Prebuilt::Yes, Some("2.27")));
        assert_eq!(row.on_musl(), OnMusl::Works);
        assert!(row.run(Distro::Debian13).is_empty(), "the wheel brings its libraries");
        assert_eq!(row.run_if_compiled(Distro::Debian13), ["libstdc++6", "libopenblas0", "libgfortran5"]);
    }

    #[test]
    fn an_old_version_is_compiled() {
        let at = |version: &str| pip("pandas").at(version);
        assert_eq!((at("1.5.3").on_musl(), at("1.5.3").glibc), (OnMusl::Compiles, Prebuilt::Yes));
        assert_eq!(["2.1", "2.1.4", "*"].map(|version| at(version).on_musl()), [OnMusl::Works; 3]);
        assert_eq!(at("1.5.3").run(Distro::Alpine), ["libstdc++"]);
        assert!(at("1.5.3").run(Distro::Debian13).is_empty());
        let pg = native(Ecosystem::Gem, "pg").unwrap_or_else(|| panic!("pg has a row"));
        assert!(pg.run(Distro::Debian13).is_empty() && pg.at("1.6.2").run(Distro::Debian13).is_empty());
        assert_eq!(pg.at("1.5.4").run(Distro::Debian13), ["libpq5"]);
    }

    #[test]
    fn no_wheel_and_no_source_is_impossible() {
        assert_eq!(pip("torch").on_musl(), OnMusl::Impossible);
        let fsevents = native(Ecosystem::Npm, "fsevents").map(|row| row.on_musl());
        assert_eq!(fsevents, Some(OnMusl::Works), "macOS only: nothing is installed on Linux");
        assert_eq!(native(Ecosystem::Npm, "puppeteer").map(|row| row.on_musl()), Some(OnMusl::Impossible));
        assert_eq!(pip("ml-dtypes").on_musl(), OnMusl::Compiles, "a source archive, and no wheel");
    }

    #[test]
    fn python_names_are_compared_as_the_index_does() {
        for written in ["Psycopg2_binary", "psycopg2.binary", "psycopg2-binary==2.9", "psycopg2-binary[pool]>=2"] {
            assert_eq!(native(Ecosystem::Pip, written).map(|row| row.name), Some("psycopg2-binary"), "{written}");
        }
        assert!(native(Ecosystem::Pip, "no-such-package-at-all").is_none());
    }

    #[test]
    fn a_go_module_is_found_by_a_package_inside() {
        let inside = "github.com/mattn/go-sqlite3/upgrade";
        assert_eq!(native(Ecosystem::Go, inside).map(|row| row.name), Some("github.com/mattn/go-sqlite3"));
        assert!(native(Ecosystem::Go, "github.com/mattn").is_none());
    }

    #[test]
    fn names_of_one_distribution_are_never_given_for_another() {
        let amqp = native(Ecosystem::Php, "AMQP").unwrap_or_else(|| panic!("amqp has a row"));
        assert_eq!(amqp.run(Distro::Alpine), ["rabbitmq-c"]);
        assert!(amqp.run(Distro::Wolfi).is_empty());
    }

    #[test]
    fn every_row_is_found_by_its_name_and_has_a_day() {
        use Ecosystem::*;
        for ecosystem in [Pip, Npm, Gem, Go, Crate, Php, Nuget, Maven] {
            assert!(all(ecosystem).count() > 5, "{ecosystem:?}");
            for row in all(ecosystem) {
                assert_eq!(native(ecosystem, row.name), Some(row));
                assert_eq!(row.source.as_of.len(), 10);
            }
        }
    }

    /// Ids of `build` and `run` must be rows, or their packages would be lost without a word.
    #[test]
    fn every_package_named_by_a_row_is_known() {
        use Ecosystem::*;
        for row in [Pip, Npm, Gem, Go, Crate, Php, Nuget, Maven].into_iter().flat_map(all) {
            for id in
                [row.column(5), row.column(6)].into_iter().flat_map(|ids| ids.split(' ')).filter(|id| !id.is_empty())
            {
                assert!(super::super::os::by_id(id).is_some(), "{} names {id}", row.name);
            }
        }
    }
}
