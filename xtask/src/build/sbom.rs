//! The page's bill of materials (CycloneDX 1.5): every crate that is linked into the wasm, and nothing that only built it.

use super::compile::TARGET;
use crate::command::{cargo, command, output};
use crate::{Done, root};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A crate as `cargo tree` names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// The document, always the same for the same `Cargo.lock`.
pub fn write() -> Done<String> {
    let words = ["tree", "--package", "basewise", "--target", TARGET, "--edges", "normal,no-proc-macro", "--locked"];
    let tree = output(cargo(&words).args(["--prefix", "depth", "--no-dedupe", "--format", " {p}|{l}"]));
    let tree = tree.ok_or("`cargo tree` failed: is Cargo.lock up to date?")?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    let compiler = output(&mut command("rustc", &["--version"])).unwrap_or_default();
    Ok(serde_json::to_string_pretty(&document(&tree, &lock, compiler.trim()))? + "\n")
}

fn document(tree: &str, lock: &str, compiler: &str) -> Value {
    let (crates, edges) = read(tree);
    let checksums = checksums(lock);
    let (own, others): (Vec<&Crate>, Vec<&Crate>) = crates.iter().partition(|one| one.name == "basewise");
    let components: Vec<Value> = others.iter().map(|one| component(one, &checksums)).collect();
    let dependencies: Vec<Value> = edges.iter().map(|(from, to)| json!({"ref": from, "dependsOn": to})).collect();
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {
            "component": own.first().map(|own| component(own, &checksums)),
            "tools": {"components": [{"type": "application", "name": "rustc", "version": compiler}]},
        },
        "components": components, "dependencies": dependencies,
    })
}

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Lines such as `2 serde v1.0.0|MIT`: depth, crate, licence.
fn read(tree: &str) -> (BTreeSet<Crate>, Edges) {
    let (mut crates, mut edges, mut path) = (BTreeSet::new(), Edges::new(), Vec::<String>::new());
    for line in tree.lines() {
        let Some((depth, one)) =
            line.split_once(' ').and_then(|(depth, rest)| Some((depth.parse::<usize>().ok()?, named(rest)?)))
        else {
            continue;
        };
        path.truncate(depth);
        if let Some(parent) = path.last() {
            edges.entry(parent.clone()).or_default().insert(address(&one));
        }
        edges.entry(address(&one)).or_default();
        path.push(address(&one));
        crates.insert(one);
    }
    (crates, edges)
}

fn named(text: &str) -> Option<Crate> {
    let (package, licence) = text.split_once('|')?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
    // "MIT/Apache-2.0" is how crates wrote OR before SPDX expressions.
    Some(Crate { name, version, licence: licence.replace(" / ", "/").replace('/', " OR ") })
}

fn address(one: &Crate) -> String {
    format!("pkg:cargo/{}@{}", one.name, one.version)
}

fn component(one: &Crate, checksums: &BTreeMap<(String, String), String>) -> Value {
    let mut component = json!({
        "type": "library", "name": one.name, "version": one.version, "bom-ref": address(one), "purl": address(one),
        "licenses": [{"expression": one.licence}],
    });
    if let Some(sum) = checksums.get(&(one.name.clone(), one.version.clone())) {
        component["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
    }
    component
}

/// (name, version) → SHA-256, from `Cargo.lock`.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_components_and_edges() {
        let tree = "0 basewise v0.1.0 (/x)|MIT\n1 serde v1.0.0|MIT/Apache-2.0\n2 core v2.0.0|MIT\n1 core v2.0.0|MIT\n";
        let lock = "[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
        let document = document(tree, lock, "rustc 1");
        assert_eq!(document["components"].as_array().map(Vec::len), Some(2));
        assert_eq!(document["components"][1]["hashes"][0]["content"], "ab");
        assert_eq!(document["components"][1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(document["dependencies"][0]["dependsOn"], json!(["pkg:cargo/core@2.0.0", "pkg:cargo/serde@1.0.0"]));
        assert!(!document.to_string().contains("/x"), "no path of this machine");
    }
}
