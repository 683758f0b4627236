//! `cargo xtask prove`: builds and runs the small applications of `prove/`, as they are and as Basewise rewrites them.

use crate::Done;
use crate::command::{cargo, must};

/// The applications named, or all.
pub fn task(apps: &[String]) -> Done {
    must(cargo(&["run", "--quiet", "--package", "prove", "--"]).args(apps))
}
