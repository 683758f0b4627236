//! What became of each kind, as a table: printed, and kept in `target/measured/hostile.txt`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// One kind in one place.
pub struct Row {
    /// `command line`, `Firefox` …
    pub place: String,
    pub kind: String,
    pub cases: usize,
    /// The slowest answer and the case it was to.
    pub slowest: (Duration, String),
    pub wrongs: Vec<String>,
}

impl Row {
    pub fn new(place: &str, kind: &str) -> Self {
        let (place, kind) = (place.to_owned(), kind.to_owned());
        Self { place, kind, cases: 0, slowest: (Duration::ZERO, String::new()), wrongs: Vec::new() }
    }

    /// Counts a case in.
    pub fn add(&mut self, took: Duration, name: &str, wrongs: Vec<String>) {
        self.cases += 1;
        if took >= self.slowest.0 {
            self.slowest = (took, name.to_owned());
        }
        self.wrongs.extend(wrongs);
    }

    fn written(&self) -> String {
        let (took, name) = &self.slowest;
        let result = if self.wrongs.is_empty() { "well".to_owned() } else { format!("{} WRONG", self.wrongs.len()) };
        let (place, kind, cases, took) = (&self.place, &self.kind, self.cases, took.as_secs_f32());
        format!("| {place:<14} | {kind:<10} | {cases:>5} | {took:>7.2} s | {name:<44} | {result} |")
    }
}

const HEAD: &str = "| where          | kind       | cases | slowest   | which                                        | result |\n|---|---|---|---|---|---|";

/// Prints the rows, and keeps them beside those of other places.
pub fn keep(rows: &[Row]) {
    static ONE: Mutex<()> = Mutex::new(());
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = folder();
    let file = folder.join("hostile.txt");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let again = |line: &&str| {
        let mut cells = line.split('|').skip(1).map(str::trim);
        let (place, kind) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        !line.starts_with("| where")
            && !line.starts_with("|---")
            && !rows.iter().any(|row| row.place == place && row.kind == kind)
    };
    let mut lines: Vec<String> = old.lines().filter(again).map(str::to_owned).collect();
    lines.extend(rows.iter().map(Row::written));
    lines.sort();
    let mut text = format!("{HEAD}\n");
    lines.iter().for_each(|line| _ = writeln!(text, "{line}"));
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &text)).expect("the table can be written");
    println!("{HEAD}");
    rows.iter().for_each(|row| println!("{}", row.written()));
}

/// `target/measured/` of the workspace.
pub fn folder() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().find(|folder| folder.join("Cargo.lock").exists()).unwrap_or(&here).to_path_buf();
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from).join("measured")
}

/// Nothing is wrong, or the first two dozen of what is.
pub fn must_be_well(rows: &[Row]) {
    let wrongs: Vec<&String> = rows.iter().flat_map(|row| &row.wrongs).collect();
    let some: Vec<&str> = wrongs.iter().take(25).map(|wrong| wrong.as_str()).collect();
    assert!(wrongs.is_empty(), "{} wrong:\n{}", wrongs.len(), some.join("\n"));
}
