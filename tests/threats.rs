//! The threat model names tests: each of them exists.

use std::path::{Path, PathBuf};

const PAGE: &str = include_str!("../docs/threat-model.md");

fn sources(folder: &Path, into: &mut String) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| !path.ends_with("target")) {
        match path.extension() {
            Some(extension) if extension == "rs" => {
                into.push_str(&std::fs::read_to_string(path).expect("a source is readable"));
            }
            _ => sources(path, into),
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut code = String::new();
    for folder in ["src", "tests", "xtask"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut code);
    }
    let rows = PAGE.lines().filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 2);
    let shown = rows.filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let names: Vec<&str> = shown.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let (word, mark) = match name.strip_prefix("cargo xtask test ") {
            Some(step) => (step, format!("name: \"{step}\",")),
            None => (name, format!("fn {name}(")),
        };
        assert!(code.contains(&mark), "the threat model names `{word}`, which is not there");
    }
}

/// No text is ever read as markup, and no address is made into a script.
#[test]
fn nothing_makes_markup_of_text() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut code);
    for name in [
        "address.js",
        "api.js",
        "base-wise.js",
        "boot.js",
        "frame.js",
        "offline.js",
        "sw-off.js",
        "sw.js",
        "warm.js",
        "warmer.js",
    ] {
        code += &std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join(name))
            .expect("a script");
    }
    for word in [
        "innerHTML",
        "inner_html",
        "outerHTML",
        "insertAdjacentHTML",
        "from_html",
        "document.write",
        "eval(",
        "new Function",
    ] {
        assert!(!code.contains(word), "`{word}` is used");
    }
}

/// What opens elsewhere takes neither the page nor its address along.
#[test]
fn links_open_without_a_trace() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut code);
    let opened: Vec<&str> = code.lines().filter(|line| line.contains("target=\"_blank\"")).collect();
    assert!(!opened.is_empty());
    for line in opened {
        assert!(line.contains("rel=\"noopener noreferrer\""), "{line}");
    }
}
