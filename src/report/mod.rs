//! Advice → JSON, SARIF, Markdown, text.
//!
//! Every report is a pure function of the advice and the wishes it was given for.

mod adr;
mod days;
pub mod fleet;
pub mod json;
pub mod outline;
pub mod page;
pub mod read;
pub mod sarif;
pub mod words;

pub use crate::advice::figures;

use crate::advice::Advice;
use crate::wishes::Wishes;

/// What a report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    /// One JSON object a line, one line a file.
    Jsonl,
    Sarif,
    Markdown,
    /// A decision record.
    Adr,
    /// Only of a rewrite.
    Diff,
}

impl Format {
    pub const NAMES: &[&str] = &["text", "json", "jsonl", "sarif", "markdown", "adr", "diff"];

    /// A format by its name on the command line.
    pub fn named(name: &str) -> Option<Format> {
        const ALL: [Format; 7] =
            [Format::Text, Format::Json, Format::Jsonl, Format::Sarif, Format::Markdown, Format::Adr, Format::Diff];
        Format::NAMES.iter().position(|known| *known == name).map(|at| ALL[at])
    }
}

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub file: String,
    pub problem: String,
}

/// The report on one file, ending in a line end. All that the browser's page needs: what sums up many stays out of it.
pub fn one(advice: &Advice, wishes: &Wishes, format: Format) -> String {
    match format {
        Format::Json => json::object(advice, wishes).text(true) + "\n",
        Format::Jsonl => json::object(advice, wishes).text(false) + "\n",
        Format::Sarif => format!("{:#}\n", sarif::log(&[advice], &[])),
        Format::Markdown | Format::Diff => page::markdown(&outline::page(advice, wishes)),
        Format::Adr => page::markdown(&adr::page(advice, wishes)),
        Format::Text => page::text(&outline::page(advice, wishes), page::Ink::Plain),
    }
}

/// The report on one file or many, ending in a line end.
pub fn write(given: &[Result<Advice, Unread>], wishes: &Wishes, format: Format) -> String {
    match format {
        Format::Json => json::pretty(given, wishes),
        Format::Jsonl => json::lines(given, wishes),
        Format::Sarif => {
            let unread: Vec<&Unread> = given.iter().filter_map(|one| one.as_ref().err()).collect();
            format!("{:#}\n", sarif::log(&given.iter().flatten().collect::<Vec<_>>(), &unread))
        }
        Format::Markdown | Format::Diff => page::markdown(&pages(given, wishes, outline::page)),
        Format::Adr => page::markdown(&pages(given, wishes, adr::page)),
        Format::Text => text(given, wishes, page::Ink::Plain),
    }
}

/// What a person reads in a terminal: a file's page, or the summary of a fleet with one line a file.
pub fn text(given: &[Result<Advice, Unread>], wishes: &Wishes, ink: page::Ink) -> String {
    if given.len() < 2 {
        return page::text(&pages(given, wishes, outline::page), ink);
    }
    let told = given.iter().flatten().map(|advice| format!("{}: {}", advice.file, advice.headline));
    let mut blocks = vec![page::Block::List(told.collect())];
    blocks.extend(fleet::page(given, wishes));
    blocks.push(page::Block::Text(words::freshness(wishes.lang, &wishes.today)));
    page::text(&blocks, ink)
}

/// The pages of all files that could be read, one after the other; of several, the summary first.
fn pages(
    given: &[Result<Advice, Unread>],
    wishes: &Wishes,
    page: fn(&Advice, &Wishes) -> Vec<page::Block>,
) -> Vec<page::Block> {
    let summary = if given.len() > 1 { fleet::page(given, wishes) } else { Vec::new() };
    summary.into_iter().chain(given.iter().flatten().flat_map(|advice| page(advice, wishes))).collect()
}
