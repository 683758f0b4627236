//! The pages that need no JavaScript, as the engine itself writes them.

use super::pages::Sources;
use crate::Done;
use crate::command::{cargo, output};

/// Asks the command line for them.
pub fn pages() -> Done<Sources> {
    let mut asked = cargo(&["run", "--quiet", "--package", "basewise", "--bin", "basewise", "--", "pages"]);
    let written = output(&mut asked).ok_or("`basewise pages` failed")?;
    let pages: std::collections::BTreeMap<String, String> = serde_json::from_str(&written)?;
    Ok(pages.into_iter().map(|(name, html)| (name, html.into_bytes())).collect())
}
