//! The files of `catalogue/measured/`: what registries said, one line a tag and platform.

use crate::measure::Measurement;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HEAD: &str = "# What the registry said, word for word: written by `cargo xtask catalogue refresh`, one line a tag and platform.\n\
    # tag | platform | digest of the platform's manifest | created | bytes of all layers | bytes of each | user | entrypoint | cmd | env | asked\n";

/// `catalogue/measured/docker.io/library/node.txt`.
pub fn file(catalogue: &Path, repository: &str) -> PathBuf {
    let safe = repository.replace(':', "_");
    catalogue.join("measured").join(format!("{safe}.txt"))
}

/// The file's text with the lines of one tag replaced; every other line stays.
pub fn with(text: &str, repository: &str, tag: &str, measured: &Measurement, day: &str) -> String {
    let mut lines: BTreeMap<(String, String), String> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        lines.insert(key(line), line.to_owned());
    }
    lines.retain(|(known, _), _| known != tag);
    for platform in &measured.platforms {
        let layers: Vec<String> = platform.layers.iter().map(u64::to_string).collect();
        let list = |words: &[String]| serde_json::to_string(words).unwrap_or_default();
        let fields = [
            tag.to_owned(),
            platform.name.clone(),
            platform.digest.clone(),
            platform.created.clone().unwrap_or_else(|| "-".to_owned()),
            platform.size().to_string(),
            layers.join(" "),
            if platform.user.is_empty() { "-".to_owned() } else { platform.user.clone() },
            list(&platform.entrypoint),
            list(&platform.cmd),
            list(&platform.env),
            day.to_owned(),
        ];
        lines.insert((tag.to_owned(), platform.name.clone()), fields.join(" | "));
    }
    let body: String = lines.into_values().map(|line| line + "\n").collect();
    format!("{HEAD}# {repository}\n\n{body}")
}

fn key(line: &str) -> (String, String) {
    let mut fields = line.split(" | ");
    let mut next = || fields.next().unwrap_or_default().to_owned();
    (next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Platform;

    fn measurement(platforms: &[&str]) -> Measurement {
        let platform = |name: &&str| Platform {
            name: (*name).to_owned(),
            digest: "sha256:0".to_owned(),
            layers: vec![3, 4],
            created: None,
            user: String::new(),
            entrypoint: vec!["a".to_owned()],
            cmd: Vec::new(),
            env: vec!["PATH=/bin".to_owned()],
        };
        let platforms = platforms.iter().map(platform).collect();
        Measurement { digest: "sha256:1".to_owned(), platforms, lies: Vec::new() }
    }

    #[test]
    fn lines_of_other_tags_stay() {
        let first = with("", "docker.io/library/x", "1", &measurement(&["linux/amd64", "linux/arm64"]), "2026-11-21");
        let second = with(&first, "docker.io/library/x", "2", &measurement(&["linux/amd64"]), "2026-11-22");
        let line = "1 | linux/amd64 | sha256:0 | - | 7 | 3 4 | - | [\"a\"] | [] | [\"PATH=/bin\"] | 2026-11-21\n";
        assert!(second.contains(line), "{second}");
        assert_eq!(second.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count(), 3);
        let again = with(&second, "docker.io/library/x", "1", &measurement(&["linux/amd64"]), "2026-11-23");
        assert!(!again.contains("linux/arm64"), "a platform that is gone goes: {again}");
        assert!(again.contains("2 | linux/amd64"));
    }
}
