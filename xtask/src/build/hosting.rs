//! What hosts and browsers want besides the page: headers, the service worker's list, checksums, the bill of materials.

use super::compress::Packed;
use super::pack::{Site, digest};
use super::{csp, sbom};
use crate::Done;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Headers for hosts that read `_headers` (Netlify, Cloudflare Pages); the sample nginx configuration says the same.
const HEADERS: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    // A sandboxed embed has no origin: its scripts and wasm are cross-origin requests, even to their own host.
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
];

/// Pages that one version keeps besides `./`.
const KEPT_PAGES: &[&str] = &["embed.html"];

/// How long a file whose name carries its hash may be kept.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Adds everything that is computed from the finished files.
pub fn complete(site: &mut Site) -> Done {
    site.files.insert("sbom.cdx.json".to_owned(), sbom::write()?.into_bytes());
    site.files.insert(".nojekyll".to_owned(), Vec::new());
    let headers = headers(site).into_bytes();
    site.files.insert("_headers".to_owned(), headers);
    keep_offline(site)
}

/// What is answered with a policy: pages, those in folders at once, and the worker, which has none but its own. Some hosts
/// take `.html` off an address. (`basewise.html` allows what is in it by hash, which no header can know.)
fn governed(site: &Site) -> BTreeMap<String, String> {
    let pages = site.files.keys().filter_map(|name| Some((name, name.strip_suffix(".html")?)));
    let named = pages.flat_map(|(name, bare)| match name.split_once('/') {
        Some((folder, _)) => vec![(format!("{folder}/*"), csp::policy())],
        None => vec![(name.clone(), csp::of(name)), (bare.to_owned(), csp::of(name))],
    });
    named.chain(["", "sw.js"].map(|name| (name.to_owned(), csp::policy()))).collect()
}

/// Caching of what has no hash is left to the host: these hosts ask again each time, and two rules would add up.
fn headers(site: &Site) -> String {
    let mut text = "/*\n".to_owned();
    for (name, value) in HEADERS {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for (name, policy) in governed(site) {
        let _ = writeln!(text, "/{name}\n  Content-Security-Policy: {policy}");
    }
    for name in &site.hashed {
        let _ = writeln!(text, "/{name}\n  Cache-Control: {FOR_EVER}");
    }
    text
}

/// Tells the service worker which files one version consists of.
fn keep_offline(site: &mut Site) -> Done {
    let Some(worker) = site.files.get("sw.js") else { return Ok(()) };
    let text = String::from_utf8_lossy(worker);
    let pages: Vec<&String> = KEPT_PAGES.iter().filter_map(|name| Some(site.files.get_key_value(*name)?.0)).collect();
    let names = pages.iter().copied().chain(&site.hashed).map(|name| format!("  \"./{name}\",\n"));
    let list = format!("[\n  \"./\",\n{}]", names.collect::<String>());
    let contents = pages.iter().flat_map(|name| site.files[*name].clone()).chain(site.files["index.html"].clone());
    let version = digest(&list.bytes().chain(contents).collect::<Vec<_>>());
    let text = filled(&text, "const VERSION = \"written by the build\"", &format!("const VERSION = \"{version}\""))?;
    let text = filled(&text, "const FILES = [\"written by the build\"]", &format!("const FILES = {list}"))?;
    site.files.insert("sw.js".to_owned(), text.into_bytes());
    Ok(())
}

fn filled(text: &str, mark: &str, with: &str) -> Done<String> {
    let (before, after) = text.split_once(mark).ok_or_else(|| format!("static/sw.js no longer has `{mark}`"))?;
    Ok(format!("{before}{with}{after}"))
}

/// One line a file, as `sha256sum -c CHECKSUMS` reads them.
pub fn checksums(site: &Site, packed: &Packed) -> String {
    let plain = site.files.iter().map(|(name, bytes)| (name.clone(), bytes));
    let small = packed.iter().flat_map(|(name, (br, gz))| [(format!("{name}.br"), br), (format!("{name}.gz"), gz)]);
    let mut lines: Vec<String> =
        plain.chain(small).map(|(name, bytes)| format!("{}  {name}\n", digest(bytes))).collect();
    lines.sort_by(|one, two| one[66..].cmp(&two[66..]));
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(worker: &str) -> Site {
        let files = [("index.html", "page"), ("a-1.js", "x"), ("sw.js", worker)];
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        Site { files, hashed: ["a-1.js".to_owned()].into(), ..Site::default() }
    }

    #[test]
    fn the_worker_learns_its_files_or_the_build_fails() {
        let source = include_str!("../../../static/sw.js");
        let mut good = site(source);
        assert!(keep_offline(&mut good).is_ok());
        let worker = String::from_utf8_lossy(&good.files["sw.js"]).into_owned();
        assert!(worker.contains("\"./a-1.js\"") && worker.contains("\"./\""), "{worker}");
        assert!(keep_offline(&mut site("const VERSION = \"written by the build\";")).is_err());
    }

    #[test]
    fn a_changed_page_is_a_new_version() {
        let source = include_str!("../../../static/sw.js");
        let (mut one, mut two) = (site(source), site(source));
        two.files.insert("index.html".to_owned(), b"other".to_vec());
        assert!(keep_offline(&mut one).is_ok() && keep_offline(&mut two).is_ok());
        assert_ne!(one.files["sw.js"], two.files["sw.js"]);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let text = headers(&site(""));
        assert_eq!(text.matches("immutable").count(), 1);
        assert!(text.contains("/a-1.js\n"));
    }

    #[test]
    fn a_page_is_governed_by_any_of_its_addresses() {
        let mut site = site("");
        site.files.extend([(csp::FRAME.to_owned(), vec![]), ("why/x.html".to_owned(), vec![])]);
        let rules = governed(&site);
        assert_eq!(
            rules.keys().collect::<Vec<_>>(),
            ["", "embed", "embed.html", "index", "index.html", "sw.js", "why/*"]
        );
        assert_eq!(rules["embed"], csp::frame_policy());
    }

    #[test]
    fn the_sample_configuration_says_the_same() {
        let nginx = include_str!("../../../docs/hosting/nginx.conf");
        for policy in [csp::policy(), csp::frame_policy()] {
            assert!(nginx.contains(&format!("\"{policy}\"")), "docs/hosting/nginx.conf does not have {policy}");
        }
        for (name, value) in HEADERS {
            assert!(nginx.contains(&format!("add_header {name} \"{value}\" always;")), "{name}");
        }
        assert!(nginx.contains(FOR_EVER));
    }
}
