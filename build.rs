//! Compiles data into the engine: one module a kind of data, one line each here.

#[path = "build/catalogue/mod.rs"]
mod catalogue;
#[path = "build/packages/mod.rs"]
mod packages;
#[path = "build/pages.rs"]
mod pages;

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    packages::compile();
    catalogue::images()?;
    println!("cargo::rerun-if-changed={}", pages::ROOM);
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("OUT_DIR is not set"))?;
    std::fs::write(Path::new(&out).join("pages.txt"), pages::gather(Path::new(pages::ROOM))?)
}
