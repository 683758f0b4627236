//! The Content-Security-Policy of every page, in one place: the meta tag, `_headers` and the sample configs repeat it.

/// The page for frames. In a sandboxed frame it has no origin, and to WebKit `'self'` then means nobody.
pub const FRAME: &str = "embed.html";

/// Directives in order. Nothing inline, nothing foreign; `wasm-unsafe-eval` allows wasm and nothing else.
pub const DIRECTIVES: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("frame-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "basewise-worker"),
];

/// The policy as one line.
pub fn policy() -> String {
    line(str::to_owned)
}

/// The first policy of [`FRAME`]: as strict, but for where its files come from. `static/frame.js`, the first thing it
/// loads, adds a second policy that names its own folder and nothing else; both hold.
pub fn frame_policy() -> String {
    line(|value| value.replace("'self'", "http: https:"))
}

/// The policy of a page.
pub fn of(page: &str) -> String {
    if page == FRAME { frame_policy() } else { policy() }
}

fn line(value_of: impl Fn(&str) -> String) -> String {
    let directives = DIRECTIVES.iter().map(|(name, value)| format!("{name} {}", value_of(value)));
    directives.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_narrows_itself_to_its_folder() {
        let script = include_str!("../../../static/frame.js");
        for name in ["script-src", "style-src", "img-src", "connect-src"] {
            assert!(frame_policy().contains(&format!("{name} http:")));
            assert!(script.contains(&format!("{name} ${{here}}")), "{name} stays open in {script}");
        }
        assert!(script.contains("default-src 'none'") && !script.contains("unsafe-inline"));
    }
}
