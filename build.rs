//! Compiles data into the engine: one module a kind of data, one line each here.

#[path = "build/pages.rs"]
mod pages;

fn main() -> std::io::Result<()> {
    pages::gather()
}
