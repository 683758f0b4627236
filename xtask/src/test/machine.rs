//! Browsers and drivers: found, installed where that is ours to do, or asked for by name.

use crate::command::{cargo, command, must, output};
use crate::{Done, root};
use std::path::{Path, PathBuf};

/// A program that the browser tests run, and the Debian package that brings it.
struct Need {
    program: &'static str,
    package: &'static str,
    why: &'static str,
}

const NEEDS: &[Need] = &[
    Need { program: "chromium", package: "chromium", why: "one of the three engines" },
    Need { program: "chromedriver", package: "chromium-driver", why: "speaks WebDriver for Chromium" },
    Need { program: "firefox-esr", package: "firefox-esr", why: "one of the three engines" },
    Need { program: "WebKitWebDriver", package: "webkit2gtk-driver", why: "WebKit and its driver" },
    Need { program: "Xvfb", package: "xvfb", why: "a screen for WebKit where there is none" },
    Need { program: "nginx", package: "nginx-light", why: "serves dist/ with the sample configuration" },
    Need { program: "python3", package: "python3", why: "serves dist/ as the plainest of servers" },
];

const PROOF: &[Need] = &[
    Need { program: "dockerd", package: "docker.io", why: "builds and runs the applications" },
    Need { program: "debootstrap", package: "debootstrap", why: "makes the bases from Debian's packages" },
];

/// Everything is here afterwards, or the error says what to install.
pub fn prepare() -> Done {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !here(need.program)).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    if !(here("geckodriver") || tool("geckodriver").exists()) {
        geckodriver()?;
    }
    axe()
}

const AXE: &str = "axe-core@4.14.1";

/// The accessibility checker comes from npm into `target/tools`; without npm those checks are left out, aloud.
fn axe() -> Done {
    let place = root().join("target/tools/axe");
    if place.join("package/axe.min.js").exists() {
        return Ok(());
    }
    if !here("npm") {
        println!("LEFT OUT: no npm here, so {AXE} cannot be fetched and accessibility is not checked");
        return Ok(());
    }
    std::fs::create_dir_all(&place)?;
    let packed = output(command("npm", &["pack", "--silent", AXE]).current_dir(&place));
    let packed = packed.ok_or_else(|| format!("`npm pack {AXE}` failed"))?;
    must(command("tar", &["-xzf", packed.trim()]).current_dir(&place))
}

/// What proof by building and running needs; `prove` itself says what it cannot do without.
pub fn prepare_proof() -> Done {
    let missing: Vec<&Need> = PROOF.iter().filter(|need| !here(need.program)).collect();
    if missing.is_empty() || !(is_debian() && is_root()) {
        return Ok(());
    }
    install(&missing).or_else(|problem| {
        println!("not installed: {problem}");
        Ok(())
    })
}

/// BuildKit's parser, the PyPI package `dockerfile`.
const PARSER: &str = "dockerfile==3.4.0";

const VENV: Need = Need { program: "python3 -m venv", package: "python3-venv", why: "BuildKit's parser lives in it" };

/// A Python that has BuildKit's parser, in `target/tools`; `None` where it cannot be had, said aloud. In continuous
/// integration that is a failure.
pub fn buildkit_parser() -> Done<Option<PathBuf>> {
    let place = root().join("target/tools/buildkit");
    let python = place.join("bin/python");
    if has_parser(&python) {
        return Ok(Some(python));
    }
    let make = || must(command("python3", &["-m", "venv", "--clear"]).arg(&place));
    let venv = make().or_else(|problem| match is_debian() && is_root() {
        true => install(&[&VENV]).and_then(|()| make()),
        false => Err(problem),
    });
    let fetched = venv.and_then(|()| {
        must(&mut command(&python.to_string_lossy(), &["-m", "pip", "install", "--quiet", "--no-cache-dir", PARSER]))
    });
    match fetched {
        Ok(()) if has_parser(&python) => Ok(Some(python)),
        _ if std::env::var_os("CI").is_some() => Err(format!("{PARSER} cannot be fetched").into()),
        _ => {
            println!(
                "LEFT OUT: {PARSER} cannot be fetched here (it needs python3, python3-venv and pip): rewritten files are not read by BuildKit's parser"
            );
            Ok(None)
        }
    }
}

fn has_parser(python: &Path) -> bool {
    output(&mut command(&python.to_string_lossy(), &["-c", "import dockerfile"])).is_some()
}

fn install(missing: &[&Need]) -> Done {
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let wish = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    for need in missing {
        println!("missing: {} ({})", need.program, need.why);
    }
    if !(is_debian() && is_root()) {
        let list = missing.iter().map(|need| format!("  {} – {}\n", need.program, need.why)).collect::<String>();
        return Err(format!(
            "these are missing:\n{list}On Debian, as root: {wish}\nWithout browsers: cargo xtask test --fast"
        )
        .into());
    }
    println!("installing: {wish}");
    must(&mut command("apt-get", &["update", "--quiet"]))?;
    let words: Vec<&str> = wish.split(' ').skip(1).collect();
    must(command("apt-get", &words).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Debian has no package of it.
fn geckodriver() -> Done {
    cargo_install("geckodriver", &["--debug"])
}

/// cargo-deny, installed where it is missing.
pub fn cargo_deny() -> Done<PathBuf> {
    if here("cargo-deny") {
        return Ok(PathBuf::from("cargo-deny"));
    }
    let own = tool("cargo-deny");
    if !own.exists() {
        cargo_install("cargo-deny", &[])?;
    }
    Ok(own)
}

/// Built from the crates registry, once, into `target/tools`.
pub fn cargo_install(name: &str, more: &[&str]) -> Done {
    let place = root().join("target/tools");
    println!("installing: cargo install {name} (some minutes, once, into {})", place.display());
    let build = |locked: &[&str]| must(cargo(&["install", name, "--root"]).arg(&place).args(more).args(locked));
    build(&["--locked"]).or_else(|_| build(&[]))
}

/// A program that xtask itself installed.
pub fn tool(name: &str) -> PathBuf {
    root().join("target/tools/bin").join(name)
}

/// Whether the program is on the path (or, for servers, where Debian puts them).
pub fn here(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    folders.into_iter().any(|folder| folder.join(program).is_file())
}

/// Whether we may install.
pub fn is_root() -> bool {
    output(&mut command("id", &["-u"])).is_some_and(|id| id.trim() == "0")
}

/// Whether `apt-get` is how one installs here.
pub fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && here("apt-get")
}
