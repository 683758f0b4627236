//! Rules and catalogue → pages that need no JavaScript: for readers without it, for search engines, for links in a
//! review. They are the same texts and rows that the page shows; `cargo xtask build` puts them into the site.
//!
//! English only, so far: the rules' pages are written in it.

mod bases;
mod first;
mod html;
mod rules;

pub use first::{example, first};

/// Every page by the name it ships under, below the site's root.
pub fn pages() -> Vec<(String, String)> {
    let mut pages = rules::pages();
    pages.extend(bases::pages());
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// What every `href` of the pages leads to, as a name below the root; links to elsewhere are left out.
    fn targets(name: &str, html: &str) -> Vec<String> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inner = html.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        inner
            .filter(|href| !href.is_empty() && !href.starts_with("https://") && !href.starts_with("http://"))
            .map(|href| match href.strip_prefix("../") {
                Some(up) => up.to_string(),
                None => format!("{folder}/{href}"),
            })
            .collect()
    }

    #[test]
    fn every_rule_and_every_repository_has_its_place() {
        let pages = pages();
        for rule in crate::rules::pages() {
            assert!(pages.iter().any(|(name, _)| *name == format!("why/{}.html", rule.id)), "{}", rule.id);
        }
        let all: String =
            pages.iter().filter(|(name, _)| name.starts_with("bases/")).map(|(_, html)| &**html).collect();
        for image in crate::catalogue::all() {
            assert!(all.contains(&format!("<code>{}</code>", html::escape(&image.reference))), "{}", image.reference);
        }
    }

    #[test]
    fn every_link_leads_somewhere() {
        let pages = pages();
        let names: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), pages.len(), "two pages have one name");
        let own = ["", "style.css", "icon.svg"];
        for (name, html) in &pages {
            for target in targets(name, html) {
                assert!(names.contains(&*target) || own.contains(&&*target), "{name} leads to {target:?}");
            }
        }
    }

    #[test]
    fn an_example_opens_as_it_is_written() {
        let (_, html) = pages().into_iter().find(|(name, _)| name.contains("glibc-newer")).expect("it is there");
        let fragment = html.split("href=\"../#").find_map(|rest| rest.split('"').next().filter(|f| f.starts_with('1')));
        let (input, _) = crate::share::unfold(fragment.unwrap_or_default(), &crate::Wishes::default()).expect("opens");
        assert!(input.text.starts_with("FROM "), "{}", input.text);
    }

    #[test]
    fn nothing_is_left_as_markup() {
        for (name, html) in pages() {
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(!html.contains("style="), "{name}: the policy forbids it");
            assert!(html.contains("<meta name=\"description\""), "{name}");
        }
    }
}
