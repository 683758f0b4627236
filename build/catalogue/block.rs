//! The common form of the data files: `key: value` lines, `[section]` titles, rows with ` | `, `#` comments.

use super::Wrong;
use std::fs;
use std::path::{Path, PathBuf};

/// One meaningful line and where it stands.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub place: String,
}

impl Line {
    /// `key: value`, when the key is a plain word.
    pub fn pair(&self) -> Option<(&str, &str)> {
        let (key, value) = self.text.split_once(": ")?;
        let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        plain.then_some((key, value.trim()))
    }

    /// The fields of a row, split at ` | `.
    pub fn fields(&self) -> Vec<&str> {
        self.text.split(" | ").map(str::trim).collect()
    }

    pub fn wrong(&self, what: &str) -> Wrong {
        format!("{}: {what}: {}", self.place, self.text)
    }
}

/// The meaningful lines of a file.
pub fn lines(path: &Path) -> Result<Vec<Line>, Wrong> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let numbered = text.lines().enumerate();
    let kept = numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    Ok(kept
        .map(|(at, line)| Line { text: line.to_string(), place: format!("{}:{}", path.display(), at + 1) })
        .collect())
}

/// What a file says under a key that it must have.
pub fn need<'a>(lines: &'a [Line], path: &Path, key: &str) -> Result<&'a str, Wrong> {
    let found = lines.iter().filter_map(Line::pair).find(|pair| pair.0 == key);
    found.map(|pair| pair.1).ok_or_else(|| format!("{}: no {key}", path.display()))
}

/// The one source of all rows of a file.
pub fn source(lines: &[Line], path: &Path) -> Result<Source, Wrong> {
    let source = Source::read(need(lines, path, "source")?, need(lines, path, "as-of")?);
    match is_day(&source.as_of) {
        true => Ok(source),
        false => Err(format!("{}: as-of is no day", path.display())),
    }
}

/// Every `.txt` file below a folder, in the order of its path.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Wrong> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|end| end == "txt") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A source line read: title, address (empty when there is none) and the day it is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Source {
    pub title: String,
    pub url: String,
    pub as_of: String,
}

impl Source {
    /// `owner/repo:path@commit`, `owner/repo: what happened there`, `host/path` or plain words. The path stays in the
    /// data file: the tables keep one entry for each snapshot, or they would not fit the budget. A title that follows
    /// from the address is left empty.
    pub fn read(text: &str, as_of: &str) -> Source {
        let url = github(text).or_else(|| host(text)).unwrap_or_default();
        let title = if url.is_empty() { text.trim().to_string() } else { String::new() };
        Source { title, url, as_of: as_of.to_string() }
    }
}

fn github(text: &str) -> Option<String> {
    let (place, commit) = text.split_once('@').unwrap_or((text, ""));
    let repository = place.split(':').next()?.trim();
    let owner = repository.split('/').next()?;
    let plain = repository.split('/').count() == 2 && !repository.contains(' ') && !owner.contains('.');
    let plain = plain && text.contains([':', '@']);
    let hex = commit.len() >= 7 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (plain, hex) {
        (true, true) => Some(format!("https://github.com/{repository}/tree/{commit}")),
        (true, false) => Some(format!("https://github.com/{repository}")),
        _ => None,
    }
}

fn host(text: &str) -> Option<String> {
    let bare = text.trim_start_matches("https://");
    let first = bare.split('/').next()?;
    let named = first.contains('.') && !bare.contains(' ') && bare.contains('/');
    named.then(|| format!("https://{bare}"))
}

/// A day as `YYYY-MM-DD`, or a month as `YYYY-MM`.
pub fn is_day(text: &str) -> bool {
    let shape = |byte: (usize, u8)| if matches!(byte.0, 4 | 7) { byte.1 == b'-' } else { byte.1.is_ascii_digit() };
    matches!(text.len(), 7 | 10) && text.bytes().enumerate().all(shape)
}
