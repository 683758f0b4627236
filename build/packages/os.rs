//! `os/*.txt` → one line a package, sorted, and an index from every name that is not a line's key to its block of lines.

use super::Output;
use super::stanza::{Sheet, Stanza};
use std::collections::{BTreeMap, BTreeSet};

/// The name columns, in the order of `OsPackage`.
const NAMES: [&str; 5] = ["debian12", "debian13", "alpine", "wolfi", "fedora"];
const ALSO: [&str; 3] = ["also.debian", "also.alpine", "also.fedora"];
const ROLES: [(&str, char); 12] = [
    ("build-only", 'b'),
    ("runtime-library", 'l'),
    ("runtime-tool", 't'),
    ("runtime-service", 's'),
    ("language-runtime", 'r'),
    ("certificates", 'c'),
    ("time-zones", 'z'),
    ("locale", 'o'),
    ("fonts", 'f'),
    ("init", 'i'),
    ("noise", 'n'),
    ("debug", 'd'),
];
/// Lines in a block: a look-up reads one or two blocks.
const BLOCK: usize = 16;
const BUCKETS: usize = 1024;
const SUPER: usize = 64;

/// Every row by its id: the columns in full.
pub struct Rows<'a>(BTreeMap<&'a str, Vec<String>>);

impl Rows<'_> {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The names in one distribution, row by row, without their marks.
    pub fn names(&self, distro: &str) -> Vec<Vec<&str>> {
        let column = 2 + NAMES.iter().position(|name| *name == distro).expect("a column of os/");
        self.0.values().map(|columns| words(&columns[column])).collect()
    }
}

fn words(names: &str) -> Vec<&str> {
    names.split(' ').filter(|name| !name.is_empty()).map(|name| name.trim_end_matches(MARKS)).collect()
}

/// `?`, `~`: evidence; `-`, `<`: gone; `>`: came with Debian 13; `*`: only provided there.
const MARKS: [char; 6] = ['?', '~', '-', '<', '>', '*'];

/// Writes `OS`, its blocks, its index and `OS_SOURCES`.
pub fn compile<'a>(sheets: &'a [Sheet], out: &mut Output, faults: &mut Vec<String>) -> Rows<'a> {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for sheet in sheets {
        for stanza in &sheet.stanzas {
            if rows.insert(&stanza.name, columns(sheet, stanza, faults)).is_some() {
                faults.push(format!("os/{}:{}: {} is there twice", sheet.name, stanza.line, stanza.name));
            }
        }
    }
    write_sources(sheets, out, faults);
    write_lines(&rows, out);
    write_index(&rows, out);
    Rows(rows)
}

/// Id, role, five name columns, five run-time columns, three alias columns.
fn columns(sheet: &Sheet, stanza: &Stanza, faults: &mut Vec<String>) -> Vec<String> {
    let known: Vec<String> = NAMES
        .iter()
        .chain(&["debian"])
        .flat_map(|name| [(*name).to_owned(), format!("run.{name}")])
        .chain(ALSO.map(String::from))
        .chain(["role".into(), "run".into()])
        .collect();
    stanza.only(&sheet.name, &known.iter().map(String::as_str).collect::<Vec<_>>(), faults);
    let mut columns = vec![stanza.name.clone(), role(sheet, stanza, faults)];
    columns.extend(NAMES.map(|name| field(stanza, "", name)));
    columns.extend(NAMES.map(|name| field(stanza, "run.", name)));
    columns.extend(ALSO.map(|name| stanza.get(name).unwrap_or_default().to_owned()));
    columns
}

fn role(sheet: &Sheet, stanza: &Stanza, faults: &mut Vec<String>) -> String {
    let written = stanza.get("role").or(sheet.head("role")).unwrap_or_default();
    match ROLES.iter().find(|(role, _)| *role == written) {
        Some((_, letter)) => letter.to_string(),
        None => {
            faults.push(format!("os/{}:{}: {} has no role", sheet.name, stanza.line, stanza.name));
            String::new()
        }
    }
}

/// `debian` stands for both Debian columns, `run none` for every run-time column.
fn field(stanza: &Stanza, prefix: &str, name: &str) -> String {
    let own = stanza.get(&format!("{prefix}{name}"));
    let debian = || if name.starts_with("debian") { stanza.get(&format!("{prefix}debian")) } else { None };
    let all = || if prefix.is_empty() { None } else { stanza.get("run") };
    own.or_else(debian).or_else(all).unwrap_or_default().to_owned()
}

fn write_sources(sheets: &[Sheet], out: &mut Output, faults: &mut Vec<String>) {
    let mut shared = None;
    for sheet in sheets {
        let sources = sheet.sources(faults);
        let keys: Vec<&str> = sources.iter().map(|(key, _)| key.as_str()).collect();
        if keys != ["debian", "alpine", "wolfi", "fedora"] {
            faults.push(format!(
                "os/{}: each of debian, alpine, wolfi, fedora needs its source, in that order",
                sheet.name
            ));
        }
        if shared.get_or_insert_with(|| sources.clone()) != &sources {
            faults.push(format!("os/{}: its sources differ from those of the other files", sheet.name));
        }
    }
    let list: Vec<String> = shared.unwrap_or_default().iter().map(|(_, origin)| origin.rust()).collect();
    out.rust(&format!("pub static OS_SOURCES: [Source; {}] = [{}];", list.len(), list.join(", ")));
}

fn write_lines(rows: &BTreeMap<&str, Vec<String>>, out: &mut Output) {
    let mut text = String::new();
    let mut starts = Vec::new();
    for (index, columns) in rows.values().enumerate() {
        if index % BLOCK == 0 {
            starts.push(text.len());
        }
        text.push_str(&shortened(columns));
        text.push('\n');
    }
    starts.push(text.len());
    out.text("OS", &text);
    out.numbers("OS_BLOCK_AT", "u16", &starts);
    out.rust(&format!("pub const OS_BLOCK: usize = {BLOCK};"));
}

/// `=` says "as the id", `"` says "as the column before"; empty columns at the end are left out.
fn shortened(columns: &[String]) -> String {
    let mut short: Vec<&str> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        short.push(match column.as_str() {
            text if index < 2 || text.is_empty() => text,
            text if index > 2 && text == columns[index - 1] => "\"",
            text if text == columns[0] => "=",
            text => text,
        });
    }
    short.join("\t").trim_end_matches('\t').to_owned()
}

fn write_index(rows: &BTreeMap<&str, Vec<String>>, out: &mut Output) {
    let mut buckets = vec![BTreeSet::new(); BUCKETS];
    for (index, columns) in rows.values().enumerate() {
        let others = columns.iter().skip(2).flat_map(|names| words(names)).filter(|name| *name != columns[0]);
        for name in others {
            buckets[hash(name) % BUCKETS].insert(index / BLOCK);
        }
    }
    let counts: Vec<usize> = buckets.iter().map(BTreeSet::len).collect();
    let starts: Vec<usize> = (0..BUCKETS / SUPER).map(|group| counts[..group * SUPER].iter().sum()).collect();
    let blocks: Vec<usize> = buckets.iter().flatten().copied().collect();
    out.numbers("OS_COUNTS", "u8", &counts);
    out.numbers("OS_STARTS", "u16", &starts);
    out.numbers("OS_BLOCKS", "u8", &blocks);
}

/// FNV-1a; `src/catalogue/packages/os.rs` has the same.
fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 8) as usize
}
