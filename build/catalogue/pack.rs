//! The packer: one table of texts, the long ones a line each and the short ones by their length, and columns of 8 to 32 bits
//! split into byte planes (the high bytes of a 16-bit column are nearly all alike, which brotli likes), but for those that
//! say the same number again and again.

use super::Wrong;
use super::block::Source;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The longest of the short texts: where one stands follows from its number.
const SHORT: usize = 24;
/// Lines of text in a block, and rows between two starts of spans: `src/catalogue/tables.rs` has the same.
const BLOCK: usize = 16;
const STRIDE: usize = 64;
/// Between the items of a list; `src/catalogue/tables.rs` has the same.
const BETWEEN: &str = "\t";

/// Columns whose bytes stay together, number by number: 0.9 KB of brotli less.
const TOGETHER: [&str; 3] = ["SHARED_", "RUNG_", "ROW_VERSION"];

/// Behind the last line, so that lines can be looked for by eights.
const END: &str = "\n\n\n\n\n\n\n\n";

/// A value that is written once all strings are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    Number(u32),
    /// The place of the text among all, plus one; 0 for none.
    Text(Option<String>),
    /// One more than the value: 0 says that nothing is said.
    Said(Box<Cell>),
}

#[derive(Default)]
pub struct Pack {
    names: Vec<String>,
    texts: BTreeSet<String>,
    columns: Vec<(String, Vec<Cell>)>,
    spans: Vec<(String, Vec<u32>)>,
    sources: Vec<Source>,
    code: String,
}

impl Pack {
    /// A text cell; the empty text counts as none.
    pub fn text(&mut self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Text(None);
        }
        self.texts.insert(text.to_string());
        Cell::Text(Some(text.to_string()))
    }

    /// The cell of a list of texts, which is one text; the empty list is none.
    pub fn list(&mut self, items: &[String]) -> Cell {
        self.text(&items.join(BETWEEN))
    }

    /// The texts that stand before all others, in this order: their numbers follow from it.
    pub fn first(&mut self, names: Vec<String>) {
        self.names = names;
    }

    /// The number of a source; equal ones share it.
    pub fn source(&mut self, source: &Source) -> u32 {
        let known = self.sources.iter().position(|other| other == source);
        let at = known.unwrap_or_else(|| {
            self.sources.push(source.clone());
            self.sources.len() - 1
        });
        at as u32
    }

    /// Adds a finished column.
    pub fn column(&mut self, name: &str, cells: Vec<Cell>) {
        self.columns.push((name.to_string(), cells));
    }

    /// Adds code as it is.
    pub fn code(&mut self, code: &str) {
        self.code.push_str(code);
    }

    /// Adds the starts of consecutive spans, given their lengths.
    pub fn spans(&mut self, name: &str, lengths: Vec<u32>) {
        self.spans.push((name.to_string(), lengths));
    }

    /// Adds a table: one column for each name, one cell of each row.
    pub fn table(&mut self, names: &[&str], rows: Vec<Vec<Cell>>) {
        let mut columns: Vec<Vec<Cell>> = names.iter().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            assert_eq!(row.len(), names.len(), "{names:?}");
            columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
        }
        names.iter().zip(columns).for_each(|(name, cells)| self.column(name, cells));
    }

    /// Writes a text that is read as it is, beside the tables.
    pub fn stream(out: &Path, name: &str, text: &str) -> Result<(), Wrong> {
        fs::write(out.join(name), text).map_err(|error| format!("{}: {error}", out.display()))
    }

    pub fn write(mut self, out: &Path) -> Result<(), Wrong> {
        self.pack_sources();
        let texts = self.pack_texts();
        let place = texts.iter().zip(1..).map(|(text, at)| (text.trim_end_matches('\n'), at)).collect();
        let mut blob = Blob::default();
        for (name, cells) in &self.columns {
            blob.column(name, cells.iter().map(|cell| value(cell, &place)).collect());
        }
        for (name, lengths) in &self.spans {
            blob.spans(name, lengths);
        }
        // Lengths are added up by eights, and the last of any column can be read so.
        blob.bytes.extend([0; 16]);
        let failed = |error: std::io::Error| format!("{}: {error}", out.display());
        fs::write(out.join("catalogue.text"), texts.concat()).map_err(failed)?;
        fs::write(out.join("catalogue.bin"), &blob.bytes).map_err(failed)?;
        fs::write(out.join("catalogue.rs"), blob.code + &self.code).map_err(failed)
    }

    // All texts in their order, lines with their end: the names and the long ones, then the short ones by their length.
    fn pack_texts(&mut self) -> Vec<String> {
        let names: HashSet<&String> = self.names.iter().collect();
        let others = self.texts.iter().filter(|text| !names.contains(text));
        let (mut short, long): (Vec<&String>, Vec<&String>) = others.partition(|text| text.len() <= SHORT);
        short.sort_by_key(|text| text.len());
        let mut lines: Vec<String> = self.names.iter().chain(long).map(|text| format!("{text}\n")).collect();
        let starts = (0..lines.len()).step_by(BLOCK).map(|at| lines[..at].concat().len() as u32);
        let blocks = starts.map(Cell::Number).collect();
        let end = lines.concat().len() + END.len();
        let shorter = |length: usize| short.iter().take_while(move |text| text.len() < length);
        let row = |length: usize| {
            let (count, bytes) = (shorter(length).count(), shorter(length).map(|text| text.len()).sum::<usize>());
            vec![Cell::Number((lines.len() + count) as u32), Cell::Number((end + bytes) as u32)]
        };
        let rows = (0..=SHORT).map(row).collect();
        lines.last_mut().into_iter().for_each(|last| last.push_str(END));
        lines.extend(short.into_iter().cloned());
        self.column("BLOCK_AT", blocks);
        self.table(&["SHORT_FIRST", "SHORT_AT"], rows);
        lines
    }

    fn pack_sources(&mut self) {
        let sources = std::mem::take(&mut self.sources);
        let rows = sources
            .iter()
            .map(|source| vec![self.text(&source.title), self.text(&source.url), self.text(&source.as_of)])
            .collect();
        self.table(&["SOURCE_TITLE", "SOURCE_URL", "SOURCE_DAY"], rows);
    }
}

