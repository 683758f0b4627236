//! The grammar of tags: a version, then a suffix whose words name a variant or a release.

pub(crate) use super::tables::codename;
use super::tables::{SYSTEM_NAME, SYSTEM_VERSION, search};
use super::{Os, image};

/// Stands for no version or no suffix in the tables.
pub(crate) const NONE: &str = "_";

/// `3.12.4-slim-bookworm` → (`3.12.4`, `slim-bookworm`); `latest` → (`_`, `_`); `slim` → (`_`, `slim`).
pub(crate) fn split(tag: &str) -> (&str, &str) {
    if tag == "latest" {
        return (NONE, NONE);
    }
    if !is_version(tag) {
        return (NONE, tag);
    }
    match tag.split_once('-') {
        Some((version, suffix)) if !suffix.is_empty() => (version, suffix),
        _ => (tag.trim_end_matches('-'), NONE),
    }
}

/// Node.js calls its lines with long support by a name, too ([its list](https://github.com/nodejs/Release/blob/main/CODENAMES.md)).
const NODE_LINES: [(&str, &str); 11] = [
    ("argon", "4"),
    ("boron", "6"),
    ("carbon", "8"),
    ("dubnium", "10"),
    ("erbium", "12"),
    ("fermium", "14"),
    ("gallium", "16"),
    ("hydrogen", "18"),
    ("iron", "20"),
    ("jod", "22"),
    ("krypton", "24"),
];

/// `carbon-slim` of `node` → (`8`, `slim`), `openjdk-8-jre` of `java` → (`8`, `jre`); any other tag by [`split`].
pub(crate) fn split_of<'a>(repository: &str, tag: &'a str) -> (&'a str, &'a str) {
    if matches!(repository, "docker.io/library/java" | "docker.io/library/openjdk") {
        return of_java(repository, tag);
    }
    let (version, suffix) = split(tag);
    let (name, rest) = suffix.split_once('-').unwrap_or((suffix, NONE));
    let line = NODE_LINES.iter().find(|(known, _)| *known == name && repository == "docker.io/library/node");
    line.map_or((version, suffix), |(_, line)| (line, rest))
}

/// Both are given up: a tag that names no line stands for good on the one that it named last. `java` ended with 8
/// ([its list](https://github.com/docker-library/official-images/blob/14c564393d^/library/java)); of `openjdk`, Alpine's
/// stayed at 8 ([pull request 220](https://github.com/docker-library/openjdk/pull/220)), the JREs at 11, which no later line
/// had, and the others at 18, the last that was released there (`catalogue/retired/openjdk.txt`).
fn of_java<'a>(repository: &str, tag: &'a str) -> (&'a str, &'a str) {
    match split(tag.strip_prefix("openjdk-").unwrap_or(tag)) {
        (NONE, suffix) if suffix.contains("stretch") || suffix.starts_with(['b', 'n']) => (NONE, suffix),
        (NONE, suffix) if repository.ends_with("/java") || suffix.contains("alpine") => ("8", suffix),
        (NONE, suffix) if suffix.starts_with("jre") => ("11", suffix),
        (NONE, suffix) => ("18", suffix),
        named => named,
    }
}

/// A version and a suffix joined again.
pub(crate) fn join(version: &str, suffix: &str) -> String {
    match (version, suffix) {
        (NONE, NONE) => "latest".to_string(),
        (NONE, suffix) => suffix.to_string(),
        (version, NONE) => version.to_string(),
        (version, suffix) => [version, "-", suffix].concat(),
    }
}

/// Starts with a digit, or with `v` and a digit.
pub(crate) fn is_version(text: &str) -> bool {
    text.trim_start_matches('v').starts_with(|first: char| first.is_ascii_digit()) && !text.starts_with("vv")
}

/// `3.12` is the line of `3.12.4`, and `21` that of `21.0.5_11`.
pub(crate) fn is_line_of(line: &str, version: &str) -> bool {
    let rest = version.strip_prefix(line);
    rest.is_some_and(|rest| rest.starts_with(['.', '_', '+', '-', 'u'])) && is_version(line)
}

/// Compares versions number by number.
pub(crate) fn numbers(version: &str) -> impl Iterator<Item = u64> {
    let parts = version.trim_start_matches('v').split(|letter: char| !letter.is_ascii_digit());
    parts.map(|part| part.parse().unwrap_or(0))
}

/// The Java that a build tool's tag names: `3-eclipse-temurin-17`, `3.6-jdk-8`, `8-jdk17-alpine`.
pub fn packed_java(tag: &str) -> Option<u32> {
    const MAKES: [&str; 7] = ["amazoncorretto", "jdk", "openjdk", "sapmachine", "semeru", "temurin", "zulu"];
    let words: Vec<&str> = tag.split('-').collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("jdk")?.parse().ok());
    joined.or_else(|| words.windows(2).find(|pair| MAKES.contains(&pair[0])).and_then(|pair| pair[1].parse().ok()))
}

