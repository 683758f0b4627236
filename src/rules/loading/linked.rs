//! What the compiled program asks of a base, as the evidence tells it.

use crate::evidence::{Fact, Linkage, What};
use crate::rules::Case;

/// The linkage of what ships and the fact it was read from. Several programs give several.
pub fn linkages<'a>(case: &'a Case) -> impl Iterator<Item = (&'a Fact, &'a Linkage)> {
    case.facts.find("linkage").filter_map(|fact| match &fact.what {
        What::Linkage(linkage) => Some((fact, linkage)),
        _ => None,
    })
}

/// A static program loads no library: what is installed beside it is there for its own sake.
pub fn is_static(case: &Case) -> bool {
    let mut linked = linkages(case).peekable();
    linked.peek().is_some() && linked.all(|(_, linkage)| *linkage == Linkage::Static)
}

/// `2.41` as numbers that compare; patch levels and suffixes are dropped.
pub fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().ok());
    Some((parts.next()??, parts.next().flatten().unwrap_or(0)))
}
