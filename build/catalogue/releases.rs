//! On which release the tags of an official image stood when they were last listed.
//!
//! `src/catalogue/releases.rs` reads what is written here, and says the form.

use super::Wrong;
use super::block::{Line, files, lines, source};
use super::images::Repository;
use super::lifecycles::Systems;
use super::pack::{Cell, Pack};
use std::collections::BTreeMap;
use std::path::Path;

/// The letter of the first release; `src/catalogue/releases.rs` has the same.
const FIRST: u8 = b'@';
/// The most numbers a version has there.
const MOST: usize = 4;

/// Of each repository, its makes in the order in which they are tried.
pub type Releases = BTreeMap<String, Vec<Make>>;

pub struct Make {
    must: String,
    may: String,
    steps: Vec<Step>,
}

/// From this version on: the release, or none where it is not known.
struct Step {
    version: Vec<u32>,
    release: Option<String>,
}

pub fn read(folder: &Path) -> Result<Releases, Wrong> {
    let mut all = Releases::new();
    for path in files(folder)? {
        let lines = lines(&path)?;
        // The rows of the repositories name the same source; the tables need it once.
        source(&lines, &path)?;
        let mut makes = None;
        for line in &lines {
            match line.pair() {
                Some(("source" | "as-of", _)) => {}
                Some(("repository", name)) => makes = Some(all.entry(name.to_string()).or_default()),
                Some(("tags", text)) => {
                    makes.as_mut().ok_or_else(|| line.wrong("no repository"))?.push(make(line, text)?)
                }
                _ => {
                    let make =
                        makes.as_mut().and_then(|makes| makes.last_mut()).ok_or_else(|| line.wrong("no tags"))?;
                    make.add(line)?;
                }
            }
        }
    }
    Ok(all)
}

fn make(line: &Line, text: &str) -> Result<Make, Wrong> {
    let (must, may) = text.split_once(" | ").ok_or_else(|| line.wrong("`words | words` is needed"))?;
    let [must, may] = [must, may].map(|words| if words == "_" { String::new() } else { words.to_string() });
    Ok(Make { must, may, steps: Vec::new() })
}

impl Make {
    fn add(&mut self, line: &Line) -> Result<(), Wrong> {
        let words: Vec<&str> = line.text.split(' ').collect();
        for pair in words.chunks(2) {
            let [version, release] = *pair else { return Err(line.wrong("a version without a release")) };
            let numbers: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
            let version = numbers.map_err(|_| line.wrong("not a version"))?;
            if version.len() > MOST || self.steps.last().is_some_and(|last| last.version >= version) {
                return Err(line.wrong("too long a version, or out of order"));
            }
            self.steps.push(Step { version, release: (release != "?").then(|| release.to_string()) });
        }
        Ok(())
    }

    fn line(&self, letters: &BTreeMap<&str, u8>) -> String {
        let mut text = format!("{}|{}|", self.must, self.may);
        let (mut before, mut above): (&[u32], u8) = (&[], 0);
        for step in &self.steps {
            text.push_str(&numbers(before, &step.version));
            let letter = step.release.as_ref().map_or(b'?', |release| letters[release.as_str()]);
            text.push(if letter == above + 1 { '+' } else { letter.into() });
            above = if letter == b'?' { above } else { letter };
            before = &step.version;
        }
        text + "\n"
    }
}

// The numbers from the first that differs: by how much it grew, then those behind it. All of them where there are more
// or fewer than before.
fn numbers(before: &[u32], version: &[u32]) -> String {
    let join = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    let same = before.iter().zip(version).take_while(|(one, other)| one == other).count();
    if before.len() != version.len() {
        return format!("={}", join(version));
    }
    let mut rest = version[same..].to_vec();
    rest[0] -= before[same];
    join(&rest)
}

/// Writes `catalogue.releases`: a line each make, repository by repository.
pub fn pack(
    releases: &Releases,
    repositories: &[Repository],
    systems: &Systems,
    pack: &mut Pack,
    out: &Path,
) -> Result<(), Wrong> {
    let (letters, used) = letters(releases, systems)?;
    let (mut heads, mut lengths, mut stream) = (Vec::new(), Vec::new(), String::new());
    for (name, makes) in releases {
        let at = repositories.iter().position(|repository| repository.name == *name);
        let at = at.ok_or_else(|| format!("{name}: releases of a repository without a block"))?;
        let start = stream.len();
        makes.iter().for_each(|make| stream.push_str(&make.line(&letters)));
        heads.push(vec![Cell::Number(at as u32)]);
        lengths.push((stream.len() - start) as u32);
    }
    pack.table(&["STOOD_REPOSITORY"], heads);
    pack.spans("STOOD", lengths);
    pack.column("STOOD_SYSTEM", used.into_iter().map(Cell::Number).collect());
    Pack::stream(out, "catalogue.releases", &stream)
}

// A letter for each release, the later ones of a distribution behind the earlier: a step to the next is a `+`.
fn letters<'a>(releases: &'a Releases, systems: &Systems) -> Result<(BTreeMap<&'a str, u8>, Vec<u32>), Wrong> {
    let mut all = Vec::new();
    for word in releases.values().flatten().flat_map(|make| &make.steps).filter_map(|step| step.release.as_deref()) {
        let name = systems.release(word);
        let number = systems.system(&name).ok_or_else(|| format!("no such release: {word}"))? - 1;
        let (name, version) = name.split_once(' ').unwrap_or((&name, ""));
        let order: Vec<u32> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
        all.push((name.to_string(), order, number, word));
    }
    all.sort();
    all.dedup();
    let letters = all.iter().zip(FIRST..).map(|((.., word), letter)| (*word, letter)).collect();
    Ok((letters, all.iter().map(|(_, _, number, _)| *number).collect()))
}
