//! Tags that left the list of official images, by version and by suffix.
//!
//! The files also name the tags that left earlier than their version and suffix say; the tables leave those out,
//! so that a day from them reads "by then". Versions and releases whose own lifecycle has ended are left out too, since
//! the lifecycle says more, and those that a living row still has.

use super::Wrong;
use super::block::{Line, Source, files, is_day, lines, need, source};
use super::images::Repository;
use super::lifecycles::Systems;
use super::pack::{Cell, Pack};
use std::collections::BTreeMap;
use std::path::Path;

pub struct Gone {
    source: Source,
    entries: Vec<Entry>,
}

struct Entry {
    version: bool,
    day: String,
    names: Vec<String>,
}

pub fn read(folder: &Path) -> Result<BTreeMap<String, Gone>, Wrong> {
    let mut all = BTreeMap::new();
    for path in files(folder)? {
        let lines = lines(&path)?;
        let source = source(&lines, &path)?;
        let rows = lines.iter().filter(|line| line.pair().is_none() && !line.text.starts_with("tag "));
        let entries = rows.map(entry).collect::<Result<Vec<_>, _>>()?;
        all.insert(need(&lines, &path, "repository")?.to_string(), Gone { source, entries });
    }
    Ok(all)
}

fn entry(line: &Line) -> Result<Entry, Wrong> {
    let mut words = line.text.split(' ');
    let version = match words.next() {
        Some("version") => true,
        Some("suffix") => false,
        _ => return Err(line.wrong("`version`, `suffix` or `tag` is needed")),
    };
    let day = words.next().filter(|day| is_day(day)).ok_or_else(|| line.wrong("no day"))?;
    Ok(Entry { version, day: day.to_string(), names: words.map(str::to_string).collect() })
}

/// Writes `catalogue.gone`: of each repository in turn, lines of `v` or `s`, the day, and the names.
pub fn pack(
    gone: &BTreeMap<String, Gone>,
    repositories: &[Repository],
    systems: &Systems,
    pack: &mut Pack,
    out: &Path,
) -> Result<(), Wrong> {
    let (mut heads, mut lengths, mut stream) = (Vec::new(), Vec::new(), String::new());
    for (name, gone) in gone {
        let at = repositories.iter().position(|repository| repository.name == *name);
        let at = at.ok_or_else(|| format!("{name}: retired tags of a repository without a block"))?;
        let start = stream.len();
        if !repositories[at].is_retired() {
            gone.entries
                .iter()
                .for_each(|entry| stream.push_str(&entry.kept(&repositories[at], systems, &gone.source.as_of)));
        }
        let source = pack.source(&gone.source);
        heads.push(vec![Cell::Number(at as u32), Cell::Number(source)]);
        lengths.push((stream.len() - start) as u32);
    }
    pack.table(&["GONE_REPOSITORY", "GONE_SOURCE"], heads);
    pack.spans("GONE", lengths);
    Pack::stream(out, "catalogue.gone", &stream)
}

impl Entry {
    fn kept(&self, repository: &Repository, systems: &Systems, as_of: &str) -> String {
        let ended = |name: &&String| match self.version {
            true => repository.cycles().is_some_and(|product| systems.line_ended(&product, name, as_of)),
            false => systems.suffix_ended(name, as_of),
        };
        // Suffixes of many words (`openjdk-8-lein-alpine`) are rare and cost the page kilobytes.
        let rare = |name: &&String| name.split('-').count() > 3;
        let kept = |name: &&String| !ended(name) && !rare(name) && !repository.lists(self.version, name);
        let names: Vec<&str> = self.names.iter().filter(kept).map(String::as_str).collect();
        match names.is_empty() {
            true => String::new(),
            // The month is enough: the day itself stays in the data file.
            false => format!("{}{} {}\n", if self.version { 'v' } else { 's' }, &self.day[..7], names.join(" ")),
        }
    }
}
