//! Compiles data into the engine: one module a kind of data, one line each here.

#[path = "build/catalogue/mod.rs"]
mod catalogue;
#[path = "build/packages/mod.rs"]
mod packages;
#[path = "build/pages.rs"]
mod pages;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    packages::compile();
    catalogue::images()?;
    pages::gather()
}
