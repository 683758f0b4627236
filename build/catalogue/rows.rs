//! One row: its tags, and what is said of it alone.

use super::Wrong;
use super::block::{Line, is_day};
use super::images::Repository;
use super::pack::{Cell, Pack};

pub const COLUMNS: [&str; 8] =
    ["ROW_MADE", "ROW_RUN", "ROW_GIVEN", "ROW_SYSTEM", "ROW_VERSION", "ROW_SIBLING", "ROW_PACKAGES", "ROW_FLAGS"];
/// What is said of a row that has a size of its own.
pub const SIZE: [&str; 4] = ["SIZE_AMD64", "SIZE_ARM64", "SIZE_DAY", "SIZE_ESTIMATED"];

/// Flags: the package count is an estimate; the row is a pre-release.
const GUESSED: u32 = 1;
const PRE: u32 = 2;

/// Codenames of Debian and Ubuntu that suffixes carry.
const RELEASES: [&str; 10] =
    ["_", "trixie", "bookworm", "bullseye", "buster", "forky", "sid", "noble", "jammy", "resolute"];

pub type Key = (Vec<String>, Vec<String>);

#[derive(Default, Clone)]
pub struct Row {
    pub keys: Vec<Key>,
    pub place: String,
    pub version: String,
    pub size: Option<Size>,
    pub packages: Option<(u32, bool)>,
    pub pre: bool,
    pub by: String,
}

#[derive(Clone)]
pub struct Size {
    amd64: Option<u64>,
    arm64: Option<u64>,
    day: String,
    estimate: bool,
}

pub fn row(line: &Line) -> Result<Row, Wrong> {
    let mut row = Row { place: line.place.clone(), ..Row::default() };
    let parts: Vec<&str> = line.text.split(" ; ").collect();
    for (at, part) in parts.iter().enumerate() {
        let fields: Vec<&str> = part.split(" | ").collect();
        let words =
            |field: &str| field.split(' ').filter(|word| !word.is_empty()).map(str::to_string).collect::<Vec<_>>();
        let last = at + 1 == parts.len();
        match fields[..] {
            [versions, suffixes] => row.keys.push((words(versions), words(suffixes))),
            [versions, suffixes, options] if last => {
                row.keys.push((words(versions), words(suffixes)));
                options.split(' ').try_for_each(|option| row.option(option)).map_err(|wrong| line.wrong(&wrong))?;
            }
            _ => return Err(line.wrong("`versions | suffixes | options` is needed")),
        }
    }
    if row.size.is_some() && row.by.is_empty() {
        return Err(line.wrong("a size without `by=`, its source"));
    }
    Ok(row)
}

