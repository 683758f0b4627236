//! The pages of the rules, gathered by `build/pages.rs` from the rules' own files.

use crate::catalogue::Source;

/// What a rule says to someone who never heard of it: `explain`, the page and the static site show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The rule's id.
    pub id: &'static str,
    pub title: &'static str,
    /// The whole page, its title included.
    pub markdown: &'static str,
    /// What `## Sources` names.
    pub sources: &'static [Source],
}

/// Every page, by id.
pub fn pages() -> &'static [Page] {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"))
}

/// One rule's page.
pub fn page(id: &str) -> Option<&'static Page> {
    pages().iter().find(|page| page.id == id)
}
