//! Tags that left the list of official images.

use super::grid::{Grid, has};
use super::image::{At, reference, repository_name, source};
use super::tables::{GONE, GONE_LINES, GONE_REPOSITORY, GONE_SOURCE, search};
use super::tags::{NONE, is_line_of, is_version, join, kind, numbers};
use super::{Retired, Source};

const WHY: &str = "the tag left the list of official images: nothing rebuilds it any more";

impl Retired {
    /// The tag alone went; its repository lives on.
    pub fn is_off_list(&self) -> bool {
        self.why == WHY
    }
}

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
    let tag = replacement(repository, version, suffix);
    let replacement = tag.map(|tag| reference(repository_name(repository), Some(&tag))).into_iter().collect();
    Some(Retired { since: Some(since), why: WHY, replacement, source })
}

// `3.7.4`, `3.7`, `3`.
fn lines_of(version: &str) -> impl Iterator<Item = &str> {
    let cuts = version.rmatch_indices(['.', '_']).map(|(at, _)| &version[..at]);
    std::iter::once(version).chain(cuts)
}

fn is_alive(repository: usize, version: &str) -> bool {
    Grid::of(repository).version_sets().any(|set| has(set, version))
}

fn has_suffix(repository: usize, suffix: &str) -> bool {
    Grid::of(repository).suffix_sets().any(|set| has(set, suffix))
}

// The same make on a living line: the same line on another release, else the newest line.
fn replacement(repository: usize, version: &str, suffix: &str) -> Option<String> {
    let grid = Grid::of(repository);
    let lines: Vec<&str> = grid.version_sets().map(|set| set.split(' ').next().unwrap_or(NONE)).collect();
    let makes: Vec<&str> = grid.suffix_sets().map(|set| set.split(' ').next().unwrap_or(NONE)).collect();
    let own = At::own(repository);
    let rows = grid.cells().filter(|cell| !own.untagged(cell.row).is_prerelease());
    let tags = rows.filter_map(|cell| Some((*lines.get(cell.versions)?, *makes.get(cell.suffixes)?)));
    let alike = tags.filter(|(_, make)| kind(make).eq(kind(suffix)));
    let rank = |line: &str| {
        (line == version || is_line_of(line, version), is_version(line), numbers(line).collect::<Vec<_>>())
    };
    alike.max_by_key(|(line, _)| rank(line)).map(|(line, make)| join(line, make))
}
