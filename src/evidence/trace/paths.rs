//! Paths inside an image: joined, compared, never read from a disk.

/// `path` seen from `base`: absolute paths stay, `.` and `..` are taken out.
pub fn join(base: &str, path: &str) -> String {
    let base = if path.starts_with('/') { "" } else { base };
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => {
                joined.push('/');
                joined.push_str(part);
            }
        }
    }
    match base.is_empty() || base.starts_with('/') {
        true if joined.is_empty() => joined.push('/'),
        true => {}
        false => drop(joined.drain(..joined.len().min(1))),
    }
    joined
}

/// What is left of `path` under the directory `dir`.
pub fn below<'a>(path: &'a str, dir: &str) -> Option<&'a str> {
    if dir == "/" {
        return path.strip_prefix('/').filter(|rest| !rest.is_empty());
    }
    path.strip_prefix(dir)?.strip_prefix('/').filter(|rest| !rest.is_empty())
}

pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

pub fn name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Equal, where `*` in the first stands for anything and `${…}` for what cannot be seen.
pub fn like(pattern: &str, path: &str) -> bool {
    if !pattern.contains(['*', '$', '?']) {
        return pattern == path;
    }
    let cut = pattern.find(['*', '$', '?']).unwrap_or_default();
    let rest = pattern.rfind(['*', '}', '?']).map_or("", |at| &pattern[at + 1..]);
    path.len() >= cut + rest.len() && path.starts_with(&pattern[..cut]) && path.ends_with(rest)
}

/// A name with an extension that directories do not have.
pub fn is_file(name: &str) -> bool {
    const ENDS: &[&str] = &[
        ".jar", ".war", ".py", ".js", ".sh", ".json", ".toml", ".txt", ".conf", ".lock", ".yml", ".yaml", ".mod",
        ".sum", ".xml", ".dll", ".exe", ".rb", ".php", ".go", ".rs", ".md", ".cfg", ".ini", ".html", ".pem", ".crt",
        ".mjs",
    ];
    ENDS.iter().any(|end| name.ends_with(end))
}

/// Where programs lie: `/usr/local/bin`, `/sbin`.
pub fn is_bin(dir: &str) -> bool {
    matches!(name(dir), "bin" | "sbin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_compared() {
        assert_eq!(join("/app", "./bin/../server"), "/app/server");
        assert_eq!(join("/app", "/x"), "/x");
        assert_eq!(below("/app/x", "/app"), Some("x"));
        assert_eq!(below("/apple", "/app"), None);
        assert!(like("/target/*.jar", "/target/a.jar") && !like("/target/*.jar", "/target/a.war"));
        assert!(!like("/out/${X}y", "/ou"));
    }
}
