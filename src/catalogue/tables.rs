//! The packed tables that the build wrote, and how to read them. Nothing is parsed or built at run time.

use std::cmp::Ordering;
use std::ops::Range;

/// A column of numbers, split into byte planes.
pub(crate) struct Column {
    at: usize,
    rows: usize,
    planes: usize,
}

impl Column {
    pub fn get(&self, row: usize) -> usize {
        let byte = |plane: usize| BLOB.get(self.at + plane * self.rows + row).copied().unwrap_or(0);
        (0..self.planes).fold(0, |value, plane| value | usize::from(byte(plane)) << (8 * plane))
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    // Plane by plane, at most fifteen rows at once: this is the innermost step of every look-up.
    fn sum(&self, rows: Range<usize>) -> usize {
        let plane = |plane: usize| {
            let at = self.at + plane * self.rows + rows.start;
            (eight(at, rows.len()) + eight(at + 8, rows.len().saturating_sub(8))) << (8 * plane)
        };
        (0..self.planes).map(plane).sum()
    }

    /// The text a cell names; `None` for an empty one.
    pub fn text(&self, row: usize) -> Option<&'static str> {
        text(self.get(row))
    }
}

// The sum of up to eight bytes in one step: pairs are added side by side, and a product gathers the four sums in its
// upper half. The table ends with bytes enough to read eight of any column.
fn eight(at: usize, count: usize) -> usize {
    let bytes = BLOB.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
    let beyond = u64::MAX.checked_shl(8 * count as u32).unwrap_or(0);
    let word = bytes.map_or(0, u64::from_le_bytes) & !beyond;
    let pairs = (word & 0x00ff_00ff_00ff_00ff) + (word >> 8 & 0x00ff_00ff_00ff_00ff);
    (pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48) as usize
}

/// Consecutive spans, kept as lengths with every sixteenth start.
pub(crate) struct Spans {
    lengths: Column,
    starts: Column,
}

impl Spans {
    pub fn range(&self, row: usize) -> Range<usize> {
        let start = self.starts.get(row / 16) + self.lengths.sum(row / 16 * 16..row);
        start..start + self.lengths.get(row)
    }

    pub fn rows(&self) -> usize {
        self.lengths.rows
    }
}

/// The text of a number; 0 is none.
pub(crate) fn text(number: usize) -> Option<&'static str> {
    TEXTS.get(TEXT.range(number.checked_sub(1)?))
}

/// The texts of a list.
pub(crate) fn list(number: usize) -> impl Iterator<Item = &'static str> {
    LIST.range(number).map(|at| LIST_ITEM.text(at).unwrap_or_default())
}

/// The row of a sorted table for which `order` says equal.
pub(crate) fn search(rows: usize, order: impl Fn(usize) -> Ordering) -> Option<usize> {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = low.midpoint(high);
        match order(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.text"));
/// The tags of each row, one line a row, repository by repository.
pub(crate) static TAGS: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.tags"));
/// Versions and suffixes that left the official list, repository by repository.
pub(crate) static GONE_LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.gone"));
/// On which release the tags of official images stood, repository by repository, a line each make.
pub(crate) static STOOD_LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.releases"));

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
