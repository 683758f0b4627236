//! The pages of the rules: the module doc of every file in `src/rules` that has one with a `## What it is`.
//!
//! A page without a title, a heading or a source stops the build and says what is missing. `cargo xtask build` uses this
//! too: the browser fetches the pages when a reader wants them.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Below the package's own folder.
pub const ROOM: &str = "src/rules";

const HEADINGS: [&str; 6] =
    ["## What it is", "## Why it matters", "## What to do", "## When not to", "## Example", "## Sources"];

/// Every page after its rule's id and a line end; each ends with `\u{1e}`.
pub fn gather(room: &Path) -> io::Result<String> {
    let mut all = String::new();
    for path in files(room)? {
        if let Some(text) = page(&path)? {
            let id = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
            check(&id, &text)?;
            all += &format!("{id}\n{text}\u{1e}");
        }
    }
    Ok(all)
}

fn files(room: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(room)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    paths.sort();
    Ok(paths)
}

/// The module doc, when it is a rule's page.
fn page(path: &Path) -> io::Result<Option<String>> {
    let text = fs::read_to_string(path)?;
    let doc = text.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = doc.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let page = lines.join("\n").trim().to_string();
    Ok(page.contains(HEADINGS[0]).then_some(page))
}

fn check(id: &str, text: &str) -> io::Result<()> {
    let wrong = |what: &str| Err(io::Error::other(format!("the page of `{id}` has no {what}")));
    if let Some(missing) = HEADINGS.iter().find(|heading| !text.lines().any(|line| line == **heading)) {
        return wrong(missing);
    }
    if !text.starts_with("# ") {
        return wrong("title");
    }
    let sources = text.lines().skip_while(|line| *line != "## Sources");
    if sources.filter(|line| line.starts_with("- [")).count() == 0 {
        return wrong("source");
    }
    Ok(())
}
