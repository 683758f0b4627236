//! The language packages that manifests and lock files beside the Dockerfile name.

use super::json;
use super::lines::element;
use crate::catalogue::packages::Ecosystem;
use crate::order;
use crate::wishes::Input;

/// (ecosystem, package, path of the file) for everything the companions of a language name; without one, of all.
pub fn of(input: &Input, language: Option<&str>) -> Vec<(Ecosystem, String, String)> {
    let mut found = Vec::new();
    for file in &input.companions {
        let Some((ecosystem, names)) = read(file.name(), &file.text) else { continue };
        if language.is_none_or(|language| belongs(ecosystem, language)) {
            found.extend(names.into_iter().map(|name| (ecosystem, name, file.path.clone())));
        }
    }
    order::sort_by(&mut found, |a, b| a.1.cmp(&b.1));
    found.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    let whole = found.iter().any(|(_, name, _)| name == "psycopg-binary");
    found.retain(|(_, name, _)| !(whole && name == "psycopg"));
    found
}

/// The first manifest of a language that names a dependency by its repository: installing it takes git. `short`:
/// `team/name` is one, too.
pub fn by_git<'a>(input: &'a Input, language: &str, short: bool) -> Option<&'a str> {
    let file = input.companions.iter().find(|file| {
        let of_language = read(file.name(), "").is_some_and(|(ecosystem, _)| belongs(ecosystem, language));
        of_language && !file.name().contains("lock") && names_repository(file.name(), &file.text, short)
    })?;
    Some(&file.path)
}

fn names_repository(name: &str, text: &str, short: bool) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.starts_with(['#', '/']));
    match name {
        "package.json" => {
            let json = json(text);
            let tables = ["dependencies", "devDependencies", "optionalDependencies"].into_iter();
            let tables = tables.filter_map(|table| json.as_ref()?.get(table)?.as_object());
            let mut values = tables.flat_map(|table| table.values()).filter_map(|value| value.as_str());
            values.any(|value| is_repository(value, short))
        }
        "Gemfile" => lines().any(|line| {
            line.starts_with("gem ") && (line.contains("git:") || line.contains("github:") || line.contains(":git"))
        }),
        _ => lines().any(|line| line.contains("git+") || line.contains("git = \"")),
    }
}

