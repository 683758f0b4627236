//! The pages of the rules, gathered by `build/pages.rs` from the rules' own files.

use crate::catalogue::Source;
use std::sync::OnceLock;

/// What a rule says to someone who never heard of it: `explain`, the page and the static site show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rule's id.
    pub id: &'static str,
    pub title: &'static str,
    /// The whole page, its title included.
    pub markdown: &'static str,
    /// What `## Sources` names.
    pub sources: Vec<Source>,
}

/// The day the pages were written; their sources are living documents.
const WRITTEN: &str = "2026-11-21";

static PAGES: OnceLock<Vec<Page>> = OnceLock::new();

/// Every page, by id. In the browser there are none until they are [learned](learn).
pub fn pages() -> &'static [Page] {
    #[cfg(not(target_arch = "wasm32"))]
    PAGES.get_or_init(|| read(include_str!(concat!(env!("OUT_DIR"), "/pages.txt"))));
    PAGES.get().map_or(&[], Vec::as_slice)
}

/// One rule's page.
pub fn page(id: &str) -> Option<&'static Page> {
    pages().iter().find(|page| page.id == id)
}

/// Takes the file that `cargo xtask build` made of the pages.
pub fn learn(file: String) {
    _ = PAGES.set(read(file.leak()));
}

fn read(file: &'static str) -> Vec<Page> {
    file.split_terminator('\u{1e}').filter_map(one).collect()
}

fn one(text: &'static str) -> Option<Page> {
    let (id, markdown) = text.split_once('\n')?;
    let title = markdown.lines().next()?.strip_prefix("# ")?;
    let sources = markdown.lines().skip_while(|line| *line != "## Sources").filter_map(source).collect();
    Some(Page { id, title, markdown, sources })
}

/// `- [title](url)`
fn source(line: &'static str) -> Option<Source> {
    let (title, rest) = line.strip_prefix("- [")?.split_once("](")?;
    Some(Source { title, url: rest.strip_suffix(')')?, as_of: WRITTEN })
}
