//! The image catalogue: from the text files under `catalogue/` to packed tables.
//!
//! A line that cannot be read, or a row without source or date, stops the build and says which.

mod block;
mod grid;
mod images;
mod ladders;
mod lifecycles;
mod pack;
mod profiles;
mod releases;
mod retired;
mod rows;
mod trust;

use pack::Pack;
use std::path::{Path, PathBuf};
use std::{env, io};

const ROOM: &str = "catalogue";

/// What went wrong, with file and line: `catalogue/images/official/python.txt:12: no source`.
type Wrong = String;

/// Reads every file of the image catalogue and writes `catalogue.text`, `catalogue.bin` and `catalogue.rs`.
pub fn images() -> io::Result<()> {
    println!("cargo::rerun-if-changed={ROOM}");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    compile(Path::new(ROOM), &PathBuf::from(out)).map_err(io::Error::other)
}

fn compile(root: &Path, out: &Path) -> Result<(), Wrong> {
    let mut pack = Pack::default();
    let lifecycles = lifecycles::read(root)?;
    let repositories = images::read(&root.join("images"))?;
    let gone = retired::read(&root.join("retired"))?;
    let releases = releases::read(&root.join("releases"))?;
    let vendors = trust::read(&root.join("trust.txt"))?;
    let systems = lifecycles::pack(&lifecycles, &repositories, &mut pack)?;
    images::pack(&repositories, &gone, &systems, &mut pack, out)?;
    releases::pack(&releases, &repositories, &systems, &mut pack, out)?;
    ladders::pack(&ladders::read(&root.join("ladders"))?, &repositories, &mut pack)?;
    trust::pack(&vendors, &mut pack);
    pack.write(out)
}
