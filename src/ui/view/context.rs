//! Which files of a folder are worth reading, and what each is to the advice.

use crate::order;

/// Files sorted by what they are.
#[derive(Debug, Default, PartialEq)]
pub struct Sorted {
    pub dockerfile: Option<(String, String)>,
    pub companions: Vec<(String, String)>,
    pub policies: Vec<(String, String)>,
    /// Nothing of use was among them.
    pub nothing: bool,
}

/// More companions than this are no help.
const MOST: usize = 24;
/// A companion longer than this is not one.
const LONGEST: usize = 512 * 1024;

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn is_dockerfile(path: &str) -> bool {
    let name = name(path).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    matches!(stem, "dockerfile" | "containerfile") && !name.ends_with(".dockerignore") || name.ends_with(".dockerfile")
}

/// Names of manifests and scripts that detectors read.
const COMPANIONS: &[&str] = &[
    "package.json",
    "go.mod",
    "Cargo.toml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "requirements.txt",
    "pyproject.toml",
    "Pipfile",
    "setup.py",
    "composer.json",
    "cpanfile",
    "Gemfile",
    "Gemfile.lock",
    "mix.exs",
    "nginx.conf",
    ".nvmrc",
    ".python-version",
    ".ruby-version",
    "rust-toolchain.toml",
    "global.json",
    "Procfile",
    "docker-compose.yml",
    "compose.yaml",
];

fn is_companion(path: &str) -> bool {
    let name = name(path);
    COMPANIONS.contains(&name) || [".sh", ".csproj", ".fsproj"].iter().any(|end| name.ends_with(end))
}

fn is_policy(path: &str) -> bool {
    let name = name(path);
    name.ends_with(".json") && name.contains("policy")
}

/// Folders that hold others' files are passed by.
pub fn worth_entering(path: &str) -> bool {
    !matches!(
        name(path),
        "node_modules" | "target" | "vendor" | "dist" | "build" | ".git" | ".venv" | "venv" | "__pycache__"
    )
}

pub fn worth_reading(path: &str) -> bool {
    is_dockerfile(path) || is_companion(path) || is_policy(path)
}

/// The Dockerfile nearest the root is the one; a lone file of any other name is taken for one.
pub fn sort(mut files: Vec<(String, String)>) -> Sorted {
    order::sort_by_key(&mut files, |(path, _)| (path.matches('/').count(), name(path).len(), path.clone()));
    let lone = files.len() == 1 && !worth_reading(&files[0].0);
    let mut sorted = Sorted::default();
    for (path, text) in files {
        if sorted.dockerfile.is_none() && (is_dockerfile(&path) || lone) {
            sorted.dockerfile = Some((path, text));
        } else if is_policy(&path) {
            sorted.policies.push((path, text));
        } else if is_companion(&path) && text.len() <= LONGEST && sorted.companions.len() < MOST {
            sorted.companions.push((path, text));
        }
    }
    sorted.nothing = sorted.dockerfile.is_none() && sorted.companions.is_empty() && sorted.policies.is_empty();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(paths: &[&str]) -> (Option<String>, Vec<String>, usize) {
        let sorted = sort(paths.iter().map(|path| (path.to_string(), String::new())).collect());
        let paths = sorted.companions.into_iter().map(|(path, _)| path).collect();
        (sorted.dockerfile.map(|(path, _)| path), paths, sorted.policies.len())
    }

    #[test]
    fn the_dockerfile_nearest_the_root_is_the_one() {
        let found = sorted(&[
            "app/deploy/Dockerfile",
            "app/Dockerfile.dev",
            "app/Dockerfile",
            "app/package.json",
            "app/readme.md",
        ]);
        assert_eq!(found, (Some("app/Dockerfile".into()), vec!["app/package.json".into()], 0));
    }

    #[test]
    fn a_lone_file_is_taken_for_one() {
        assert_eq!(sorted(&["my-image.txt"]).0.as_deref(), Some("my-image.txt"));
        assert_eq!(sorted(&["package.json"]), (None, vec!["package.json".into()], 0));
        assert_eq!(sorted(&["basewise.policy.json"]), (None, vec![], 1));
        assert!(sort(Vec::new()).nothing);
    }

    #[test]
    fn names_are_known_by_their_kind() {
        assert!(
            ["Dockerfile", "x/Containerfile", "Dockerfile.prod", "web.dockerfile", "go.mod", "run.sh"]
                .iter()
                .all(|path| worth_reading(path))
        );
        assert!(["Dockerfile.dockerignore", "a.json", "dockerfiles.md"].iter().all(|path| !worth_reading(path)));
        assert!(!worth_entering("app/node_modules"));
    }
}
