//! The Content-Security-Policy of every page, in one place: the meta tag, `_headers` and the sample configs repeat it.

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
    DIRECTIVES.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("; ")
}
