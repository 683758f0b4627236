//! `cargo xtask reproduce`: a second build, from nothing, in another folder, of no more than the Dockerfile copies, gives
//! the same files, byte for byte.

use crate::args::Args;
use crate::command::{command, must};
use crate::{Done, ROOT, root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Builds here and there.
pub fn task(args: Args) -> Done {
    args.end()?;
    crate::test::build_site()?;
    again(&[])
}

/// Builds there, and compares with `dist/`.
pub fn again(_: &[String]) -> Done {
    let sums = |folder: &Path| {
        let file = folder.join("dist/CHECKSUMS");
        std::fs::read_to_string(&file).map_err(|problem| format!("{}: {problem}; build first", file.display()))
    };
    let here = sums(&root())?;
    let folder = place("another-place");
    context(&folder)?;
    build(&folder)?;
    let there = sums(&folder)?;
    let wrong = differences(&here, &there);
    if !wrong.is_empty() {
        return Err(format!(
            "two builds differ, or dist/ is not of these sources (`cargo xtask reproduce` builds both). \
             {} is kept. They differ in:\n{}",
            folder.display(),
            wrong.join("\n")
        )
        .into());
    }
    std::fs::remove_dir_all(folder)?;
    println!("two builds in two folders are identical: {} files", here.lines().count());
    Ok(())
}

fn place(name: &str) -> PathBuf {
    root().join("target/reproduce").join(name)
}

/// This very program, working on the copy; what it compiles is compiled there, from nothing.
fn build(folder: &Path) -> Done {
    let mut build = command(&std::env::current_exe()?.to_string_lossy(), &["build", "--single"]);
    build.current_dir(folder).env(ROOT, folder).env("CARGO_INCREMENTAL", "0");
    must(build.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR"))
}

/// Names of files whose line is not in both.
fn differences(one: &str, two: &str) -> Vec<String> {
    let lines = |sums: &str| sums.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, two) = (lines(one), lines(two));
    let names = one.symmetric_difference(&two).map(|line| line.split("  ").last().unwrap_or_default().to_owned());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What `COPY . .` finds: all but what `.dockerignore` names. The last file is written first, so that a folder lists its
/// files in another order where the file system keeps the order in which they came.
fn context(to: &Path) -> Done {
    let _ = std::fs::remove_dir_all(to);
    let left_out = left_out()?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root())? {
        let entry = entry?;
        if !left_out.contains(&entry.file_name().to_string_lossy().into_owned()) {
            gather(&entry.path(), &mut files)?;
        }
    }
    files.sort();
    for from in files.iter().rev() {
        let file = to.join(from.strip_prefix(root())?);
        std::fs::create_dir_all(file.parent().unwrap_or(to))?;
        std::fs::copy(from, file)?;
    }
    Ok(())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Done {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    std::fs::read_dir(path)?.try_for_each(|entry| gather(&entry?.path(), files))
}

/// The names in `.dockerignore`; patterns, which Docker would understand, are refused, because this would not.
fn left_out() -> Done<Vec<String>> {
    let text = std::fs::read_to_string(root().join(".dockerignore"))?;
    let names: Vec<String> = text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
    match names.iter().find(|name| name.contains(['*', '?', '!', '/', '#', '['])) {
        Some(pattern) => Err(format!(".dockerignore: `{pattern}` is more than a name in the top folder").into()),
        None => Ok(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::cargo;

    #[test]
    fn a_file_that_differs_is_named_once() {
        assert_eq!(differences("a  x\nb  y\n", "a  x\nc  y\nd  z\n"), ["y", "z"]);
        assert!(differences("a  x\n", "a  x\n").is_empty());
    }

    /// Cargo reads every member of the workspace, whatever it builds; the build reads about every other folder.
    #[test]
    fn the_dockerfile_copies_all_that_the_build_reads() {
        let folder = place("context");
        context(&folder).expect("a copy can be made");
        let words = ["metadata", "--locked", "--offline", "--no-deps", "--format-version", "1"];
        let said = cargo(&words).current_dir(&folder).output().expect("cargo answers");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let dockerfile = std::fs::read_to_string(folder.join("Dockerfile")).expect("it is copied");
        let copied =
            dockerfile.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.contains("--"));
        for file in copied.filter_map(|line| line.split(' ').next()) {
            assert!(folder.join(file).exists(), "the Dockerfile copies {file}, which .dockerignore leaves out");
        }
        std::fs::remove_dir_all(folder).expect("the copy can go");
    }

    /// Nothing stays behind but what was built, and what serves git and GitHub.
    #[test]
    fn no_source_is_left_out() {
        let names = left_out().expect("plain names");
        let sources: Vec<&String> = names
            .iter()
            .filter(|name| ![".git", ".github", "target", "dist", "dist.new"].contains(&name.as_str()))
            .collect();
        assert!(sources.is_empty(), "{sources:?}");
    }
}
