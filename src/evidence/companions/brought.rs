//! Which of the files beside the Dockerfile its build sees: a manifest that no COPY brings says nothing of the image.

use std::collections::HashSet;

use crate::shell::pattern::Pattern;
use crate::stages::{Build, Does, Origin};
use crate::wishes::{Companion, Input};

/// The input with the companions that the build brings in.
pub fn brought(build: &Build, input: &Input) -> Input {
    if input.companions.is_empty() {
        return input.clone();
    }
    let steps = build.stages.iter().flat_map(|stage| &stage.steps);
    let mut sources: Vec<&str> = Vec::new();
    let mut bound = false;
    for step in steps {
        match &step.does {
            Does::Bring { from: Origin::Context, sources: own, .. } => {
                sources.extend(own.iter().map(|source| source.text.trim_start_matches("./").trim_matches('/')));
            }
            Does::Run(launch) => bound |= launch.mounts.iter().any(|(kind, _)| kind == "bind"),
            _ => {}
        }
    }
    // Nothing is copied: what is beside is brought in a way that the file does not show.
    let unseen = bound || sources.is_empty();
    let words: HashSet<&str> = input.text.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))).collect();
    let kept = |file: &&Companion| {
        let outer = !file.path.contains('/');
        let apart = unseen || is_setting(file.name()) || is_of_compiled(file.name());
        let script = is_script(file.name()) && !sources.is_empty();
        script || apart && outer || sources.iter().any(|source| covers(source, file, &words))
    };
    Input {
        file: input.file.clone(),
        text: input.text.clone(),
        target: input.target.clone(),
        build_args: input.build_args.clone(),
        companions: input.companions.iter().filter(kept).cloned().collect(),
    }
}

/// Scripts are looked for by their names, wherever they lie.
fn is_script(name: &str) -> bool {
    name.ends_with(".sh") || name.contains("entrypoint")
}

/// What tools read where they are called.
fn is_setting(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("rust-toolchain")
        || name == "global.json"
        || name.ends_with(".dockerignore")
}

/// Of what may be built elsewhere: then only the result is copied.
fn is_of_compiled(name: &str) -> bool {
    const NAMES: [&str; 6] = ["pom.xml", "go.mod", "Cargo.toml", "Cargo.lock", "mix.exs", "mix.lock"];
    NAMES.contains(&name) || name.starts_with("build.gradle") || name.ends_with("proj")
}

/// Whether a source of COPY brings the file; `words` are those of the Dockerfile.
fn covers(source: &str, file: &Companion, words: &HashSet<&str>) -> bool {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let last = folder.rsplit('/').next().unwrap_or_default();
    let (dir, end) = source.rsplit_once('/').unwrap_or(("", source));
    match () {
        // Of the whole context the outermost, and what lies in a folder that the file speaks of.
        () if matches!(source, "" | "." | "*") => folder.is_empty() || words.contains(last),
        () if source.contains('$') => true,
        () if file.path == source || file.path.strip_prefix(source).is_some_and(|rest| rest.starts_with('/')) => true,
        // The context may begin further up than the folder that was given.
        () if end == name => folder.is_empty() || dir.is_empty() || dir.ends_with(folder),
        () => matches(end, name) && (folder.is_empty() || dir == folder || dir.contains('*')),
    }
}

/// A pattern of COPY's and the whole of a name.
fn matches(pattern: &str, name: &str) -> bool {
    pattern.contains(['*', '?', '[']) && Pattern::shell(pattern).longest(name) == Some(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dockerfile, stages};

    fn kept(file: &str, paths: &[&str]) -> Vec<String> {
        let companion = |path: &&str| Companion { path: path.to_string(), text: String::new() };
        let input = Input { companions: paths.iter().map(companion).collect(), ..Input::pasted(file) };
        let build = stages::resolve(dockerfile::parse(file), &input);
        brought(&build, &input).companions.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn a_manifest_that_nothing_copies_says_nothing() {
        let paths = ["requirements.txt", "examples/requirements.txt", ".python-version"];
        assert_eq!(kept("FROM alpine\nCOPY app /app\n", &paths), [".python-version"]);
        assert_eq!(kept("FROM alpine\nCOPY target/app.jar /\n", &["pom.xml", "package.json"]), ["pom.xml"]);
        assert_eq!(kept("FROM python\nCOPY . .\n", &paths), ["requirements.txt", ".python-version"]);
        assert_eq!(kept("FROM python\nCOPY requirements*.txt ./\n", &paths), ["requirements.txt", ".python-version"]);
        assert_eq!(kept("FROM python\nRUN git clone x\n", &paths), ["requirements.txt", ".python-version"]);
        assert_eq!(kept("FROM python\nCOPY . .\nWORKDIR /app/examples\n", &paths), paths);
    }

    #[test]
    fn what_a_folder_brings_counts() {
        let paths = ["package.json", "api/package.json", "web/package.json"];
        assert_eq!(kept("FROM node\nCOPY api/ .\n", &paths), ["api/package.json"]);
        assert_eq!(kept("FROM node\nCOPY web/package*.json ./\n", &paths), ["package.json", "web/package.json"]);
        assert_eq!(kept("FROM node\nCOPY ${APP}/package.json ./\n", &paths), paths);
        assert_eq!(
            kept("FROM node\nRUN --mount=type=bind,source=package.json,target=p npm ci\n", &paths),
            ["package.json"]
        );
        assert_eq!(kept("FROM node\nCOPY app /app\n", &["bin/start.sh"]), ["bin/start.sh"]);
    }

    #[test]
    fn patterns_of_copy() {
        let stars = "*".repeat(50) + "x";
        for (pattern, name, is) in [
            ("package*.json", "package-lock.json", true),
            ("*.txt", "a.md", false),
            ("?.js", "a.js", true),
            ("[a-c].js", "b.js", true),
            (&stars, "package-lock-of-the-whole-workspace.json", false),
        ] {
            assert_eq!(matches(pattern, name), is, "{pattern}");
        }
    }
}
