//! Files beside the Dockerfile: what they say of versions, scripts and packages.

mod brought;
pub mod demands;
pub mod lines;
pub mod packages;
pub mod scripts;
pub mod versions;

pub use brought::brought;

use crate::wishes::Input;

/// Finds a version in a file's text.
type Reader = fn(&str) -> Option<String>;

/// The version that a file beside the Dockerfile fixes for a language, and the file's path.
pub fn version(input: &Input, language: &str) -> Option<(String, String)> {
    let files: &[(&str, Reader)] = match language {
        "python" => &[
            (".python-version", lines::first_version),
            ("runtime.txt", lines::first_version),
            ("pyproject.toml", lines::requires_python),
            ("Pipfile", lines::pipfile_python),
        ],
        "node" => {
            &[(".nvmrc", lines::first_version), (".node-version", lines::first_version), ("package.json", engines)]
        }
        "java" => &[
            ("pom.xml", lines::pom_java),
            ("build.gradle", lines::gradle_java),
            ("build.gradle.kts", lines::gradle_java),
        ],
        "dotnet" => &[("global.json", global_json)],
        "ruby" => &[(".ruby-version", lines::first_version), ("Gemfile", lines::gemfile_ruby)],
        "go" => &[("go.mod", lines::go_mod)],
        "php" => &[("composer.json", composer_php)],
        "elixir" => &[("mix.exs", lines::mix_elixir)],
        _ => &[],
    };
    let named = files.iter().find_map(|(name, read)| {
        let file = input.companion(name)?;
        Some((read(&file.text)?, file.path.clone()))
    });
    named.or_else(|| tool_versions(input, language)).or_else(|| project(input, language))
}

fn tool_versions(input: &Input, language: &str) -> Option<(String, String)> {
    let file = input.companion(".tool-versions")?;
    let aliases = [language, if language == "node" { "nodejs" } else { language }];
    let line =
        file.text.lines().find(|line| aliases.iter().any(|name| line.split_whitespace().next() == Some(name)))?;
    Some((lines::first_version(line.split_whitespace().nth(1)?)?, file.path.clone()))
}

/// `<TargetFramework>net8.0</TargetFramework>`.
fn project(input: &Input, language: &str) -> Option<(String, String)> {
    let file = input.companions.iter().find(|file| file.path.ends_with("proj"))?;
    let framework =
        lines::element(&file.text, "TargetFramework").or_else(|| lines::element(&file.text, "TargetFrameworks"))?;
    let version = lines::first_version(framework.trim_start_matches("net"))?;
    (language == "dotnet").then(|| (version, file.path.clone()))
}

pub fn json(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

fn engines(text: &str) -> Option<String> {
    let json = json(text)?;
    let pinned = json.pointer("/volta/node").or_else(|| json.pointer("/engines/node"))?;
    lines::first_version(pinned.as_str()?)
}

fn global_json(text: &str) -> Option<String> {
    lines::first_version(json(text)?.pointer("/sdk/version")?.as_str()?)
}

fn composer_php(text: &str) -> Option<String> {
    lines::first_version(json(text)?.pointer("/require/php")?.as_str()?)
}
