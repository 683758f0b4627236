//! `cargo xtask reproduce`: two builds from nothing must be the same, byte for byte, even from different folders.

use crate::args::Args;
use crate::command::{cargo, command, must};
use crate::{Done, root};
use std::path::{Path, PathBuf};

/// Builds two copies of the committed and uncommitted sources in two folders, and compares their checksums.
pub fn task(args: Args) -> Done {
    args.end()?;
    let place = root().join("target/reproduce");
    let folders = ["one", "another-place"].map(|name| place.join(name));
    // Both first: what is edited meanwhile is no difference between builds.
    for folder in &folders {
        copy(folder)?;
    }
    let [one, two] = folders.map(|folder| built(&folder));
    let (one, two) = (one?, two?);
    let wrong: Vec<&str> = one.lines().filter(|line| !two.lines().any(|other| other == *line)).collect();
    if one != two {
        return Err(format!("two builds differ in:\n{}", wrong.join("\n")).into());
    }
    println!("two clean builds in two folders are identical: {} files", one.lines().count());
    Ok(())
}

fn built(folder: &Path) -> Done<String> {
    let mut build = cargo(&["xtask", "build", "--single"]);
    must(build.current_dir(folder).env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR"))?;
    let sums = std::fs::read_to_string(folder.join("dist/CHECKSUMS"))?;
    std::fs::remove_dir_all(folder)?;
    Ok(sums)
}

/// The files that git knows, or would know, of.
fn copy(folder: &Path) -> Done {
    let listed =
        crate::command::output(&mut command("git", &["ls-files", "--cached", "--others", "--exclude-standard"]));
    let _ = std::fs::remove_dir_all(folder);
    for name in listed.ok_or("`git ls-files` failed: is this a clone?")?.lines() {
        let (from, to): (PathBuf, PathBuf) = (root().join(name), folder.join(name));
        std::fs::create_dir_all(to.parent().unwrap_or(folder))?;
        if from.is_file() {
            std::fs::copy(from, to)?;
        }
    }
    Ok(())
}
