//! The bill of materials names every crate that the wasm itself tells of, with version, licence and hash.

use super::Files;
use serde_json::Value;
use std::collections::BTreeSet;

const BILL: &str = "sbom.cdx.json";

/// Where the build lets sources of crates lie (`build/compile.rs`): a panic's place in the wasm begins so.
const SOURCES: &[u8] = b"/crates/";

pub fn names_every_crate(files: &Files) -> Vec<String> {
    let bill: Value = files.get(BILL).and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let listed: Vec<&Value> = bill["components"].as_array().into_iter().flatten().collect();
    let wasm = files.iter().filter(|(name, _)| name.ends_with(".wasm"));
    let linked: BTreeSet<String> = wasm.flat_map(|(_, bytes)| linked(bytes)).collect();
    let name =
        |one: &Value| format!("{}-{}", one["name"].as_str().unwrap_or("?"), one["version"].as_str().unwrap_or("?"));
    let named: BTreeSet<String> = listed.iter().map(|one| name(one)).collect();
    let mut wrongs: Vec<String> =
        linked.difference(&named).map(|missing| format!("{BILL}: {missing} is in the wasm and not in it")).collect();
    if linked.is_empty() {
        wrongs.push(format!("{BILL}: no wasm tells of a crate"));
    }
    wrongs.extend(
        listed.iter().filter_map(|one| lacking(one).map(|what| format!("{BILL}: {} has no {what}", name(one)))),
    );
    wrongs
}

fn lacking(one: &Value) -> Option<&'static str> {
    let said = |value: &Value| value.as_str().unwrap_or_default().len();
    let hash = &one["hashes"][0];
    [
        ("version", said(&one["version"]) > 0),
        ("licence", said(&one["licenses"][0]["expression"]) > 2),
        ("hash", hash["alg"] == "SHA-256" && said(&hash["content"]) == 64),
        ("address", one["purl"].as_str().is_some_and(|purl| purl.starts_with("pkg:cargo/"))),
    ]
    .into_iter()
    .find_map(|(what, there)| (!there).then_some(what))
}

/// `serde-1.0.0` for every crate whose source is named.
fn linked(wasm: &[u8]) -> BTreeSet<String> {
    let starts = wasm.windows(SOURCES.len()).enumerate().filter(|(_, part)| *part == SOURCES);
    let named = starts.map(|(at, _)| wasm[at + SOURCES.len()..].split(|byte| *byte == b'/').next().unwrap_or_default());
    named.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_crate_that_is_not_told_of_is_found() {
        let one = |name: &str, hash: &str| {
            json!({"name": name, "version": "1.0.0", "purl": "pkg:cargo/x", "licenses": [{"expression": "MIT"}],
                "hashes": [{"alg": "SHA-256", "content": hash}]})
        };
        let bill = json!({"components": [one("a", &"0".repeat(64)), one("b", "short")]}).to_string();
        let wasm = b"../crates/a-1.0.0/src/x.rs../crates/c-2.0.0/src/y.rs";
        let found = names_every_crate(&files(&[(BILL, bill.as_bytes()), ("x.wasm", wasm)]));
        assert_eq!(
            found,
            ["sbom.cdx.json: c-2.0.0 is in the wasm and not in it", "sbom.cdx.json: b-1.0.0 has no hash"]
        );
        assert_eq!(names_every_crate(&files(&[("x.wasm", b"")])).len(), 1);
    }
}
