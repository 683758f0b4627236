//! The files of `catalogue/images/`, read and edited line by line. `catalogue/README.md` has their form.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A repository and its rows, where they stand.
#[derive(Debug, Clone)]
pub struct Repository {
    pub name: String,
    pub file: PathBuf,
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its place in the file, from nought.
    pub line: usize,
    /// Its first tag: the name it is asked by.
    pub tag: String,
    /// `user: root 0`, as it holds for this row.
    pub user: Option<String>,
    /// `entrypoint: […]`, as it holds for this row.
    pub entrypoint: Option<String>,
}

/// Every repository in every file below a folder, in the order of the files.
pub fn read(folder: &Path) -> io::Result<Vec<Repository>> {
    let mut repositories = Vec::new();
    for file in files(folder)? {
        repositories.extend(repositories_of(&file, &fs::read_to_string(&file)?));
    }
    Ok(repositories)
}

/// All `.txt` files below a folder, sorted.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The repositories of one file.
pub fn repositories_of(file: &Path, text: &str) -> Vec<Repository> {
    let mut found: Vec<Repository> = Vec::new();
    let mut common = Keys::default();
    let mut own = Keys::default();
    let mut in_section = false;
    for (line, written) in text.lines().enumerate() {
        let key = written
            .split_once(": ")
            .filter(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        if written.is_empty() || written.starts_with('#') {
            continue;
        } else if let Some(("repository", name)) = key {
            (common, in_section) = (Keys::default(), false);
            found.push(Repository { name: name.to_owned(), file: file.to_owned(), rows: Vec::new() });
        } else if written.starts_with('[') {
            (own, in_section) = (common.clone(), true);
        } else if let Some((key, value)) = key {
            if in_section { own.set(key, value) } else { common.set(key, value) }
        } else if let (Some(repository), Some(tag)) = (found.last_mut(), first_tag(written)) {
            let keys = if in_section { &own } else { &common };
            repository.rows.push(Row { line, tag, user: keys.user.clone(), entrypoint: keys.entrypoint.clone() });
        }
    }
    found
}

#[derive(Debug, Clone, Default)]
struct Keys {
    user: Option<String>,
    entrypoint: Option<String>,
}

impl Keys {
    fn set(&mut self, key: &str, value: &str) {
        let value = (value != "-").then(|| value.to_owned());
        match key {
            "user" => self.user = value,
            "entrypoint" => self.entrypoint = value,
            _ => {}
        }
    }
}

/// The first version joined with the first suffix; `?` has no tag.
fn first_tag(row: &str) -> Option<String> {
    let product = row.split(" ; ").next()?;
    let mut fields = product.split(" | ");
    let version = fields.next()?.split(' ').next()?;
    let suffix = fields.next()?.split(' ').next()?;
    match (version, suffix) {
        ("?", _) | ("", _) | (_, "") => None,
        ("_", "_") => Some("latest".to_owned()),
        (version, "_") => Some(version.to_owned()),
        ("_", suffix) => Some(suffix.to_owned()),
        (version, suffix) => Some(format!("{version}-{suffix}")),
    }
}

/// A row with a measured size in the place of the one it had.
pub fn with_size(row: &str, amd64: Option<u64>, arm64: Option<u64>, day: &str, by: &str) -> String {
    let side = |bytes: Option<u64>| bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
    let size = format!("size={}/{}@{day} by={by}", side(amd64), side(arm64));
    let (tags, options) = options_of(row);
    let gone = |option: &&str| {
        ["size=", "estimate=", "by="].iter().any(|start| option.starts_with(start)) || *option == "superseded"
    };
    let kept = options.split(' ').filter(|option| !option.is_empty() && !gone(option));
    let all: Vec<&str> = std::iter::once(size.as_str()).chain(kept).collect();
    format!("{tags} | {}", all.join(" "))
}

/// The measured bytes that a row states: amd64 and arm64.
pub fn size_of(row: &str) -> Option<(Option<u64>, Option<u64>)> {
    let option = options_of(row).1.split(' ').find_map(|option| option.strip_prefix("size="))?;
    let (bytes, _) = option.split_once('@')?;
    let (amd64, arm64) = bytes.split_once('/')?;
    Some((amd64.parse().ok(), arm64.parse().ok()))
}

/// The tags of a row, and its options.
fn options_of(row: &str) -> (&str, &str) {
    let last = row.rfind(" ; ").map_or(0, |at| at + 3);
    let mut bars = row[last..].match_indices(" | ").map(|(at, _)| last + at).skip(1);
    bars.next().map_or((row, ""), |at| (&row[..at], &row[at + 3..]))
}

/// What the registry says of the user, against what the row says. `None`: they agree, or one is silent.
pub fn user_differs(row: &Row, said: &str) -> Option<String> {
    let known = row.user.as_deref()?;
    let name = said.split(':').next().unwrap_or(said);
    let name = if name.is_empty() { "root" } else { name };
    let mut words: Vec<&str> = known.split(' ').collect();
    if words.contains(&"root") || words.contains(&"0") {
        words.extend(["root", "0"]);
    }
    (!words.contains(&name)).then(|| format!("user: the row says `{known}`, the registry `{said}`"))
}

/// The same for the entrypoint.
pub fn entrypoint_differs(row: &Row, said: &[String]) -> Option<String> {
    let known: Vec<String> = serde_json::from_str(row.entrypoint.as_deref()?).ok()?;
    (known != said).then(|| format!("entrypoint: the row says {known:?}, the registry {said:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# A file.\n\nrepository: docker.io/library/node\nsource: x\nuser: root 0\nentrypoint: [\"a\"]\n\n\
        [slim]\nfamily: slim\n22 22.23 | bookworm-slim slim ; _ | jod | size=1/2@2026-09-19 by=repo-info packages~88\n\
        22 | slim2\n\n[nonroot]\nuser: nonroot 65532\nentrypoint: -\n_ | nonroot | packages=7\n_ | _\n? | _\n\n\
        repository: gcr.io/x\n1.5 | _ | version=1.5.2\n";

    #[test]
    fn repositories_and_rows_are_found_where_they_stand() {
        let found = repositories_of(Path::new("x.txt"), FILE);
        let tags = |at: usize| found[at].rows.iter().map(|row| row.tag.as_str()).collect::<Vec<_>>();
        assert_eq!(found.len(), 2);
        assert_eq!(tags(0), ["22-bookworm-slim", "22-slim2", "nonroot", "latest"]);
        assert_eq!(tags(1), ["1.5"]);
        assert_eq!(found[0].rows[0].user.as_deref(), Some("root 0"));
        assert_eq!(found[0].rows[2].user.as_deref(), Some("nonroot 65532"));
        assert_eq!(found[0].rows[2].entrypoint, None);
        assert_eq!(found[1].rows[0].user, None, "a repository starts anew");
        let lines: Vec<&str> = FILE.lines().collect();
        assert!(lines[found[0].rows[1].line].starts_with("22 | slim2"));
    }

    #[test]
    fn a_size_takes_the_place_of_the_old_one() {
        let by = "registry.example/node";
        let new = |row| with_size(row, Some(10), None, "2026-11-21", by);
        assert_eq!(
            new("22 | slim ; _ | jod | size=1/2@2026-09-19 by=repo-info packages~88"),
            "22 | slim ; _ | jod | size=10/-@2026-11-21 by=registry.example/node packages~88"
        );
        assert_eq!(new("1.5 | _"), "1.5 | _ | size=10/-@2026-11-21 by=registry.example/node");
        assert_eq!(
            new("1.5 | _ | version=1.5.2 estimate=5/5@2026-01-01 by=x superseded pre"),
            "1.5 | _ | size=10/-@2026-11-21 by=registry.example/node version=1.5.2 pre"
        );
        assert_eq!(size_of(&new("1.5 | _")), Some((Some(10), None)));
        assert_eq!(size_of("1.5 | _ | estimate=5/5@2026-01-01 by=x"), None);
    }

    #[test]
    fn users_agree_by_name_or_number() {
        let row = |user: &str| Row { line: 0, tag: String::new(), user: Some(user.to_owned()), entrypoint: None };
        for (known, said) in
            [("root 0", ""), ("root 0", "0"), ("root 0", "root:root"), ("nonroot 65532", "65532:65532")]
        {
            assert_eq!(user_differs(&row(known), said), None, "{known} {said}");
        }
        assert!(user_differs(&row("root 0"), "65532").is_some());
        assert!(user_differs(&row("nonroot 65532"), "").is_some());
    }
}