impl Row {
    fn option(&mut self, option: &str) -> Result<(), Wrong> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| format!("not a number: {text}"));
        if let Some(version) = option.strip_prefix("version=") {
            self.version = version.to_string();
        } else if let Some(size) = option.strip_prefix("size=") {
            self.size = Some(Size::read(size, false)?);
        } else if let Some(size) = option.strip_prefix("estimate=") {
            self.size = Some(Size::read(size, true)?);
        } else if let Some(count) = option.strip_prefix("packages=") {
            self.packages = Some((number(count)?, false));
        } else if let Some(count) = option.strip_prefix("packages~") {
            self.packages = Some((number(count)?, true));
        } else if let Some(by) = option.strip_prefix("by=") {
            self.by = by.to_string();
        } else if option == "pre" {
            self.pre = true;
        } else if option != "superseded" {
            return Err(format!("no such option: {option}"));
        }
        Ok(())
    }

    /// Nothing is measured of it, and every tag names the release it stands on.
    pub fn pins(&self) -> bool {
        let release = |suffix: &String| suffix.split('-').any(is_release);
        let suffixes = || self.keys.iter().flat_map(|key| &key.1);
        self.size.is_none() && self.packages.is_none() && !self.pre && suffixes().all(release)
    }

    /// The same line and make.
    pub fn is_like(&self, other: &Row) -> bool {
        let line = |row: &Row| row.keys.first().and_then(|key| key.0.first().cloned());
        line(self) == line(other) && self.version == other.version && self.bare() == other.bare()
    }

    // The first suffix without the words that name its release.
    fn bare(&self) -> Vec<String> {
        let suffix = self.keys.first().and_then(|key| key.1.first()).map(String::as_str).unwrap_or_default();
        suffix.split('-').filter(|word| !is_release(word)).map(str::to_string).collect()
    }

    /// The first suffix carries these words, whatever else it says.
    pub fn carries(&self, words: &str) -> bool {
        let make = self.make();
        words.split('-').filter(|word| *word != "_").all(|word| make.iter().any(|own| own == word))
    }

    /// The words of the first suffix that name no release: `slim` of `slim-trixie`, `jre` of `jre-alpine-3.22`.
    fn make(&self) -> Vec<String> {
        let suffix = self.keys.first().and_then(|key| key.1.first()).map(String::as_str).unwrap_or_default();
        let words = suffix.split(['-', '.']).map(|word| word.trim_end_matches(|letter: char| letter.is_ascii_digit()));
        words.filter(|word| !word.is_empty() && !RELEASES.contains(word)).map(str::to_string).collect()
    }

    /// The nearest measured row of the same make (family, purpose, words of the suffix) on the same release in the
    /// repository, for a row without a size.
    pub fn sibling(&self, repository: &Repository, at: usize) -> Option<usize> {
        if self.size.is_some() {
            return None;
        }
        let make = |place: usize| {
            let attributes = &repository.rows[place].0;
            (["family", "purpose", "os"].map(|key| attributes.get(key).cloned()), repository.rows[place].1.make())
        };
        let alike = (0..repository.rows.len())
            .filter(|&other| repository.rows[other].1.size.is_some() && make(other) == make(at));
        let lines = |place: usize| repository.rows[place].1.keys.first().and_then(|key| key.0.first().cloned());
        alike.min_by_key(|&other| (lines(other) != lines(at), other.abs_diff(at)))
    }
}

// `bookworm`, `alpine3.22`, `ubuntu22.04`: a word of a suffix that names a distribution's release.
fn is_release(word: &str) -> bool {
    let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let numbered = ["alpine", "debian", "ubuntu", "azurelinux", "ubi", "ol"].contains(&letters) && letters != word;
    numbered || RELEASES[1..].contains(&word)
}

impl Size {
    // `amd64/arm64@day`, a dash for a side that was not measured. Bytes are kept to the hundred.
    fn read(text: &str, estimate: bool) -> Result<Size, Wrong> {
        let wrong = || format!("`amd64/arm64@day` is needed: {text}");
        let (bytes, day) = text.split_once('@').ok_or_else(wrong)?;
        let (amd64, arm64) = bytes.split_once('/').ok_or_else(wrong)?;
        let side = |text: &str| if text == "-" { Ok(None) } else { text.parse().map(Some).map_err(|_| wrong()) };
        if !is_day(day) {
            return Err(wrong());
        }
        Ok(Size { amd64: side(amd64)?, arm64: side(arm64)?, day: day.to_string(), estimate })
    }
}

/// The cells of a row after its profile and system.
pub fn cells(row: &Row, sibling: Option<usize>, pack: &mut Pack) -> Vec<Cell> {
    let (count, guessed) = row.packages.unwrap_or((0, false));
    let flags = if guessed { GUESSED } else { 0 } + if row.pre { PRE } else { 0 };
    let sibling = sibling.map_or(0, |at| at as u32 + 1);
    vec![pack.text(&row.version), Cell::Number(sibling), Cell::Number(count), Cell::Number(flags)]
}

/// The cells of its own size. Thousands of bytes: nobody reads more digits, and they cost the page three kilobytes.
pub fn size(row: &Row, pack: &mut Pack) -> Option<Vec<Cell>> {
    let size = row.size.as_ref()?;
    let [amd64, arm64] = [size.amd64, size.arm64].map(|bytes| bytes.map_or(0, |bytes| bytes.div_ceil(1000) as u32));
    let beside = if arm64 == 0 { 0 } else { 1 + apart(amd64, arm64) };
    let day = pack.text(&size.day);
    Some(vec![Cell::Number(amd64), Cell::Number(beside), day, Cell::Number(size.estimate.into())])
}

// How much more the other is, the sign in the last bit: both sides of an image weigh nearly the same.
fn apart(one: u32, other: u32) -> u32 {
    let more = 2 * (i64::from(other) - i64::from(one));
    (if more < 0 { -more - 1 } else { more }) as u32
}
