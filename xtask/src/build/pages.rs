//! The hand-written files of the site: `index.html`, everything in `static/`, and the course in `lessons/`.

use super::{Extras, address, csp};
use crate::{Done, root};
use std::collections::BTreeMap;
use std::path::Path;

/// Files by the name they ship under.
pub type Sources = BTreeMap<String, Vec<u8>>;

const CHARSET: &str = "<meta charset=\"utf-8\">";

/// `index.html`, `static/**` and `lessons/**`, as they lie there; style sheets of one view are joined to the one of all.
pub fn sources() -> Done<Sources> {
    let mut sources = Sources::new();
    sources.insert("index.html".to_owned(), read(&root().join("index.html"))?);
    gather(&root().join("static"), "", &mut sources)?;
    gather(&root().join("lessons"), "later/", &mut sources)?;
    join_styles(&mut sources);
    Ok(sources)
}

/// One request for all styles: `room.css` goes behind `style.css`.
fn join_styles(sources: &mut Sources) {
    let parts: Vec<Vec<u8>> = ["room.css"].iter().filter_map(|name| sources.remove(*name)).collect();
    if let Some(style) = sources.get_mut("style.css") {
        parts.into_iter().for_each(|part| style.extend(part));
    }
}

fn gather(folder: &Path, prefix: &str, into: &mut Sources) -> Done {
    for entry in std::fs::read_dir(folder).map_err(|problem| format!("{}: {problem}", folder.display()))? {
        let path = entry?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), into)?;
        } else {
            into.insert(name, read(&path)?);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Done<Vec<u8>> {
    std::fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()).into())
}

/// A page with its policy, and with the extra scripts before its own.
pub fn finish(name: &str, html: &[u8], extras: &Extras) -> Done<Vec<u8>> {
    let up = "../".repeat(name.matches('/').count());
    let up = if up.is_empty() { "./" } else { &up };
    let script = |(file, _): &(String, String)| format!("\n<script src=\"{up}{file}\"></script>");
    let scripts: String = extras.scripts.iter().map(script).collect();
    let head = address::tags(name, html, extras.address.as_deref()) + &scripts;
    let html = address::led_home(name, html, extras.address.as_deref());
    with_policy(name, &html, &csp::of(name), &head)
}

/// The policy comes right after the charset, before anything that it governs.
pub fn with_policy(name: &str, html: &[u8], policy: &str, scripts: &str) -> Done<Vec<u8>> {
    let html = std::str::from_utf8(html).map_err(|_| format!("{name} is not UTF-8"))?;
    let (before, after) = html.split_once(CHARSET).ok_or_else(|| format!("{name} has no {CHARSET}"))?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    Ok(format!("{before}{CHARSET}\n{meta}{scripts}{after}").into_bytes())
}
