//! Where a COPY puts what it brings, as far as another stage can take it from there.

use crate::evidence::trace::paths;
use crate::stages::Value;

/// Directories of the system that hold much besides what a file brings.
const SHARED: [&str; 14] = [
    "/bin",
    "/etc",
    "/lib",
    "/opt",
    "/sbin",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/sbin",
    "/usr/share",
];

pub use paths::name;

pub fn is_shared(dir: &str) -> bool {
    SHARED.contains(&dir.trim_end_matches('/'))
}

/// Where a COPY puts its sources: in a directory of the system the files by name, in the root what is a file for sure,
/// elsewhere the directory.
pub fn landed(sources: &[Value], to: &str) -> Vec<String> {
    let dir = to.trim_end_matches('/');
    let file = |source: &Value| {
        let name = paths::name(&source.text);
        let plain = source.known().is_some() && !name.contains('*') && !source.text.ends_with('/');
        (plain && (paths::is_file(name) || paths::is_bin(dir))).then(|| format!("{dir}/{name}"))
    };
    if dir.is_empty() {
        return sources.iter().filter_map(file).collect();
    }
    let files = || sources.iter().map(file).collect::<Option<Vec<String>>>();
    let whole = || vec![to.to_string()];
    if is_shared(dir) { files().unwrap_or_else(whole) } else { whole() }
}
