//! `cargo xtask shot`: a picture of the page. The browser crate takes it; this only builds what it looks at.

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
    let mut command = cargo(&["run", "--quiet", "--package", "browser", "--bin", "shot", "--"]);
    command.arg("--site").arg(&folder).args(words.iter().filter(|word| *word != "--release"));
    must(command.env("SHOT_FROM", here))
}
