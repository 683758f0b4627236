//! What lies in `dist/` is what the documentation says of it, file by file. Each check gives a sentence a fault.

mod bill;
mod markup;
mod policy;
mod twins;

use crate::{Done, root};
use std::collections::BTreeMap;
use std::path::Path;

/// Name below `dist/` → bytes.
type Files = BTreeMap<String, Vec<u8>>;

const CHECKS: &[fn(&Files) -> Vec<String>] = &[
    there,
    twins::unpack,
    twins::sums,
    bill::names_every_crate,
    markup::is_made_of_nothing,
    markup::leaves_no_trace,
    policy::governs_every_page,
];

/// Of whatever was built last.
pub fn check(_: &[String]) -> Done {
    let mut files = Files::new();
    gather(&root().join("dist"), "", &mut files).map_err(|problem| format!("{problem}; `cargo xtask test build`"))?;
    let wrongs: Vec<String> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    if !wrongs.is_empty() {
        return Err(wrongs.join("\n").into());
    }
    let pages = files.keys().filter(|name| name.ends_with(".html")).count();
    println!("{} files, of which {pages} pages, are as they should be", files.len());
    Ok(())
}

fn gather(folder: &Path, prefix: &str, into: &mut Files) -> Result<(), String> {
    let say = |problem: std::io::Error| format!("{}: {problem}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(say)? {
        let path = entry.map_err(say)?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        match path.is_dir() {
            true => gather(&path, &format!("{name}/"), into)?,
            false => drop(into.insert(name, std::fs::read(&path).map_err(say)?)),
        }
    }
    Ok(())
}

/// Files that hosts and people look for under these names.
fn there(files: &Files) -> Vec<String> {
    let wanted = [
        "index.html",
        "embed.html",
        "404.html",
        "basewise.html",
        "base-wise.js",
        "api.js",
        "api.d.ts",
        "sw.js",
        ".nojekyll",
        "_headers",
        "CHECKSUMS",
        "sbom.cdx.json",
        "robots.txt",
        "why/index.html",
        "bases/index.html",
    ];
    let missing = wanted.iter().filter(|name| !files.contains_key(**name));
    missing.map(|name| format!("dist/ has no {name}")).collect()
}

/// The lines of the files whose name ends so, with the file's name and the line's number.
fn lines<'a>(files: &'a Files, kinds: &'a [&str]) -> impl Iterator<Item = (&'a str, usize, String)> {
    let of = files.iter().filter(|(name, _)| kinds.iter().any(|kind| name.ends_with(kind)));
    of.flat_map(|(name, bytes)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.lines().enumerate().map(|(at, line)| (name.as_str(), at + 1, line.to_owned())).collect::<Vec<_>>()
    })
}

#[cfg(test)]
fn files(named: &[(&str, &[u8])]) -> Files {
    named.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let missing = there(&files(&[("index.html", b"")]));
        assert!(missing.contains(&"dist/ has no .nojekyll".to_owned()) && missing.len() == 14, "{missing:?}");
    }
}
