//! Where the site is, for those who follow links from outside: canonical links, social cards, the sitemap.
//!
//! A site that may lie anywhere has relative ones and no sitemap; `--address` makes them whole.

use super::Site;
use crate::Done;
use std::collections::BTreeMap;

/// The picture of a social card.
const CARD: &str = "card.png";

/// What hosts show where there is nothing.
const LOST: &str = "404.html";

/// `https://example.org/tools/`, with its last slash.
pub fn checked(given: &str) -> Done<String> {
    let web = given.starts_with("https://") || given.starts_with("http://");
    if !web || given.contains(['"', '<', '?', '#', ' ']) {
        return Err(format!(
            "--address wants where the site will be, such as https://example.org/basewise/, not {given}"
        )
        .into());
    }
    Ok(format!("{}/", given.trim_end_matches('/')))
}

/// What the head of a page for readers says; nothing for frames and error pages.
pub fn tags(name: &str, html: &[u8], address: Option<&str>) -> String {
    if !is_for_readers(html) {
        return String::new();
    }
    let (page, card) = match address {
        Some(address) => (format!("{address}{}", place(name)), format!("{address}{CARD}")),
        None => (here(name), format!("{}{CARD}", "../".repeat(name.matches('/').count()))),
    };
    format!(
        "\n<link rel=\"canonical\" href=\"{page}\">\n<meta property=\"og:url\" content=\"{page}\">\
         \n<meta property=\"og:type\" content=\"website\">\n<meta property=\"og:site_name\" content=\"Basewise\">\
         \n<meta property=\"og:image\" content=\"{card}\">\n<meta name=\"twitter:card\" content=\"summary_large_image\">"
    )
}

/// The page that is shown at any depth where there is none: its links lead to the site's address, or to the top of the host
/// where nobody said it. (A relative link would lead to the next such page.)
pub fn led_home(name: &str, html: &[u8], address: Option<&str>) -> Vec<u8> {
    match address.filter(|_| name == LOST) {
        Some(address) => {
            String::from_utf8_lossy(html).replace("href=\"/\"", &format!("href=\"{address}\"")).into_bytes()
        }
        None => html.to_vec(),
    }
}

fn is_for_readers(html: &[u8]) -> bool {
    String::from_utf8_lossy(html).contains("<meta name=\"description\"")
}

/// A page's address below the site's.
fn place(name: &str) -> &str {
    name.strip_suffix("index.html").unwrap_or(name)
}

/// A page's address seen from itself.
fn here(name: &str) -> String {
    let last = place(name).rsplit('/').next().unwrap_or_default();
    if last.is_empty() { "./".to_owned() } else { last.to_owned() }
}

/// What robots ask for.
pub fn files(site: &Site, address: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let open = "User-agent: *\nAllow: /\n";
    let Some(address) = address else { return [("robots.txt".to_owned(), open.into())].into() };
    let pages = site.files.iter().filter(|(name, html)| name.ends_with(".html") && is_for_readers(html));
    let urls: String = pages.map(|(name, _)| format!("<url><loc>{address}{}</loc></url>\n", place(name))).collect();
    let map = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    );
    [
        ("robots.txt".to_owned(), format!("{open}Sitemap: {address}sitemap.xml\n").into_bytes()),
        ("sitemap.xml".to_owned(), map.into_bytes()),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<meta name=\"description\" content=\"x\">";

    #[test]
    fn an_address_is_whole() {
        assert_eq!(checked("https://a.b/c").unwrap_or_default(), "https://a.b/c/");
        for wrong in ["a.b", "ftp://a.b", "https://a.b/?x", "https://a\"b"] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_page_names_itself() {
        let of = |name, address| tags(name, PAGE, address);
        assert!(of("why/index.html", Some("https://a.b/")).contains("canonical\" href=\"https://a.b/why/\""));
        assert!(of("why/x.html", Some("https://a.b/")).contains("og:image\" content=\"https://a.b/card.png\""));
        assert!(of("why/x.html", None).contains("canonical\" href=\"x.html\""));
        assert!(of("index.html", None).contains("canonical\" href=\"./\""));
        assert_eq!(tags("embed.html", b"<title>x</title>", None), "");
    }

    #[test]
    fn who_is_lost_is_led_home() {
        let page = include_bytes!("../../../static/404.html");
        let led = |address| String::from_utf8_lossy(&led_home(LOST, page, address)).into_owned();
        assert_eq!(led(Some("https://a.b/c/")).matches("href=\"https://a.b/c/\"").count(), 3);
        assert_eq!(led(None).matches("href=\"/\"").count(), 3);
        assert!(!led(None).contains("href=\"."), "a relative link leads from /no/such/place to /no/such/");
    }

    #[test]
    fn the_map_holds_the_pages_for_readers() {
        let files = [("index.html", PAGE), ("why/x.html", PAGE), ("embed.html", b"" as &[u8]), ("a.js", b"")];
        let files = files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).into();
        let site = Site { files, ..Site::default() };
        let made = self::files(&site, Some("https://a.b/"));
        let map = String::from_utf8_lossy(&made["sitemap.xml"]).into_owned();
        assert_eq!(map.matches("<loc>").count(), 2, "{map}");
        assert!(map.contains("<loc>https://a.b/</loc>") && map.contains("<loc>https://a.b/why/x.html</loc>"));
        assert!(!self::files(&site, None).contains_key("sitemap.xml"));
    }
}
