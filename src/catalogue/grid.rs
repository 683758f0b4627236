//! The tags of a repository as a grid: sets of versions, sets of suffixes, and the rows that join two of them.
//!
//! Four lines of text: the version sets and the suffix sets, each divided by `|`; then, for every cell, a letter for its
//! version set and one for its suffix set, counted from `!`. A blank before a cell says that it is of the row before.

use super::tables::{REPOSITORY_TAGS, TAGS};

const FIRST: u32 = '!' as u32;

#[derive(Clone, Copy)]
pub(crate) struct Grid {
    versions: &'static str,
    suffixes: &'static str,
    by_version: &'static str,
    by_suffix: &'static str,
}

/// A row's place in its repository, and the places of a version set and a suffix set.
pub(crate) struct Cell {
    pub row: usize,
    pub versions: usize,
    pub suffixes: usize,
}

impl Grid {
    pub fn of(repository: usize) -> Grid {
        let mut lines = TAGS.get(REPOSITORY_TAGS.range(repository)).unwrap_or_default().lines();
        let mut next = || lines.next().unwrap_or_default();
        Grid { versions: next(), suffixes: next(), by_version: next(), by_suffix: next() }
    }

    pub fn version_sets(self) -> impl Iterator<Item = &'static str> {
        self.versions.split('|')
    }

    pub fn suffix_sets(self) -> impl Iterator<Item = &'static str> {
        self.suffixes.split('|')
    }

    pub fn cells(self) -> impl Iterator<Item = Cell> {
        let place = |letter: char| (letter as u32).wrapping_sub(FIRST) as usize;
        let pairs = self.by_version.chars().zip(self.by_suffix.chars());
        let mut rows = 0;
        let mut same = false;
        pairs.filter_map(move |(version, suffix)| {
            if version == ' ' {
                same = true;
                return None;
            }
            rows += usize::from(!same);
            same = false;
            Some(Cell { row: rows - 1, versions: place(version), suffixes: place(suffix) })
        })
    }

    /// The first cell of a row: the words of its versions and of its suffixes.
    pub fn first(self, row: usize) -> Option<(&'static str, &'static str)> {
        let cell = self.cells().find(|cell| cell.row == row)?;
        Some((self.version_sets().nth(cell.versions)?, self.suffix_sets().nth(cell.suffixes)?))
    }
}

/// A set has this word.
pub(crate) fn has(set: &str, word: &str) -> bool {
    set.split(' ').any(|known| known == word)
}