/// The number of a release in the system tables: `debian`, `12`.
pub(crate) fn system(name: &str, version: &str) -> Option<usize> {
    let key = |row: usize| (SYSTEM_NAME.text(row).unwrap_or_default(), SYSTEM_VERSION.text(row).unwrap_or_default());
    search(SYSTEM_NAME.rows(), |row| key(row).cmp(&(name, version)))
}

/// The release that a version belongs to: `debian` and `9.13` → Debian 9.
pub(crate) fn release(name: &str, version: &str) -> Option<usize> {
    let version = version.trim_start_matches('v');
    let mut end = version.len();
    while end > 0 {
        if let Some(found) = system(name, &version[..end]) {
            return Some(found);
        }
        end = version[..end].rfind(['.', '-', '_']).unwrap_or(0);
    }
    system(name, &format!("{version}.0"))
}

/// A distribution that a suffix names, with its release where it is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Release(usize),
    /// The distribution alone.
    Name(&'static str),
    /// A release that the tables do not hold: `alpine9.99`.
    Unlisted(&'static str),
}

/// Prefixes of suffix words that name a distribution, and the distribution.
const NAMED: [(&str, &str); 16] = [
    ("alpine", "alpine"),
    ("debian", "debian"),
    ("ubuntu", "ubuntu"),
    ("ubi", "rhel"),
    ("ol", "oraclelinux"),
    ("oraclelinux", "oraclelinux"),
    ("oracle", "oraclelinux"),
    ("al", "amazonlinux"),
    ("amazonlinux", "amazonlinux"),
    ("azurelinux", "azurelinux"),
    ("almalinux", "almalinux"),
    ("rockylinux", "rockylinux"),
    ("centos", "centos"),
    ("fedora", "fedora"),
    ("windowsservercore", "windows-server-core"),
    ("nanoserver", "windows-nano-server"),
];

/// What a suffix says of the release: `slim-bookworm`, `alpine3.22`, `jdk-alpine-3.22`, `windowsservercore-ltsc2022`.
pub(crate) fn standing(suffix: &str) -> Option<Standing> {
    let mut words = suffix.split('-').peekable();
    while let Some(word) = words.next() {
        if let Some(found) = codename(word) {
            return Some(Standing::Release(found));
        }
        let Some((name, version)) = distribution(word) else { continue };
        let next = words.peek().copied().unwrap_or_default().trim_start_matches("ltsc");
        // `oracle-java8` is Oracle's Java, on whatever system.
        if next.starts_with("java") {
            continue;
        }
        let version = if version.is_empty() { next } else { version };
        let fixed = version.starts_with(|first: char| first.is_ascii_digit()).then(|| release(name, version)).flatten();
        let found = fixed.or_else(|| suffix.split('-').find_map(codename)).map(Standing::Release);
        let numbered = word.len() > name.len() && version.starts_with(|first: char| first.is_ascii_digit());
        return Some(found.unwrap_or(if numbered { Standing::Unlisted(name) } else { Standing::Name(name) }));
    }
    None
}

fn distribution(word: &str) -> Option<(&'static str, &str)> {
    let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let (_, name) = NAMED.iter().find(|(known, _)| *known == letters)?;
    let version = &word[letters.len()..];
    // `al` and `ol` are words of their own unless a number follows.
    (letters.len() > 2 || !version.is_empty()).then_some((name, version))
}

/// Words that are part of a version or name an architecture: `2.0.0-p643`, `3.8.0b1-rc`, `10.0-noble-amd64`.
const PARTS: [&str; 9] = ["p", "rc", "beta", "alpha", "ea", "amd", "arm", "arm64v", "arm32v"];

/// The words of a suffix that name a variant, without releases, dates and numbers: `slim`, `jre`, `alpine`.
pub(crate) fn kind(suffix: &str) -> impl Iterator<Item = &str> {
    suffix.split('-').filter_map(|word| {
        if word == NONE || codename(word).is_some() {
            return None;
        }
        match distribution(word) {
            Some(("debian", _)) => None,
            Some((_, version)) => Some(&word[..word.len() - version.len()]),
            None if word.starts_with("ltsc") || word.starts_with(|first: char| first.is_ascii_digit()) => None,
            None => Some(word.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.'))
                .filter(|word| !PARTS.contains(word)),
        }
    })
}

/// The numbered release of a distribution by its name: `bookworm`, `noble`; not `sid`.
pub fn release_named(word: &str) -> Option<Os> {
    let numbered = |os: &Os| os.version.is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()));
    codename(word).map(image::os).filter(numbered)
}
