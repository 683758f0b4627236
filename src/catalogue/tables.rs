//! The packed tables that the build wrote, and how to read them. Nothing is parsed or built at run time.

use std::cmp::Ordering;
use std::ops::Range;

/// A column of numbers of so many bytes; how far it is to the next row, and to the next byte of a number.
pub(crate) struct Column {
    at: usize,
    rows: usize,
    width: usize,
    row: usize,
    byte: usize,
}

impl Column {
    pub fn get(&self, row: usize) -> usize {
        let byte = |place: usize| BLOB.get(self.at + row * self.row + place * self.byte).copied().unwrap_or(0);
        (0..self.width).fold(0, |value, place| value | usize::from(byte(place)) << (8 * place))
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    // Of a column split into byte planes, plane by plane and eight rows at once: this is the innermost step of every look-up.
    fn sum(&self, rows: Range<usize>) -> usize {
        let plane = |plane: usize| {
            let at = self.at + plane * self.byte + rows.start;
            let eights = (0..rows.len()).step_by(8).map(|done| eight(at + done, rows.len() - done));
            eights.sum::<usize>() << (8 * plane)
        };
        (0..self.width).map(plane).sum()
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

/// What all rows of a repository share, and what the rows of one kind say otherwise, from 1 on.
pub(crate) struct Attribute {
    shared: Column,
    kind: Column,
    said: Column,
}

impl Attribute {
    pub fn get(&self, repository: usize, row: usize) -> usize {
        match self.said.get(self.kind.get(row)) {
            0 => self.shared.get(repository),
            said => said - 1,
        }
    }
}

/// Rows between two starts of spans.
const STRIDE: usize = 64;

/// Consecutive spans, kept as lengths with a start now and then.
pub(crate) struct Spans {
    lengths: Column,
    starts: Column,
}

impl Spans {
    pub fn range(&self, row: usize) -> Range<usize> {
        let start = self.starts.get(row / STRIDE) + self.lengths.sum(row / STRIDE * STRIDE..row);
        start..start + self.lengths.get(row)
    }

    pub fn rows(&self) -> usize {
        self.lengths.rows
    }
}

/// Lines of text in a block.
const BLOCK: usize = 16;

/// The text of a number; 0 is none. The short ones stand by their length.
pub(crate) fn text(number: usize) -> Option<&'static str> {
    let at = number.checked_sub(1)?;
    let longer = first(SHORT_FIRST.rows(), |length| SHORT_FIRST.get(length) <= at);
    let Some(length) = longer.checked_sub(1) else { return line(at) };
    let start = SHORT_AT.get(length) + (at - SHORT_FIRST.get(length)) * length;
    TEXTS.get(start..start + length)
}

fn line(at: usize) -> Option<&'static str> {
    let block = BLOCK_AT.get(at / BLOCK);
    let start = (at % BLOCK).checked_sub(1).map_or(block, |before| line_end(block, before) + 1);
    TEXTS.get(start..line_end(start, 0))
}

// Where a line ends that so many lines lie before, eight bytes at once.
fn line_end(mut at: usize, before: usize) -> usize {
    let mut before = before as u64;
    loop {
        let mut ends = line_ends(at);
        // The last bit of each byte; the product gathers their sum in its first.
        let count = (ends >> 7).wrapping_mul(0x0101_0101_0101_0101) >> 56;
        if count > before {
            (0..before).for_each(|_| ends &= ends - 1);
            return at + ends.trailing_zeros() as usize / 8;
        }
        before -= count;
        at += 8;
    }
}

// A bit for each newline among the eight bytes from there.
fn line_ends(at: usize) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const NEWLINES: u64 = 0x0a0a_0a0a_0a0a_0a0a;
    let bytes = TEXTS.as_bytes().get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
    let word = bytes.map_or(0, |bytes| u64::from_le_bytes(bytes) ^ NEWLINES);
    !(((word & LOW) + LOW) | word | LOW)
}

/// The texts of a list.
pub(crate) fn list(number: usize) -> impl Iterator<Item = &'static str> {
    text(number).into_iter().flat_map(|items| items.split('\t'))
}

/// The place of a text among the first of all, which are sorted.
pub(crate) fn place_among(count: usize, wanted: &str) -> Option<usize> {
    let later = first(count.div_ceil(BLOCK), |block| line(block * BLOCK).is_some_and(|name| name <= wanted));
    let block = later.checked_sub(1)?;
    let names = TEXTS.get(BLOCK_AT.get(block)..)?.lines().take(BLOCK);
    let place = names.take_while(|name| *name <= wanted).position(|name| name == wanted)? + block * BLOCK;
    (place < count).then_some(place)
}

/// The row of a sorted table for which `order` says equal.
pub(crate) fn search(rows: usize, order: impl Fn(usize) -> Ordering) -> Option<usize> {
    let at = first(rows, |row| order(row).is_lt());
    (at < rows && order(at).is_eq()).then_some(at)
}

// The first row that is not before.
fn first(rows: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the whole catalogue may cost the page, in bytes of brotli.
    const MOST: usize = 60_000;

    #[test]
    fn the_catalogue_is_small() {
        let all = [BLOB, TEXTS.as_bytes(), TAGS.as_bytes(), GONE_LINES.as_bytes(), STOOD_LINES.as_bytes()].concat();
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        let cost = brotli::BrotliCompress(&mut all.as_slice(), &mut std::io::sink(), &settings).expect("no error");
        println!("{cost} bytes of brotli");
        assert!(cost <= MOST, "the catalogue costs {cost} bytes of brotli; {MOST} is the limit");
    }

    #[test]
    fn every_text_is_found_and_nothing_beyond() {
        let (lines, short) = TEXTS.split_once("\n\n").expect("lines and short texts");
        let lines: Vec<&str> = lines.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(text(at + 1), Some(*line));
        }
        let rest: Vec<&str> = (lines.len() + 1..).map_while(text).collect();
        assert!(rest.is_sorted_by_key(|text| text.len()) && rest.concat() == short.trim_start_matches('\n'));
        assert_eq!((text(0), text(lines.len() + rest.len() + 1)), (None, None));
    }

    #[test]
    fn names_are_found_and_no_others() {
        let count = REPOSITORY_ROWS.rows();
        for at in 0..count {
            assert_eq!(place_among(count, text(at + 1).expect("a name")), Some(at));
        }
        for name in ["", "a", "docker.io/library/", "docker.io/library/pythom", "zzz"] {
            assert_eq!(place_among(count, name), None, "{name}");
        }
    }
}
