//! `cargo xtask shot`: a picture of the page, or with `--album` one of every state. The browser crate takes them; this
//! only builds what it looks at.

use crate::Done;
use crate::build::{Extras, build_quickly};
use crate::command::{cargo, must};
use crate::root;

/// Builds the page and hands the words to the browser crate's `shot`.
pub fn task(words: &[String]) -> Done {
    let release = words.iter().any(|word| word == "--release");
    let folder = root().join(if release { "dist" } else { "target/shot" });
    if !release {
        build_quickly(&folder, &Extras::default())?;
    }
    let here = std::env::current_dir()?;
    let camera = if words.iter().any(|word| word == "--album") { "album" } else { "shot" };
    let mut command = cargo(&["run", "--quiet", "--package", "browser", "--bin", camera, "--"]);
    let own = ["--release", "--album"];
    command.arg("--site").arg(&folder).args(words.iter().filter(|word| !own.contains(&word.as_str())));
    must(command.env("SHOT_FROM", here))
}
