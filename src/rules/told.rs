//! What rules say: of the file as it stands, and of one base for it.

use super::Change;
use crate::catalogue::Source;
use crate::dockerfile::Severity;
use crate::source::Span;
use serde::Serialize;

/// A claim about the file as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub rule: &'static str,
    pub severity: Severity,
    pub what: String,
    pub why: String,
    pub todo: String,
    pub spans: Vec<Span>,
    pub sources: Vec<Source>,
}

/// A claim about one base for this file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objection {
    pub rule: &'static str,
    pub weight: Weight,
    pub text: String,
    pub spans: Vec<Span>,
    /// What to do about it, where the rewrite knows how.
    pub change: Option<Change>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Speaks for it.
    Reason,
    /// Worth knowing; neither the build nor the start depends on it.
    Risk,
    /// Something in the file must change with it.
    Change,
    /// Cannot be told from the file; a question is open.
    Doubt,
    /// Would break the build or the start.
    Blocker,
}
