//! Four documentation sites, made by their own tools out of what `docs/embed.md` tells people to write.

use super::machine::{self, here};
use crate::absent::left_out;
use crate::command::{cargo, command, must};
use crate::{Done, root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One kind of site: the heading of its section, and how it comes about.
struct Kind {
    heading: &'static str,
    name: &'static str,
    /// Gets the tool where it is missing.
    get: fn() -> Done,
    /// Source folder, folder of the finished site → the command.
    make: fn(&Path, &Path) -> Command,
}

const KINDS: &[Kind] = &[
    Kind { heading: "The element", name: "plain", get: || Ok(()), make: copy },
    Kind { heading: "mdBook", name: "mdbook", get: get_mdbook, make: mdbook },
    Kind { heading: "MkDocs, with Material", name: "mkdocs", get: get_python, make: mkdocs },
    Kind { heading: "VitePress", name: "vitepress", get: get_vitepress, make: vitepress },
    Kind { heading: "Sphinx", name: "sphinx", get: get_python, make: sphinx },
];

/// Makes them all, then opens them in browsers.
pub fn check(filter: &[String]) -> Done {
    machine::prepare()?;
    super::steps::build_site()?;
    make()?;
    let display = super::display::start()?;
    let tests = ["test", "--package", "browser", "--test", "sites", "--", "--test-threads", "2"];
    must(cargo(&tests).args(filter).envs(display.environment()))
}

/// Finished sites in `target/sites/NAME`. One that cannot be made fails the step, or is left out where that was asked for.
fn make() -> Done {
    let text = std::fs::read_to_string(root().join("docs/embed.md"))?;
    std::fs::create_dir_all(root().join("target/sites"))?;
    KINDS.iter().try_for_each(|kind| made(kind, &text))
}

fn made(kind: &Kind, text: &str) -> Done {
    let out = root().join("target/sites").join(kind.name);
    let _ = std::fs::remove_dir_all(&out);
    if let Err(problem) = (kind.get)() {
        return left_out(&format!("the site made with {} is not tried: {problem}", kind.heading));
    }
    let source = place(kind);
    write(&source, &section(text, kind.heading))?;
    must(&mut (kind.make)(&source, &out))
}

/// VitePress wants its sources below the folder that has its packages.
fn place(kind: &Kind) -> PathBuf {
    let folder = if kind.name == "vitepress" { "target/tools/vitepress" } else { "target/sites-sources" };
    root().join(folder).join(kind.name)
}

fn write(folder: &Path, files: &[(String, String)]) -> Done {
    let _ = std::fs::remove_dir_all(folder);
    if files.is_empty() {
        return Err(format!("docs/embed.md has no files for {}", folder.display()).into());
    }
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// The fenced blocks of a section that say which file they are.
fn section(text: &str, heading: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open: Option<(&str, Option<String>, String)> = None;
    let mut inside = false;
    for line in text.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match &mut open {
            Some((fence, name, body)) if line == *fence => {
                files.extend(name.take().filter(|_| inside).map(|name| (name, std::mem::take(body))));
                open = None;
            }
            Some((.., body)) => *body += &format!("{line}\n"),
            None if ticks.len() >= 3 => {
                let name = line.split_once(' ').map(|(_, name)| name.to_owned());
                open = Some((ticks, name, String::new()));
            }
            None if line.starts_with("## ") => inside = &line[3..] == heading,
            None => {}
        }
    }
    files
}

fn copy(from: &Path, to: &Path) -> Command {
    let (from, to) = (from.to_string_lossy().into_owned(), to.to_string_lossy().into_owned());
    command("cp", &["-r", &from, &to])
}

fn get_mdbook() -> Done {
    if here("mdbook") || machine::tool("mdbook").exists() {
        return Ok(());
    }
    machine::cargo_install("mdbook", &["--debug", "--no-default-features"])
}

fn mdbook(from: &Path, to: &Path) -> Command {
    let own = machine::tool("mdbook");
    let mut made = Command::new(if own.exists() { own } else { PathBuf::from("mdbook") });
    made.arg("build").arg("--dest-dir").arg(to).arg(from);
    made
}

/// From PyPI, with these versions, into an environment of its own.
const PYTHON: &[&str] = &["mkdocs==1.6.1", "mkdocs-material==9.8.2", "sphinx==9.0.4"];

fn python(program: &str) -> PathBuf {
    root().join("target/tools/python/bin").join(program)
}

fn get_python() -> Done {
    machine::python_tools("python", PYTHON).map(|_| ())
}

fn mkdocs(from: &Path, to: &Path) -> Command {
    let mut made = Command::new(python("mkdocs"));
    made.args(["build", "--quiet", "--strict", "--site-dir"]).arg(to).current_dir(from).env("NO_MKDOCS_2_WARNING", "1");
    made
}

fn sphinx(from: &Path, to: &Path) -> Command {
    let mut made = Command::new(python("sphinx-build"));
    made.args(["-q", "-W"]).arg(from).arg(to);
    made
}

const VITEPRESS: &str = "vitepress@1.6.4";

fn get_vitepress() -> Done {
    machine::node_tools("vitepress", VITEPRESS).map(|_| ())
}

fn vitepress(from: &Path, to: &Path) -> Command {
    let mut made = command("node", &["node_modules/vitepress/bin/vitepress.js", "build"]);
    made.arg(from).arg("--outDir").arg(to).current_dir(root().join("target/tools/vitepress"));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_blocks_are_files_and_others_are_not() {
        let text = "## a\n```x one.txt\n1\n```\n```js\nno\n```\n````md two.md\n```y\n## b\n```\n````\n## b\n```x three\n3\n```\n";
        let named = |name: &str, body: &str| (name.to_owned(), body.to_owned());
        assert_eq!(section(text, "a"), [named("one.txt", "1\n"), named("two.md", "```y\n## b\n```\n")]);
        assert_eq!(section(text, "b"), [named("three", "3\n")]);
    }

    /// Whoever runs the tests of the tools by `cargo xtask test --leave-out` has allowed it.
    #[test]
    fn a_site_that_cannot_be_made_is_a_failure() {
        let get = || Err("there is no such tool".into());
        let outcome = made(&Kind { heading: "x", name: "no-such-site", get, make: copy }, "");
        assert_eq!(outcome.is_ok(), std::env::var_os("BASEWISE_LEAVE_OUT").is_some());
    }

    #[test]
    fn the_documentation_has_every_site() {
        let text = include_str!("../../../docs/embed.md");
        for kind in KINDS {
            let files = section(text, kind.heading);
            assert!(files.iter().any(|(_, body)| body.contains("base-wise.js")), "{}: {files:?}", kind.heading);
            assert!(files.iter().any(|(_, body)| body.contains("FROM ")), "{}: {files:?}", kind.heading);
        }
    }
}
