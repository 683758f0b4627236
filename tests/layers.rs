//! The house's own rules, read from the code: who may use whom, and how long a file may be.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Files that may be longer than [`LONGEST`], each with its reason.
const LONG_FOR_A_REASON: &[(&str, &str)] = &[];

const LONG: usize = 300;
const LONGEST: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules in the order of the table in `src/lib.rs`; a row may name several, which stand side by side.
fn layers(lib: &str) -> Vec<Vec<String>> {
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | ")).filter(|row| row.starts_with(['[', '`']));
    rows.map(|row| {
        let first = row.split(" | ").next().unwrap_or_default();
        first.split(',').map(|name| name.trim().trim_matches(['[', ']', '`']).to_owned()).collect()
    })
    .collect()
}

/// Every module that a line of code reaches by `crate::`, with its line number; tests and comments are free.
fn uses(code: &str) -> Vec<(usize, String)> {
    let body = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let plain: Vec<&str> = body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let text = plain.join("\n");
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        let names = if rest.starts_with('{') { group(rest) } else { vec![name(rest)] };
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

fn name(text: &str) -> String {
    text.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// The first name of each item of `{a::b, c::{d, e}, f}`.
fn group(text: &str) -> Vec<String> {
    let mut depth = 0;
    let mut items = vec![String::new()];
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => items.push(String::new()),
            other if depth == 1 => items.last_mut().expect("never empty").push(other),
            _ => {}
        }
    }
    items.iter().map(|item| name(item)).filter(|name| !name.is_empty()).collect()
}

/// Sentences about every use of a module that stands below in the list.
fn wrongs(layers: &[Vec<String>], module: &str, file: &str, code: &str) -> Vec<String> {
    let place = |name: &str| layers.iter().position(|row| row.iter().any(|one| one == name));
    let Some(own) = place(module) else { return vec![format!("{file}: `{module}` is not in the table of src/lib.rs")] };
    let below = |name: &str| place(name).is_some_and(|other| other > own || (other == own && name != module));
    let said = |(line, name): (usize, String)| {
        format!("{file}:{line}: `{module}` uses `{name}`, which stands below it in src/lib.rs")
    };
    uses(code).into_iter().filter(|(_, name)| below(name)).map(said).collect()
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    let src = root().join("src");
    let layers = layers(&std::fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs can be read"));
    assert!(layers.len() > 10, "the table of src/lib.rs was not understood: {layers:?}");
    let mut found = Vec::new();
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).expect("it lies below").to_string_lossy().into_owned();
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        if !["lib", "main"].contains(&module) {
            let code = std::fs::read_to_string(&path).expect("it can be read");
            found.extend(wrongs(&layers, module, &format!("src/{inside}"), &code));
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_layer_test_sees_what_it_should() {
    let layers =
        layers("//! | module | from |\n//! |---|---|\n//! | [`a`] | x |\n//! | [`b`] | x |\n//! | `ui`, `cli` | x |\n");
    assert_eq!(layers, [vec!["a"], vec!["b"], vec!["ui", "cli"]]);
    let check = |module: &str, code: &str| wrongs(&layers, module, "f", code).len();
    assert_eq!(check("a", "use crate::b::X;"), 1);
    assert_eq!(check("a", "use crate::{\n    a::One,\n    b::{Two, Three},\n    cli,\n};"), 2);
    assert_eq!(check("a", "fn f() { crate::cli::run() }"), 1);
    assert_eq!(check("ui", "use crate::cli::run;"), 1);
    assert_eq!(check("b", "use crate::a::X; use crate::b::Y; // crate::cli\n"), 0);
    assert_eq!(check("a", "#[cfg(test)]\nmod tests { use crate::b; }"), 0);
    assert_eq!(check("unlisted", ""), 1);
}

fn is_generated(code: &str) -> bool {
    code.lines().take(3).any(|line| line.contains("@generated"))
}

/// What a rule reads is noted (`src/rules/once.rs`), so that only some of them judge anew when a question is answered:
/// an answer that is read past the note would not be missed.
#[test]
fn rules_read_answers_where_it_is_noted() {
    for path in rust_files(&root().join("src/rules")).into_iter().filter(|path| !path.ends_with("once.rs")) {
        let code = std::fs::read_to_string(&path).expect("it can be read");
        let past = ["wishes.answer", "wishes.leaning"].iter().any(|word| code.contains(word));
        assert!(!past, "{}: read an answer by `case.answer`", path.display());
    }
}

#[test]
fn files_stay_short() {
    let mut listed = String::new();
    let mut too_long = Vec::new();
    for folder in ["src", "xtask", "tests"] {
        for path in rust_files(&root().join(folder)) {
            let code = std::fs::read_to_string(&path).expect("it can be read");
            let name = path.strip_prefix(root()).expect("it lies below").to_string_lossy().into_owned();
            let lines = code.lines().count();
            if lines <= LONG || is_generated(&code) {
                continue;
            }
            let _ = writeln!(listed, "{lines:>5} {name}");
            if lines > LONGEST && !LONG_FOR_A_REASON.iter().any(|(file, _)| *file == name) {
                too_long.push(name);
            }
        }
    }
    println!("over {LONG} lines:\n{listed}");
    assert!(too_long.is_empty(), "over {LONGEST} lines, split them or give a reason in tests/layers.rs: {too_long:?}");
}
