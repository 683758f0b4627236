//! Builds, serves, tests and measures Basewise: `cargo xtask help`.
fn main() {}
