//! What the engine itself writes for the site: the pages that need no JavaScript, and what is said of the first example.

use super::pages::Sources;
use crate::Done;
use crate::command::{cargo, output};

/// Asks the command line for them: the pages are files, the example goes into `index.html`.
pub fn complete(sources: &mut Sources) -> Done {
    let mut asked = cargo(&["run", "--quiet", "--package", "basewise", "--bin", "basewise", "--", "pages"]);
    let written = output(&mut asked).ok_or("`basewise pages` failed")?;
    let mut pages: std::collections::BTreeMap<String, String> = serde_json::from_str(&written)?;
    let mut taken = |name| pages.remove(name).ok_or(format!("`basewise pages` wrote no `{name}`"));
    let (first, example) = (taken("first")?, taken("example")?);
    let index = std::str::from_utf8(&sources["index.html"])?;
    let index = planted(index, " id=\"early\"", &format!(" data-example=\"{example}\""))?;
    let index = planted(&index, "\n</section>\n<section class=\"desk\">", &format!("\n{}", first.trim_end()))?;
    sources.insert("index.html".to_owned(), index.into_bytes());
    sources.extend(pages.into_iter().map(|(name, html)| (name, html.into_bytes())));
    Ok(())
}

/// The page with a part before the one place that reads so.
fn planted(html: &str, place: &str, part: &str) -> Done<String> {
    match html.split_once(place) {
        Some((before, after)) => Ok(format!("{before}{part}{place}{after}")),
        None => Err(format!("index.html has no {place:?}").into()),
    }
}
