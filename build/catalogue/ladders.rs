//! Ladders: for each workload the repositories and words that make its rungs, checked to exist.

use super::Wrong;
use super::block::{Line, files, is_day, lines};
use super::images::Repository;
use super::pack::{Cell, Pack};
use std::path::Path;

pub struct Ladder {
    workload: String,
    rungs: Vec<Line>,
}

pub fn read(folder: &Path) -> Result<Vec<Ladder>, Wrong> {
    let mut all: Vec<Ladder> = Vec::new();
    for path in files(folder)? {
        let lines = lines(&path)?;
        let dated = lines.iter().any(|line| matches!(line.pair(), Some(("as-of", day)) if is_day(day)));
        if !dated || !lines.iter().any(|line| matches!(line.pair(), Some(("source", _)))) {
            return Err(format!("{}: no source or no date", path.display()));
        }
        for line in lines {
            match (line.pair(), all.last_mut()) {
                (Some(("workload", name)), _) => all.push(Ladder { workload: name.to_string(), rungs: Vec::new() }),
                (Some(("source" | "as-of", _)), _) => {}
                (None, Some(open)) => open.rungs.push(line),
                _ => return Err(line.wrong("not understood")),
            }
        }
    }
    all.sort_by(|one, other| one.workload.cmp(&other.workload));
    Ok(all)
}

pub fn pack(ladders: &[Ladder], repositories: &[Repository], pack: &mut Pack) -> Result<(), Wrong> {
    let (mut heads, mut lengths, mut rungs, mut wrongs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ladder in ladders {
        heads.push(vec![pack.text(&ladder.workload)]);
        lengths.push(ladder.rungs.len() as u32);
        for line in &ladder.rungs {
            let (name, words) = line.text.split_once(" | ").unwrap_or((&line.text, "_"));
            match repository(repositories, name) {
                None => wrongs.push(line.wrong("no such repository")),
                Some(at) if !repositories[at].rows.iter().any(|row| row.1.carries(words)) => {
                    wrongs.push(line.wrong("no row of this repository has these words"));
                }
                Some(at) => rungs.push(vec![Cell::Number(at as u32), pack.text(words)]),
            }
        }
    }
    if !wrongs.is_empty() {
        return Err(wrongs.join("\n"));
    }
    pack.table(&["LADDER_NAME"], heads);
    pack.spans("LADDER", lengths);
    pack.table(&["RUNG_REPOSITORY", "RUNG_WORDS"], rungs);
    Ok(())
}

fn repository(repositories: &[Repository], name: &str) -> Option<usize> {
    let full = [name.to_string(), format!("docker.io/library/{name}"), format!("docker.io/{name}")];
    full.iter().find_map(|full| repositories.iter().position(|repository| repository.name == *full))
}
