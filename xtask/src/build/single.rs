//! `cargo xtask build --single`: the whole page as one file that opens from `file://`, for rooms without a network.
//!
//! The wasm lies in a data block, compressed; script and style are inline, and the policy names their hashes.

use super::pages::{self, Sources};
use crate::Done;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The name under which it lies in `dist/`.
pub const NAME: &str = "basewise.html";

/// Takes the place of boot.js.
const BOOT: &str = r#"
const packed = Uint8Array.from(atob(document.getElementById("wasm").textContent), (one) => one.charCodeAt(0));
const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
await __wbg_init({ module_or_path: await new Response(plain).arrayBuffer() });
start();
"#;

/// One file out of the same sources as the site.
pub fn single(sources: &Sources) -> Done<String> {
    let text = |name: &str| {
        Ok::<_, String>(String::from_utf8_lossy(sources.get(name).ok_or(format!("no {name}"))?).into_owned())
    };
    let script = text("basewise.js")? + BOOT;
    let style = text("style.css")?;
    check(&script, &style)?;
    let wasm = STANDARD.encode(super::compress::gzip(&sources["basewise.wasm"]));
    let data = |name: &str, kind| format!("data:{kind};base64,{}", STANDARD.encode(&sources[name]));
    let icon = data("icon.svg", "image/svg+xml");
    let mut page = text("index.html")?;
    for name in sources.keys().filter(|name| name.starts_with("later/")) {
        page = page.replace(&format!("./{name}"), &data(name, "text/plain"));
    }
    let lines: Vec<String> = page.lines().filter_map(|line| inlined(line, &script, &style, &wasm, &icon)).collect();
    let html = lines.join("\n") + "\n";
    if let Some(left) = html.lines().find(|line| line.starts_with('<') && line.contains("\"./")) {
        return Err(format!("single.rs does not know what to do with: {left}").into());
    }
    Ok(String::from_utf8(pages::with_policy("index.html", html.as_bytes(), &policy(&script, &style), "")?)?)
}

/// A line of `index.html` with what it refers to in its place; `None` for what one file does not need.
fn inlined(line: &str, script: &str, style: &str, wasm: &str, icon: &str) -> Option<String> {
    let dropped = ["rel=\"modulepreload\"", "rel=\"preload\"", "rel=\"manifest\"", "rel=\"apple-touch-icon\""];
    if dropped.iter().any(|part| line.contains(part)) {
        return None;
    }
    Some(match line {
        _ if line.contains("rel=\"stylesheet\"") => format!("<style>{style}</style>"),
        _ if line.contains("rel=\"icon\"") => line.replace("./icon.svg", icon),
        _ if line.contains("boot.js") => {
            format!(
                "<script type=\"application/octet-stream\" id=\"wasm\">{wasm}</script>\n<script type=\"module\">{script}</script>"
            )
        }
        _ => line.to_owned(),
    })
}

fn check(script: &str, style: &str) -> Done {
    let lower = script.to_ascii_lowercase();
    if lower.contains("</script") || lower.contains("<!--") || style.contains("</style") {
        return Err("script or style holds a tag that would end it early".into());
    }
    if script.contains("from './") || script.contains("from \"./") || style.contains("url(\"./") {
        return Err("script or style asks for another file, which one file cannot have".into());
    }
    Ok(())
}

fn policy(script: &str, style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; connect-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(script),
        hash(style)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_outside() {
        let page = include_str!("../../../index.html");
        let files = [
            ("index.html", page),
            ("basewise.js", "x"),
            ("style.css", "y"),
            ("icon.svg", "z"),
            ("basewise.wasm", "w"),
            ("later/words-de.txt", "ja"),
            ("later/words-zh.txt", "是"),
            ("later/rules.txt", "a"),
            ("later/course.md", "# One"),
            ("later/course.de.md", "# Eins"),
        ];
        let sources: Sources =
            files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let html = single(&sources).unwrap_or_default();
        assert!(
            html.contains("sha256-") && html.contains("id=\"wasm\"") && html.contains("<style>y</style>"),
            "{html}"
        );
        assert!(!html.contains("\"./"), "{html}");
    }

    #[test]
    fn what_would_end_the_script_early_is_refused() {
        assert!(check("'</SCRIPT>'", "").is_err());
        assert!(check("import a from './snippets/x.js'", "").is_err());
        assert!(check("export { a }", "p { color: red }").is_ok());
    }
}
