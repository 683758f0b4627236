//! Hostile Dockerfiles, made here and stored nowhere: the command line and the page are both given all of them.
//!
//! Each kind varies the place, the form, or both; [`KINDS`] names them, and each has a hundred at least.

#![allow(dead_code, reason = "the command line and the page each leave out some of it")]

pub mod fields;
mod growth;
mod large;
pub mod table;
pub mod text;

#[allow(unused_imports, reason = "the page makes its own")]
pub use large::stages;

/// A text and what is bad about it.
pub struct Case {
    pub kind: &'static str,
    pub name: String,
    pub text: String,
}

impl Case {
    fn new(kind: &'static str, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind, name: name.into(), text: text.into() }
    }
}

/// How far the kinds go that grow, in bytes.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub pattern: usize,
    pub depth: usize,
    pub large: usize,
}

pub const KINDS: &[&str] = &["control", "bidi", "tags", "prototypes", "patterns", "variables", "deep", "large"];

/// So many each kind has at least.
pub const AT_LEAST: usize = 100;

/// All of one kind.
pub fn of(kind: &str, sizes: Sizes) -> Vec<Case> {
    match kind {
        "control" => text::control(),
        "bidi" => text::bidi(),
        "tags" => text::tags(),
        "prototypes" => text::prototypes(),
        "patterns" => growth::patterns(sizes.pattern),
        "variables" => growth::variables(),
        "deep" => growth::deep(sizes.depth),
        "large" => large::large(sizes.large),
        other => panic!("there is no kind `{other}`"),
    }
}

/// One bad text in each of the places, which say `{}` where it goes.
fn each(kind: &'static str, name: &str, bad: &str, places: &[&str]) -> Vec<Case> {
    let one = |(at, place): (usize, &&str)| Case::new(kind, format!("{name} in place {at}"), place.replace("{}", bad));
    places.iter().enumerate().map(one).collect()
}
