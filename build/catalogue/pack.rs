//! The packer: one sorted string table, interned lists, and columns of 8, 16 or 32 bits split into byte planes
//! (the high bytes of a 16-bit column are nearly all alike, which brotli likes).

use super::Wrong;
use super::block::Source;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A value that is written once all strings are known.
#[derive(Clone, Debug)]
pub enum Cell {
    Number(u32),
    /// The place of the text in the string table, plus one; 0 for none.
    Text(Option<String>),
}

#[derive(Default)]
pub struct Pack {
    texts: BTreeSet<String>,
    lists: Vec<Vec<String>>,
    list_of: HashMap<Vec<String>, u32>,
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

    /// The number of a list of texts; equal lists share one number. The empty list is 0.
    pub fn list(&mut self, items: &[String]) -> Cell {
        if self.lists.is_empty() {
            self.lists.push(Vec::new());
            self.list_of.insert(Vec::new(), 0);
        }
        if let Some(&known) = self.list_of.get(items) {
            return Cell::Number(known);
        }
        self.texts.extend(items.iter().filter(|item| !item.is_empty()).cloned());
        let number = self.lists.len() as u32;
        self.lists.push(items.to_vec());
        self.list_of.insert(items.to_vec(), number);
        Cell::Number(number)
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
        self.pack_lists();
        let texts: Vec<String> = self.texts.iter().cloned().collect();
        let place: HashMap<&str, u32> = texts.iter().zip(1..).map(|(text, at)| (text.as_str(), at)).collect();
        let mut blob = Blob::default();
        for (name, cells) in &self.columns {
            blob.column(name, cells.iter().map(|cell| value(cell, &place)).collect());
        }
        self.spans("TEXT", texts.iter().map(|text| text.len() as u32).collect());
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

    fn pack_sources(&mut self) {
        let sources = std::mem::take(&mut self.sources);
        let rows = sources
            .iter()
            .map(|source| vec![self.text(&source.title), self.text(&source.url), self.text(&source.as_of)])
            .collect();
        self.table(&["SOURCE_TITLE", "SOURCE_URL", "SOURCE_DAY"], rows);
    }

    fn pack_lists(&mut self) {
        let lists = std::mem::take(&mut self.lists);
        self.spans("LIST", lists.iter().map(|list| list.len() as u32).collect());
        let items =
            lists.concat().into_iter().map(|item| Cell::Text(Some(item).filter(|item| !item.is_empty()))).collect();
        self.column("LIST_ITEM", items);
    }
}

fn value(cell: &Cell, place: &HashMap<&str, u32>) -> u32 {
    match cell {
        Cell::Number(number) => *number,
        Cell::Text(None) => 0,
        Cell::Text(Some(text)) => place[text.as_str()],
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
        let planes = if widest > 0xffff { 4 } else { 1 + usize::from(widest > 0xff) };
        let (at, rows) = (self.bytes.len(), values.len());
        for plane in 0..planes {
            self.bytes.extend(values.iter().map(|value| (value >> (8 * plane)) as u8));
        }
        let line = format!("pub(crate) const {name}: Column = Column {{ at: {at}, rows: {rows}, planes: {planes} }};");
        writeln!(self.code, "{line}").expect("writing to a String does not fail");
    }

    // Lengths, and every sixteenth start: the lengths between give the rest.
    fn spans(&mut self, name: &str, lengths: &[u32]) {
        let mut start = 0;
        let starts = lengths.iter().map(|length| {
            start += length;
            start - length
        });
        let starts: Vec<u32> = starts.step_by(16).collect();
        self.column(&format!("{name}_LENGTH"), lengths.to_vec());
        self.column(&format!("{name}_START"), starts);
        let line =
            format!("pub(crate) const {name}: Spans = Spans {{ lengths: {name}_LENGTH, starts: {name}_START }};");
        writeln!(self.code, "{line}").expect("writing to a String does not fail");
    }
}