/// `git+https://…`, `github:team/name`, `https://….git#v1`; `team/name` where npm reads it.
pub fn is_repository(word: &str, short: bool) -> bool {
    const SIGNS: [&str; 6] = ["git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:"];
    let (place, _) = word.split_once('#').unwrap_or((word, ""));
    let mut parts = place.split('/');
    let plain = |part: &str| {
        let whole = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        whole && part.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let pair = parts.next().is_some_and(plain) && parts.next().is_some_and(plain) && parts.next().is_none();
    let named = SIGNS.iter().any(|sign| word.trim_start_matches(['"', '\'']).starts_with(sign));
    named || word.contains("git+") || word.contains("://") && place.ends_with(".git") || short && pair
}

/// An install script of the manifest fetches by Bower.
pub fn hooks_bower(input: &Input) -> bool {
    let json = input.companion("package.json").and_then(|file| json(&file.text));
    let scripts = json.as_ref().and_then(|json| json.get("scripts"));
    let hook = |name: &&str| {
        let script = scripts.and_then(|scripts| scripts.get(name)?.as_str());
        script.is_some_and(|script| ["bower install", "bower i", "bower update"].iter().any(|run| script.contains(run)))
    };
    ["preinstall", "install", "postinstall", "prepare"].iter().any(hook)
}

fn belongs(ecosystem: Ecosystem, language: &str) -> bool {
    match ecosystem {
        Ecosystem::Pip => language == "python",
        Ecosystem::Npm => matches!(language, "node" | "bun" | "deno"),
        Ecosystem::Gem => language == "ruby",
        Ecosystem::Php => language == "php",
        Ecosystem::Go => language == "go",
        Ecosystem::Crate => language == "rust",
        Ecosystem::Nuget => language == "dotnet",
        Ecosystem::Maven => language == "java",
    }
}

fn read(name: &str, text: &str) -> Option<(Ecosystem, Vec<String>)> {
    let requirements = name.starts_with("requirements") && (name.ends_with(".txt") || name.ends_with(".in"));
    Some(match name {
        _ if requirements => (Ecosystem::Pip, text.lines().filter_map(requirement).collect()),
        "pyproject.toml" => (Ecosystem::Pip, quoted_requirements(text)),
        "uv.lock" | "poetry.lock" => (Ecosystem::Pip, lock_names(text)),
        "Pipfile" => (Ecosystem::Pip, keys(text)),
        "package.json" => (Ecosystem::Npm, dependencies(text, "dependencies")),
        "package-lock.json" => (Ecosystem::Npm, locked_npm(text)),
        "yarn.lock" => (Ecosystem::Npm, text.lines().filter_map(yarn).collect()),
        "pnpm-lock.yaml" => (Ecosystem::Npm, text.lines().filter_map(pnpm).collect()),
        "Gemfile" => (Ecosystem::Gem, text.lines().filter_map(listed_gem).collect()),
        "Gemfile.lock" => (Ecosystem::Gem, text.lines().filter_map(locked_gem).collect()),
        "composer.json" => (Ecosystem::Php, extensions(text)),
        "Cargo.lock" => (Ecosystem::Crate, lock_names(text)),
        "Pipfile.lock" => (Ecosystem::Pip, dependencies(text, "default")),
        "pom.xml" => (Ecosystem::Maven, artifacts(text)),
        "build.gradle" | "build.gradle.kts" => (Ecosystem::Maven, text.lines().flat_map(coordinates).collect()),
        _ if name.ends_with("proj") || name == "Directory.Packages.props" => (Ecosystem::Nuget, references(text)),
        "go.mod" => (Ecosystem::Go, text.lines().filter_map(module).collect()),
        _ => return None,
    })
}

/// `psycopg2[binary]>=2.9 ; python_version < "3.13"` → `psycopg2`.
fn requirement(line: &str) -> Option<String> {
    let line = line.split('#').next()?.trim();
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(line.len());
    let name = &line[..end];
    let name = if is_whole_psycopg(line) { "psycopg-binary" } else { name };
    name.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| name.to_string())
}

/// This extra is the package with the database's library in it
/// ([binary installation](https://www.psycopg.org/psycopg3/docs/basic/install.html#binary-installation)).
pub fn is_whole_psycopg(written: &str) -> bool {
    written.trim_start_matches(['"', '\'']).starts_with("psycopg[") && written.contains("binary")
}

/// The quoted entries of `dependencies = [ … ]`, and the keys of Poetry's table.
fn quoted_requirements(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut section = Section::Other;
    for line in text.lines().map(str::trim) {
        section = match line {
            _ if line.starts_with("[tool.poetry.dependencies") => Section::Poetry,
            _ if line.starts_with('[') && section != Section::List => Section::Other,
            _ if line.starts_with("dependencies") && line.contains('[') => Section::List,
            _ => section,
        };
        match section {
            Section::List => names.extend(line.split(['"', '\'']).skip(1).step_by(2).filter_map(requirement)),
            Section::Poetry => names.extend(line.split_once('=').and_then(|(key, _)| requirement(key.trim()))),
            Section::Other => {}
        }
        if section == Section::List && line.ends_with(']') && !line.ends_with("[]") {
            section = Section::Other;
        }
    }
    names
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    List,
    Poetry,
    Other,
}

/// `name = "x"` lines of uv.lock, poetry.lock and Cargo.lock.
fn lock_names(text: &str) -> Vec<String> {
    let name = |line: &str| Some(line.strip_prefix("name = \"")?.strip_suffix('"')?.to_string());
    text.lines().filter_map(name).collect()
}

/// Keys of `[packages]`.
fn keys(text: &str) -> Vec<String> {
    let (_, rest) = text.split_once("[packages]").unwrap_or_default();
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| requirement(line.split_once('=')?.0.trim().trim_matches('"'))).collect()
}

