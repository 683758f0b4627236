//! Advice → JSON, SARIF, Markdown, text.
//!
//! Every report is a pure function of the advice and the wishes it was given for.

pub mod json;
pub mod read;

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

/// The report on one file or many, ending in a line end.
pub fn write(given: &[Result<Advice, Unread>], wishes: &Wishes, format: Format) -> String {
    match format {
        Format::Json => json::pretty(given, wishes),
        Format::Jsonl => json::lines(given, wishes),
        _ => given.iter().flatten().map(|advice| format!("{}\n", advice.headline)).collect(),
    }
}

/// A fact as a sentence.
pub(crate) fn fact_text(fact: &crate::evidence::Fact, lang: crate::words::Lang) -> String {
    let _ = lang;
    fact.what.id().into()
}

/// Where a row stands on the reader's day.
pub(crate) fn lifecycle(image: &crate::catalogue::Image, wishes: &Wishes) -> crate::catalogue::Lifecycle {
    let _ = (image, wishes);
    crate::catalogue::Lifecycle::Unknown
}

/// The first day on which a part of the image is no longer supported.
pub(crate) fn ends(image: &crate::catalogue::Image) -> Option<&'static str> {
    let cycles = &image.lifecycle;
    [cycles.os.ends, cycles.runtime.ends, cycles.image.ends].into_iter().flatten().min()
}
