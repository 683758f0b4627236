//! Pages pin the scripts and styles that they load by hash (Subresource Integrity): those of their own tags, and the
//! program's script, which `boot.js` imports and the page preloads. WebKit does not ask about the latter. The wasm is not
//! pinned: its hash is known when all of it is there, and it is compiled while it comes.
//!
//! With `crossorigin`: in a sandboxed frame every request is to a stranger, and a style that was fetched without asking
//! could not be checked. Hosts send `Access-Control-Allow-Origin: *` for such frames anyway.

use super::pack::Site;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Adds `integrity` to every script and style sheet of every page, as packed.
pub fn pin(site: &mut Site) {
    let pages: Vec<String> = site.files.keys().filter(|name| name.ends_with(".html")).cloned().collect();
    for name in pages {
        let html = String::from_utf8_lossy(&site.files[&name]).into_owned();
        let lines: Vec<String> = html.split('\n').map(|line| pinned(line, &name, site)).collect();
        site.files.insert(name, lines.join("\n").into_bytes());
    }
}

fn pinned(line: &str, page: &str, site: &Site) -> String {
    let tags = ["<script ", "<link rel=\"stylesheet\"", "<link rel=\"modulepreload\""];
    let asks = tags.iter().any(|tag| line.starts_with(tag));
    let Some((at, written)) = asks.then(|| address(line)).flatten() else { return line.to_owned() };
    let up = "../".repeat(page.matches('/').count());
    let Some(bytes) = site.files.get(written.trim_start_matches(&up).trim_start_matches("./")) else {
        return line.to_owned();
    };
    format!("{} integrity=\"{}\" crossorigin{}", &line[..at], hash(bytes), &line[at..])
}

/// What `integrity` says of a file.
pub fn hash(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The file a tag names, and the place right behind it.
fn address(line: &str) -> Option<(usize, &str)> {
    let start = ["src=\"", "href=\""].iter().find_map(|word| Some(line.find(word)? + word.len()))?;
    let end = start + line[start..].find('"')?;
    Some((end + 1, &line[start..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_pin_what_they_load() {
        let page = "<link rel=\"icon\" href=\"./i.svg\">\n<link rel=\"stylesheet\" href=\"../a-1.css\">\n<script type=\"module\" src=\"../b-1.js\"></script>\n<p>";
        let files = [("more/x.html", page), ("a-1.css", "p {}"), ("b-1.js", ""), ("i.svg", "")];
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let mut site = Site { files, ..Site::default() };
        pin(&mut site);
        let html = String::from_utf8_lossy(&site.files["more/x.html"]).into_owned();
        let empty =
            "src=\"../b-1.js\" integrity=\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\" crossorigin></script>";
        assert!(html.contains(empty) && html.matches("integrity=").count() == 2, "{html}");
    }

    #[test]
    fn our_own_pages_are_pinned() {
        for page in [include_str!("../../../index.html"), include_str!("../../../static/embed.html")] {
            let loads =
                |line: &&str| ["<script", "\"stylesheet\"", "\"modulepreload\""].iter().any(|tag| line.contains(tag));
            assert!(page.lines().filter(loads).count() >= 3, "{page}");
            for line in page.lines().filter(loads) {
                let (_, name) = address(line).expect("an address");
                let files = [(name.trim_start_matches("./").to_owned(), vec![])].into();
                assert!(pinned(line, "index.html", &Site { files, ..Site::default() }).contains("integrity"), "{line}");
            }
        }
    }
}
