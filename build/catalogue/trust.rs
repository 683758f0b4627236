//! Who builds and signs what.

use super::Wrong;
use super::block::{Line, Source, lines};
use super::pack::{Cell, Pack};
use std::path::Path;

/// What the page shows of a vendor, in packed order; the rest of the file is for people.
const SHOWN: [&str; 5] = ["name", "login", "sbom", "provenance", "limits"];
const SIGNED: [&str; 8] = ["signature", "issuer", "identity", "identity-regexp", "key", "command", "applies", "flags"];

pub struct Vendor {
    id: String,
    source: Source,
    shown: Vec<String>,
    signatures: Vec<Vec<String>>,
}

pub fn read(path: &Path) -> Result<Vec<Vendor>, Wrong> {
    let lines = lines(path)?;
    let starts = lines.iter().enumerate().filter(|(_, line)| line.text.starts_with("vendor: "));
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    starts.push(lines.len());
    starts.windows(2).map(|pair| vendor(&lines[pair[0]..pair[1]])).collect()
}

fn vendor(lines: &[Line]) -> Result<Vendor, Wrong> {
    let value = |key: &str| lines.iter().find_map(|line| line.text.strip_prefix(key)?.strip_prefix(": "));
    let text = |key: &str| value(key).unwrap_or_default().to_string();
    let (Some(source), Some(as_of)) = (value("source"), value("as-of")) else {
        return Err(lines[0].wrong("no source or no date"));
    };
    let mut signatures: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let Some((key, said)) = line.text.trim_start().split_once(": ") else {
            return Err(line.wrong("not understood"));
        };
        let Some(at) = SIGNED.iter().position(|known| *known == key) else { continue };
        if at == 0 {
            signatures.push(vec![String::new(); SIGNED.len()]);
        }
        let Some(open) = signatures.last_mut() else { return Err(line.wrong("before any signature")) };
        open[at] = said.to_string();
    }
    Ok(Vendor { id: text("vendor"), source: Source::read(source, as_of), shown: SHOWN.map(text).to_vec(), signatures })
}

pub fn pack(vendors: &[Vendor], pack: &mut Pack) {
    let (mut rows, mut counts, mut signatures) = (Vec::new(), Vec::new(), Vec::new());
    for vendor in vendors {
        let source = pack.source(&vendor.source);
        rows.push(vec![pack.text(&vendor.id), Cell::Number(source), pack.list(&vendor.shown)]);
        counts.push(vendor.signatures.len() as u32);
        signatures.extend(vendor.signatures.iter().map(|fields| vec![pack.list(fields)]));
    }
    pack.table(&["VENDOR_ID", "VENDOR_SOURCE", "VENDOR_SHOWN"], rows);
    pack.spans("VENDOR_SIGNATURES", counts);
    pack.table(&["SIGNATURE"], signatures);
}