fn dependencies(text: &str, key: &str) -> Vec<String> {
    let json = json(text);
    let table = json.as_ref().and_then(|json| json.get(key)).and_then(|table| table.as_object());
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

/// `packages` of a lock file: keys such as `node_modules/sharp`, development ones left out.
fn locked_npm(text: &str) -> Vec<String> {
    let json = json(text);
    let table = json.as_ref().and_then(|json| json.get("packages")).and_then(|table| table.as_object());
    let entries = table.into_iter().flatten();
    let kept = entries.filter(|(_, entry)| entry.get("dev").and_then(serde_json::Value::as_bool) != Some(true));
    kept.filter_map(|(key, _)| Some(key.rsplit_once("node_modules/")?.1.to_string())).collect()
}

/// `"sharp@^0.33", sharp@0.33:` → `sharp`.
fn yarn(line: &str) -> Option<String> {
    let line = line.trim_end().strip_suffix(':').filter(|_| !line.starts_with([' ', '#']))?;
    let name = line.trim_matches('"').split(',').next()?.trim_matches('"');
    let at = name.char_indices().skip(1).find(|&(_, c)| c == '@')?.0;
    Some(name[..at].to_string())
}

/// `  sharp@0.33.5:` or `  /sharp@0.33.5:`.
fn pnpm(line: &str) -> Option<String> {
    let key = line.strip_prefix("  ")?.trim_end().strip_suffix(':')?.trim_matches('\'').trim_start_matches('/');
    let at = key.char_indices().skip(1).find(|&(_, c)| c == '@')?.0;
    Some(key[..at].to_string()).filter(|name| !name.contains(' '))
}

fn gem(line: &str) -> Option<String> {
    let rest = line.trim().strip_prefix("gem ")?;
    rest.split(['"', '\'']).nth(1).map(str::to_string)
}

/// A gem of `Gemfile`; those of the asset pipeline are told by the one that they compile, C++
/// ([sass-rails: changes](https://github.com/rails/sass-rails/releases/tag/v6.0.0)).
fn listed_gem(line: &str) -> Option<String> {
    let name = gem(line)?;
    let version = line.split(['"', '\'']).nth(3).unwrap_or_default().trim_start_matches(|c: char| !c.is_ascii_digit());
    let sassc = name == "sassc-rails" || name == "sass-rails" && version.split('.').next() == Some("6");
    Some(if sassc { "sassc".into() } else { name })
}

fn locked_gem(line: &str) -> Option<String> {
    let rest = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '))?;
    Some(rest.split_whitespace().next()?.to_string())
}

/// `ext-gd` of `require`.
fn extensions(text: &str) -> Vec<String> {
    let names = dependencies(text, "require").into_iter();
    names.filter_map(|name| name.strip_prefix("ext-").map(str::to_string)).collect()
}

/// `<groupId>a</groupId><artifactId>b</artifactId>` → `a:b`.
fn artifacts(text: &str) -> Vec<String> {
    let each = text.split("<dependency>").skip(1).map(|rest| rest.split("</dependency>").next().unwrap_or_default());
    each.filter_map(|one| Some(format!("{}:{}", element(one, "groupId")?, element(one, "artifactId")?))).collect()
}

/// `implementation 'a:b:1.0'`, `implementation("a:b:1.0")`, `group: 'a', name: 'b'` → `a:b`.
fn coordinates(line: &str) -> Vec<String> {
    let code = line.split("//").next().filter(|code| !code.trim().is_empty()).unwrap_or_default();
    let words: Vec<&str> = code.split(['"', '\'']).collect();
    let named = |key: &str| words.chunks(2).find(|pair| pair[0].trim_end().ends_with(key)).and_then(|pair| pair.get(1));
    let apart = named("group:").zip(named("name:")).map(|(group, name)| format!("{group}:{name}"));
    let whole = words.iter().skip(1).step_by(2).filter_map(|quoted| {
        let mut parts = quoted.split(':');
        Some(format!("{}:{}", parts.next()?, parts.next().filter(|artifact| !artifact.is_empty())?))
    });
    whole.chain(apart).collect()
}

/// `<PackageReference Include="SkiaSharp" …>`.
fn references(text: &str) -> Vec<String> {
    let each = text.split("<Package").skip(1).filter_map(|rest| rest.split_once("Include=\"")?.1.split('"').next());
    each.map(str::to_string).collect()
}

fn module(line: &str) -> Option<String> {
    let line = line.trim().strip_prefix("require ").unwrap_or(line.trim());
    let mut words = line.split_whitespace();
    let path = words.next().filter(|path| path.contains('/') && path.contains('.'))?;
    words.next().filter(|version| version.starts_with('v')).map(|_| path.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_from_a_repository_is_seen() {
        let names = |name: &str, text: &str| names_repository(name, text, false);
        assert!(names("requirements.txt", "flask\ntool @ git+https://example.com/tool.git@v1\n"));
        assert!(names("package.json", "{\n \"dependencies\": {\n  \"a\": \"github:team/a\"\n }}"));
        assert!(names("Gemfile", "gem \"a\", github: \"team/a\"\n"));
        assert!(!names("requirements.txt", "# git+https://example.com/tool.git\nflask\n"));
        assert!(!names("package.json", "{ \"repository\": { \"url\": \"git+https://example.com/a.git\" } }"));
    }

    #[test]
    fn names_are_read_from_manifests_and_locks() {
        let names = |name: &str, text: &str| read(name, text).map(|(_, names)| names).unwrap_or_default();
        assert_eq!(
            names("requirements-prod.txt", "# x\nnumpy==1.26\n-r other.txt\npsycopg2[binary]>2\n"),
            ["numpy", "psycopg2"]
        );
        let project =
            "[project]\nname = \"x\"\ndependencies = [\n  \"pandas>=2\",\n]\n[build-system]\nrequires = [\"hatch\"]";
        assert_eq!(names("pyproject.toml", project), ["pandas"]);
        assert_eq!(
            names("yarn.lock", "# v1\n\n\"@img/sharp@^1\", x@2:\n  version \"1\"\nbcrypt@^5:\n"),
            ["@img/sharp", "bcrypt"]
        );
        assert_eq!(
            names("Gemfile", "gem 'sass-rails', '>= 6'\ngem 'sassc-rails'\ngem 'sass-rails', '~> 5.0.6'\n"),
            ["sassc", "sassc", "sass-rails"]
        );
        assert_eq!(names("Gemfile.lock", "GEM\n  specs:\n    nokogiri (1.16)\n      racc\n"), ["nokogiri"]);
        assert_eq!(names("composer.json", r#"{"require":{"php":">=8.2","ext-gd":"*"}}"#), ["gd"]);
        assert_eq!(names("go.mod", "require github.com/mattn/go-sqlite3 v1.14.22\n"), ["github.com/mattn/go-sqlite3"]);
        let project = "<ItemGroup><PackageReference Include=\"SkiaSharp\" Version=\"3\" /></ItemGroup>";
        assert_eq!(names("Api.csproj", project), ["SkiaSharp"]);
        let pom = "<dependency><groupId>org.rocksdb</groupId><artifactId>rocksdbjni</artifactId></dependency>";
        assert_eq!(names("pom.xml", pom), ["org.rocksdb:rocksdbjni"]);
        assert_eq!(
            names("build.gradle", "  implementation 'org.rocksdb:rocksdbjni:9.7.3'\n"),
            ["org.rocksdb:rocksdbjni"]
        );
        let line = "dependencies { api 'a:b:1'; api \"c:d:2\" } // 'e:f'\n api group: 'g', name: 'h', version: '1'\n";
        assert_eq!(names("build.gradle", line), ["a:b", "c:d", "g:h"]);
        assert_eq!(names("Pipfile.lock", r#"{"default":{"numpy":{}}}"#), ["numpy"]);
        assert!(names("package.json", "{ not json").is_empty());
    }
}
