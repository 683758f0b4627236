//! The version that a lock file or a manifest beside the Dockerfile holds a package to.

use super::json;
use super::lines::{element, first_version};
use crate::catalogue::packages::Ecosystem;
use crate::wishes::Input;
use serde_json::Value;

/// What locks fix counts before what manifests name; a lower bound or a range holds to nothing.
pub fn of(input: &Input, ecosystem: Ecosystem, name: &str) -> Option<String> {
    let files = || input.companions.iter();
    let find = |lock: bool| {
        let mut kept = files().filter(|file| is_lock(file.name()) == lock);
        kept.find_map(|file| read(ecosystem, file.name(), &file.text, name))
    };
    find(true).or_else(|| find(false))
}

fn is_lock(name: &str) -> bool {
    name.contains("lock")
}

fn read(ecosystem: Ecosystem, file: &str, text: &str, name: &str) -> Option<String> {
    match (ecosystem, file) {
        (Ecosystem::Pip, "uv.lock" | "poetry.lock") => toml(text, name),
        (Ecosystem::Pip, "Pipfile.lock") => exact(json(text)?.get("default")?.get(name)?.get("version")?.as_str()?),
        (Ecosystem::Pip, "Pipfile" | "pyproject.toml") => assigned(text, name).or_else(|| required(text, name)),
        (Ecosystem::Pip, _) if file.ends_with(".txt") || file.ends_with(".in") => required(text, name),
        (Ecosystem::Gem, "Gemfile.lock") => text.lines().find_map(|line| locked_gem(line, name)),
        (Ecosystem::Npm, "package-lock.json") => locked_npm(text, name),
        (Ecosystem::Npm, "yarn.lock") => yarn(text, name),
        (Ecosystem::Npm, "pnpm-lock.yaml") => pnpm(text, name),
        (Ecosystem::Maven, "pom.xml") => maven(text, name),
        (Ecosystem::Maven, _) => {
            let (_, rest) = text.split_once(&format!("{name}:"))?;
            first_version(rest).filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))
        }
        (Ecosystem::Npm, "package.json") => {
            let json = json(text)?;
            let named = |table: &str| json.get(table)?.get(name)?.as_str();
            let written = named("dependencies").or_else(|| named("devDependencies"))?;
            first_version(written).filter(|_| written.starts_with(|c: char| c.is_ascii_digit()))
        }
        _ => None,
    }
}

/// `<version>` of a dependency, or the property that it names.
fn maven(text: &str, name: &str) -> Option<String> {
    let (_, artifact) = name.split_once(':')?;
    let each = text.split("<dependency>").skip(1).map(|rest| rest.split("</dependency>").next().unwrap_or_default());
    let written =
        each.filter(|one| element(one, "artifactId") == Some(artifact)).find_map(|one| element(one, "version"))?;
    let property = written.strip_prefix("${").and_then(|rest| element(text, rest.trim_end_matches('}')));
    first_version(property.unwrap_or(written))
}

/// `name==1.2`, `"name == 1.2"` in a list.
fn required(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let line = line.trim().trim_start_matches(['"', '\'']);
        let (written, rest) = line.split_at_checked(name.len())?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(rest, |(_, rest)| rest);
        is_called(written, name).then(|| exact(rest.trim_start()))?
    })
}

/// `name = "1.2"`, `name = {version = "==1.2"}` of Poetry and Pipenv.
fn assigned(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.split_once("version").map_or(value, |(_, rest)| rest);
        let value = value.trim_matches([' ', '=', '"', '\'']);
        let plain = value.starts_with(|c: char| c.is_ascii_digit());
        (is_called(key.trim().trim_matches('"'), name) && plain).then(|| first_version(value))?
    })
}

/// As the Python index compares names.
fn is_called(written: &str, name: &str) -> bool {
    let plain = |byte: u8| if matches!(byte, b'_' | b'.') { b'-' } else { byte.to_ascii_lowercase() };
    written.bytes().map(plain).eq(name.bytes().map(plain))
}

/// `==1.2`, without a `*`.
fn exact(written: &str) -> Option<String> {
    let rest = written.strip_prefix("==")?.trim_start_matches('=').trim();
    let version = rest.split([' ', ';', '"', '\'', ',', '#', '\\']).next()?;
    (!version.contains('*')).then(|| version.to_string()).filter(|version| !version.is_empty())
}

fn toml(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    lines
        .find(|line| line.strip_prefix("name = \"").is_some_and(|rest| is_called(rest.trim_end_matches('"'), name)))?;
    first_version(lines.next()?.strip_prefix("version = ")?)
}

/// `    pg (1.5.4)`, `    pg (1.6.2-x86_64-linux)`.
fn locked_gem(line: &str, name: &str) -> Option<String> {
    let rest = line.strip_prefix("    ")?.strip_prefix(name)?.strip_prefix(" (")?;
    first_version(rest)
}

