//! References → names that carry the content's hash, so that a cache may keep a file for ever.
//!
//! A reference is written `"./name"` in a page, script, stylesheet or manifest. What another file refers to ships as
//! `stem-hash.ext` and the reference follows; what nobody refers to, and what must keep its address, ships as it is.

use super::pages::Sources;
use crate::Done;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Addresses that others remember: a service worker's scope and a page's address must not move.
const STABLE: &[&str] = &["sw.js", "base-wise.js", "api.js", "card.png"];

/// What lies here is fetched when it is wanted, not by a first visit.
const LATER: &str = "later/";

/// The finished files, by the name they ship under.
#[derive(Debug, Default)]
pub struct Site {
    /// Name → bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Names of what a first visit of `index.html` loads.
    pub first_load: BTreeSet<String>,
    /// Names that carry their content's hash.
    pub hashed: BTreeSet<String>,
}

/// Names every file and rewrites every reference.
pub fn pack(sources: &Sources) -> Done<Site> {
    let references: Links = sources.keys().map(|name| (name.as_str(), references(name, sources))).collect();
    let hashed = references.values().flatten().filter(|link| moves(&link.to)).map(|link| link.to.clone()).collect();
    let mut packer =
        Packer { sources, references, hashed, shipped: BTreeMap::new(), open: vec![], site: Site::default() };
    for name in sources.keys() {
        packer.ship(name)?;
    }
    packer.site.first_load = packer.reached("index.html").iter().map(|name| packer.shipped[name].clone()).collect();
    packer.site.hashed = packer.hashed.iter().map(|name| packer.shipped[name].clone()).collect();
    Ok(packer.site)
}

type Links<'a> = BTreeMap<&'a str, BTreeSet<Link>>;

/// A reference as written, and the file it means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    written: String,
    to: String,
}

struct Packer<'a> {
    sources: &'a Sources,
    references: Links<'a>,
    hashed: BTreeSet<String>,
    shipped: BTreeMap<String, String>,
    open: Vec<String>,
    site: Site,
}

impl Packer<'_> {
    /// Ships `name` after all it refers to, and gives its final name.
    fn ship(&mut self, name: &str) -> Done<String> {
        if let Some(shipped) = self.shipped.get(name) {
            return Ok(shipped.clone());
        }
        if self.open.iter().any(|open| open == name) {
            return Err(format!("{name} refers to itself by way of {}", self.open.join(" → ")).into());
        }
        self.open.push(name.to_owned());
        let bytes = self.rewritten(name)?;
        self.open.pop();
        let shipped = if self.hashed.contains(name) { hashed(name, &bytes) } else { name.to_owned() };
        self.site.files.insert(shipped.clone(), bytes);
        self.shipped.insert(name.to_owned(), shipped.clone());
        Ok(shipped)
    }

    fn rewritten(&mut self, name: &str) -> Done<Vec<u8>> {
        let links = self.references[name].clone();
        let links: Vec<Link> = links.into_iter().filter(|link| self.hashed.contains(&link.to)).collect();
        if links.is_empty() {
            return Ok(self.sources[name].clone());
        }
        let mut text = String::from_utf8_lossy(&self.sources[name]).into_owned();
        for link in links {
            let shipped = link.written.replace(&link.to, &self.ship(&link.to)?);
            for quote in ['"', '\''] {
                text = text.replace(&format!("{quote}{}{quote}", link.written), &format!("{quote}{shipped}{quote}"));
            }
        }
        Ok(text.into_bytes())
    }

    fn reached(&self, from: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::from([from.to_owned()]);
        let mut left = vec![from.to_owned()];
        while let Some(name) = left.pop() {
            // A manifest names icons that are asked for when the page is installed, not when it is visited.
            if name.ends_with(".webmanifest") {
                continue;
            }
            let links = self.references[name.as_str()].iter().map(|link| &link.to);
            let loads = links.filter(|to| moves(to) && !to.starts_with(LATER));
            left.extend(loads.filter(|to| seen.insert((*to).clone())).cloned().collect::<Vec<_>>());
        }
        seen
    }
}

/// Whether a file may ship under a name with a hash.
fn moves(name: &str) -> bool {
    !name.ends_with(".html") && !STABLE.contains(&name)
}

/// The quoted relative references of a file that mean another file of the site.
fn references(name: &str, sources: &Sources) -> BTreeSet<Link> {
    let extension = name.rsplit('.').next().unwrap_or_default();
    if !["html", "css", "js", "webmanifest"].contains(&extension) {
        return BTreeSet::new();
    }
    let text = String::from_utf8_lossy(&sources[name]);
    let up = "../".repeat(name.matches('/').count());
    let up = if up.is_empty() { "./" } else { &up };
    let meant = |written: &str| Some(Link { written: written.to_owned(), to: written.strip_prefix(up)?.to_owned() });
    let known = |link: &Link| link.to != name && sources.contains_key(&link.to);
    text.split(['"', '\'']).filter_map(meant).filter(known).collect()
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = &digest(bytes)[..10];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let sources = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        pack(&sources).unwrap_or_default()
    }

    #[test]
    fn a_change_deep_down_renames_everything_that_leads_to_it() {
        let page = |wasm: &str| {
            let files =
                [("index.html", "<script src=\"./boot.js\">"), ("boot.js", "load('./a.wasm')"), ("a.wasm", wasm)];
            site(&files).files
        };
        let (one, two) = (page("1"), page("2"));
        assert_eq!(one.len(), 3);
        assert_ne!(one["index.html"], two["index.html"]);
        assert!(one.keys().all(|name| name == "index.html" || !two.contains_key(name)), "{one:?}");
    }

    #[test]
    fn what_nobody_refers_to_keeps_its_name() {
        let site = site(&[("index.html", ""), ("robots.txt", "x"), ("sw.js", "")]);
        assert_eq!(site.files.keys().collect::<Vec<_>>(), ["index.html", "robots.txt", "sw.js"]);
        assert_eq!(site.first_load.len(), 1);
    }

    #[test]
    fn a_page_in_a_folder_refers_upwards() {
        let site = site(&[("index.html", ""), ("more/a.html", "<link href=\"../s.css\">"), ("s.css", "b")]);
        let page = String::from_utf8_lossy(&site.files["more/a.html"]).into_owned();
        assert!(page.contains("\"../s-"), "{page}");
    }

    #[test]
    fn what_is_fetched_later_costs_a_first_visit_nothing() {
        let site = site(&[("index.html", "<meta content=\"./later/words-de.txt\">"), ("later/words-de.txt", "x")]);
        assert_eq!(site.hashed.len(), 1);
        assert_eq!(site.first_load.iter().collect::<Vec<_>>(), ["index.html"]);
    }

    #[test]
    fn a_circle_is_an_error() {
        let sources = [("index.html", "\"./a.js\""), ("a.js", "'./b.js'"), ("b.js", "'./a.js'")];
        let sources = sources.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        assert!(pack(&sources).is_err());
    }
}
