//! Rust → wasm → wasm and its JavaScript glue.

use super::words;
use crate::command::{cargo, command, must, output};
use crate::{Done, root};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How much time the compiler may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What ships.
    Ship,
    /// What you look at while you work.
    Page,
}

impl Profile {
    /// The profile of that name in `Cargo.toml`.
    pub fn named(name: &str) -> Result<Self, String> {
        match name {
            "ship" => Ok(Self::Ship),
            "page" => Ok(Self::Page),
            other => Err(format!("there is no profile `{other}`: say `ship` or `page`")),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::Page => "page",
        }
    }
}

/// Compiles the page and gives the path of the wasm.
pub fn compile(profile: Profile, breakable: bool) -> Done<PathBuf> {
    add_target()?;
    let words =
        ["build", "--profile", profile.name(), "--target", TARGET, "--package", "basewise", "--bin", "basewise"];
    let feature: &[&str] = if breakable { &["--features", "breakable"] } else { &[] };
    must(cargo(&words).args(feature).env("CARGO_ENCODED_RUSTFLAGS", flags()))?;
    Ok(target_dir().join(TARGET).join(profile.name()).join("basewise.wasm"))
}

/// Where cargo builds.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Adds the target with rustup where it is missing.
pub fn add_target() -> Done {
    let installed = output(&mut command("rustc", &["--print", "target-libdir", "--target", TARGET]));
    if installed.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    println!("adding the {TARGET} target with rustup");
    must(&mut command("rustup", &["target", "add", TARGET])).map_err(|problem| {
        format!("{problem}\nThe page needs Rust's {TARGET} target: install Rust with rustup, or add that target.")
            .into()
    })
}

/// Paths of this machine stay out of the wasm, so that every machine builds the same bytes.
fn flags() -> String {
    let home = |name: &str, folder: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(folder)))
    };
    let registry = home("CARGO_HOME", ".cargo").map(|home| home.join("registry/src"));
    let indexes = registry.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut remaps: Vec<(PathBuf, &str)> = indexes.map(|index| (index.path(), "/crates")).collect();
    remaps.push((root(), "/basewise"));
    let flag = |(from, to): &(PathBuf, &str)| format!("--remap-path-prefix={}={to}", from.display());
    remaps.iter().map(flag).collect::<Vec<_>>().join("\u{1f}")
}

/// Binds the wasm to JavaScript; gives `basewise.js`, `basewise.wasm` and what they import, by name.
pub fn bind(wasm: &Path) -> Done<BTreeMap<String, Vec<u8>>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("basewise").typescript(false);
    bindgen.web(true)?.omit_default_module_path(true).remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let sentences = output.wasm_mut().customs.remove_raw(words::SECTION).ok_or("the wasm holds no sentences")?;
    let mut files = words::files(&sentences.data)?;
    files.extend([
        ("basewise.js".to_owned(), output.js().as_bytes().to_vec()),
        ("basewise.wasm".to_owned(), output.wasm_mut().emit_wasm()),
    ]);
    for (folder, scripts) in output.snippets() {
        let named = scripts.iter().enumerate();
        files.extend(named.map(|(i, js)| (format!("snippets/{folder}/inline{i}.js"), js.clone().into_bytes())));
    }
    let modules = output.local_modules().iter();
    files.extend(modules.map(|(path, js)| (format!("snippets/{path}"), js.clone().into_bytes())));
    Ok(files)
}