fn locked_npm(text: &str, name: &str) -> Option<String> {
    let json = json(text)?;
    let entry = json.get("packages").and_then(|all| all.get(format!("node_modules/{name}")));
    let entry = entry.or_else(|| json.get("dependencies")?.get(name))?;
    entry.get("version").and_then(Value::as_str).map(str::to_string)
}

/// `sharp@^0.33:` and, below it, `  version "0.33.5"`.
fn yarn(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.find(|line| line.trim_start_matches('"').strip_prefix(name).is_some_and(|rest| rest.starts_with('@')))?;
    first_version(lines.next()?.trim().strip_prefix("version")?)
}

/// `  sharp@0.33.5:`, `  /sharp@0.33.5:`.
fn pnpm(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let key = line.strip_prefix("  ")?.trim_matches('\'').trim_start_matches('/');
        first_version(key.strip_prefix(name)?.strip_prefix('@')?.trim_end_matches(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Companion;

    fn of_file(path: &str, text: &str, ecosystem: Ecosystem, name: &str) -> Option<String> {
        let companions = vec![Companion { path: path.into(), text: text.into() }];
        of(&Input { companions, ..Input::default() }, ecosystem, name)
    }

    #[test]
    fn python_holds_to_a_version() {
        let of = |path: &str, text: &str| of_file(path, text, Ecosystem::Pip, "scikit-learn");
        assert_eq!(of("requirements.txt", "a\nscikit_learn[x] == 1.2.1 ; x\n").as_deref(), Some("1.2.1"));
        assert_eq!(of("requirements.txt", "scikit-learn>=1.2\nscikit-learn-extra==2\n"), None);
        assert_eq!(of("requirements.txt", "scikit-learn==1.2.*\n"), None);
        assert_eq!(of("pyproject.toml", "scikit-learn = \"1.2.1\"\n").as_deref(), Some("1.2.1"));
        assert_eq!(of("pyproject.toml", "  \"scikit-learn==1.2\",\n").as_deref(), Some("1.2"));
        assert_eq!(of("Pipfile", "scikit-learn = {version = \"==1.2\"}\n").as_deref(), Some("1.2"));
        assert_eq!(of("Pipfile", "scikit-learn = \"*\"\n"), None);
        assert_eq!(of("uv.lock", "name = \"scikit-learn\"\nversion = \"1.2.1\"\n").as_deref(), Some("1.2.1"));
        let lock = r#"{"default":{"scikit-learn":{"version":"==1.2.1"}}}"#;
        assert_eq!(of("Pipfile.lock", lock).as_deref(), Some("1.2.1"));
    }

    #[test]
    fn java_names_its_versions() {
        let of = |path: &str, text: &str| of_file(path, text, Ecosystem::Maven, "org.a:b");
        let pom = |version: &str| {
            format!(
                "<v.b>2.3.0</v.b><dependency><groupId>org.a</groupId><artifactId>b</artifactId>{version}</dependency>"
            )
        };
        assert_eq!(of("pom.xml", &pom("<version>2.3.1</version>")).as_deref(), Some("2.3.1"));
        assert_eq!(of("pom.xml", &pom("<version>${v.b}</version>")).as_deref(), Some("2.3.0"));
        assert_eq!(of("pom.xml", &pom("")), None);
        assert_eq!(of("build.gradle", "api 'org.a:b:2.8.1'").as_deref(), Some("2.8.1"));
        assert_eq!(of("build.gradle.kts", "api(\"org.a:b:$kafka\")"), None);
    }

    #[test]
    fn ruby_and_node_lock_theirs() {
        let pg = of_file("Gemfile.lock", "GEM\n  specs:\n    pg (1.5.4)\n", Ecosystem::Gem, "pg");
        assert_eq!(pg.as_deref(), Some("1.5.4"));
        let of = |path: &str, text: &str| of_file(path, text, Ecosystem::Npm, "@playwright/test");
        assert_eq!(
            of("package.json", r#"{"devDependencies":{"@playwright/test":"1.40.0"}}"#).as_deref(),
            Some("1.40.0")
        );
        assert_eq!(of("package.json", r#"{"dependencies":{"@playwright/test":"^1.40.0"}}"#), None);
        let lock = r#"{"packages":{"node_modules/@playwright/test":{"version":"1.41.2"}}}"#;
        assert_eq!(of("package-lock.json", lock).as_deref(), Some("1.41.2"));
        assert_eq!(of("yarn.lock", "\"@playwright/test@^1\":\n  version \"1.42.0\"\n").as_deref(), Some("1.42.0"));
        assert_eq!(of("pnpm-lock.yaml", "  '@playwright/test@1.43.1':\n").as_deref(), Some("1.43.1"));
    }
}
