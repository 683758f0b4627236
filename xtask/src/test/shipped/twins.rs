//! The `.br` and `.gz` beside a file unpack to it, and `CHECKSUMS` names every file with its hash.

use super::Files;
use crate::build::{digest, gains};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Every twin is its file's, and every file that gains by it has both.
pub fn unpack(files: &Files) -> Vec<String> {
    let twins = files.iter().filter_map(|(name, bytes)| {
        let (of, how) = name.rsplit_once('.').filter(|(_, how)| ["br", "gz"].contains(how))?;
        let plain = if how == "br" { from_br(bytes) } else { from_gz(bytes) };
        (plain.as_ref() != files.get(of) || plain.is_none()).then(|| format!("{name} does not unpack to {of}"))
    });
    let lonely = files.keys().filter(|name| gains(name)).flat_map(|name| {
        let missing =
            ["br", "gz"].map(|how| format!("{name}.{how}")).into_iter().filter(|twin| !files.contains_key(twin));
        missing.map(|twin| format!("{twin} is missing"))
    });
    // The one file is for the disk, where nobody unpacks.
    twins.chain(lonely.filter(|wrong| !wrong.starts_with("basewise.html."))).collect()
}

fn from_br(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &bytes[..], &mut plain).ok().map(|()| plain)
}

fn from_gz(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = flate2::write::GzDecoder::new(Vec::new());
    reader.write_all(bytes).ok()?;
    reader.finish().ok()
}

/// One line a file, no file without one.
pub fn sums(files: &Files) -> Vec<String> {
    let text = String::from_utf8_lossy(files.get("CHECKSUMS").map_or(&[][..], Vec::as_slice)).into_owned();
    let mut said: BTreeMap<&str, &str> =
        text.lines().filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name, sum)).collect();
    let mut wrongs = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "CHECKSUMS") {
        match said.remove(name.as_str()) {
            Some(sum) if sum == digest(bytes) => {}
            Some(_) => wrongs.push(format!("CHECKSUMS: another hash than {name} has")),
            None => wrongs.push(format!("CHECKSUMS: {name} is not in it")),
        }
    }
    wrongs.extend(said.keys().map(|name| format!("CHECKSUMS: there is no {name}")));
    wrongs
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::*;
    use crate::build::{brotli, gzip};

    #[test]
    fn a_twin_of_another_file_is_found() {
        let (br, gz) = (brotli(b"one"), gzip(b"one"));
        let good = [("a.js", &b"one"[..]), ("a.js.br", &br), ("a.js.gz", &gz), ("b.png", b"x")];
        assert!(unpack(&files(&good)).is_empty());
        let other = [("a.js", &b"two"[..]), ("a.js.br", &br), ("a.js.gz", &gz), ("b.br", &br), ("c.css", b"")];
        let found = unpack(&files(&other));
        for part in
            ["a.js.br does not", "a.js.gz does not", "b.br does not", "c.css.br is missing", "c.css.gz is missing"]
        {
            assert!(found.iter().any(|wrong| wrong.starts_with(part)), "{part}: {found:?}");
        }
        assert_eq!(unpack(&files(&[("a.png", b"one"), ("a.png.gz", &gz[..12])])).len(), 1, "cut off");
    }

    #[test]
    fn a_sum_that_is_wrong_or_missing_is_found() {
        let list = format!("{}  a\n{}  b\n{}  gone\n", digest(b"a"), digest(b"other"), digest(b""));
        let found = sums(&files(&[("a", b"a"), ("b", b"b"), ("c", b"c"), ("CHECKSUMS", list.as_bytes())]));
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