fn value(cell: &Cell, place: &HashMap<&str, u32>) -> u32 {
    match cell {
        Cell::Number(number) => *number,
        Cell::Text(None) => 0,
        Cell::Text(Some(text)) => place[text.as_str()],
        Cell::Said(cell) => 1 + value(cell, place),
    }
}

#[derive(Default)]
struct Blob {
    bytes: Vec<u8>,
    code: String,
}

impl Blob {
    fn column(&mut self, name: &str, values: Vec<u32>) {
        let widest = values.iter().copied().max().unwrap_or(0);
        let width = (1..4).find(|width| widest >> (8 * width) == 0).unwrap_or(4);
        let (at, rows) = (self.bytes.len(), values.len());
        let together = TOGETHER.iter().any(|start| name.starts_with(start));
        if together {
            self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes().into_iter().take(width)));
        } else {
            let plane = |plane| values.iter().map(move |value| (value >> (8 * plane)) as u8);
            self.bytes.extend((0..width).flat_map(plane));
        }
        let (row, byte) = if together { (width, 1) } else { (1, rows) };
        let line = format!(
            "pub(crate) const {name}: Column = Column {{ at: {at}, rows: {rows}, width: {width}, row: {row}, byte: {byte} }};"
        );
        writeln!(self.code, "{line}").expect("writing to a String does not fail");
    }

    // Lengths, and a start now and then: the lengths between give the rest.
    fn spans(&mut self, name: &str, lengths: &[u32]) {
        let mut start = 0;
        let starts = lengths.iter().map(|length| {
            start += length;
            start - length
        });
        let starts: Vec<u32> = starts.step_by(STRIDE).collect();
        self.column(&format!("{name}_LENGTH"), lengths.to_vec());
        self.column(&format!("{name}_START"), starts);
        let line =
            format!("pub(crate) const {name}: Spans = Spans {{ lengths: {name}_LENGTH, starts: {name}_START }};");
        writeln!(self.code, "{line}").expect("writing to a String does not fail");
    }
}
