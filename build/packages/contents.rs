//! `contents.txt`, `images.txt`, `commands.txt` → word lists by class of image, and package bits by class.

use super::Output;
use super::os::Rows;
use super::stanza::{Origin, Sheet, Stanza, evidence};
use std::collections::{BTreeMap, BTreeSet};

const KEYS: [&str; 9] =
    ["source", "evidence", "distro", "with", "less", "complete", "commands", "libraries", "packages"];
const LISTS: [&str; 3] = ["commands", "libraries", "packages"];

/// Writes `CLASSES`, in the order of the file.
pub fn classes(sheet: &Sheet, rows: &Rows, out: &mut Output, faults: &mut Vec<String>) {
    let names: Vec<&str> = sheet.stanzas.iter().map(|stanza| stanza.name.as_str()).collect();
    let lines: Vec<String> = sheet.stanzas.iter().map(|stanza| class(stanza, &names, rows, faults)).collect();
    out.rust(&format!("pub static CLASSES: [Row; {}] = [\n{}\n];", lines.len(), lines.join(",\n")));
}

fn class(stanza: &Stanza, names: &[&str], rows: &Rows, faults: &mut Vec<String>) -> String {
    stanza.only("contents", &KEYS, faults);
    let mut bad = |what: &str| faults.push(format!("contents:{}: {}: {what}", stanza.line, stanza.name));
    let source = stanza.get("source").and_then(Origin::parse);
    if source.is_none() {
        bad("no source with its day");
    }
    if evidence(stanza.get("evidence")).is_none() {
        bad("no evidence");
    }
    let earlier = names.iter().take_while(|name| **name != stanza.name);
    let with = stanza.get("with").map(|other| earlier.clone().position(|name| *name == other));
    if with == Some(None) {
        bad("`with` names no class above it");
    }
    format!(
        "Row {{ name: {:?}, with: {:?}, commands: {:?}, less: {:?}, libraries: {:?}, complete: {:?}, packages: &{:?}, verified: {}, source: {} }}",
        stanza.name,
        with.flatten(),
        sorted(stanza, "commands"),
        sorted(stanza, "less"),
        sorted(stanza, "libraries"),
        LISTS.map(|list| stanza.get("complete").unwrap_or_default().split(' ').any(|word| word == list)),
        bits(stanza, rows),
        stanza.get("evidence") == Some("verified"),
        source.map(|origin| origin.rust()).unwrap_or_default(),
    )
}

/// All words of every field of that key, in order.
fn sorted(stanza: &Stanza, key: &str) -> String {
    let values = stanza.fields.iter().filter(|(k, _)| k == key);
    let words: BTreeSet<&str> = values.flat_map(|(_, value)| value.split_whitespace()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// One bit a row of `os/`: all its names in this distribution are among the packages.
fn bits(stanza: &Stanza, rows: &Rows) -> Vec<u8> {
    let text = sorted(stanza, "packages");
    let there: BTreeSet<&str> = text.split(' ').collect();
    let Some(distro) = stanza.get("distro").filter(|_| !text.is_empty()) else { return Vec::new() };
    let mut bits = vec![0_u8; rows.len().div_ceil(8)];
    for (index, names) in rows.names(distro).into_iter().enumerate() {
        if !names.is_empty() && names.iter().all(|name| there.contains(name)) {
            bits[index / 8] |= 1 << (index % 8);
        }
    }
    bits
}

/// Writes `IMAGES`: name, class it stands on, `+` when counted, commands.
pub fn images(sheet: &Sheet, out: &mut Output, faults: &mut Vec<String>) {
    let mut lines = BTreeMap::new();
    for stanza in &sheet.stanzas {
        stanza.only("images", &["on", "commands", "counted"], faults);
        let counted = if stanza.get("counted") == Some("yes") { "+" } else { "" };
        let on = stanza.get("on").unwrap_or_default();
        lines.insert(&stanza.name, format!("{}\t{on}\t{counted}\t{}\n", stanza.name, sorted(stanza, "commands")));
    }
    out.text("IMAGES", &lines.into_values().collect::<String>());
    out.rust(&format!("pub static IMAGES_SOURCE: Source = {};", source(sheet, faults)));
}

/// Writes `COMMANDS`: a command and the row that gives it, one a line; `?` where that is general knowledge.
pub fn commands(sheet: &Sheet, rows: &Rows, out: &mut Output, faults: &mut Vec<String>) {
    let mut lines = BTreeMap::new();
    for stanza in &sheet.stanzas {
        stanza.only("commands", &["commands"], faults);
        if !rows.has(&stanza.name) {
            faults.push(format!("commands:{}: {} has no row in os/", stanza.line, stanza.name));
        }
        for word in sorted(stanza, "commands").split(' ') {
            let (command, mark) = word.strip_suffix('?').map_or((word, ""), |command| (command, "?"));
            let same = if command == stanza.name { "=" } else { &stanza.name };
            if lines.insert(command.to_owned(), format!("{command}\t{same}{mark}\n")).is_some() {
                faults.push(format!("commands:{}: {command} is given twice", stanza.line));
            }
        }
    }
    out.text("COMMANDS", &lines.into_values().collect::<String>());
    out.rust(&format!("pub static COMMANDS_SOURCE: Source = {};", source(sheet, faults)));
}

fn source(sheet: &Sheet, faults: &mut Vec<String>) -> String {
    sheet.source(faults).map(|origin| origin.rust()).unwrap_or_default()
}
