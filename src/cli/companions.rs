//! Files beside the Dockerfile that sharpen the facts. The walk is bounded in depth, entries and bytes.

use crate::wishes::Companion;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const NAMES: &[&str] = &[
    "package.json",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "pyproject.toml",
    "uv.lock",
    "poetry.lock",
    "Pipfile",
    "Pipfile.lock",
    "setup.py",
    "environment.yml",
    "go.mod",
    "go.sum",
    "Cargo.toml",
    "Cargo.lock",
    "pom.xml",
    "composer.json",
    "cpanfile",
    "composer.lock",
    "Gemfile",
    "Gemfile.lock",
    "mix.exs",
    "mix.lock",
    ".dockerignore",
    ".npmrc",
    ".pnpmfile.cjs",
    ".yarnrc",
    ".yarnrc.yml",
    "pnpm-workspace.yaml",
    ".python-version",
    "nginx.conf",
    ".nvmrc",
    ".node-version",
    ".ruby-version",
    ".tool-versions",
    "global.json",
    "rust-toolchain",
    "rust-toolchain.toml",
    "Package.swift",
    "stack.yaml",
    "deno.json",
    "bun.lock",
];

const SKIPPED: &[&str] = &["node_modules", "target", "vendor", "dist", "build", "venv", "__pycache__"];
const DEPTH: usize = 2;
const ENTRIES: usize = 2_000;
const FILE_BYTES: u64 = 2 << 20;
const ALL_BYTES: u64 = 8 << 20;

/// Companions by context folder: many Dockerfiles may share one.
#[derive(Default)]
pub(super) struct Cache(HashMap<PathBuf, Vec<Companion>>);

impl Cache {
    pub fn get(&mut self, folder: &Path) -> Vec<Companion> {
        self.0.entry(folder.to_path_buf()).or_insert_with(|| gather(folder)).clone()
    }
}

struct Walk {
    found: Vec<Companion>,
    entries: usize,
    bytes: u64,
}

/// The companions in a folder, those nearest the root first, in order of their names.
fn gather(root: &Path) -> Vec<Companion> {
    let mut walk = Walk { found: Vec::new(), entries: 0, bytes: 0 };
    let mut level = vec![(root.to_path_buf(), String::new())];
    for _ in 0..=DEPTH {
        level = level.into_iter().flat_map(|(folder, path)| walk.folder(&folder, &path)).collect();
    }
    walk.found
}

impl Walk {
    /// Takes in what lies in one folder and gives the folders below it.
    fn folder(&mut self, folder: &Path, path: &str) -> Vec<(PathBuf, String)> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let left = ENTRIES.saturating_sub(self.entries);
        let mut entries: Vec<_> = entries.flatten().take(left).collect();
        self.entries += entries.len();
        entries.sort_by_key(|entry| entry.file_name());
        let mut below = Vec::new();
        for entry in entries {
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
            let place = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if kind.is_dir() && !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                below.push((entry.path(), place));
            } else if kind.is_file() && is_companion(&name) {
                self.take(&entry.path(), place);
            }
        }
        below
    }

    fn take(&mut self, file: &Path, path: String) {
        let Ok(size) = std::fs::metadata(file).map(|meta| meta.len()) else { return };
        if size > FILE_BYTES || self.bytes + size > ALL_BYTES {
            return;
        }
        let Ok(bytes) = std::fs::read(file) else { return };
        self.bytes += size;
        self.found.push(Companion { path, text: String::from_utf8_lossy(&bytes).into_owned() });
    }
}

fn is_companion(name: &str) -> bool {
    NAMES.contains(&name)
        || [".csproj", ".fsproj", ".vbproj", ".cabal", ".nimble", ".sh", ".dockerignore"]
            .iter()
            .any(|end| name.ends_with(end))
        || name.starts_with("build.gradle")
        || (name.starts_with("requirements") && name.ends_with(".txt"))
        || name.contains("entrypoint")
}

#[cfg(test)]
mod tests {
    use super::is_companion;

    #[test]
    fn manifests_scripts_and_version_files_are_companions() {
        for name in [
            "go.mod",
            "requirements-dev.txt",
            "Api.csproj",
            "build.gradle.kts",
            "docker-entrypoint.sh",
            "entrypoint",
            ".nvmrc",
        ] {
            assert!(is_companion(name), "{name}");
        }
        for name in ["main.go", "README.md", "Dockerfile", "notes.txt"] {
            assert!(!is_companion(name), "{name}");
        }
    }
}
