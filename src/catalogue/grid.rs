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
    pub fn first(self, row: usize) -> Option<Words> {
        let cell = self.cells().find(|cell| cell.row == row)?;
        Some((set(self.versions, cell.versions)?, set(self.suffixes, cell.suffixes)?))
    }

    /// The first cell of every row, in order.
    pub fn firsts(self) -> impl Iterator<Item = Words> {
        let (versions, suffixes): (Vec<_>, Vec<_>) = (self.version_sets().collect(), self.suffix_sets().collect());
        let of = |sets: &[&'static str], at: usize| sets.get(at).copied().unwrap_or_default();
        let mut next = 0;
        let firsts = self.cells().filter(move |cell| {
            cell.row == next && {
                next += 1;
                true
            }
        });
        firsts.map(move |cell| (of(&versions, cell.versions), of(&suffixes, cell.suffixes)))
    }

    /// The version sets that have a word.
    pub fn with_version(self, word: &str) -> Marks {
        marks(self.versions, word)
    }

    /// The suffix sets that have a word.
    pub fn with_suffix(self, word: &str) -> Marks {
        marks(self.suffixes, word)
    }
}

/// The words of a version set and of a suffix set.
pub(crate) type Words = (&'static str, &'static str);

/// Places of sets, a bit each; `build/catalogue/grid.rs` sees to it that no repository has more.
#[derive(Clone, Copy)]
pub(crate) struct Marks(u128);

impl Marks {
    pub fn has(self, set: usize) -> bool {
        self.0 >> (set & 127) & 1 == 1
    }
}

// One pass over the bytes: this is the innermost step of every look-up.
fn marks(sets: &str, word: &str) -> Marks {
    let (bytes, word) = (sets.as_bytes(), word.as_bytes());
    let (mut marks, mut set, mut start) = (0, 0, 0);
    for end in 0..=bytes.len() {
        let byte = bytes.get(end).copied().unwrap_or(b'|');
        if !matches!(byte, b' ' | b'|') {
            continue;
        }
        if bytes[start..end] == *word {
            marks |= 1u128 << (set & 127);
        }
        start = end + 1;
        set += usize::from(byte == b'|');
    }
    Marks(marks)
}

fn set(sets: &'static str, at: usize) -> Option<&'static str> {
    let mut dividers = sets.bytes().enumerate().filter(|(_, byte)| *byte == b'|').map(|(place, _)| place);
    let start = if at == 0 { 0 } else { dividers.nth(at - 1)? + 1 };
    let end = dividers.next().unwrap_or(sets.len());
    sets.get(start..end)
}

/// A set has this word.
pub(crate) fn has(set: &str, word: &str) -> bool {
    set.split(' ').any(|known| known == word)
}
