//! What the tests of rewriting share: files to rewrite, and every rewrite that is offered of one.

use basewise::advice::{Advice, Recommendation, Rewrite};
use basewise::rewrite;
use basewise::wishes::{Companion, Input, Wishes};

/// Each rewrite that the advice offers, with what it is for.
pub fn offered(advice: &Advice) -> impl Iterator<Item = (&Recommendation, Rewrite)> {
    advice.recommendations.iter().filter_map(|one| Some((one, of(advice, one)?)))
}

pub fn of(advice: &Advice, one: &Recommendation) -> Option<Rewrite> {
    rewrite::apply(advice, &one.candidate, &Wishes::default())
}

/// Every Dockerfile of the workloads with what lies beside it, those of the corpus, and those of a folder named by
/// `BASEWISE_FILES`; every nth of them where `REWRITE_STRIDE` says so, for a quick look.
pub fn inputs() -> Vec<(String, Input)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workloads");
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the workloads").flatten() {
        if entry.path().extension().is_some_and(|end| end == "md") && entry.file_name() != "README.md" {
            inputs.extend(blocks(&std::fs::read_to_string(entry.path()).expect("a page")));
        }
    }
    if let Ok(folder) = std::env::var("BASEWISE_FILES") {
        for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                inputs.push((entry.path().display().to_string(), Input::pasted(text)));
            }
        }
    }
    inputs.extend(corpus());
    assert!(inputs.len() >= 500);
    let stride = std::env::var("REWRITE_STRIDE").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    inputs.into_iter().step_by(stride).collect()
}

fn blocks(page: &str) -> Vec<(String, Input)> {
    let mut found: Vec<(String, Input)> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            found.push((name.into(), Input::pasted("")));
        }
        let (Some(info), Some((_, input))) = (line.strip_prefix("```"), found.last_mut()) else { continue };
        let body: String =
            lines.by_ref().take_while(|line| !line.starts_with("```")).map(|line| format!("{line}\n")).collect();
        match info.strip_prefix("file ") {
            Some(path) => input.companions.push(Companion { path: path.trim().into(), text: body }),
            None => input.text = body,
        }
    }
    found.retain(|(_, input)| !input.text.is_empty());
    found
}

/// The corpus that the reader is tested with: what people and generators make of the language.
fn corpus() -> Vec<(String, Input)> {
    let folder = |name: &str| format!("{}/tests/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<std::path::PathBuf> = ["hand", "generated"]
        .iter()
        .flat_map(|name| std::fs::read_dir(folder(name)).expect("the corpus").flatten().map(|entry| entry.path()))
        .collect();
    paths.sort();
    let read =
        |path: &std::path::PathBuf| Some((path.file_name()?.to_string_lossy().into_owned(), std::fs::read(path).ok()?));
    let files = paths.iter().filter_map(read);
    files.map(|(name, bytes)| (name, Input::pasted(String::from_utf8_lossy(&bytes).into_owned()))).collect()
}
