//! Compiles `catalogue/packages/` to the tables that `src/catalogue/packages/` reads.

mod contents;
mod fates;
mod languages;
mod libc;
mod native;
mod os;
pub mod stanza;

use stanza::Sheet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Compiles every table, or stops the build with all that is wrong.
pub fn compile() {
    println!("cargo::rerun-if-changed=catalogue/packages");
    let mut out = Output::new();
    let mut faults = Vec::new();
    let packages = sheets("os", &mut faults);
    let rows = os::compile(&packages, &mut out, &mut faults);
    native::compile(&sheets("native", &mut faults), &mut out, &mut faults);
    contents::classes(&sheet("contents", &mut faults), &rows, &mut out, &mut faults);
    contents::images(&sheet("images", &mut faults), &mut out, &mut faults);
    contents::commands(&sheet("commands", &mut faults), &rows, &mut out, &mut faults);
    libc::differences(&sheet("libc-differences", &mut faults), &mut out, &mut faults);
    libc::links(&sheet("links", &mut faults), &mut out, &mut faults);
    libc::users(&sheet("users", &mut faults), &mut out, &mut faults);
    libc::accounts(&sheet("accounts", &mut faults), &mut out, &mut faults);
    fates::compile("DEBIAN", &sheet("debian", &mut faults), &mut out, &mut faults);
    fates::compile("ENTERPRISE", &sheet("enterprise", &mut faults), &mut out, &mut faults);
    languages::compile(&sheet("languages", &mut faults), &mut out, &mut faults);
    assert!(faults.is_empty(), "catalogue/packages:\n{}", faults.join("\n"));
    out.finish();
}

/// One sheet.
fn sheet(name: &str, faults: &mut Vec<String>) -> Sheet {
    read(&Path::new("catalogue/packages").join(name).with_extension("txt"), faults)
}

/// The sheets of one folder, in the order of their names.
fn sheets(folder: &str, faults: &mut Vec<String>) -> Vec<Sheet> {
    let folder = Path::new("catalogue/packages").join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder).expect("catalogue/packages is there").flatten().collect();
    paths.sort_by_key(|entry| entry.file_name());
    paths
        .iter()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "txt"))
        .map(|e| read(&e.path(), faults))
        .collect()
}

fn read(path: &Path, faults: &mut Vec<String>) -> Sheet {
    let text = fs::read_to_string(path).expect("a readable file");
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Sheet::parse(&name, &text, faults)
}

/// The Rust source and the text tables that `src/catalogue/packages/` includes.
pub struct Output {
    folder: PathBuf,
    rust: String,
}

impl Output {
    fn new() -> Self {
        let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        Self { folder, rust: String::new() }
    }

    /// `pub static NAME: &str`, kept in a file of its own.
    pub fn text(&mut self, name: &str, text: &str) {
        let file = format!("packages_{}.txt", name.to_lowercase());
        fs::write(self.folder.join(&file), text).expect("OUT_DIR can be written");
        self.rust(&format!("pub static {name}: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"));"));
    }

    /// `pub static NAME: &[kind]`.
    pub fn numbers(&mut self, name: &str, kind: &str, numbers: &[usize]) {
        let list: Vec<String> = numbers.iter().map(usize::to_string).collect();
        self.rust(&format!("pub static {name}: &[{kind}] = &[{}];", list.join(",")));
    }

    /// One more line of Rust.
    pub fn rust(&mut self, line: &str) {
        self.rust.push_str(line);
        self.rust.push('\n');
    }

    fn finish(self) {
        fs::write(self.folder.join("packages.rs"), self.rust).expect("OUT_DIR can be written");
    }
}
