//! The pages of the rules: the module doc of every file in `src/rules` that has one with a `## What it is`.
//!
//! A page without a title, a heading or a source stops the build and says what is missing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const ROOM: &str = "src/rules";
const HEADINGS: [&str; 6] =
    ["## What it is", "## Why it matters", "## What to do", "## When not to", "## Example", "## Sources"];

/// Writes `pages.rs` into the build's own directory.
pub fn gather() -> io::Result<()> {
    println!("cargo::rerun-if-changed={ROOM}");
    println!("cargo::rerun-if-changed=build");
    let mut code = String::from("&[\n");
    for path in files()? {
        if let Some(text) = page(&path)? {
            code.push_str(&entry(&path, &text)?);
        }
    }
    code.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(PathBuf::from(out).join("pages.rs"), code)
}

fn files() -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(ROOM)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
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

fn entry(path: &Path, text: &str) -> io::Result<String> {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
    let wrong = |what: &str| io::Error::other(format!("the page of `{id}` has no {what}"));
    for heading in HEADINGS {
        text.lines().find(|line| *line == heading).ok_or_else(|| wrong(heading))?;
    }
    let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).ok_or_else(|| wrong("title"))?;
    let sources = sources(text);
    if sources.is_empty() {
        return Err(wrong("source"));
    }
    let mut code = String::new();
    let _ = writeln!(code, "Page {{ id: {id:?}, title: {title:?}, markdown: {text:?}, sources: &[{sources}] }},");
    Ok(code)
}

/// The day the pages were written; their sources are living documents.
const WRITTEN: &str = "2026-11-21";

/// `- [title](url)` below `## Sources`.
fn sources(text: &str) -> String {
    let below = text.lines().skip_while(|line| *line != "## Sources");
    below.filter_map(source).collect::<Vec<_>>().join(", ")
}

fn source(line: &str) -> Option<String> {
    let (title, rest) = line.strip_prefix("- [")?.split_once("](")?;
    let url = rest.strip_suffix(')')?;
    Some(format!("Source {{ title: {title:?}, url: {url:?}, as_of: {WRITTEN:?} }}"))
}
