//! Tags that left the list of official images.

use super::image::{At, keys, source};
use super::tables::{GONE, GONE_LINES, GONE_REPOSITORY, GONE_SOURCE, search};
use super::tags::{NONE, is_line_of, is_version, join, kind, numbers};
use super::{Retired, Source};

const WHY: &str = "the tag left the list of official images: nothing rebuilds it any more";

/// When a tag that no row names had left the list, and what to use instead.
pub(crate) fn retired(repository: usize, version: &str, suffix: &str) -> Option<Retired> {
    let row = search(GONE_REPOSITORY.rows(), |row| GONE_REPOSITORY.get(row).cmp(&repository))?;
    let lines = GONE_LINES.get(GONE.range(row))?;
    let day = |letter: char, name: &str| {
        let entries = lines.lines().filter_map(|line| line.strip_prefix(letter)?.split_once(' '));
        entries.filter(|(_, names)| names.split(' ').any(|known| known == name)).map(|(day, _)| day).next()
    };
    let line = lines_of(version).find(|line| day('v', line).is_some());
    let by_version = line.filter(|line| !is_alive(repository, line)).and_then(|line| day('v', line));
    let by_suffix = day('s', suffix).filter(|_| !has_suffix(repository, suffix));
    let since = by_version.into_iter().chain(by_suffix).min()?;
    let source = source(GONE_SOURCE.get(row)).unwrap_or(Source { title: "", url: "", as_of: super::as_of() });
    let replacement = replacement(repository, version, suffix).into_iter().collect();
    Some(Retired { since: Some(since), why: WHY, replacement, source })
}

// `3.7.4`, `3.7`, `3`.
fn lines_of(version: &str) -> impl Iterator<Item = &str> {
    let cuts = version.rmatch_indices(['.', '_']).map(|(at, _)| &version[..at]);
    std::iter::once(version).chain(cuts)
}

fn is_alive(repository: usize, version: &str) -> bool {
    keys(repository).any(|(_, (versions, _))| versions.split(' ').any(|known| known == version))
}

fn has_suffix(repository: usize, suffix: &str) -> bool {
    keys(repository).any(|(_, (_, suffixes))| suffixes.split(' ').any(|known| known == suffix))
}

// The same make on a living line: the same line on another release, else the newest line.
fn replacement(repository: usize, version: &str, suffix: &str) -> Option<String> {
    let alike = |(row, (_, suffixes)): &(usize, (&str, &str))| {
        let first = suffixes.split(' ').next().unwrap_or(NONE);
        !At { repository, row: *row }.is_prerelease() && kind(first).eq(kind(suffix))
    };
    let line = |versions: &'static str| versions.split(' ').next().unwrap_or(NONE);
    let rank = |versions: &'static str| {
        let line = line(versions);
        (line == version || is_line_of(line, version), is_version(line), numbers(line).collect::<Vec<_>>())
    };
    let (_, (versions, suffixes)) = keys(repository).filter(alike).max_by_key(|(_, key)| rank(key.0))?;
    Some(join(line(versions), suffixes.split(' ').next().unwrap_or(NONE)))
}
